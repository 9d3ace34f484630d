#ifndef IWMO_LEDGER_CHECK_H
#define IWMO_LEDGER_CHECK_H

/*
 * Check: is a ledger whole?
 *
 * The file itself (SQLite's own check), references between tables, the chain of the
 * audit trail, every row against what the trail last said of it, and every seal.  It
 * reads all, in one moment: what others write meanwhile is not seen, and they are not
 * held up.
 */
#include "crypto/digest.h"
#include "ledger/ledger.h"

struct iwmo_ledger_figures {
    uint64_t entries, pieces, audit_rows;
    uint64_t damages;            /* told */
    char head[IWMO_DIGEST_TEXT]; /* hash of the last audit row: noted elsewhere, it
                                    proves later that no row was taken away or made anew
                                  */
};

/* Tells each damage (at most 100 of a kind) with a line, which holds numbers and no
 * values. IWMO_OK: the check was done; see figures->damages. */
enum iwmo_status iwmo_ledger_check(struct iwmo_ledger *ledger,
                                   void (*report)(void *self, const char *line),
                                   void *self, struct iwmo_ledger_figures *figures,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
