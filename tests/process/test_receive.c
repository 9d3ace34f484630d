/*
 * receive under stress: killed, beside another, without room, with damage.  Whatever
 * happens, the ledger is whole, each message is booked once, has one answer, and
 * nothing that was said is missing.
 *
 * IWMO_MANY: how many messages; default: 300.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/program.h"
#include "ledger/check.h"
#include "support.h"

#define DAY     "2026-01-05"
#define RECEIVE "$IWMO receive --date " DAY " --ledger p.db -o out "
#define NOBODY  65534

static unsigned
many(void)
{
    const char *number = getenv("IWMO_MANY");
    int count = number != NULL ? atoi(number) : 0;

    return count > 0 ? (unsigned)count : 300;
}

static void
line(const char *shell, int status)
{
    program_assert(shell, status, NULL, NULL);
}

/* in/000001.xml and so on, `each` of them about one client. */
static void
make_messages(unsigned count, unsigned each)
{
    char shell[300];

    snprintf(shell, sizeof(shell),
             "mkdir in out && $IWMO generate WMO301 --from "
             "$FIXTURES/story/1-allocation.json --date " DAY " -o t.xml && awk -v "
             "count=%u -v each=%u -v folder=in -f $FIXTURES/../tests/many.awk t.xml",
             count, each);
    line(shell, 0);
}

TestSuite(stress, .init = program_enter_folder, .fini = program_leave_folder,
          .timeout = 300);

/* ---- looking at the books ---- */

struct books {
    unsigned in, out, unanswered;
    uint64_t damages;
};

static void
print_damage(void *self, const struct iwmo_damage *damage)
{
    struct iwmo_buffer words = {0};

    (void)self;
    iwmo_damage_print(damage, IWMO_EN, &words);
    fprintf(stderr, "damage: %s\n", words.at);
    iwmo_buffer_release(&words);
}

static enum iwmo_status
count_entry(void *self, const struct iwmo_entry *entry)
{
    struct books *books = self;

    books->in += entry->direction == IWMO_IN;
    books->out += entry->direction == IWMO_OUT;
    books->unanswered += entry->direction == IWMO_IN && entry->answer == 0;
    return IWMO_OK;
}

static struct books
look_at_books(void)
{
    const struct iwmo_ledger_options options = {.path = "p.db", .must_exist = true};
    struct iwmo_ledger_figures figures;
    struct books books = {0};
    struct iwmo_ledger *ledger;
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_ledger_open(&options, &ledger, &err), IWMO_OK, "%s", err.text);
    const struct iwmo_ledger_checking checking = {.report = print_damage};
    cr_assert_eq(iwmo_ledger_check(ledger, &checking, &figures, &err), IWMO_OK, "%s",
                 err.text);
    cr_assert_eq(iwmo_ledger_each_entry(ledger, 0, count_entry, &books, &err), IWMO_OK,
                 "%s", err.text);
    iwmo_ledger_close(ledger);
    books.damages = figures.damages;
    return books;
}

/* Whole, and `count` messages once, each with an answer in the books and in out/. */
static void
expect_all_once(unsigned count)
{
    struct books books = look_at_books();
    char **answers = test_paths("out", ".xml");
    unsigned files = 0;

    while (answers[files] != NULL)
        files++;
    test_free_paths(answers);
    cr_expect_eq(books.damages, 0);
    cr_expect_eq(books.in, count, "%u of %u", books.in, count);
    cr_expect_eq(books.out, count, "%u of %u", books.out, count);
    cr_expect_eq(books.unanswered, 0);
    cr_expect_eq(files, count, "%u answers of %u", files, count);
    line("$IWMO validate -q --date " DAY " -r out", 0);
    /* answers to different messages */
    char shell[120];
    snprintf(shell, sizeof(shell),
             "test $(cat out/*.xml | grep '<iwmo:Identificatie>' | sort -u | wc -l) "
             "= %u",
             count);
    line(shell, 0);
}

/* What must not depend on the order: answers but for their own Identificatie, and the
 * intake list but for numbers and pseudonyms, which are of the ledger. */
static void
list_outcome(const char *to)
{
    char shell[300];

    snprintf(
        shell, sizeof(shell),
        "{ cat out/*.xml | grep -v IdentificatieRetour; $IWMO intake --ledger p.db "
        "--date " DAY " | sed 's/ [0-9a-f]\\{8\\}:/:/; s/#[0-9]*/#/'; } | "
        "sort >%s",
        to);
    line(shell, 0);
}

static void
start_again(void)
{
    line("rm -rf p.db p.db-wal p.db-shm p.db.key p.db.head out said && mkdir out", 0);
}

/* ---- processes ---- */

