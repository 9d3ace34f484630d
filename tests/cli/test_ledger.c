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
    line(IWMO("check"), 0, "berichten: 2\ngegevens: 1\nverzegelde delen: 2\n");
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
    program_assert(SPOIL("registered", "registrated") IWMO("check"), 4, "",
                   "p.db: this ledger is damaged");
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

/* ---- backup ---- */

Test(ledger_command, a_backup_is_a_ledger_and_never_replaces_by_accident)
{
    allocate();
    line(IWMO("backup") "copy.db", 0, "bewaar dat apart");
    line("stat -c %a copy.db; ls -A | grep -c 'copy.db[.-]'", 1, "600\n0\n");
    line("$IWMO ledger check --ledger copy.db --key p.db.key", 0, "in orde");
    program_assert(IWMO("backup") "copy.db", 2, "", "there is a file already");
    line("sed 's/>A1</>A2</' a.xml >b.xml; $IWMO receive" AT(
             "p", "2026-01-06") "-o out b.xml && " IWMO("backup") "--force copy.db && "
                                                                  "rm -f copy.db-* && "
                                                                  "$IWMO ledger check "
                                                                  "--ledger copy.db "
                                                                  "--key p.db.key",
         0, "berichten: 4\n");
    program_assert(IWMO("backup") "--force p.db", 2, "",
                   "p.db: is read by this command");
    program_assert(IWMO("backup") "nowhere/copy.db", 4, "", "nowhere");
    program_assert(IWMO("backup"), 2, "", "to which file?");
}

/* ---- purge ---- */

/* The allocation ended, its intake was held, its answer came: nothing is open. */
static void
close_case(void)
{
    allocate();
    line("echo 999900006 | $IWMO intake --done --ledger p.db --date 2026-01-07; true",
         0, NULL);
}

#define LATER(what) "$IWMO ledger " what " --ledger p.db --date 2035-01-01 "

Test(ledger_command, an_open_case_is_not_purged)
{
    allocate();
    line(IWMO("purge") "--before 2026-02-01", 0, "verwijderd: 0 berichten");
    line(IWMO("purge") "--before 2026-02-02", 0, "gepland of actief");
    line(IWMO("check"), 0, "in orde");
}

Test(ledger_command, a_closed_case_is_purged_and_its_duplicate_still_known)
{
    close_case();
    line(LATER("purge") "--before 2034-01-01 --dry-run", 0,
         "zou verwijderen: 2 berichten");
    line(LATER("purge") "--before 2034-01-01 --report json", 0,
         "\"messages\":2,\"intakes\":1,\"records\":1,\"sealedPieces\":2}");
    line(IWMO("check"), 0, "berichten: 2\ngegevens: 0\nverzegelde delen: 0\n");
    line(IWMO("export") "| grep -c '\"client\"'", 1, "0");
    line(
        "rm out/* && $IWMO receive" AT("p", "2035-01-02") "-o out --report jsonl a.xml",
        0, "\"status\":\"duplicate\"");
    line("ls out | wc -l", 0, "0");
    line(LATER("purge") "--before 2034-01-01", 0, "verwijderd: 0 berichten, 0 intakes");
    program_assert(IWMO("purge"), 2, "", "--before says");
    program_assert(IWMO("purge") "--before 2027-01-01", 2, "", "still to come");
}

/* ---- erase ---- */

#define BSN "grep -o '[0-9]\\{9\\}</[a-z0-9]*:Bsn' a.xml | head -c 9"

Test(ledger_command, erasing_needs_force_when_a_case_is_open_and_leaves_no_client)
{
    allocate();
    program_assert(BSN " | " IWMO("erase"), 2, "", "not erased: the client has");
    line(BSN " | " IWMO("erase") "--force", 0, "gewist op 2026-03-01: ");
    line(IWMO("check"), 0, "gegevens: 0\nverzegelde delen: 0\n");
    line(IWMO("check"), 0, "in orde");
    line(IWMO("export") "| grep -c '\"client\"'", 1, "0");
    line(IWMO("export") "| grep -c '\"event\":\"erased\"'", 0, "1");
    program_assert(IWMO("erase"), 2, "", "one BSN");
    program_assert(IWMO("erase") "123456782 2>&1 | grep -c 123456782", 1, "0", "");
}

Test(ledger_command, erasing_finds_what_was_never_understood)
{
    allocate();
    line("sed 's/667899/abc/' a.xml >b.xml; $IWMO receive" AT(
             "p", "2026-01-06") "-o out b.xml >said; " BSN
                                " | " IWMO("erase") "--force && " IWMO("check"),
         0, "verzegelde delen: 0\n");
}

/* ---- export ---- */

