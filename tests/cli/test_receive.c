/*
 * receive and send, from the outside: what a delivery, a resend, a refusal and an
 * answer do to the books.  The cases of the standard's process stand in
 * fixtures/cases/.
 */
#include <criterion/criterion.h>

#include "cli/program.h"

TestSuite(receive, .init = program_enter_folder, .fini = program_leave_folder);

#define MAKE_301                                                                       \
    "$IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json --date "           \
    "2026-01-05 "                                                                      \
    "--identificatie A1 -o a.xml && "
#define AT(who, day) " --ledger " who ".db --date " day " "
#define OUT          " -o out "

static void
line(const char *shell, int status, const char *part)
{
    program_assert(shell, status, part, "");
}

static void
allocate(void)
{
    line("mkdir out && " MAKE_301 "$IWMO send" AT("g", "2026-01-05") "a.xml", 0,
         "mag worden verstuurd");
    line("$IWMO receive" AT("p", "2026-01-05") OUT "a.xml", 0, "verwerkt; nieuw");
}

Test(receive, a_delivery_twice_is_one_and_its_answer_the_same)
{
    allocate();
    line("cp out/*.xml first && rm out/*.xml && $IWMO receive" AT("p", "2026-02-01") OUT
         "a.xml && cmp first out/WMO302-*.xml && echo same",
         0, "same");
    line("$IWMO receive" AT("p", "2026-02-01") OUT "--report jsonl a.xml", 0,
         "\"status\":\"duplicate\",\"verdict\":\"DUPLICATE\",\"codes\":[]");
}

Test(receive, the_same_message_in_another_file_is_9056)
{
    allocate();
    line("cp a.xml b.xml; $IWMO receive" AT("p", "2026-01-06") OUT
         "--report jsonl b.xml",
         1, "\"status\":\"refused\",\"verdict\":\"DUPLICATE\",\"codes\":[\"9056\"]");
    line("cp a.xml c.xml; $IWMO receive" AT("p", "2026-01-06") OUT
         "--reference a.xml --report jsonl c.xml",
         0, "\"status\":\"duplicate\"");
}

Test(receive, one_identificatie_for_two_contents_is_a_conflict)
{
    allocate();
    line("sed 's/dinsdag/maandag/' a.xml >b.xml; $IWMO receive" AT("p", "2026-01-06")
             OUT "--report jsonl b.xml",
         1, "\"verdict\":\"CONFLICT\",\"codes\":[\"9056\"]");
}

Test(receive, the_same_content_under_a_new_identificatie_changes_nothing)
{
    allocate();
    line("sed 's/>A1</>A2</' a.xml >b.xml; $IWMO receive" AT("p", "2026-01-06") OUT
         "--report jsonl b.xml",
         0, "\"status\":\"processed\",\"verdict\":\"RESEND\"");
    line("$IWMO receive" AT("p", "2026-01-06") OUT "--report jsonl b.xml", 0,
         "\"status\":\"duplicate\"");
}

Test(receive, an_answer_settles_what_was_sent)
{
    allocate();
    line("$IWMO receive" AT("g", "2026-01-06") OUT "out/*.xml", 0, "aanvaard");
    line("cp out/*.xml again.xml; $IWMO receive" AT("g", "2026-01-06") OUT
         "--report jsonl again.xml",
         0, "\"status\":\"ignored\"");
}

Test(receive, an_answer_to_nothing_is_kept_and_told)
{
    allocate();
    program_assert("$IWMO receive" AT("other", "2026-01-06") OUT "out/*.xml", 1,
                   "IW-B01", "");
}

Test(receive, another_verdict_on_the_same_message_is_an_alarm)
{
    allocate();
    line("$IWMO receive" AT("g", "2026-01-06") OUT "out/*.xml", 0, "aanvaard");
    line("$IWMO retour a.xml --decision - --date 2026-01-07 -o other.xml <<E\n"
         "[{\"code\": \"9056\"}]\nE\n"
         "$IWMO receive" AT("g", "2026-01-07") OUT "--report jsonl other.xml",
         0, "\"status\":\"ignored\""); /* 9056 judges a resend */
    line("$IWMO retour a.xml --decision - --date 2026-01-08 -o other2.xml <<E\n"
         "[{\"code\": \"8848\"}]\nE\n"
         "$IWMO receive" AT("g", "2026-01-08") OUT "other2.xml",
         1, "IW-B02");
}

Test(receive, an_answer_that_does_not_fit_books_nothing)
{
    allocate();
    line("$IWMO generate WMO323 --from $FIXTURES/story/3-declaration.json "
         "--date 2026-02-02 --identificatie D1 -o d.xml && "
         "$IWMO send" AT("p", "2026-02-02") "d.xml",
         0, "geboekt");
    line("$IWMO retour d.xml --decision - --date 2026-02-03 -o no.xml <<E\n"
         "[{\"code\": \"9341\", \"key\": {\"ReferentieNummer\": \"RN0001\"}}]\nE\n"
         "sed 's/RN0001/RN0009/' no.xml >odd.xml; $IWMO receive" AT("p", "2026-02-03")
             OUT "odd.xml",
         1, "IW-B03");
    line("$IWMO receive" AT("p", "2026-02-04") OUT "--report jsonl no.xml", 1,
         "\"status\":\"rejected\"");
}