/* Start `iwmo receive -r in` with lines to the end of `said`. */
static pid_t
start_receive(const char *jobs, const char *batch)
{
    const char *program = getenv("IWMO");
    pid_t child = fork();

    cr_assert_geq(child, 0);
    if (child == 0) {
        int fd = open("said", O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
            _exit(126);
        execl(program, program, "receive", "--date", DAY, "--ledger", "p.db", "-o",
              "out", "--report", "jsonl", "-j", jobs, "--batch", batch, "-r", "in",
              (char *)NULL);
        _exit(127);
    }
    return child;
}

static int
wait_for(pid_t child)
{
    int status;

    cr_assert_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- kills ---- */

/* Every answer that a complete line of `said` names is there; *lines: how many. */
static void
expect_said_is_done(unsigned *lines)
{
    static const char mark[] = "\"retour\":\"";
    struct iwmo_buffer said = test_read("said");
    char *rest = said.at;

    *lines = 0;
    for (char *end; rest != NULL && (end = strchr(rest, '\n')) != NULL;
         rest = end + 1) {
        *end = '\0';
        char *name = strstr(rest, mark);
        cr_assert_not_null(name, "%s", rest);
        name += strlen(mark);
        name[strcspn(name, "\"")] = '\0';
        cr_expect_eq(access(name, R_OK), 0, "%s was said and is not there", name);
        ++*lines;
    }
    iwmo_buffer_release(&said);
}

/* Kill it at random moments until it ends by itself.  How often it was killed. */
static unsigned
receive_with_kills(const char *jobs, uint64_t seed, unsigned most_ms)
{
    unsigned kills = 0, lines, said = 0;

    for (;; kills++) {
        pid_t child = start_receive(jobs, "8");
        seed = seed * 6364136223846793005 + 1442695040888963407;
        struct timespec nap = {0, (long)(seed >> 33) % (most_ms * 1000000L)};
        if (kills < 40) {
            nanosleep(&nap, NULL);
            kill(child, SIGKILL);
        }
        int status = wait_for(child);
        if (status >= 0) {
            cr_expect_eq(status, 0);
            return kills;
        }
        if (access("p.db", F_OK) != 0)
            continue;
        struct books books = look_at_books();
        cr_expect_eq(books.damages, 0, "after kill %u", kills);
        cr_expect_eq(books.unanswered, 0);
        expect_said_is_done(&lines);
        cr_expect_geq(books.in, lines - said); /* that run said each file once */
        said = lines;
    }
}

static void
expect_kills_lose_nothing(const char *jobs, uint64_t seed)
{
    unsigned lines;

    make_messages(many(), 1);
    line(RECEIVE "-r in", 0);
    list_outcome("undisturbed");
    start_again();
    unsigned kills = receive_with_kills(jobs, seed, 150);
    cr_expect_gt(kills, 3, "killed %u times", kills);
    expect_said_is_done(&lines);
    cr_expect_geq(lines, many());
    expect_all_once(many());
    list_outcome("disturbed");
    line("test -s disturbed && cmp undisturbed disturbed", 0);
    line("! ls -A out | grep tmp", 0); /* nothing half-written stays */
}

Test(stress, kills_lose_nothing_and_double_nothing)
{
    expect_kills_lose_nothing("1", 20260105);
}

Test(stress, kills_lose_nothing_with_a_writing_thread)
{
    expect_kills_lose_nothing("2", 42);
}

/* ---- two at once ---- */

/* Each client has `each` messages: their order must not change who needs an intake. */
static void
expect_two_are_as_one(unsigned each, bool compares_all)
{
    make_messages(many(), each);
    line(RECEIVE "-r in", 0);
    list_outcome("one");
    start_again();
    pid_t first = start_receive("2", "16"), second = start_receive("2", "16");
    cr_expect_eq(wait_for(first), 0);
    cr_expect_eq(wait_for(second), 0);
    expect_all_once(many());
    list_outcome("two");
    line(compares_all ? "test -s one && cmp one two"
                      : "grep -c NODIG one >a; grep -c NODIG two >b; cmp a b",
         0);
}

Test(stress, two_processes_with_the_same_files_are_as_one)
{
    expect_two_are_as_one(1, true);
}

Test(stress, two_processes_open_one_intake_per_client)
{
    expect_two_are_as_one(3, false);
}

/* ---- the disk ---- */

/* One line on standard error that names the ledger; nobody crashed. */
static void
expect_trouble(const char *shell, const char *words)
{
    char whole[600];

    snprintf(whole, sizeof(whole),
             "{ %s; } 2>told; s=$?; cat told >&2; test $(wc -l <told) = 1 && exit $s",
             shell);
    program_assert(whole, 4, NULL, words);
}

Test(stress, a_full_disk_stops_and_later_it_goes_on)
{
    make_messages(many(), 1);
    expect_trouble("ulimit -f 800; " RECEIVE "--batch 16 -r in", "p.db: ");
    struct books books = look_at_books();
    cr_expect_eq(books.damages, 0);
    cr_expect_lt(books.in, many());
    line(RECEIVE "-r in", 0);
    expect_all_once(many());
}

Test(stress, no_room_for_an_answer_stops_and_later_it_is_written)
{
    make_messages(40, 1);
    expect_trouble("$IWMO receive --date " DAY
                   " --ledger p.db -o /dev/null --batch 8 -r in",
                   "/dev/null: not a folder");
    expect_trouble(RECEIVE "--batch 8 -r in >/dev/full", "standard output");
    cr_expect_eq(look_at_books().damages, 0);
    line(RECEIVE "-r in", 0);
    expect_all_once(40);
}

/* Run a line of shell as somebody who may not do all. */
static void
line_as_nobody(const char *shell, int status, const char *words)
{
    if (geteuid() != 0) {
        program_assert(shell, status, NULL, words);
        return;
    }
    char whole[1000];
    line("cp $IWMO iwmo && chown -R 65534:65534 .", 0);
    snprintf(
        whole, sizeof(whole),
        "IWMO=./iwmo setpriv --reuid 65534 --regid 65534 --clear-groups sh -c '%s'",
        shell);
    program_assert(whole, status, NULL, words);
}

Test(stress, what_may_not_be_written_to_is_told)
{
    make_messages(20, 1);
    line(RECEIVE "-r in/000001.xml && chmod 0400 p.db", 0);
    line_as_nobody(RECEIVE "-r in", 4, "p.db: ");
    line("chmod 0600 p.db && chmod 0500 out", 0);
    line_as_nobody(RECEIVE "-r in", 4, "out: ");
    line("chmod 0700 out && rm -rf sub && mkdir -m 0500 sub", 0);
    line_as_nobody("$IWMO receive --date " DAY " --ledger sub/p.db -o out -r in", 4,
                   "sub/p.db");
    line_as_nobody(RECEIVE "-r in", 0, "");
    expect_all_once(20);
}

/* ---- damage ---- */

static void
overwrite(const struct iwmo_buffer *good, size_t from, size_t to)
{
    struct iwmo_buffer bytes = {0};

    iwmo_buffer_add(&bytes, good->at, good->size);
    for (size_t at = from; at < to && at < bytes.size; at++)
        bytes.at[at] = (char)(at * 2654435761U >> 13);
    test_write("p.db", bytes.at, bytes.size);
    iwmo_buffer_release(&bytes);
}

Test(stress, a_damaged_ledger_is_told_and_crashes_nothing)
{
    enum { PAGE = 4096 };
    unsigned told = 0, tries = 0;

    make_messages(60, 1);
    line("mkdir first && mv in/00000*.xml in/00001*.xml first && " RECEIVE "-r first",
         0);
    struct iwmo_buffer good = test_read("p.db");
    for (size_t page = 0; page * PAGE < good.size; page += 2, tries++) {
        overwrite(&good, page * PAGE, (page + 1) * PAGE);
        int status = wait_for(start_receive("2", "16"));
        cr_expect(status == 0 || status == 1 || status == 4, "page %zu: %d", page,
                  status);
        told += status == 4;
        line("rm -f p.db-wal p.db-shm", 0);
    }
    cr_expect_gt(told * 4, tries, "%u of %u", told, tries);
    overwrite(&good, PAGE, good.size);
    expect_trouble(RECEIVE "-r in", "p.db: this ledger is damaged");
    iwmo_buffer_release(&good);
}

/* ---- clocks and readers ---- */

Test(stress, a_clock_that_goes_back_is_no_trouble)
{
    make_messages(20, 1);
    line("mkdir late && mv in/00001*.xml late && $IWMO receive --ledger p.db -o out "
         "--date 2026-02-20 -r late && " RECEIVE "-r in && " RECEIVE "-r late",
         0);
    expect_all_once(20);
}

Test(stress, a_reader_that_goes_away_costs_lines_and_nothing_else)
{
    make_messages(100, 1);
    line("{ " RECEIVE
         "--batch 8 -r in 2>told; echo $? >status; } | true; grep -qx 4 status "
         "&& test ! -s told",
         0);
    struct books books = look_at_books();
    cr_expect_eq(books.damages, 0);
    cr_expect_eq(books.unanswered, 0);
    line(RECEIVE "-r in >lines && test $(grep -c antwoord: lines) = 100", 0);
    expect_all_once(100);
    line(RECEIVE "-r in >&- 2>err; test $? = 4 && test -s err", 0);
    expect_all_once(100);
}
