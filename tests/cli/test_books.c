/*
 * receive and send, from the outside: answers that come first, own messages in a
 * folder, release 2.3, and the words of the line that sums up.
 */
#include <criterion/criterion.h>

#include "cli/program.h"

TestSuite(books_cli, .init = program_enter_folder, .fini = program_leave_folder);

#define MAKE_301                                                                       \
    "$IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json --date "           \
    "2026-01-05 --identificatie A1 -o a.xml && "
#define AT(who, day) " --ledger " who ".db --date " day " "
#define OUT          " -o out "

static void
line(const char *shell, int status, const char *part)
{
    program_assert(shell, status, part, "");
}

/* ---- an answer that comes first ---- */

static void
answer_first(void)
{
    line("mkdir out && " MAKE_301 "$IWMO receive" AT("p", "2026-01-05") OUT "a.xml", 0,
         "verwerkt");
    line("cp out/WMO302-*.xml r.xml; $IWMO receive" AT("g", "2026-01-05") OUT
         "--report jsonl r.xml",
         1, "\"status\":\"unmatched\"");
}

Test(books_cli, an_answer_that_came_first_is_applied_when_its_message_is_sent)
{
    answer_first();
    line("$IWMO send" AT("g", "2026-01-06") "--report jsonl a.xml", 0,
         "\"early\":{\"id\":1,\"status\":\"accepted\",\"codes\":[]}");
    line("$IWMO status" AT("g", "2026-01-06") "--message 0384/301/A1", 0, "aanvaard");
    line("$IWMO receive" AT("g", "2026-01-07") OUT "--report jsonl r.xml", 0,
         "\"status\":\"duplicate\"");
    line("$IWMO ledger check" AT("g", "2026-01-07"), 0, "in orde");
}

Test(books_cli, an_answer_that_waits_is_matched_again_when_it_is_offered_again)
{
    answer_first();
    line("$IWMO receive" AT("g", "2026-01-06") OUT "--report jsonl r.xml", 1,
         "\"status\":\"unmatched\"");
    line("$IWMO ledger export" AT("g",
                                  "2026-01-06") "| grep -c '\"message\":\"WMO302\"'",
         0, "1"); /* kept once */
}

Test(books_cli, a_refusal_that_came_first_makes_the_message_refused)
{
    line("mkdir out && " MAKE_301
         "$IWMO retour a.xml --decision - --date 2026-01-05 -o r.xml <<E\n"
         "[{\"code\": \"8848\"}]\nE\n"
         "$IWMO receive" AT("g", "2026-01-05") OUT "r.xml",
         1, "IW-B01");
    line("$IWMO send" AT("g", "2026-01-06") "a.xml", 1,
         "het antwoord was er al: de andere partij heeft geweigerd");
    line("$IWMO status" AT("g", "2026-01-06") "--message 0384/301/A1", 0, "8848");
}

Test(books_cli, an_answer_of_another_release_is_no_match)
{
    line("mkdir out && " MAKE_301 "$IWMO send" AT("g", "2026-01-05") "a.xml", 0,
         "geboekt");
    line("sed 's/Identificatie>[A-Za-z0-9]*</Identificatie>A1</; "
         "s/Afzender>[0-9]*</Afzender>0384</; s/Ontvanger>[0-9]*</Ontvanger>65656055</' "
         "$FIXTURES/2.3/WMO301/valid.xml >old.xml; "
         "$IWMO retour old.xml --date 2030-01-05 -o r.xml; "
         "$IWMO receive" AT("g", "2026-01-06") OUT "--report jsonl r.xml",
         1, "\"status\":\"unmatched\"");
}

/* ---- own messages ---- */

Test(books_cli, what_was_sent_from_here_is_not_received)
{
    line("mkdir out && " MAKE_301 "$IWMO send" AT("g", "2026-01-05") "a.xml", 0,
         "geboekt");
    line("$IWMO receive" AT("g", "2026-01-05") OUT "a.xml", 0, "eigen bericht");
    line("$IWMO fmt a.xml -o b.xml; $IWMO receive" AT("g", "2026-01-05") OUT
         "--report jsonl b.xml",
         0, "\"status\":\"own\"");
    line("$IWMO intake" AT("g", "2026-01-05"), 0, "open intakes: 0");
    /* who plays both parties with one ledger says which one gets it */
    line("$IWMO receive --role aanbieder" AT("g", "2026-01-05") OUT "a.xml", 0,
         "verwerkt");
}

