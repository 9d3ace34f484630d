/*
 * ledger, from the outside: a ledger is checked, copied, cleared and handed over, and
 * no person is in anything that is said.
 */
#include <criterion/criterion.h>

#include "cli/program.h"

TestSuite(ledger_command, .init = program_enter_folder, .fini = program_leave_folder);

#define IWMO(what)   "$IWMO ledger " what " --ledger p.db --date 2026-03-01 "
#define AT(who, day) " --ledger " who ".db --date " day " "

static void
line(const char *shell, int status, const char *part)
{
    program_assert(shell, status, part, "");
}

/* One allocation, received by the provider. */
static void
allocate(void)
{
    line("mkdir out && $IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
         "--date 2026-01-05 --identificatie A1 -o a.xml && $IWMO receive" AT(
             "p", "2026-01-05") "-o out a.xml",
         0, "verwerkt; nieuw");
}

/* ---- check ---- */

Test(ledger_command, a_whole_ledger_is_in_order_and_tells_its_head)
{
    allocate();
    line(IWMO("check"), 0,
         "berichten: 2\ngegevens: 1\nverzegelde delen: 2\n");
    line(IWMO("check"), 0, "\nin orde\n");
    line(IWMO("check") "--lang en", 0, "\nin order\n");
    line(IWMO("check") "--report json", 0, "{\"damages\":[],\"whole\":true");
    line(IWMO("check") "--report json | grep -Ec '\"head\":\"[0-9a-f]{64}\"}$'", 0,
         "1");
}

#define HEAD(who) "$(sed -n 's/^kop van de keten: //p' " who ")"

Test(ledger_command, a_noted_head_stays_in_the_chain)
{
    allocate();
    line(IWMO("check") "-o noted && " IWMO("check") "--head " HEAD("noted"), 0,
         "de genoteerde kop is controleregel");
    line("sed 's/>A1</>A2</' a.xml >b.xml; $IWMO receive" AT(
             "p",
             "2026-01-06") "-o out b.xml >grown && " IWMO("check") "--head " HEAD("note"
                                                                                  "d"),
         0, "de genoteerde kop is controleregel");
    /* the same messages, but another ledger: it cannot have that head */
    line("rm p.db* && $IWMO receive" AT("p", "2026-01-05") "-o out a.xml >again; " IWMO(
             "check") "--head " HEAD("noted"),
         4, "de genoteerde kop staat niet in de keten");
    program_assert(IWMO("check") "--head 123", 2, "", "64 digits");
}

/* Other bytes in place of each `from` in the file. */
#define SPOIL(from, to) "sed -i 's/" from "/" to "/g' p.db && "

Test(ledger_command, damage_is_named_and_ends_with_4)
{
    allocate();
    line(SPOIL("registered", "registrated") IWMO("check"), 4, "schade: ");
}

Test(ledger_command, the_first_broken_link_is_named)
{
    allocate();
    line(SPOIL("contents", "CONTENTS") IWMO("check"), 4,
         "de keten breekt het eerst bij controleregel: 7\n");
    line(IWMO("check") "--lang en", 4,
         "damage: audit row 7: the chain is broken here\n");
    line(IWMO("check") "--report json", 4, "\"firstBroken\":7,");
}

Test(ledger_command, what_is_no_ledger_or_not_there_cannot_be_checked)
{
    program_assert(IWMO("check"), 4, "", "p.db: there is no ledger");
    allocate();
    program_assert(
        "dd if=/dev/zero of=p.db bs=512 count=1 conv=notrunc 2>dd; " IWMO("check"), 4,
        "", "p.db");
    program_assert("echo nonsense >p.db; " IWMO("check"), 4, "", "p.db");
}

/* ---- usage ---- */

Test(ledger_command, usage)
{
    program_assert("$IWMO ledger", 2, "", "a subcommand is needed");
    program_assert("$IWMO ledger chek", 2, "", "did you mean 'check'?");
    program_assert("$IWMO ledger check 999990019", 2, "", "takes options only");
    program_assert("$IWMO ledger check 999990019 2>&1 | grep -c 999990019", 1, "0", "");
    program_assert("$IWMO ledger --help", 0, "SUBCOMMAND --help", "");
    program_assert("$IWMO help ledger", 0, "SUBCOMMAND --help", "");
    program_assert("$IWMO ledger check --help", 0, "Usage: iwmo ledger check", "");
}
