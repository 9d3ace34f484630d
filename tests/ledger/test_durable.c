/*
 * Durable: what the ledger promises when processes die, disks are full and files are
 * damaged.
 */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ledger/folio.h"
#include "support.h"

TestSuite(durable, .init = folio_make, .fini = folio_remove, .timeout = 120);

static int64_t
entries_of(struct iwmo_ledger *ledger)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_entry_question question = {.by = IWMO_ENTRY_BY_CLIENT};
    struct iwmo_entries answer;

    question.like = folio_entry(ledger, "", "999990019");
    cr_assert_eq(history.entries(history.self, &question, arena, &answer, NULL),
                 IWMO_OK);
    int64_t count = (int64_t)answer.count;
    iwmo_arena_free(arena);
    return count;
}

/* ---- several processes ---- */

/* In a child: `times` transactions, each with two marks of which one stays.  After the
 * first, a byte goes to `tell`. */
static void
write_times(int times, int tell)
{
    struct iwmo_ledger *ledger;

    if (folio_try(&ledger, NULL) != IWMO_OK)
        _exit(1);
    for (int i = 0; i < times; i++) {
        if (iwmo_ledger_begin(ledger, NULL) != IWMO_OK ||
            iwmo_ledger_mark(ledger, NULL) != IWMO_OK)
            _exit(2);
        folio_register(ledger, "kept", "999990019", i);
        if (iwmo_ledger_keep(ledger, NULL) != IWMO_OK ||
            iwmo_ledger_mark(ledger, NULL) != IWMO_OK)
            _exit(3);
        folio_register(ledger, "undone", "999990019", i);
        iwmo_ledger_undo(ledger);
        if (iwmo_ledger_commit(ledger, NULL) != IWMO_OK)
            _exit(4);
        if (i == 0 && tell >= 0 && write(tell, "1", 1) != 1)
            _exit(5);
    }
    iwmo_ledger_close(ledger);
    _exit(0);
}

Test(durable, processes_make_and_write_one_ledger_together)
{
    enum { PROCESSES = 4, TIMES = 50 };

    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0)
            write_times(TIMES, -1);
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        wait(&status);
        cr_expect_eq(status, 0);
    }
    struct iwmo_ledger *ledger = folio_open();
    char first[300];
    cr_expect_eq(entries_of(ledger), (int64_t)PROCESSES * TIMES);
    cr_expect_eq(folio_check(ledger, first), 0, "%s", first);
    iwmo_ledger_close(ledger);
}

Test(durable, a_process_that_is_killed_leaves_nothing_half)
{
    for (unsigned round = 0; round < 25; round++) {
        int ends[2];
        char byte;
        cr_assert_eq(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0)
            write_times(1000000, ends[1]);
        close(ends[1]);
        if (round % 2 == 1) /* not killed before it wrote something */
            cr_assert_eq(read(ends[0], &byte, 1), 1);
        close(ends[0]);
        struct timespec nap = {0, (long)(round * 7919 % 40 + 1) * 1000000};
        nanosleep(&nap, NULL);
        kill(child, SIGKILL);
        cr_assert_eq(waitpid(child, NULL, 0), child);
    }
    struct iwmo_ledger *ledger = folio_open();
    char first[300];
    cr_expect_eq(entries_of(ledger), folio_count(ledger, IWMO_SIDE_AANBIEDER));
    cr_expect_gt(entries_of(ledger), 0);
    cr_expect_eq(folio_check(ledger, first), 0, "%s", first);
    iwmo_ledger_close(ledger);
}

Test(durable, what_was_committed_is_there_after_a_kill)
{
    int ends[2];
    int64_t told = 0, last = 0;

    cr_assert_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct iwmo_ledger *ledger = folio_open();
        for (int64_t i = 1;; i++) {
            folio_begin(ledger);
            folio_register(ledger, "A", "999990019", i);
            folio_commit(ledger);
            if (write(ends[1], &i, sizeof(i)) < 0)
                _exit(1);
        }
    }
    close(ends[1]);
    while (told < 20 && read(ends[0], &told, sizeof(told)) > 0)
        ;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while (read(ends[0], &last, sizeof(last)) > 0)
        told = last;
    struct iwmo_ledger *ledger = folio_open();
    cr_expect_geq(entries_of(ledger), told);
    cr_expect_leq(entries_of(ledger), told + 1); /* committed and not yet told */
    iwmo_ledger_close(ledger);
}

/* ---- disks ---- */

