#ifndef IWMO_FILES_GUARD_H
#define IWMO_FILES_GUARD_H

/*
 * Guard: what a run reads is never what it writes to.
 *
 * The one place that decides so, for every output of every command: paths are noted
 * with their use, and the check comes before anything is opened, made or booked.  Files
 * are the same by device and inode, links followed; one that is not there yet is known
 * by its folder and name.  Standard input, output and error count when they are regular
 * files.  Of a ledger its key, its -wal, -shm and -journal, and its .head count too.
 * Files in a folder that is written to have names that are not known before: for those
 * there is iwmo_guard_allows().  Devices and pipes hold nothing that could be lost.
 * Not thread-safe.
 */
#include <stdbool.h>

#include "base/error.h"

/* What a command does with a path that it is given. */
enum iwmo_use {
    IWMO_USE_NONE,         /* it is no path */
    IWMO_USE_FILE,         /* reads it; "-": standard input */
    IWMO_USE_AT_FILE,      /* "@FILE": reads FILE; else it is no path */
    IWMO_USE_MESSAGES,     /* reads it, or the *.xml in it and below */
    IWMO_USE_EXPECTATIONS, /* the same, and *.findings */
    IWMO_USE_SCHEMAS,      /* reads the *.xsd in it and below */
    IWMO_USE_TABLES, /* reads it, the *.csv in it, or of X-Header.csv all X-*.csv */
    IWMO_USE_LIST,   /* reads it, and the files that it names */
    IWMO_USE_LEDGER, /* reads and writes it as a ledger; NULL: the usual one */
    IWMO_USE_KEY,    /* a key file */
    IWMO_USE_OUTPUT, /* writes to it, or (a folder, or ending in /) into it */
    IWMO_USE_REPORT  /* "FORMAT:PATH": the same for PATH */
};

struct iwmo_guard;

/* `writes_in_folder`: iwmo_guard_allows() will be asked.  NULL: out of memory.  Free
 * with iwmo_guard_free(). */
struct iwmo_guard *iwmo_guard_new(bool writes_in_folder);

/* Note a path, which is borrowed.  IWMO_NO_MEMORY: err says so. */
enum iwmo_status iwmo_guard_add(struct iwmo_guard *guard, enum iwmo_use use,
                                const char *path, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* May all that was noted go together?  IWMO_USAGE: err says which path is read and
 * written to, or written to twice; without words when that is standard error itself. */
enum iwmo_status iwmo_guard_check(struct iwmo_guard *guard, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * After the check: may `path`, a file in a folder that is written to, be replaced?
 * IWMO_USAGE: it is what is read.  `guard` NULL: nothing is read.
 */
enum iwmo_status iwmo_guard_allows(const struct iwmo_guard *guard, const char *path,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_guard_free(struct iwmo_guard *guard); /* NULL is allowed */

#endif