Test(ledger_command, an_export_holds_all_and_names_nobody)
{
    allocate();
    line(IWMO("export") "| cut -d, -f1 | sort | uniq -c | tr -d ' \\n'", 0,
         "8{\"type\":\"audit\"2{\"type\":\"entry\"1{\"type\":\"intake\"1{\"type\":"
         "\"link\"1{\"type\":\"note\"1{\"type\":\"record\"");
    line(IWMO("export") "| grep -c \"$(" BSN ")\"", 1, "0");
    line(IWMO("export") "-o x.jsonl --open messages && cmp a.xml messages/1-WMO301.xml "
                        "&& stat -c %a messages messages/*",
         0, "700\n600\n600\n");
    program_assert(IWMO("export") "-o nowhere/x.jsonl", 4, "", "nowhere");
}

/* ---- rotate ---- */

Test(ledger_command, what_older_secrets_sealed_is_sealed_anew)
{
    allocate();
    line("cp p.db.key old.key; " IWMO("rotate") "&& grep -c ' seal ' p.db.key", 0,
         "\n2\n");
    line("$IWMO ledger check --ledger p.db --key old.key", 0, "in orde");
    line(IWMO("rotate") "--reseal", 0, "opnieuw verzegelde delen: 2\n");
    line(IWMO("check"), 0, "in orde");
    line("sed -i '/^[12] seal/d' p.db.key; " IWMO("check"), 0, "in orde");
    line("$IWMO ledger check --ledger p.db --key old.key", 4,
         "een zegel gaat niet open");
}

/* ---- block ---- */

Test(ledger_command, nothing_is_sent_about_a_client_that_is_blocked)
{
    line("mkdir out && $IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
         "--date 2026-01-05 --identificatie A1 -o a.xml && "
         "$IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
         "--date 2026-01-05 --identificatie A0 -o other.xml && "
         "sed -i 's/667899/667800/' other.xml && $IWMO receive" AT(
             "p", "2026-01-05") "-o out a.xml >said; " BSN " | " IWMO("block"),
         0, "geen berichtenverkeer");
    line(IWMO("export") "| grep -c '\"type\":\"blocked\"'", 0, "1");
    line(IWMO("check"), 0, "in orde");
    line(BSN " | " IWMO("unblock"), 0, "weer berichtenverkeer");
    line(IWMO("export") "| grep -c '\"type\":\"blocked\"'", 1, "0");
}

Test(ledger_command, of_a_declaration_the_lines_of_one_client_are_erased)
{
    line("mkdir out && $IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
         "--date 2026-01-05 --identificatie A1 -o a.xml && $IWMO send" AT(
             "p", "2026-01-05") "a.xml && $IWMO generate WMO323 --from "
                                "$FIXTURES/story/3-declaration.json --date 2026-02-05 "
                                "-o d.xml && $IWMO receive" AT(
                                    "p", "2026-02-05") "-o out d.xml",
         0, "verwerkt");
    line(IWMO("export") "| grep -c PRESTATIE", 0, "1");
    line(BSN " | " IWMO("erase") "--force", 0, "bestand weg is: 2");
    line(IWMO("export") "| grep -c PRESTATIE", 1, "0");
    line(IWMO("check"), 0, "in orde");
}

Test(ledger_command, a_backup_while_another_writes_is_whole)
{
    allocate();
    line("mkdir in; for i in 1 2 3 4 5 6 7 8 9; do sed \"s/>A1</>B$i</\" a.xml "
         ">in/$i.xml; done; $IWMO receive" AT(
             "p",
             "2026-01-06") "-o out --batch 1 -r in >said & n=0; while [ $n -lt 5 ]; do "
                           "n=$((n + 1)); " IWMO("backup") "--force copy.db >made && "
                                                           "$IWMO ledger check "
                                                           "--ledger copy.db "
                                                           "--key p.db.key >checked || "
                                                           "exit 9; rm -f copy.db-*; "
                                                           "done; "
                                                           "wait; echo whole",
         0, "whole");
}

Test(ledger_command, damage_at_the_end_of_a_page_is_seen_and_crashes_nothing)
{
    allocate();
    line(
        "cp p.db good; seen=0; for page in 1 2 3 4 5 6 7 8 9 10 11 12; do "
        "cp good p.db; rm -f p.db-*; printf '\\125\\252\\125\\252' | "
        "dd of=p.db bs=1 seek=$((page * 4096 - 24)) conv=notrunc 2>dd; " IWMO(
            "check") ">said 2>&1; case $? in 4) seen=$((seen + 1));; 0) ;; *) exit 9;; "
                     "esac; done; [ $seen -ge 5 ] && echo seen",
        0, "seen");
}
