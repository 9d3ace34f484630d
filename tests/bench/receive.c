/*
 * Bench of receiving: 301s through the whole program into a ledger on disk, with their
 * answers; one process with and without its writing thread, two processes on one
 * ledger; and a look-up in what they left.  Beside it the same files judged and not
 * registered.
 *
 * Every run has a folder of its own, and all go at the end: a file system that just
 * lost many files makes new ones slowly.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/measure.h"

#define MESSAGES 10000
#define ROUNDS   3
#define LOOKUPS  20
#define DIR      "build/bench/receive"

static void
die(const char *what)
{
    fprintf(stderr, "receive: %s: %s\n", what, strerror(errno));
    exit(1);
}

static const char *
program(void)
{
    return getenv("IWMO") != NULL ? getenv("IWMO") : "build/plain/iwmo";
}

static void
shell(const char *command)
{
    if (system(command) != 0)
        die(command);
}

static void
make_messages(void)
{
    char command[600];

    snprintf(command, sizeof(command),
             "rm -rf " DIR " && mkdir -p " DIR "/1 " DIR "/2 && %s generate WMO301 "
             "--from fixtures/story/1-allocation.json --date 2026-01-05 -o " DIR
             "/t.xml && awk -v count=%d -v folder=" DIR "/1 -f tests/many.awk " DIR
             "/t.xml && find " DIR "/1 -name '*[13579].xml' -exec mv -t " DIR "/2 {} +",
             program(), MESSAGES);
    shell(command);
}

/* ---- processes ---- */

static pid_t
start(const char *const *argv)
{
    pid_t child = fork();

    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDOUT_FILENO);
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (child < 0)
        die("fork");
    return child;
}

static void
finish(pid_t child)
{
    int status;

    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0)
        die("a process that failed");
}

/* ---- receiving ---- */

struct receiver {
    const char *name, *jobs;
    int processes;
    double target; /* messages per second; 0: none */
    struct times times;
};

static char last[64]; /* folder of the last run */

static pid_t
start_receive(const char *jobs, const char *first, const char *second)
{
    char ledger[80], out[80];

    snprintf(ledger, sizeof(ledger), "%s/p.db", last);
    snprintf(out, sizeof(out), "%s/out", last);
    const char *argv[] = {program(),  "receive", "-q",  "--date", "2026-01-05",
                          "--ledger", ledger,    "-o",  out,      "-j",
                          jobs,       "-r",      first, second,   NULL};
    return start(argv);
}

static void
receive(struct receiver *receiver)
{
    static unsigned runs;
    char command[120];

    snprintf(last, sizeof(last), DIR "/run%u", ++runs);
    snprintf(command, sizeof(command), "mkdir -p %s/out", last);
    shell(command);
    double begin = clock_seconds(CLOCK_MONOTONIC);
    if (receiver->processes == 1) {
        finish(start_receive(receiver->jobs, DIR "/1", DIR "/2"));
    } else {
        pid_t first = start_receive(receiver->jobs, DIR "/1", NULL);
        pid_t second = start_receive(receiver->jobs, DIR "/2", NULL);
        finish(first);
        finish(second);
    }
    times_add(&receiver->times, clock_seconds(CLOCK_MONOTONIC) - begin);
}

static void
validate(struct times *times)
{
    const char *argv[] = {program(),    "validate", "-q",     "-j",     "2", "--date",
                          "2026-01-05", "-r",       DIR "/1", DIR "/2", NULL};
    double begin = clock_seconds(CLOCK_MONOTONIC);

    finish(start(argv));
    times_add(times, clock_seconds(CLOCK_MONOTONIC) - begin);
}

static void
bench_receiving(struct table *table)
{
    struct receiver receivers[] = {
        {"received and durable, -j 1", "1", 1, 0, {.count = 0}},
        {"received and durable, -j 2", "2", 1, 2000, {.count = 0}},
        {"two processes on one ledger, -j 1 each", "1", 2, 0, {.count = 0}},
    };
    size_t count = sizeof(receivers) / sizeof(receivers[0]);
    struct times judged = {.count = 0};

    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < count; i++)
            receive(&receivers[i]);
        validate(&judged);
    }
    for (size_t i = 0; i < count; i++)
        table_row(table, receivers[i].name,
                  MESSAGES / times_median(&receivers[i].times), "/s",
                  times_spread(&receivers[i].times),
                  receivers[i].target > 0 ? AT_LEAST : NO_AIM, receivers[i].target);
    table_row(table, "only judged: iwmo validate, -j 2",
              MESSAGES / times_median(&judged), "/s", times_spread(&judged), NO_AIM, 0);
    table_ratio(table, "receive beside validate, -j 2", &receivers[1].times, &judged,
                NO_AIM, 0);
}

/* ---- looking up ---- */

/* The same without a ledger to look in: what starting a process takes. */
static void
bench_looking_up(struct table *table)
{
    struct times found = {.count = 0}, none = {.count = 0};
    char ledger[80];

    snprintf(ledger, sizeof(ledger), "%s/p.db", last);
    const char *const status[] = {program(),      "status", "--allocation",
                                  "0384/1004711", "--date", "2026-01-05",
                                  "--ledger",     ledger,   NULL};
    const char *const version[] = {program(), "--version", NULL};
    for (int i = 0; i < LOOKUPS; i++) {
        double begin = clock_seconds(CLOCK_MONOTONIC);
        finish(start(status));
        double middle = clock_seconds(CLOCK_MONOTONIC);
        finish(start(version));
        times_add(&found, middle - begin);
        times_add(&none, clock_seconds(CLOCK_MONOTONIC) - middle);
    }
    table_row(table, "iwmo status --allocation, the whole process",
              times_median(&found) * 1e3, "ms", times_spread(&found), NO_AIM, 0);
    table_row(table, "the same without starting the process",
              (times_median(&found) - times_median(&none)) * 1e3, "ms", 0, AT_MOST, 5);
}

int
main(void)
{
    make_messages();
    struct table table = table_open("receive");
    bench_receiving(&table);
    bench_looking_up(&table);
    table_close(&table);
    shell("rm -rf " DIR);
    return 0;
}
