/*
 * Bench of what is made: messages from nothing, other forms, answers.
 *
 * Whole processes, one after the other; there is no peer, so only times and peak
 * memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/measure.h"

#define ROUNDS 3
#define LARGE  "build/bench/323-22.xml"

struct job {
    const char *name;
    const char *argv[12]; /* after the program, ended by NULL */
};

static const struct job jobs[] = {
    {"generate --random WMO301, 10 000 messages",
     {"generate", "--random", "WMO301", "--count", "10000", "-o", "build/bench/made/"}},
    {"convert 22 MB 323 to JSON", {"convert", "--to", "json", LARGE}},
    {"convert 22 MB 323 to CSV",
     {"convert", "--to", "csv", "--table", "Prestatie", LARGE}},
    {"fmt 22 MB 323", {"fmt", LARGE}},
    {"retour on 22 MB 323", {"retour", "--date", "2026-11-22", LARGE}},
};

static void
become(const char *program, const struct job *job)
{
    const char *argv[14] = {program};
    int null = open("/dev/null", O_WRONLY);

    for (size_t i = 0; job->argv[i] != NULL; i++)
        argv[i + 1] = job->argv[i];
    dup2(null, STDOUT_FILENO);
    execv(program, (char **)argv);
    _exit(127);
}

static void
run(const char *program, const struct job *job, struct times *wall, double *peak_mib)
{
    struct rusage usage;
    int status;
    double start = clock_seconds(CLOCK_MONOTONIC);
    pid_t child = fork();

    if (child == 0)
        become(program, job);
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0) {
        fprintf(stderr, "making: %s failed\n", job->name);
        exit(1);
    }
    times_add(wall, clock_seconds(CLOCK_MONOTONIC) - start);
    *peak_mib = (double)usage.ru_maxrss / 1024;
}

int
main(void)
{
    const char *program = getenv("IWMO");
    struct table table = table_open("making");

    if (program == NULL)
        program = "build/plain/iwmo";
    for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++) {
        struct times wall = {.count = 0};
        double peak_mib = 0;
        char name[96];
        for (int round = 0; round < ROUNDS; round++)
            run(program, &jobs[i], &wall, &peak_mib);
        table_row(&table, jobs[i].name, times_median(&wall) * 1e3, "ms",
                  times_spread(&wall), NO_AIM, 0);
        snprintf(name, sizeof(name), "%s, peak", jobs[i].name);
        table_row(&table, name, peak_mib, "MiB", 0, NO_AIM, 0);
    }
    table_close(&table);
    return 0;
}