/* No file may grow beyond what the ledger has now and a little. */
Test(durable, a_full_disk_fails_and_what_was_there_stays)
{
    struct iwmo_ledger *ledger = folio_open();
    enum iwmo_status status = IWMO_OK;
    struct iwmo_error err = {0};

    folio_begin(ledger);
    folio_register(ledger, "A", "999990019", 1);
    folio_commit(ledger);
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &(struct rlimit){400000, RLIM_INFINITY}), 0);
    int64_t committed = 1;
    for (int i = 0; i < 1000 && status == IWMO_OK; i++) {
        folio_begin(ledger);
        struct iwmo_entry entry = folio_register(ledger, "A", "999990019", i);
        struct iwmo_buffer large = {0};
        for (int j = 0; j < 60000; j++)
            iwmo_buffer_char(&large, 'x');
        status = iwmo_ledger_seal(ledger, entry.id, "large",
                                  (struct iwmo_text){large.at, large.size}, &err);
        if (status == IWMO_OK)
            status = iwmo_ledger_commit(ledger, &err);
        else
            cr_expect_eq(iwmo_ledger_commit(ledger, NULL), IWMO_IO);
        iwmo_buffer_release(&large);
        committed += status == IWMO_OK;
    }
    cr_expect_eq(status, IWMO_IO, "%d %s", (int)status, err.text);
    cr_expect_not_null(strstr(err.text, folio_path), "%s", err.text);
    cr_assert_eq(
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}), 0);
    cr_expect_eq(entries_of(ledger), committed);
    folio_begin(ledger); /* and when there is room again, it goes on */
    folio_register(ledger, "A", "999990019", 1);
    folio_commit(ledger);
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}

/* ---- files that are no ledger, or no longer ---- */

static void
expect_refused(enum iwmo_status expected, const char *words)
{
    struct iwmo_ledger *ledger;
    struct iwmo_error err = {0};

    cr_expect_eq(folio_try(&ledger, &err), expected, "%s: %s", words, err.text);
    cr_expect_null(ledger);
    cr_expect_not_null(strstr(err.text, words), "%s", err.text);
    iwmo_ledger_close(ledger);
}

static void
make_one(int messages)
{
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    for (int i = 0; i < messages; i++)
        folio_register(ledger, "A", "999990019", i);
    folio_commit(ledger);
    iwmo_ledger_close(ledger);
}

Test(durable, what_is_no_ledger_is_refused)
{
    make_one(1);
    struct iwmo_buffer good = test_read(folio_path);
    test_write(folio_path, "", 0);
    expect_refused(IWMO_MALFORMED, "not a ledger");
    test_write(folio_path, "<Bericht/>", 10);
    expect_refused(IWMO_MALFORMED, "damaged");
    unlink(folio_path);
    folio_sql("CREATE TABLE t (x); PRAGMA user_version = 1");
    expect_refused(IWMO_MALFORMED, "not a ledger");
    unlink(folio_path);
    cr_assert_eq(mkdir(folio_path, 0700), 0);
    expect_refused(IWMO_IO, "regular");
    rmdir(folio_path);
    cr_assert_eq(mkfifo(folio_path, 0600), 0);
    expect_refused(IWMO_IO, "regular");
    unlink(folio_path);
    test_write(folio_path, good.at, good.size / 4096 / 2 * 4096);
    expect_refused(IWMO_MALFORMED, "damaged");
    test_write(folio_path, good.at, 1000);
    expect_refused(IWMO_MALFORMED, "damaged");
    iwmo_buffer_release(&good);
}

Test(durable, a_newer_ledger_is_refused)
{
    make_one(1);
    folio_sql("PRAGMA user_version = 4");
    expect_refused(IWMO_MALFORMED, "newer");
    folio_sql("PRAGMA user_version = 3");
    iwmo_ledger_close(folio_open());
}

Test(durable, a_ledger_that_is_gone_but_for_its_log_is_not_made_anew)
{
    char wal[TEST_PATH + 40];

    make_one(1);
    unlink(folio_path);
    snprintf(wal, sizeof(wal), "%s-wal", folio_path);
    test_write(wal, "x", 1);
    expect_refused(IWMO_MALFORMED, "gone");
}

