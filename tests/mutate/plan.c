/*
 * plan SITES COVER-FOLDER SECONDS N SEED [FOLDER]: which mutants to try, with which
 * tests.
 *
 * SITES is the list that `sites` wrote; COVER-FOLDER has a file per test with a byte
 * per site; SECONDS a line "test seconds" per test.  Takes N sites by SEED, all equally
 * likely, of iwmo/FOLDER when it is named, and prints for each: number, then the tests
 * that reach it as "test:milliseconds", those first that reach least, for they look
 * closest.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TESTS = 8192, MAX_NAME = 192 };

struct probe {
    char name[MAX_NAME];
    unsigned milliseconds;
    unsigned reaches;
    unsigned char *cover;
    size_t size;
};

static struct probe probes[MAX_TESTS];
static size_t probe_count;

static void
fail(const char *what, const char *about)
{
    fprintf(stderr, "plan: %s: %s\n", about, what);
    exit(1);
}

/* The file of suite/test is suite.test. */
static void
read_cover(struct probe *probe, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", folder, probe->name);
    char *slash = strrchr(path, '/');
    *slash = '.';
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail("cannot be read", path);
    fseek(file, 0, SEEK_END);
    probe->size = (size_t)ftell(file);
    rewind(file);
    probe->cover = malloc(probe->size + 1);
    if (probe->cover == NULL ||
        fread(probe->cover, 1, probe->size, file) != probe->size)
        fail("cannot be read", path);
    fclose(file);
    for (size_t i = 1; i < probe->size; i++)
        probe->reaches += probe->cover[i];
}

static void
read_probes(const char *seconds, const char *folder)
{
    FILE *file = fopen(seconds, "r");
    double took;

    if (file == NULL)
        fail("cannot be read", seconds);
    while (probe_count < MAX_TESTS &&
           fscanf(file, "%191s %lf", probes[probe_count].name, &took) == 2) {
        probes[probe_count].milliseconds = (unsigned)(took * 1000);
        read_cover(&probes[probe_count++], folder);
    }
    fclose(file);
}

static int
by_reach(const void *a, const void *b)
{
    const struct probe *x = a, *y = b;

    if (x->reaches != y->reaches)
        return x->reaches < y->reaches ? -1 : 1;
    return strcmp(x->name, y->name);
}

static uint64_t
next_random(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15u;
    uint64_t x = *state;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static size_t
read_sites(const char *path, const char *folder, unsigned **numbers)
{
    FILE *file = fopen(path, "r");
    char line[1024], wanted[256];
    size_t count = 0, capacity = 1 << 18;

    *numbers = calloc(capacity, sizeof(**numbers));
    if (file == NULL || *numbers == NULL)
        fail("cannot be read", path);
    snprintf(wanted, sizeof(wanted), "\tiwmo/%s/", folder != NULL ? folder : "");
    while (count < capacity && fgets(line, sizeof(line), file) != NULL)
        if (folder == NULL || strstr(line, wanted) != NULL)
            (*numbers)[count++] = (unsigned)strtoul(line, NULL, 10);
    fclose(file);
    return count;
}

int
main(int argc, char **argv)
{
    unsigned *numbers;

    if (argc < 6) {
        fputs("usage: plan SITES COVER-FOLDER SECONDS N SEED [FOLDER]\n", stderr);
        return 2;
    }
    read_probes(argv[3], argv[2]);
    qsort(probes, probe_count, sizeof(probes[0]), by_reach);
    size_t count = read_sites(argv[1], argc > 6 ? argv[6] : NULL, &numbers);
    size_t wanted = strtoul(argv[4], NULL, 10);
    uint64_t state = strtoull(argv[5], NULL, 10);

    for (size_t i = 0; i < wanted && i < count; i++) {
        size_t other = i + next_random(&state) % (count - i);
        unsigned site = numbers[other];
        numbers[other] = numbers[i];
        printf("%u", site);
        for (size_t p = 0; p < probe_count; p++)
            if (site < probes[p].size && probes[p].cover[site] != 0)
                printf(" %s:%u", probes[p].name, probes[p].milliseconds);
        putchar('\n');
    }
    free(numbers);
    return 0;
}
