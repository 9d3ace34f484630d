#ifndef IWMO_LEDGER_MAKING_H
#define IWMO_LEDGER_MAKING_H

/*
 * Making a ledger: its key file and then the ledger, by one process at a time.
 *
 * A key file without its ledger is a lost ledger, or a wrong path, and no new one is
 * begun beside it.  So that a process which is killed between the two is not taken for
 * that, a file path.making stands there from before the key file until after the
 * ledger; who makes holds a lock on it, which goes with the process.  In the file is a
 * byte once there may be a key that no ledger was ever sealed with.
 */
#include <stdbool.h>

#include "base/error.h"

struct iwmo_making {
    char *path;           /* NULL: not making */
    const char *key_path; /* of the caller */
    int fd;
};

/*
 * There is no ledger at `path`: may one be made with `key_path`?  IWMO_OK with
 * *is_there true: another process made it meanwhile; with false: make it, then end.
 * IWMO_IO: there is a key, so the ledger is lost (unless `takes_key`), or the folder
 * cannot be written.  Waits while another process makes it.
 */
enum iwmo_status iwmo_making_begin(struct iwmo_making *making, const char *path,
                                   const char *key_path, bool takes_key, bool *is_there,
                                   struct iwmo_error *err);

/* With `is_made` false and a key file there, the file stays, so that the next one takes
 * up that key. */
void iwmo_making_end(struct iwmo_making *making, bool is_made);

/* The ledger at `path` is there: take away what a killed process left of making it. */
void iwmo_making_forget(const char *path);

#endif
