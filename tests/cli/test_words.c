/*
 * What the program says and to whom, from the outside: words, persons, days.
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
receive_one(void)
{
    program_enter_folder();
    line("mkdir out; $IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
         "--date 2026-01-05 --identificatie A1 -o a.xml && $IWMO receive -o out" P(
             "2026-01-05") "a.xml",
         "verwerkt");
}

TestSuite(words, .init = receive_one, .fini = program_leave_folder);

Test(words, every_row_of_the_audit_trail_has_a_day)
{
    line("echo 999900006 | $IWMO intake --done" P("2026-01-06"), "gehouden op");
    line("echo 999900018 | $IWMO intake --open --aanbieder 65656055" P("2026-01-07"),
         "open intakes: 1");
    line("echo 999900031 | $IWMO ledger block" P("2026-01-08"), NULL);
    line("$IWMO ledger rotate --reseal" P("2026-01-09"), NULL);
    line("$IWMO ledger purge --before 2000-01-01" P("2026-01-10"), NULL);
    line("$IWMO ledger export" P("2026-01-11") "| grep '\"type\":\"audit\"' >rows; "
                                               "grep -c . rows",
         NULL);
    line("grep -v '\"day\":\"2026-01-[01]' rows | grep -c . || true", "0\n");
    line("grep -c '\"intake\".*2026-01-06\\|2026-01-06.*\"intake\"' rows", "1\n");
}

Test(words, a_ledger_without_its_key_file_says_what_to_do)
{
    program_assert("mv p.db.key kept; $IWMO intake" P("2026-01-06"), 4, "",
                   "p.db.key: the key file of this ledger is not there; put back");
    line("test -e p.db.key || echo none", "none\n");
    line("$IWMO intake --key kept" P("2026-01-06"), "open intakes: 1");
}
