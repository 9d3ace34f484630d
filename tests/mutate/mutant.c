#include "mutate/mutant.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned char nowhere[1];

unsigned tests_mutant;
unsigned char *tests_mutant_reached = nowhere;
unsigned tests_mutant_mask;

/* The file is as large as the numbers need, and its size a power of two. */
static void
map_cover(const char *path)
{
    struct stat about;
    int file = open(path, O_RDWR | O_CLOEXEC);

    if (file < 0)
        abort();
    if (fstat(file, &about) != 0 || about.st_size < 1)
        abort();
    void *map =
        mmap(NULL, (size_t)about.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (map == MAP_FAILED)
        abort();
    tests_mutant_reached = map;
    tests_mutant_mask = (unsigned)about.st_size - 1;
}

__attribute__((constructor)) static void
begin(void)
{
    const char *which = getenv("IWMO_MUTANT");
    const char *cover = getenv("IWMO_MUTANT_COVER");

    if (which != NULL)
        tests_mutant = (unsigned)strtoul(which, NULL, 10);
    if (cover != NULL)
        map_cover(cover);
}
