#include <criterion/criterion.h>
#include <stdlib.h>

#include "cli/program.h"

/*
 * What a person says of intakes, and what else settles them, at the command line.
 */

#define P(day) " --ledger p.db --date " day " "

static void
line(const char *shell, const char *wanted)
{
    program_assert(shell, 0, wanted, "");
}

/* Two clients wait for an intake since 2026-01-05. */
static void
begin(void)
{
    program_enter_folder();
    line("$IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json --date "
         "2026-01-05 "
         "-o a.xml && sed 's/999900006/999900018/; s/667899/667900/' a.xml >b.xml && "
         "sed -i 's/<\\([a-z]*\\):Identificatie>[^<]*</<\\1:Identificatie>B1</' b.xml "
         "&& "
         "$IWMO receive -o out" P("2026-01-06") "a.xml b.xml >/dev/null",
         "");
    line("$IWMO intake" P("2026-01-06"), "open intakes: 2, in totaal: 2");
}

TestSuite(intake_hand, .init = begin, .fini = program_leave_folder);

Test(intake_hand, all_clients_on_standard_input_were_held)
{
    line("printf '999900006\\n\\n999900018\\r\\n999900006\\n' | $IWMO intake --done" P(
             "2026-01-08"),
         "open intakes: 0, in totaal: 2");
}

Test(intake_hand, a_mark_before_the_first_BSN_is_passed_over)
{
    line("printf '\\357\\273\\277999900006\n999900018\n' | $IWMO intake --done" P(
             "2026-01-08"),
         "open intakes: 0, in totaal: 2");
}

Test(intake_hand, who_has_no_open_intake_does_not_stop_the_others)
{
    program_assert(
        "printf '999900031\\n999900018\\n' | $IWMO intake --done" P("2026-01-08"), 2,
        "gehouden op 2026-01-08", "line 1: this client has no open intake");
    line("$IWMO intake" P("2026-01-08"), "open intakes: 1, in totaal: 2");
}

Test(intake_hand, a_line_that_is_no_BSN_refuses_all_and_is_not_shown)
{
    program_assert(
        "printf '999900006\\n99990001\\n' | $IWMO intake --done" P("2026-01-08"), 2, "",
        "line 2: one BSN, nine digits");
    program_assert(
        "printf '999900006\\n9999000180\\n' | $IWMO intake --done" P("2026-01-08"), 2,
        "", "line 2: one BSN, nine digits");
    program_assert("$IWMO intake --done" P("2026-01-08") "</dev/null", 2, "",
                   "one BSN");
    line("$IWMO intake" P("2026-01-08"), "open intakes: 2");
    line("printf '99990001x\\n' | $IWMO intake --done" P(
             "2026-01-08") "2>&1 | grep -c 99990001; true",
         "0");
}

Test(intake_hand, a_day_before_the_opening_or_to_come_is_refused)
{
    program_assert("echo 999900006 | $IWMO intake --done" P("2026-01-05"), 2, "",
                   "opened later, on 2026-01-06");
    program_assert("echo 999900006 | $IWMO intake --done" P("2999-01-05"), 2, "",
                   "2999-01-05 is in the future");
    program_assert("echo 999900006 | $IWMO intake --not-needed" P("2026-01-05"), 2, "",
                   "opened later");
    line("$IWMO intake" P("2026-01-08"), "open intakes: 2");
}

Test(intake_hand, what_is_not_needed_does_not_count)
{
    line("echo 999900006 | $IWMO intake --not-needed --report json" P("2026-01-08"),
         "\"closing\":\"not-needed\"");
    line("$IWMO intake" P("2026-01-08"), "open intakes: 1, in totaal: 1");
    /* and stands when the 301 comes again under another Identificatie */
    line("sed 's/<\\([a-z]*\\):Identificatie>[^<]*</<\\1:Identificatie>A2</' a.xml "
         ">c.xml "
         "&& $IWMO receive -o out" P("2026-01-09") "c.xml >/dev/null; $IWMO intake" P(
             "2026-01-09"),
         "open intakes: 1, in totaal: 1");
    program_assert("$IWMO intake --done --not-needed" P("2026-01-08"), 2, "",
                   "only one");
}

/* ---- a start ---- */

#define START                                                                          \
    "$IWMO generate WMO305 --from $FIXTURES/story/2-start.json --date 2026-01-15 -o "  \
    "s.xml && $IWMO send -o out "

Test(intake_hand, a_start_settles_the_intake_and_says_by_which_message)
{
    line(START P("2026-01-15") "s.xml", "mag worden verstuurd");
    line("$IWMO intake" P("2026-01-15"), "afgerond met de start op 2026-01-13");
    line("$IWMO intake --report json" P("2026-01-15"),
         "\"closing\":\"start\",\"settled\":");
    line("$IWMO intake" P("2026-01-15"), "open intakes: 1, in totaal: 2");
    line("echo 999900006 | $IWMO intake --done" P("2026-01-16"),
         "gehouden op 2026-01-16");
    line("$IWMO ledger check --ledger p.db", "in orde");
}

Test(intake_hand, a_start_settles_nothing_when_so_chosen)
{
    line(START "--start-settles-intake=no" P("2026-01-15") "s.xml", "verstuurd");
    line("$IWMO intake --start-settles-intake=no" P("2026-01-15"), "open intakes: 2");
    program_assert("$IWMO send --start-settles-intake=maybe" P("2026-01-15") "s.xml", 2,
                   "", "start-settles-intake");
}

/* ---- time ---- */

Test(intake_hand, what_will_be_is_not_written)
{
    line("$IWMO intake" P("2027-12-31"), "open intakes: 0, in totaal: 0");
    line("$IWMO intake" P("2026-01-08"), "open intakes: 2, in totaal: 2");
}

/* ---- blocks ---- */

Test(intake_hand, lifting_a_block_decides_what_came_meanwhile)
{
    line("sed 's/999900006/999900031/; s/667899/667901/' a.xml >d.xml && "
         "sed -i 's/<\\([a-z]*\\):Identificatie>[^<]*</<\\1:Identificatie>D1</' d.xml "
         "&& "
         "echo 999900031 | $IWMO ledger block" P("2026-01-06"),
         "geen berichtenverkeer");
    line("$IWMO receive -o out" P("2026-01-07") "d.xml", "Een mens beslist");
    line("$IWMO intake" P("2026-01-07"), "open intakes: 2, in totaal: 2");
    line("echo 999900031 | $IWMO ledger unblock" P("2026-01-09"), "weer");
    line("$IWMO intake" P("2026-01-09"), "open intakes: 3, in totaal: 3");
    line("echo 999900031 | $IWMO intake --client -" P("2026-01-09"),
         "NODIG, open sinds 2026-01-09");
    line("echo 999900031 | $IWMO intake --client -" P("2026-01-09"), "Nieuwe cliënt");
    line("$IWMO ledger check --ledger p.db", "in orde");
}