Test(books_cli, a_folder_with_our_answers_in_it_can_be_received_again)
{
    line("mkdir in && " MAKE_301 "mv a.xml in && cd in && $IWMO receive"
         " --ledger ../p.db --date 2026-01-05 .",
         0, "verwerkt");
    line("cd in && $IWMO receive --ledger ../p.db --date 2026-01-06 .", 0,
         "eigen bericht");
    line("$IWMO ledger export" AT("p",
                                  "2026-01-06") "| grep -c '\"message\":\"WMO302\"'",
         0, "1");
}

/* ---- release 2.3 ---- */

Test(books_cli, a_303_is_judged_against_the_books)
{
    line("mkdir out; $IWMO receive" AT("g", "2030-01-05") OUT
         "--report jsonl $FIXTURES/2.3/WMO303/valid.xml",
         1, "8187");
    line("grep -h '<.*RetourCode>' out/*", 0, ">8187<");
    line("sed 's/Volgens de/Naar de/' $FIXTURES/2.3/WMO303/valid.xml >b.xml; "
         "$IWMO receive" AT("g", "2030-01-06") OUT "b.xml",
         1, "0030");
}

Test(books_cli, of_release_2_3_the_history_is_judged_too)
{
    line("mkdir out; $IWMO receive" AT("p", "2030-01-05") OUT
         "--report jsonl $FIXTURES/2.3/WMO301/valid.xml",
         1, "\"history\":\"ran\""); /* 9300: no request was made */
    line("grep -v ReferentieAanbieder $FIXTURES/2.3/WMO301/valid.xml >a.xml; "
         "$IWMO receive" AT("p", "2030-01-05") OUT "--report jsonl a.xml",
         0, "\"outcome\":\"NEW_CLIENT\"");
    line("sed 's/dinsdag/maandag/; s/<Postcode>..../<Postcode>9999/' "
         "a.xml >b.xml; $IWMO receive" AT("p", "2030-01-06")
             OUT "--report jsonl b.xml",
         1, "9056");
    line("$IWMO receive" AT("q", "2001-01-05") OUT
         "--report jsonl $FIXTURES/2.3/WMO301/valid.xml",
         1, "8848");
}

/* ---- words ---- */

Test(books_cli, a_refusal_is_told_in_its_own_words)
{
    line("mkdir out && " MAKE_301 "$IWMO receive" AT("p", "2026-01-05") OUT "a.xml", 0,
         "verwerkt");
    line("cp a.xml b.xml; $IWMO receive" AT("p", "2026-01-06") OUT "b.xml", 1,
         "geweigerd (9056); hetzelfde bericht als eerder");
    program_assert("$IWMO receive" AT("p", "2026-01-07") OUT "b.xml | grep geldig", 1,
                   "", "");
}

Test(books_cli, what_may_not_be_sent_is_not_called_valid)
{
    line(MAKE_301 "$IWMO send" AT("g", "2026-01-05") "a.xml", 0, "geboekt");
    program_assert("sed 's/667899/667900/; s/2026-12-27/2027-06-30/; "
                   "s/2026-01-12/2026-12-28/; s/>A1</>A2</' a.xml >b.xml; "
                   "$IWMO send" AT("g", "2026-01-20") "b.xml | grep ': geldig'",
                   1, "", "");
}

/* ---- a person decides ---- */

Test(books_cli, restoring_needs_a_reason_and_a_removal)
{
    line("mkdir out && " MAKE_301 "$IWMO receive" AT("p", "2026-01-05") OUT "a.xml", 0,
         "verwerkt");
    program_assert(
        "$IWMO ledger restore" AT("p", "2026-01-06") "--allocation 0384/667899", 2, "",
        "--reason");
    program_assert(
        "$IWMO ledger restore" AT("p", "2026-01-06") "--allocation 667899 --reason x",
        2, "", "--allocation");
    line("$IWMO ledger restore" AT("p",
                                   "2026-01-06") "--allocation 0384/667899 --reason x",
         1, "er verandert niets");
    line("$IWMO ledger granted" AT("p",
                                   "2026-01-06") "--request 65656055/V-001 --reason x",
         1, "er verandert niets");
}
