#ifndef IWMO_LEDGER_CHECK_H
#define IWMO_LEDGER_CHECK_H

/*
 * Check: is a ledger whole?
 *
 * The file itself (SQLite's own check), references between tables, what is kept added
 * up against its lines, the chain of the audit trail, every row against what the trail
 * last said of it, and every seal.  It reads all, in one moment: what others write
 * meanwhile is not seen, and they are not held up.
 */
#include "crypto/digest.h"
#include "ledger/ledger.h"
#include "model/wording.h"

enum iwmo_damage_kind {
    IWMO_DAMAGE_FILE,       /* detail: what SQLite says of it */
    IWMO_DAMAGE_UNREADABLE, /* a table of the file, from some row on */
    IWMO_DAMAGE_REFERENCE,  /* detail: the table; number: its row */
    IWMO_DAMAGE_PLACE,      /* record `number` is not with those of its message */
    IWMO_DAMAGE_SUM, /* declared on ToewijzingNummer `number`: not that of its lines */
    IWMO_DAMAGE_CHAIN,    /* the chain is broken at audit row `number` */
    IWMO_DAMAGE_SUBJECT,  /* audit row `number` is about what cannot be */
    IWMO_DAMAGE_MESSAGE,  /* not as registered */
    IWMO_DAMAGE_CONTENTS, /* of message `number` */
    IWMO_DAMAGE_INTAKE,
    IWMO_DAMAGE_SEAL, /* of message `number`: does not open */
    IWMO_DAMAGE_MESSAGE_GONE,
    IWMO_DAMAGE_CONTENTS_GONE,
    IWMO_DAMAGE_INTAKE_GONE,
    IWMO_DAMAGE_BLOCK,      /* one that the trail does not know */
    IWMO_DAMAGE_BLOCK_GONE, /* one that the trail knows */
    IWMO_DAMAGE_HEAD,       /* the head that was noted is not in the trail */
    IWMO_DAMAGE_END, /* audit row `number` stands in path.head, not in the trail */
    IWMO_DAMAGES
};

struct iwmo_damage {
    enum iwmo_damage_kind kind;
    uint64_t number;    /* 0: of none */
    const char *detail; /* NULL: none; holds no value */
};

/* Append it in words: "audit row 3: the chain is broken here". */
void iwmo_damage_print(const struct iwmo_damage *damage, enum iwmo_lang lang,
                       struct iwmo_buffer *out);

struct iwmo_ledger_checking {
    /* Told at most 100 of a kind. */
    void (*report)(void *self, const struct iwmo_damage *damage);
    void *self;
    const char *noted; /* a head noted earlier, in lower case; NULL: none */
};

struct iwmo_ledger_figures {
    uint64_t entries, records, pieces, audit_rows;
    uint64_t damages; /* told or not */
    uint64_t broken;  /* audit row at which the chain first breaks; 0: none */
    uint64_t noted;   /* audit row of the noted head; 0: not there */
    uint64_t outside; /* audit row in path.head; 0: there is none */
    char head[IWMO_DIGEST_TEXT]; /* hash of the last audit row: noted elsewhere, it
                                    proves later that no row was taken away or made anew
                                  */
};

/* IWMO_OK: the check was done; see figures->damages. */
enum iwmo_status iwmo_ledger_check(struct iwmo_ledger *ledger,
                                   const struct iwmo_ledger_checking *checking,
                                   struct iwmo_ledger_figures *figures,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
