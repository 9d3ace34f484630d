#ifndef IWMO_LEDGER_KEEPING_H
#define IWMO_LEDGER_KEEPING_H

/*
 * Keeping: a ledger copied, handed over, and sealed anew.
 */
#include "ledger/columns.h"
#include "ledger/ledger.h"

/*
 * Copy the ledger, as it is at one moment, to a new file `path` (mode 0600), while
 * others may go on writing.  It appears there whole or not at all.  The key file is not
 * in it.  IWMO_USAGE: there is a file, and not `replaces`; or it is a ledger in use.
 */
enum iwmo_status iwmo_ledger_backup(struct iwmo_ledger *ledger, const char *path,
                                    bool replaces, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Hand over all rows of all tables but the sealed ones, as they are at one moment:
 * "entry", "record", "intake", "link", "note", "blocked", "audit". */
typedef enum iwmo_status iwmo_ledger_row_fn(void *self, const char *table,
                                            const struct iwmo_column *columns,
                                            const void *row);
enum iwmo_status iwmo_ledger_export(struct iwmo_ledger *ledger,
                                    iwmo_ledger_row_fn *each, void *self,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Take a new secret to seal with into the key file; older ones stay, to open with. */
enum iwmo_status iwmo_ledger_rotate(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * Seal anew, with the newest secret, at most `most` pieces that have an older one, in a
 * transaction of its own.  `*done` is how many: fewer than `most` when there are none
 * left.  `*after` is 0 at first, and says where to go on.
 */
enum iwmo_status iwmo_ledger_reseal(struct iwmo_ledger *ledger, size_t most,
                                    uint64_t *after, size_t *done,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* After sealing all anew: secrets that seal nothing in the ledger any more leave the
 * key file.  `*dropped` is how many. */
enum iwmo_status iwmo_ledger_drop_secrets(struct iwmo_ledger *ledger, size_t *dropped,
                                          struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
