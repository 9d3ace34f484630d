#ifndef IWMO_JUDGE_TAP_H
#define IWMO_JUDGE_TAP_H

/*
 * Tap: bytes in memory or an open file, as a source for the scan.
 *
 * Tells somebody of all bytes that pass, in their order.  A file can be read again from
 * where it was when that is a regular one; a pipe cannot.
 */
#include <sys/types.h>

#include "xml/stream.h"

struct iwmo_tap {
    void (*saw)(void *self, const char *bytes, size_t size);
    void *self;
    struct iwmo_text rest; /* in memory */
    int fd;                /* or a file */
    off_t from;            /* where it was, when it can be read again */
    uint64_t size_bytes;   /* that have passed */
};

/* Set `saw` and `self` first.  The source borrows `tap`, and the bytes or the file. */
struct iwmo_source iwmo_tap_bytes(struct iwmo_tap *tap, const void *bytes, size_t size);
struct iwmo_source iwmo_tap_file(struct iwmo_tap *tap, int fd);

/* Back to the start of a file of which the scan forgot bytes.  0, or errno. */
int iwmo_tap_rewind(const struct iwmo_tap *tap);

#endif
