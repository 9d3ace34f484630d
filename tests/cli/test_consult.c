/*
 * status, intake, deadlines and report, from the outside, on one allocation that was
 * received and started.
 */
#include <criterion/criterion.h>

#include "cli/program.h"

#define P(day) " --ledger p.db --date " day " "

static void
line(const char *shell, const char *part)
{
    program_assert(shell, 0, part, "");
}

static void
receive_one(void)
{
    program_enter_folder();
    line("mkdir out od; $IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
         "--date 2026-01-05 --identificatie A1 -o a.xml && $IWMO receive -o out" P(
             "2026-01-05") "a.xml",
         "verwerkt");
}

TestSuite(consult, .init = receive_one, .fini = program_leave_folder);

Test(consult, status_of_an_allocation)
{
    line("$IWMO status --allocation 0384/667899" P("2026-01-06"),
         "toewijzing 0384/667899  gepland");
    line("$IWMO status --allocation 0384/667899 --lang en" P("2026-01-06"),
         "allocation 0384/667899  PLANNED");
    line("$IWMO status --allocation 0384/667899 --report json" P("2026-01-12"),
         "\"nummer\":667899,");
    line(
        "$IWMO status --allocation 0384/667899 --lang en --report json" P("2026-01-12"),
        "\"message\":\"WMO301\",\"state\":\"processed\",\"id\":1,\"text\":"
        "\"allocated ");
    line("$IWMO status --allocation 0384/1" P("2026-01-12"),
         "Staat niet in de boeken.");
}

Test(consult, states_in_Dutch_text_are_Dutch)
{
    const char *const all = "{ echo 999900006 | $IWMO status --client -" P("2026-02-12") "; $IWMO status --message 0384/301/A1" P(
        "2026-02-12") ";"
                      " $IWMO status --declaration 65656055/DN202601" P(
                          "2026-02-12") ";"
                                        " $IWMO intake" P("2026-02-12") "; } >said";

    line("$IWMO generate WMO305 --from $FIXTURES/story/2-start.json --date 2026-01-15 "
         "-o start.xml && $IWMO send -o out" P(
             "2026-01-15") "start.xml && "
                           "$IWMO generate WMO323 --from "
                           "$FIXTURES/story/3-declaration.json "
                           "--date 2026-02-06 -o d.xml && $IWMO send -o out" P(
                               "2026-02-06") "d.xml",
         "mag worden verstuurd");
    line(all, "");
    line("cat said", "levering: loopt sinds 2026-01-13");
    line("cat said", "    ingediend ");
    line("cat said", "declaratie  ingediend, #");
    line("cat said", "intake  nieuwe cliënt  afgerond met de start  sinds 2026-01-05");
    line("cat said", "0384/667899  Nieuwe cliënt. Houd een intake");
    line("cat said", "  cliënt ");
    line("grep -v NODIG said | grep '[A-Z][A-Z_]\\{3,\\}' || echo none", "none\n");
}

Test(consult, status_of_a_client_by_BSN_or_pseudonym)
{
    line("echo 999900006 | $IWMO status --client - --report json" P("2026-01-12"),
         "\"outcome\":\"NEW_CLIENT\"");
    line("echo 999900006 | $IWMO status --client -" P("2026-01-12") ">s; grep -c "
                                                                    "999900006 s; true",
         "0\n");
    program_assert("echo 12 | $IWMO status --client -" P("2026-01-12"), 2, "", "BSN");
    program_assert("$IWMO status --client 12" P("2026-01-12"), 2, "", "8 to 32");
    program_assert("$IWMO status --client 0000000g" P("2026-01-12"), 2, "", "8 to 32");
    program_assert("$IWMO status --client 00000000" P("2026-01-12"), 2, "",
                   "no client");
    line(
        "k=$($IWMO intake" P(
            "2026-01-12") "| sed -n 's/.*cliënt \\([0-9a-f]*\\).*/\\1/p' "
                          "| head -1); for i in '' 0 1 2 3 4 5 6 7 8 9 a b c d e f; do "
                          "$IWMO status --client $k$i" P(
                              "2026-01-12") "2>/dev/null; done | "
                                            "grep -c 'levering: '",
        "2\n");
}

Test(consult, status_of_a_message)
{
    line("$IWMO status --message 0384/301/A1" P("2026-01-12"),
         "WMO301 #1  verwerkt  ontvangen");
    line("$IWMO status --message 0384/301/A1 --lang en" P("2026-01-12"),
         "WMO301 #1  processed  received");
    line("$IWMO status --message 0384/301/A2" P("2026-01-12"), "niet in de boeken");
}

