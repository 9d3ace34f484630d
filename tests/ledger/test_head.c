/*
 * The end of a ledger that gets lost is noticed, and nothing else is taken for that;
 * what another process does to the key file is seen in time.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/check.h"
#include "ledger/folio.h"
#include "ledger/keeping.h"

TestSuite(head, .init = folio_make, .fini = folio_remove, .timeout = 300);

static char beside[TEST_PATH + 60];

static const char *
path_of(const char *ending)
{
    snprintf(beside, sizeof(beside), "%s%s", folio_path, ending);
    return beside;
}

static void
book(struct iwmo_ledger *ledger, int number)
{
    char identificatie[24];

    snprintf(identificatie, sizeof(identificatie), "ID%d", number);
    folio_begin(ledger);
    folio_register(ledger, identificatie, "999900006", number);
    folio_commit(ledger);
}

static void
expect_lost(void)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_error err = {0};
    char first[300];

    cr_expect_gt(folio_check(ledger, first), 0);
    cr_expect_not_null(strstr(first, "the end of the ledger is lost"), "%s", first);
    cr_expect_eq(iwmo_ledger_begin(ledger, &err), IWMO_MALFORMED);
    cr_expect_not_null(strstr(err.text, "its end is lost"), "%s", err.text);
    iwmo_ledger_close(ledger);
}

/* A child dies with a ledger of which the last commits are in the -wal alone. */
static void
die_with_wal(int count)
{
    pid_t child = fork();
    int status;

    cr_assert_geq(child, 0);
    if (child == 0) {
        struct iwmo_ledger *ledger = folio_open();
        for (int i = 0; i < count; i++)
            book(ledger, i + 1);
        kill(getpid(), SIGKILL);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFSIGNALED(status));
}

Test(head, a_lost_write_ahead_log_is_noticed)
{
    struct stat about;

    iwmo_ledger_close(folio_open());
    die_with_wal(3);
    cr_assert_eq(stat(path_of("-wal"), &about), 0);
    cr_assert_gt(about.st_size, 0);
    cr_assert_eq(unlink(path_of("-wal")), 0);
    unlink(path_of("-shm"));
    expect_lost();
}

Test(head, with_its_write_ahead_log_all_is_there)
{
    iwmo_ledger_close(folio_open());
    die_with_wal(3);
    struct iwmo_ledger *ledger = folio_open();
    cr_expect_eq(folio_check(ledger, NULL), 0);
    book(ledger, 4);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}

Test(head, an_old_copy_that_is_put_back_is_noticed_until_it_is_accepted)
{
    struct iwmo_ledger *ledger = folio_open();

    book(ledger, 1);
    iwmo_ledger_close(ledger);
    struct iwmo_buffer old = test_read(folio_path);
    ledger = folio_open();
    book(ledger, 2);
    iwmo_ledger_close(ledger);
    test_write(folio_path, old.at, old.size);
    iwmo_buffer_release(&old);
    expect_lost();
    ledger = folio_open();
    cr_assert_eq(iwmo_ledger_accept_head(ledger, NULL), IWMO_OK);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    book(ledger, 3);
    book(ledger, 4);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}

/* Behind, empty, garbage, of another ledger, or gone: no head is no damage. */
Test(head, one_that_is_behind_or_says_nothing_is_no_damage)
{
    struct iwmo_ledger *ledger = folio_open();

    book(ledger, 1);
    struct iwmo_buffer behind = test_read(path_of(".head"));
    book(ledger, 2);
    cr_assert_gt(behind.size, 100);
    test_write(path_of(".head"), behind.at, behind.size);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    book(ledger, 3);
    for (size_t cut = 0; cut < behind.size; cut += 7) {
        test_write(path_of(".head"), behind.at, cut);
        cr_expect_eq(folio_check(ledger, NULL), 0, "%zu", cut);
    }
    for (size_t i = 0; i < behind.size; i += 3) { /* bytes that were torn */
        behind.at[i] ^= 1;
        test_write(path_of(".head"), behind.at, behind.size);
        behind.at[i] ^= 1;
        cr_expect_eq(folio_check(ledger, NULL), 0, "%zu", i);
    }
    iwmo_buffer_release(&behind);
    cr_assert_eq(unlink(path_of(".head")), 0);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    book(ledger, 5);
    cr_expect_eq(access(path_of(".head"), F_OK), 0);
    iwmo_ledger_close(ledger);
}

