#ifndef TESTS_FUZZ_MEMORY_FILE_H
#define TESTS_FUZZ_MEMORY_FILE_H

/*
 * Memory file: bytes under a path, for what reads only files.  Header only, as every
 * fuzz target is one file.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path of `bytes`; the same file each time, of mode 0600. */
static inline const char *
memory_file(const void *bytes, size_t size)
{
    static int file = -1;
    static char path[64];

    if (file < 0)
        file = memfd_create("fuzz", 0);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
    if (file < 0 || fchmod(file, 0600) != 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, bytes, size, 0) != (ssize_t)size)
        abort();
    return path;
}

#endif