Test(receive, an_answer_with_parts_unchecked_and_no_fault_is_remarkable)
{
    allocate();
    line("$IWMO retour a.xml --decision - --date 2026-01-07 -o no.xml <<E\n"
         "[{\"code\": \"9332\", \"key\": {\"ToewijzingNummer\": \"667899\"}}]\nE\n"
         "sed 's/>9332</>0233</' no.xml >odd.xml; $IWMO receive" AT("g", "2026-01-07")
             OUT "odd.xml",
         0, "IW-B04");
}

Test(receive, an_answer_made_elsewhere_is_not_sent)
{
    allocate();
    line("$IWMO retour a.xml --date 2026-01-09 -o own.xml; $IWMO send" AT(
             "p", "2026-01-09") "own.xml",
         1, "IW-B05");
    line("cp out/WMO302*.xml ours.xml; $IWMO send" AT(
             "p", "2026-01-09") "--report jsonl ours.xml",
         0, "\"status\":\"duplicate\"");
}

Test(receive, a_refused_message_counts_as_not_sent)
{
    allocate();
    line("$IWMO retour a.xml --decision - --date 2026-01-07 -o no.xml <<E\n"
         "[{\"code\": \"8848\"}]\nE\n"
         "$IWMO receive" AT("g", "2026-01-07") OUT "no.xml",
         1, "geweigerd");
    /* so its number is free again, under the same Identificatie too */
    line("cp a.xml b.xml; $IWMO send" AT("g", "2026-01-08") "b.xml", 0,
         "geboekt; nieuw");
}

Test(receive, what_breaks_the_schema_is_kept_without_answer)
{
    line("mkdir out; " MAKE_301
         "sed 's/667899/abc/' a.xml >b.xml; $IWMO receive" AT("p", "2026-01-06") OUT
         "--report jsonl b.xml",
         1, "\"status\":\"refused-l1\",\"verdict\":null,\"codes\":[],\"retour\":null");
    line("ls out | wc -l", 0, "0");
    line("$IWMO receive" AT("p", "2026-01-06") OUT "--report jsonl b.xml", 1,
         "\"status\":\"duplicate\"");
}

Test(receive, what_is_no_message_is_undetermined_and_the_rest_goes_on)
{
    program_assert("mkdir out; " MAKE_301
                   "echo hello >b.xml; $IWMO receive" AT("p", "2026-01-06") OUT
                   "--report jsonl b.xml a.xml none.xml",
                   3, "\"status\":\"processed\"", "");
}

Test(receive, a_message_for_the_other_side_is_not_booked)
{
    line("mkdir out; " MAKE_301 "$IWMO receive --role gemeente" AT("p", "2026-01-06")
             OUT "a.xml",
         1, "niet voor deze partij");
    line("$IWMO receive" AT("p", "2026-01-06") OUT "a.xml", 0, "verwerkt; nieuw");
}

Test(receive, sending_what_would_be_refused_is_not_booked)
{
    line("mkdir out; $IWMO generate WMO305 --from $FIXTURES/story/2-start.json "
         "--date 2026-01-15 -o s.xml; $IWMO send" AT("p", "2026-01-15") "s.xml",
         1, "TR019 9019");
    line("$IWMO send" AT("p", "2026-01-15") "--report jsonl s.xml", 1,
         "\"status\":\"refused\"");
}

Test(receive, sending_twice_is_sending_once)
{
    allocate();
    line("$IWMO send" AT("g", "2026-01-09") "--report jsonl a.xml", 0,
         "\"status\":\"duplicate\"");
}

Test(receive, an_extension_under_a_new_number_is_not_sent)
{
    allocate();
    line("sed 's/667899/667900/; s/2026-12-27/2027-06-30/; s/2026-01-12/2026-12-28/; "
         "s/>A1</>A2</' a.xml >b.xml; $IWMO send" AT("g", "2026-01-20") "b.xml",
         1, "IW-B06");
}

Test(receive, many_files_of_which_one_is_wrong)
{
    line("mkdir out in; " MAKE_301
         "for i in 1 2 3 4 5; do sed \"s/>A1</>B$i</\" a.xml >in/$i.xml; done; "
         "cp /dev/null in/3.xml; $IWMO receive" AT("p", "2026-01-06") OUT
         "--batch 2 -r in --report jsonl | grep -c processed",
         0, "4");
    line("ls out | wc -l", 0, "4");
}

Test(receive, a_ledger_that_is_none)
{
    program_assert("mkdir out; " MAKE_301
                   "echo nonsense >p.db; $IWMO receive" AT("p", "2026-01-06") OUT
                   "a.xml",
                   4, "", "p.db");
}

Test(receive, an_answer_that_cannot_be_written_is_written_next_time)
{
    line("mkdir out && " MAKE_301 "$IWMO receive" AT("p", "2026-01-06")
             OUT "a.xml >/dev/null; f=$(ls out/*) && rm $f && mkdir $f",
         0, "");
    program_assert("$IWMO receive" AT("p", "2026-01-06") OUT "a.xml", 4, "", "out/");
    line("rmdir out/*; $IWMO receive" AT("p", "2026-01-06") OUT "a.xml && ls out | wc -l",
         0, "1");
}

Test(receive, usage)
{
    program_assert("$IWMO receive", 2, "", "which messages");
    program_assert("$IWMO send --role nobody x.xml", 2, "", "--role");
    program_assert("$IWMO receive --contract none.csv x.xml", 4, "", "none.csv");
    program_assert("$IWMO receive --help", 0, "Example:", "");
}
