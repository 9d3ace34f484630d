#ifndef IWMO_LEDGER_FORGET_H
#define IWMO_LEDGER_FORGET_H

/*
 * Forget: taking away what names a person, when it may no longer be kept.
 *
 * What stays of a message is its entry without client: kind, state, parties, days and
 * fingerprints, so that a duplicate is still recognised.  Rows in the audit trail say
 * what was taken away, so that a check still knows what should be there.  All within a
 * transaction; what is deleted is overwritten in the file.
 */
#include "crypto/digest.h"
#include "ledger/ledger.h"

/* Added to, never set. */
struct iwmo_forgotten {
    uint64_t messages, records, notes, pieces, intakes;
};

/* Records, notes, sealed contents and client of a message. */
enum iwmo_status
iwmo_ledger_forget_message(struct iwmo_ledger *ledger, uint64_t message,
                           struct iwmo_forgotten *forgotten, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Of a message about several clients: the records of one of them, and the sealed
 * contents, which cannot be kept without that one. */
enum iwmo_status iwmo_ledger_forget_client(struct iwmo_ledger *ledger, uint64_t message,
                                           const struct iwmo_key *client,
                                           struct iwmo_forgotten *forgotten,
                                           struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* An intake, its links, and the notes of messages that refer to it. */
enum iwmo_status iwmo_ledger_forget_intake(struct iwmo_ledger *ledger, uint64_t intake,
                                           struct iwmo_forgotten *forgotten,
                                           struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * A row in the audit trail about an act as a whole: "purged", "erased".  `detail` is
 * shorter than 256 bytes and holds counts and days.  `client` (may be NULL) is there as
 * the SHA-256 of its pseudonym only, printed into `proof` (NULL: not asked for).
 */
enum iwmo_status iwmo_ledger_note_act(struct iwmo_ledger *ledger, const char *event,
                                      const char *detail, const struct iwmo_key *client,
                                      char proof[IWMO_DIGEST_TEXT],
                                      struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Messages with a record about this client, whether they count or not; ascending. */
enum iwmo_status
iwmo_ledger_messages_about(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                           struct iwmo_arena *arena, uint64_t **messages, size_t *count,
                           struct iwmo_error *err) __attribute__((warn_unused_result));

/* Is anything sealed of it? */
enum iwmo_status iwmo_ledger_is_sealed(struct iwmo_ledger *ledger, uint64_t message,
                                       bool *is_sealed, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* After the commit: what was deleted leaves the write-ahead log too, unless another
 * process is reading. */
void iwmo_ledger_settle(struct iwmo_ledger *ledger);

#endif