Test(durable, without_its_own_key_file_it_does_not_open)
{
    char key[TEST_PATH + 40];

    make_one(1);
    snprintf(key, sizeof(key), "%s.key", folio_path);
    struct iwmo_buffer own = test_read(key);
    unlink(key);
    expect_refused(IWMO_IO, ".key");
    cr_expect_neq(access(key, F_OK), 0); /* and no new one is made */
    struct iwmo_secrets *secrets;
    cr_assert_eq(iwmo_secrets_load(key, true, &secrets, NULL), IWMO_OK);
    iwmo_secrets_free(secrets);
    expect_refused(IWMO_MALFORMED, "not the key file of this ledger");
    test_write(key, own.at, own.size);
    iwmo_ledger_close(folio_open());
    iwmo_buffer_release(&own);
}

Test(durable, one_that_may_not_be_written_to_is_refused)
{
    make_one(1);
    cr_assert_eq(chmod(folio_path, 0400), 0);
    if (geteuid() == 0) {
        char key[TEST_PATH + 40], folder[TEST_PATH + 40];
        snprintf(key, sizeof(key), "%s.key", folio_path);
        snprintf(folder, sizeof(folder), "%s/..", folio_path);
        *strrchr(strcpy(folder, folio_path), '/') = '\0';
        cr_assert_eq(chown(folio_path, 65534, 65534), 0);
        cr_assert_eq(chown(key, 65534, 65534), 0);
        cr_assert_eq(chown(folder, 65534, 65534), 0);
        cr_assert_eq(seteuid(65534), 0);
    }
    expect_refused(IWMO_IO, "written");
    cr_assert_eq(seteuid(getuid()), 0);
}

static enum iwmo_status
pass_record(void *self, const struct iwmo_record *record)
{
    (void)record;
    ++*(unsigned *)self;
    return IWMO_OK;
}

/* Is a change of this byte told, or of no consequence? */
static bool
is_found(const struct iwmo_buffer *bytes)
{
    struct iwmo_ledger *ledger;
    unsigned count = 0;

    test_write(folio_path, bytes->at, bytes->size);
    bool is_told = folio_try(&ledger, NULL) != IWMO_OK;
    if (!is_told)
        is_told = folio_check(ledger, NULL) > 0;
    if (ledger != NULL)
        (void)!iwmo_ledger_each_record(ledger, IWMO_SIDE_AANBIEDER, UINT32_MAX,
                                       pass_record, &count, NULL);
    iwmo_ledger_close(ledger);
    return is_told;
}

/* What a byte is for SQLite is not known here: some are in comments of the schema, in
 * its counters, or in room that is not used. */
Test(durable, damage_is_found_and_crashes_nothing)
{
    unsigned found = 0, tries = 0;

    make_one(8);
    struct iwmo_buffer bytes = test_read(folio_path);
    for (size_t at = 7; at < bytes.size; at += 61) {
        char kept = bytes.at[at];
        if (kept == '\0')
            continue; /* mostly room that is not used */
        bytes.at[at] ^= 0x55;
        tries++;
        found += is_found(&bytes);
        bytes.at[at] = kept;
    }
    cr_expect_gt(tries, 50);
    cr_expect_gt(found * 10, tries * 7, "%u of %u", found, tries);
    iwmo_buffer_release(&bytes);
}

/* ---- the trail ---- */

static void
expect_damage(const char *sql, const char *words)
{
    struct iwmo_buffer good = test_read(folio_path);
    char first[300];

    folio_sql(sql);
    struct iwmo_ledger *ledger = folio_open();
    cr_expect_gt(folio_check(ledger, first), 0, "%s", sql);
    cr_expect_not_null(strstr(first, words), "%s: %s", sql, first);
    iwmo_ledger_close(ledger);
    test_write(folio_path, good.at, good.size);
    iwmo_buffer_release(&good);
}

