#ifndef IWMO_LEDGER_REPLAY_H
#define IWMO_LEDGER_REPLAY_H

/*
 * Replay: what the audit trail says that should be in the ledger.
 *
 * Rows are handed over in order; afterwards it knows the last digest of each entry, of
 * the contents of each message and of each intake, and which clients are blocked.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "crypto/digest.h"

enum iwmo_replay_what {
    IWMO_REPLAY_ENTRY,
    IWMO_REPLAY_CONTENTS,
    IWMO_REPLAY_INTAKE,
    IWMO_REPLAY_WHATS
};

struct iwmo_replay_digest {
    unsigned char bytes[IWMO_DIGEST_BYTES];
    bool is_known;
};

struct iwmo_replay {
    uint64_t limit; /* no subject has a higher number */
    struct {
        struct iwmo_replay_digest *at; /* by number */
        size_t room;
    } lists[IWMO_REPLAY_WHATS];
    struct iwmo_replay_digest *blocked;
    size_t blocked_count, blocked_room;
};

/* A row; `digest` NULL: it has none.  IWMO_MALFORMED: it cannot be, for its number. */
enum iwmo_status iwmo_replay_row(struct iwmo_replay *replay, const char *event,
                                 uint64_t subject, const unsigned char *digest)
    __attribute__((warn_unused_result));

/* Does the trail know of it, and was it not seen? */
bool iwmo_replay_knows(const struct iwmo_replay *replay, enum iwmo_replay_what what,
                       uint64_t number);

/* Is `digest` what should be there?  It is marked as seen. */
bool iwmo_replay_meets(struct iwmo_replay *replay, enum iwmo_replay_what what,
                       uint64_t number, const unsigned char *digest);

/* The lowest number from `from` on that was not seen; 0: none. */
uint64_t iwmo_replay_unseen(const struct iwmo_replay *replay,
                            enum iwmo_replay_what what, uint64_t from);

/* The same for a client that is blocked. */
bool iwmo_replay_meets_block(struct iwmo_replay *replay, const unsigned char *digest);
bool iwmo_replay_has_blocks(const struct iwmo_replay *replay);

/* Zeroed before use. */
void iwmo_replay_release(struct iwmo_replay *replay);

#endif
