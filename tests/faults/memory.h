#ifndef IWMO_TESTS_FAULTS_MEMORY_H
#define IWMO_TESTS_FAULTS_MEMORY_H

/*
 * Memory: an allocator that fails when it is told to.
 *
 * Plain builds replace malloc, calloc, realloc and free of the whole test program, and
 * so those of our own code, libxml2, OpenSSL and iconv.  Sanitizers have their own
 * malloc: there, only libxml2's requests can be made to fail, and the sanitizer itself
 * looks for leaks.  Counts and fails only between begin and end, in that thread.
 */
#include <stdbool.h>

enum memory_failure {
    MEMORY_FAILS_ONCE,
    MEMORY_FAILS_FROM_THERE /* the request and all that follow */
};

/* Let libxml2 ask here too.  Before anything else of libxml2 is called. */
void memory_watch_libxml2(void);

/* Can all requests be made to fail, or libxml2's alone? */
bool memory_is_all_watched(void);

/* The request number `step`, 1-based, will fail; 0: none. */
void memory_begin(unsigned step, enum memory_failure failure);

struct memory_tally {
    unsigned requests; /* since memory_begin() */
    long kept;         /* blocks taken and not given back since then */
    bool has_failed;   /* a request was refused */
};
struct memory_tally memory_end(void);

#endif
