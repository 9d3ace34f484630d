/*
 * A ledger that may not be written to can be asked; a lost one is told, not made anew.
 */
#include <criterion/criterion.h>
#include <unistd.h>

#include "cli/program.h"

/* "sh ./as" runs a command as somebody whom modes hold back, also when root tests. */
static void
make_world(void)
{
    program_enter_folder();
    program_assert(geteuid() == 0 ? "echo 'exec setpriv --reuid 65534 --regid 65534 "
                                    "--clear-groups \"$@\"' >as"
                                  : "echo 'exec \"$@\"' >as",
                   0, "", "");
    program_assert("$IWMO generate WMO301 --from $FIXTURES/story/1-allocation.json "
                   "--date 2026-01-05 --identificatie A1 -o m.xml && mkdir d && "
                   "$IWMO receive --ledger d/l.db --date 2026-01-05 -d out m.xml && "
                   "if test $(id -u) = 0; then chmod 755 . && "
                   "chown -R 65534:65534 d; fi",
                   0, NULL, "");
}

static void
leave(void)
{
    program_assert("chmod -R u+w d", 0, "", "");
    program_leave_folder();
}

TestSuite(read_only, .init = make_world, .fini = leave, .timeout = 120);

static void
expect_answers(void)
{
    program_assert("sh ./as $IWMO status --ledger d/l.db --allocation 0384/667899", 0,
                   "0384/667899", "");
    program_assert("sh ./as $IWMO intake --ledger d/l.db", 0, "open intakes: 1", "");
    program_assert("sh ./as $IWMO deadlines --ledger d/l.db --date 2026-01-06", 0,
                   "in totaal", "");
    program_assert("sh ./as $IWMO report --ledger d/l.db", 0, "Wachtlijst", "");
    program_assert("sh ./as $IWMO ledger check --ledger d/l.db", 0, "in orde", "");
    program_assert("sh ./as $IWMO ledger export --ledger d/l.db", 0,
                   "\"type\":\"entry\"", "");
    program_assert("ls -A d | tr '\\n' ' '", 0, "l.db l.db.head l.db.key ", "");
}

static void
expect_no_writing(void)
{
    program_assert("cp m.xml n.xml; sh ./as $IWMO send --ledger d/l.db n.xml", 4, "",
                   "d/l.db");
    program_assert(
        "echo 999900006 >bsn; sh ./as $IWMO ledger block --ledger d/l.db <bsn", 4, "",
        "may not be written to");
    program_assert("sh ./as $IWMO ledger rotate --ledger d/l.db", 4, "",
                   "may not be written to");
}

Test(read_only, a_file_that_may_not_be_written_to)
{
    program_assert("chmod 400 d/l.db", 0, "", "");
    expect_answers();
    expect_no_writing();
}

Test(read_only, a_folder_that_may_not_be_written_in)
{
    program_assert("chmod 500 d", 0, "", "");
    expect_answers();
}

Test(read_only, neither)
{
    program_assert("chmod 400 d/l.db d/l.db.head && chmod 500 d", 0, "", "");
    expect_answers();
    expect_no_writing();
}

/* What is only in a -wal that cannot be read is not left out without a word. */
Test(read_only, a_write_ahead_log_is_never_passed_over)
{
    program_assert("cp -p d/l.db.head d/l.db-wal && chmod 500 d", 0, "", "");
    program_assert("sh ./as $IWMO intake --ledger d/l.db", 4, "", "has a -wal file");
}

Test(read_only, a_lost_ledger_is_told)
{
    program_assert(
        "touch -d 2026-01-01 d/l.db.key && mv d/l.db away && rm d/l.db.head && "
        "$IWMO receive --ledger d/l.db -d out m.xml",
        4, "", "a wrong path, or a lost ledger");
    program_assert("test ! -e d/l.db && echo none", 0, "none", "");
    program_assert("$IWMO receive --ledger typo.db --key d/l.db.key -d out m.xml", 4,
                   "", "a wrong path, or a lost ledger");
    program_assert(
        "$IWMO receive --new-ledger --date 2026-01-05 --ledger d/l.db -d out "
        "m.xml",
        0, "nieuw", "");
}

Test(read_only, an_old_copy_is_told_and_can_be_accepted)
{
    program_assert("cp d/l.db old && $IWMO generate WMO301 --from "
                   "$FIXTURES/story/1-allocation.json --date 2026-01-06 "
                   "--identificatie A2 -o n.xml && "
                   "$IWMO receive --ledger d/l.db --date 2026-01-06 -d out n.xml; "
                   "cp old d/l.db; $IWMO receive --ledger d/l.db -d out n.xml",
                   4, NULL, "its end is lost");
    program_assert("$IWMO ledger check --ledger d/l.db", 4,
                   "het einde van het grootboek is verloren", "");
    program_assert("$IWMO ledger check --accept-head --ledger d/l.db", 0, "in orde",
                   "");
    program_assert("$IWMO receive --ledger d/l.db --date 2026-01-06 -d out n.xml", 0,
                   NULL, "");
}

/* Rotation by root leaves a key that its user can read. */
Test(read_only, a_key_that_root_rotates_stays_its_users)
{
    program_assert("$IWMO ledger rotate --reseal --ledger d/l.db", 0,
                   "die niets meer openen", "");
    program_assert("wc -l <d/l.db.key", 0, "2", "");
    program_assert("sh ./as $IWMO ledger check --ledger d/l.db", 0, "in orde", "");
    program_assert("sh ./as $IWMO ledger rotate --ledger d/l.db", 0, NULL, "");
}

Test(read_only, a_check_never_ends_without_a_word)
{
    program_assert("head -c 5000 d/l.db >half && cp half d/l.db && "
                   "$IWMO ledger check --ledger d/l.db",
                   4, "", "l.db");
    program_assert(": >d/l.db; $IWMO ledger check --ledger d/l.db", 4, "", "l.db");
    program_assert("rm d/l.db && mkfifo d/l.db && $IWMO ledger check --ledger d/l.db",
                   4, "", "not a regular file");
}