/* Killed at any moment, with another process writing: never a false alarm. */
Test(head, who_is_killed_between_commit_and_head_leaves_no_alarm)
{
    iwmo_ledger_close(folio_open());
    for (int round = 0; round < 25; round++) {
        pid_t children[2];
        for (int i = 0; i < 2; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                struct iwmo_ledger *ledger = folio_open();
                for (int number = 0;; number++)
                    book(ledger, (round * 2 + i) * 100000 + number);
            }
        }
        usleep(20000 + 3777 * (useconds_t)round);
        for (int i = 0; i < 2; i++) {
            kill(children[i], SIGKILL);
            waitpid(children[i], NULL, 0);
        }
        struct iwmo_ledger *ledger = folio_open();
        char first[300];
        cr_assert_eq(folio_check(ledger, first), 0, "%s", first);
        folio_begin(ledger);
        iwmo_ledger_close(ledger);
    }
}

/* A check while others commit compares with a head that is not ahead of what it sees.
 */
Test(head, a_check_beside_a_writer_gives_no_alarm)
{
    struct iwmo_ledger *ledger = folio_open();
    pid_t child = fork();

    if (child == 0) {
        struct iwmo_ledger *own = folio_open();
        for (int number = 1;; number++)
            book(own, number);
    }
    for (int i = 0; i < 60; i++) {
        char first[300];
        cr_assert_eq(folio_check(ledger, first), 0, "%s", first);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    iwmo_ledger_close(ledger);
}

/* ---- a key file without its ledger ---- */

static void
make_old(const char *path)
{
    const struct timespec times[2] = {{1, 0}, {1, 0}};

    cr_assert_eq(utimensat(AT_FDCWD, path, times, 0), 0);
}

Test(head, a_key_file_without_its_ledger_is_no_new_ledger)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_error err = {0};

    book(ledger, 1);
    iwmo_ledger_close(ledger);
    make_old(path_of(".key"));
    cr_assert_eq(unlink(path_of(".head")), 0);
    cr_assert_eq(unlink(folio_path), 0);
    cr_expect_eq(folio_try(&ledger, &err), IWMO_IO);
    cr_expect_not_null(strstr(err.text, "a wrong path, or a lost ledger"), "%s",
                       err.text);
    cr_expect_neq(access(folio_path, F_OK), 0);
    const struct iwmo_ledger_options anew = {.path = folio_path, .takes_key = true};
    cr_assert_eq(iwmo_ledger_open(&anew, &ledger, &err), IWMO_OK, "%s", err.text);
    iwmo_ledger_close(ledger);
}

Test(head, a_head_without_its_ledger_is_no_new_ledger)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_error err = {0};

    book(ledger, 1);
    iwmo_ledger_close(ledger);
    cr_assert_eq(unlink(folio_path) + unlink(path_of(".key")), 0);
    cr_expect_eq(folio_try(&ledger, &err), IWMO_MALFORMED);
    cr_expect_not_null(strstr(err.text, ".head"), "%s", err.text);
}

/* As if killed between the key file and the ledger, whoever did that. */
Test(head, who_is_killed_while_making_leaves_a_ledger_to_make)
{
    struct iwmo_ledger *ledger;
    struct iwmo_error err = {0};
    int status;

    pid_t child = fork();
    if (child == 0) {
        const struct rlimit little = {2000,
                                      2000}; /* a key file fits, a ledger does not */
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &little);
        _exit(folio_try(&ledger, NULL) == IWMO_OK ? 0 : 1);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    cr_assert_eq(access(path_of(".key"), F_OK), 0);
    cr_assert_eq(access(path_of(".making"), F_OK), 0);
    cr_assert_neq(access(folio_path, F_OK), 0);
    make_old(path_of(".key"));
    cr_assert_eq(folio_try(&ledger, &err), IWMO_OK, "%s", err.text);
    book(ledger, 1);
    iwmo_ledger_close(ledger);
    cr_expect_neq(access(path_of(".making"), F_OK), 0);
}

/* What was left of making one is no leave to begin anew when it was lost later. */
Test(head, a_lost_ledger_stays_lost_after_making_was_interrupted)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_error err = {0};

    book(ledger, 1);
    iwmo_ledger_close(ledger);
    test_write(path_of(".making"), "1", 1); /* killed before it took that away */
    cr_assert_eq(folio_try(&ledger, &err), IWMO_OK, "%s", err.text);
    iwmo_ledger_close(ledger);
    cr_assert_eq(unlink(path_of(".head")) + unlink(folio_path), 0);
    cr_expect_eq(folio_try(&ledger, &err), IWMO_IO);
    test_write(path_of(".making"), "",
               0); /* killed before there was a key of its own */
    cr_expect_eq(folio_try(&ledger, &err), IWMO_IO);
    cr_expect_neq(access(path_of(".making"), F_OK), 0);
}

