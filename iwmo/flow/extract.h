#ifndef IWMO_FLOW_EXTRACT_H
#define IWMO_FLOW_EXTRACT_H

/*
 * Extract: what is remembered of a message, made while it is judged.
 *
 * A sink of the judge: gathers the entry (who, to whom, which Identificatie,
 * fingerprint of the content) and the records of one message.  Everything that could
 * name a person is turned into a pseudonym at once.  Memory grows with
 * the number of records.
 * Source: duplicates 2 and 4 (F2, F3, F4); process 3; 2.3 process 2.
 */
#include "crypto/pseudonym.h"
#include "model/history.h"
#include "model/sink.h"
#include "standard/bericht.h"

struct iwmo_extract;

/* `pseudonyms` is borrowed.  NULL: out of memory.  Free with iwmo_extract_free(). */
struct iwmo_extract *iwmo_extract_new(struct iwmo_pseudonyms *pseudonyms);

/* For the judge; each message it begins empties the extract. */
struct iwmo_sink iwmo_extract_sink(struct iwmo_extract *extract);

/* Forget the last message: the judge begins none for a file that is no XML. */
void iwmo_extract_forget(struct iwmo_extract *extract);

struct iwmo_extracted {
    const struct iwmo_bericht *bericht; /* NULL: the message was not recognised */
    struct iwmo_entry entry; /* id, side, direction, state, day, file, reference, answer
                                and verdict are the caller's to fill */
    struct iwmo_records records; /* document order; a DECLARATIE or TOEKENNING first */
    struct iwmo_location header; /* of the message, for findings */
    struct iwmo_location identificatie, dagtekening, afzender, ontvanger; /* in it */
    /* of a retour message */
    bool is_rejecting;       /* a code other than 0200, 0233 and 8001 occurs */
    bool rejects_all;        /* it stands in the Header or at DeclaratieAntwoord, or the
                                message is no 325 */
    bool has_unchecked_only; /* 0233 without a code that rejects: malformed, warn */
};

/* What was gathered; IWMO_OK unless a pseudonym could not be made.  Valid until the
 * next message. */
enum iwmo_status iwmo_extract_finish(struct iwmo_extract *extract,
                                     struct iwmo_extracted *extracted,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_extract_free(struct iwmo_extract *extract); /* NULL is allowed */

#endif