Test(durable, every_change_behind_its_back_is_found)
{
    struct iwmo_ledger *ledger = folio_open();
    struct iwmo_intake intake = {.aanbieder = "1", .outcome = "NEW_CLIENT"};

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "A", "999990019", 1);
    folio_register(ledger, "B", "999990020", 2);
    intake.client = entry.client;
    struct iwmo_intake_note note = {entry.id, 1, "NO_ACTION", '-', 0, 0};
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_link_intake(ledger, intake.id, "0518", 1, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_note_intake(ledger, &note, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_block(ledger, &entry.client, true, entry.day, NULL),
                 IWMO_OK);
    folio_commit(ledger);
    cr_assert_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
    expect_damage("UPDATE entry SET state = 3 WHERE id = 1", "message 1");
    expect_damage("UPDATE entry SET day = day + 1 WHERE id = 2", "message 2");
    expect_damage("UPDATE entry SET state = 77 WHERE id = 2", "message 2");
    expect_damage("UPDATE record SET volume = 1 WHERE message = 2",
                  "message 2: records");
    expect_damage("UPDATE record SET uitkomst = 2 WHERE message = 1", "message 1");
    expect_damage("DELETE FROM record WHERE message = 1", "message 1");
    expect_damage("DELETE FROM sealed WHERE message = 1", "message 1");
    expect_damage("UPDATE sealed SET bytes = x'00' WHERE message = 2", "seal");
    expect_damage("UPDATE sealed SET name = 'other' WHERE message = 2", "message 2");
    expect_damage("DELETE FROM sealed WHERE message = 2; DELETE FROM record WHERE "
                  "message = 2; DELETE FROM entry WHERE id = 2",
                  "gone");
    expect_damage(
        "INSERT INTO entry SELECT 3, side, direction, state, message, release, "
        "afzender, ontvanger, gemeente, aanbieder, NULL, NULL, NULL, NULL, "
        "NULL, NULL, 1, 1, NULL, '', '', NULL FROM entry WHERE id = 1",
        "message 3");
    expect_damage("UPDATE record SET message = 9 WHERE message = 2", "refers");
    expect_damage("UPDATE intake SET is_open = 1", "intake 1");
    expect_damage("DELETE FROM intake_link", "intake 1");
    expect_damage("DELETE FROM intake_note", "message 1");
    expect_damage("DELETE FROM blocked", "blocked");
    expect_damage("INSERT INTO blocked VALUES (x'00', 1)", "blocked");
    expect_damage("DROP TRIGGER audit_keeps; UPDATE audit SET day = 1 WHERE id = 3",
                  "audit row 3");
    expect_damage("DROP TRIGGER audit_keeps; UPDATE audit SET hash = digest "
                  "WHERE id = 2",
                  "audit row 2");
    expect_damage("DROP TRIGGER audit_stays; DELETE FROM audit WHERE id = 4",
                  "audit row 5");
    expect_damage("DROP TRIGGER audit_stays; DELETE FROM audit WHERE id > 1",
                  "message 1");
}

Test(durable, the_trail_refuses_to_be_changed)
{
    make_one(1);
    cr_assert_neq(system(NULL), 0);
    char command[TEST_PATH + 200];
    for (int i = 0; i < 2; i++) {
        snprintf(command, sizeof(command),
                 "sqlite3 '%s' '%s' 2>&1 | grep -q append-only", folio_path,
                 i == 0 ? "DELETE FROM audit" : "UPDATE audit SET day = 1");
        cr_expect_eq(system(command), 0);
    }
}

Test(durable, a_clock_that_goes_back_breaks_nothing)
{
    struct iwmo_ledger *ledger = folio_open();

    for (int day = 20; day > 0; day -= 5) {
        iwmo_ledger_set_day(ledger, iwmo_date_of(2025, 6, day));
        folio_begin(ledger);
        folio_register(ledger, "A", "999990019", day);
        folio_commit(ledger);
    }
    cr_expect_eq(folio_check(ledger, NULL), 0);
    iwmo_ledger_close(ledger);
}

/* ---- privacy ---- */

Test(durable, no_file_shows_what_was_put_in)
{
    static const char *const values[] = {"999990019", "Jansen", "geheim", "REF-0001"};
    struct iwmo_ledger *ledger = folio_open();

    folio_begin(ledger);
    struct iwmo_entry entry = folio_register(ledger, "geheim", "999990019", 1);
    struct iwmo_record record = folio_toewijzing(&entry, 2, 2);
    record.referentie = folio_key(ledger, "referentie", "REF-0001");
    cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &record, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_seal(ledger, entry.id, "file",
                                  iwmo_text("<Bsn>999990019</Bsn><Naam>Jansen</Naam>"),
                                  NULL),
                 IWMO_OK);
    folio_commit(ledger);
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char path[TEST_PATH + 40];
        snprintf(path, sizeof(path), "%s%s", folio_path, endings[i]);
        struct iwmo_buffer bytes = test_read(path);
        for (size_t j = 0; j < 4; j++)
            cr_expect_null(memmem(bytes.at, bytes.size, values[j], strlen(values[j])),
                           "%s in %s", values[j], path);
        iwmo_buffer_release(&bytes);
    }
    iwmo_ledger_close(ledger);
}