/* Many at once, and nobody is told that the ledger is lost. */
Test(head, many_make_one_ledger)
{
    pid_t children[12];

    for (size_t i = 0; i < 12; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            struct iwmo_ledger *ledger;
            _exit(folio_try(&ledger, NULL) == IWMO_OK ? 0 : 1);
        }
    }
    for (size_t i = 0; i < 12; i++) {
        int status;
        waitpid(children[i], &status, 0);
        cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

/* ---- the key file ---- */

static size_t
lines_in(const char *path)
{
    struct iwmo_buffer text = test_read(path);
    size_t lines = 0;

    for (size_t i = 0; i < text.size; i++)
        lines += text.at[i] == '\n';
    iwmo_buffer_release(&text);
    return lines;
}

static void
reseal_all(struct iwmo_ledger *ledger)
{
    uint64_t after = 0;
    size_t done, dropped;

    cr_assert_eq(iwmo_ledger_rotate(ledger, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_reseal(ledger, 100, &after, &done, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_drop_secrets(ledger, &dropped, NULL), IWMO_OK);
    cr_expect_eq(dropped, 2); /* that of before, and the first one */
}

Test(head, secrets_that_seal_nothing_leave_the_key_file)
{
    struct iwmo_ledger *ledger = folio_open(), *other = folio_open();
    size_t dropped;

    book(ledger, 1);
    cr_assert_eq(iwmo_ledger_rotate(ledger, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_drop_secrets(ledger, &dropped, NULL), IWMO_OK);
    cr_expect_eq(dropped, 0); /* it still seals a message */
    cr_expect_eq(lines_in(path_of(".key")), 3);
    reseal_all(ledger);
    cr_expect_eq(lines_in(path_of(".key")), 2);
    book(other, 2); /* who had the old secret seals with the new one */
    book(ledger, 3);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(other);
    iwmo_ledger_close(ledger);
    ledger = folio_open();
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}

Test(head, a_rotated_key_file_keeps_its_owner_and_mode)
{
    struct iwmo_ledger *ledger = folio_open();
    struct stat before, after;
    const char *key = path_of(".key");

    cr_assert_eq(chmod(key, 0400), 0);
    if (geteuid() == 0)
        cr_assert_eq(chown(key, 65534, 65534), 0);
    cr_assert_eq(stat(key, &before), 0);
    cr_assert_eq(iwmo_ledger_rotate(ledger, NULL), IWMO_OK);
    cr_assert_eq(stat(path_of(".key"), &after), 0);
    cr_expect_neq(before.st_ino, after.st_ino);
    cr_expect_eq(after.st_mode, before.st_mode);
    cr_expect_eq(after.st_uid, before.st_uid);
    cr_expect_eq(after.st_gid, before.st_gid);
    iwmo_ledger_close(ledger);
}

Test(head, without_its_key_file_nothing_is_sealed)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_error err = {0};

    book(ledger, 1);
    cr_assert_eq(unlink(path_of(".key")), 0);
    cr_expect_eq(iwmo_ledger_begin(ledger, &err), IWMO_IO);
    cr_expect_not_null(strstr(err.text, ".key"), "%s", err.text);
    iwmo_ledger_close(ledger);
}

/* ---- the shape of the schema ---- */

static void
expect_misshapen(const char *sql, const char *word)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_error err = {0};

    iwmo_ledger_close(ledger);
    struct iwmo_buffer whole = test_read(folio_path);
    folio_sql(sql);
    cr_expect_eq(folio_try(&ledger, &err), IWMO_MALFORMED, "%s", sql);
    cr_expect_not_null(strstr(err.text, word), "%s: %s", sql, err.text);
    iwmo_ledger_close(ledger);
    unlink(path_of("-wal"));
    unlink(path_of("-shm"));
    test_write(folio_path, whole.at, whole.size);
    iwmo_buffer_release(&whole);
}

Test(head, a_schema_of_another_shape_is_refused)
{
    expect_misshapen("DROP INDEX entry_content", "index entry_content");
    expect_misshapen("DROP INDEX intake_open; CREATE INDEX intake_open ON intake "
                     "(client, aanbieder)",
                     "index intake_open");
    expect_misshapen("DROP TABLE blocked", "table blocked");
    expect_misshapen("ALTER TABLE record RENAME COLUMN bedrag TO geld", "table record");
    expect_misshapen("ALTER TABLE entry ADD COLUMN more TEXT", "table entry");
    expect_misshapen("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM record; "
                     "END",
                     "trigger t");
    expect_misshapen("CREATE VIEW v AS SELECT * FROM entry", "view v");
    expect_misshapen("CREATE UNIQUE INDEX u ON entry (day)", "index u");
    folio_sql("CREATE INDEX i ON entry (day); ANALYZE");
    iwmo_ledger_close(folio_open());
}
