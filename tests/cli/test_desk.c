/*
 * What receive says of a whole run, in text; and the sheet for who does an intake.
 */
#include <criterion/criterion.h>

#include "cli/program.h"

#define P(day) " --ledger p.db --date " day " "

static void
line(const char *shell, const char *part)
{
    program_assert(shell, 0, part, NULL);
}

static void
make_one(void)
{
    program_enter_folder();
    line("mkdir in out od; $IWMO generate WMO301 --from "
         "$FIXTURES/story/1-allocation.json --date 2026-01-05 --identificatie A1 -o "
         "in/a.xml",
         NULL);
}

TestSuite(desk, .init = make_one, .fini = program_leave_folder);

Test(desk, a_run_is_summed_up)
{
    line("echo x >in/b.txt; cp in/a.xml in/c.xml", NULL);
    program_assert("$IWMO receive -o out" P("2026-01-05") "in", 1,
                   "\n2 berichten: 1 geweigerd, 1 verwerkt; antwoorden in out: 2\n",
                   "");
    program_assert("$IWMO receive -o out" P("2026-01-05") "in", 1,
                   "\n2 berichten: 2 al eerder geboekt; antwoorden in out: 2\n"
                   "overgeslagen bestanden, want hun naam eindigt niet op .xml: 1\n",
                   "");
    program_assert("$IWMO receive --lang en -o out" P("2026-01-05") "in", 1,
                   "\n2 messages: 2 booked before; answers in out: 2\n", "");
    line("$IWMO receive --report jsonl -o out" P("2026-01-05") "in/a.xml | grep -c .",
         "1\n");
}

Test(desk, rules_that_were_skipped_are_named_once)
{
    line("$IWMO receive -o out" P("2026-01-05") "in/a.xml",
         "niet getoetst, want het register ervoor is niet genoemd: ");
    line(
        "$IWMO receive --report json -o out --ledger q.db --date 2026-01-05 in/a.xml | "
        "sed 's/.*\"skipped\":\\[//;s/\\].*//;s/\"//g;s/,/, /g' >wanted; "
        "$IWMO receive -o out --ledger r.db --date 2026-01-05 in/a.xml | "
        "sed -n 's/^niet getoetst.*: \\(.*\\) (zie.*/\\1/p' >found; cmp wanted found "
        "&& "
        "cat found",
        "TR");
}

Test(desk, quiet_says_nothing_of_what_went_well_or_was_there)
{
    line("cp in/a.xml in/c.xml", NULL);
    program_assert("$IWMO receive -q -o out" P("2026-01-05") "in", 1, "geweigerd", "");
    program_assert("$IWMO receive -q -o out" P("2026-01-05") "in", 1, "", "");
}

Test(desk, answers_to_repeats_are_left_out_on_request)
{
    line("$IWMO receive -o out" P("2026-01-05") "in && rm out/*", NULL);
    line("$IWMO receive --new-answers-only -o out" P("2026-01-05") "in | grep -c "
                                                                   "antwoord: || true",
         "0\n");
    line("ls out", "");
    line("$IWMO receive --new-answers-only --report json -o out" P("2026-01-05") "in",
         "\"retour\":null");
    line("$IWMO receive -o out" P("2026-01-05") "in", "antwoord: out/WMO302-");
    line("ls out", "WMO302-");
}

Test(desk, a_sheet_has_every_allocation_of_the_intake_in_its_newest_version)
{
    line("$IWMO receive -o out" P("2026-01-05") "in/a.xml", "verwerkt");
    line(
        "sed -e 's/667899/667912/' -e 's/\"02\", \"Code\": \"02A03\"/\"07\", \"Code\": "
        "\"07A12\"/' -e 's/dinsdag of donderdag/woensdag/' -e 's/Visser/Meijer/' "
        "-e 's/10:00:00/11:00:00/' $FIXTURES/story/1-allocation.json >b.json && $IWMO "
        "generate WMO301 --from b.json --date 2026-01-06 --identificatie A2 -o b.xml "
        "&& "
        "$IWMO receive -o out" P("2026-01-06") "b.xml",
        "verwerkt");
    line("$IWMO intake" P("2026-01-06"), "open intakes: 1, in totaal: 1");
    line("$IWMO intake --overdracht od" P("2026-01-06") ">/dev/null; ls od | grep -c .",
         "1\n");
    line("cat od/*", "667912");
    line("cat od/*", "667899");
    line("cat od/*", "Graag op woensdag");
    line("cat od/*", "Graag op dinsdag of donderdag");
    line("cat od/*", "Meijer");
    line("grep -c Visser od/* || true", "0\n");
}