Test(consult, status_wants_one_thing)
{
    program_assert("$IWMO status" P("2026-01-12"), 2, "", "of what?");
    program_assert("$IWMO status --request x --allocation 1/2" P("2026-01-12"), 2, "",
                   "of what?");
    program_assert("$IWMO status --allocation 0384" P("2026-01-12"), 2, "",
                   "gemeente and number");
}

Test(consult, a_ledger_that_is_not_there_is_a_failure_and_is_not_made)
{
    program_assert("$IWMO status --allocation 1/2 --ledger none.db", 4, "", "none.db");
    line("ls none.db 2>/dev/null; true", "");
}

Test(consult, one_intake_from_open_to_held)
{
    line("$IWMO intake --report json" P("2026-01-06"),
         "\"intake\":\"full\",\"open\":true,");
    line("$IWMO intake" P("2026-01-06"), "open intakes: 1, in totaal: 1");
    line("$IWMO intake --overdracht od" P("2026-01-06") ">/dev/null; stat -c %a od/*",
         "600");
    line("cat od/*", "667899");
    line("echo 999900006 | $IWMO intake --done --report json" P("2026-01-08"),
         "\"open\":0,\"total\":1");
    program_assert("echo 999900006 | $IWMO intake --done" P("2026-01-08"), 2, "",
                   "no open intake");
    line("$IWMO intake --needed --report json" P("2026-01-08"), "{\"clients\":[],");
}

Test(consult, an_intake_for_what_is_over_is_open_nowhere)
{
    line("echo 999900006 | $IWMO status --client -" P("2026-01-12"),
         "intake  nieuwe cliënt  open  sinds 2026-01-05");
    line("echo 999900006 | $IWMO status --client -" P("2031-01-12"),
         "intake  nieuwe cliënt  niet nodig  sinds 2026-01-05");
    line("$IWMO intake" P("2031-01-12"), "open intakes: 0, in totaal: 0");
    line("$IWMO ledger purge --before 2030-01-01" P("2031-01-12"),
         "verwijderd: 2 berichten, 1 intakes");
}

Test(consult, an_intake_opened_by_hand_is_one)
{
    line("echo 999900018 | $IWMO intake --open --aanbieder 65656055 --report json" P(
             "2026-01-08"),
         "\"outcome\":\"BY_HAND\"");
    line("echo 999900018 | $IWMO intake --open --aanbieder 65656055" P(
             "2026-01-08") ">/dev/null; $IWMO intake --report json" P("2026-01-08"),
         "\"open\":2,\"total\":2");
    program_assert("echo 999900031 | $IWMO intake --open" P("2026-01-08"), 2, "",
                   "--aanbieder");
    program_assert("$IWMO intake --open --done" P("2026-01-08"), 2, "", "only one");
}

Test(consult, deadlines_say_what_is_late_with_their_exit_status)
{
    line("$IWMO deadlines" P("2026-01-19"), "0 te laat, 1 in totaal");
    line("$IWMO deadlines" P("2026-01-20"),
         "0 te laat, 1 in totaal"); /* no begin is known */
    program_assert("$IWMO deadlines --strict" P("2026-01-20"), 1, "te laat  aanbieder",
                   "");
    program_assert("$IWMO deadlines --strict --report json" P("2026-01-20"), 1,
                   "\"due\":\"2026-01-19\",\"overdue\":true", "");
    line("$IWMO deadlines --role gemeente" P("2026-01-20"), "0 in totaal");
    line("printf '2026-01-15 brugdag\\n' >c; $IWMO deadlines --calendar c" P(
             "2026-01-20"),
         "2026-01-20");
    program_assert("$IWMO deadlines --calendar nothing" P("2026-01-20"), 4, "",
                   "nothing");
}

Test(consult, figures_in_four_forms)
{
    line("$IWMO report" P("2026-01-20"),
         "15 tot en met 28 dagen: 1, de langste 15 dagen");
    line("$IWMO report --report csv" P("2026-01-20"),
         "waiting,,65656055,15-28,,1,0,0,15,");
    line("$IWMO report --report json" P("2026-01-20"), "\"figure\":\"waiting\"");
    line("$IWMO report --report html -o r.html" P(
             "2026-01-20") "&& xmllint --html "
                           "--noout r.html 2>&1 | "
                           "grep -v -e svg -e title "
                           "-e rect >/dev/null; "
                           "cat r.html",
         "<title id=\"t1\">Wachtlijst</title>");
    line("$IWMO report --report html --lang en" P("2026-01-20"), "<html lang=\"en\">");
}
