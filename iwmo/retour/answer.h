#ifndef IWMO_RETOUR_ANSWER_H
#define IWMO_RETOUR_ANSWER_H

/*
 * Answer: the retour message (302, 304, 306, 308, 316, 318, 320) or declaration answer
 * (325), written while the message that it answers is walked.
 *
 * Accepted: the header alone.  Rejected in the header: the header with its codes.
 * Otherwise 0200 in the header and every class copied with RetourCodes as its last
 * child: its codes, 0200 when it has none, 0233 below a class that has.  Of a
 * declaration only rejected lines and their Clients are listed.  Source: process 4.2
 * and 11 (IV028, IV087, IV088), retour-messages, Header fields.
 */
#include "base/date.h"
#include "base/money.h"
#include "model/visitor.h"
#include "retour/rejection.h"
#include "xml/writer.h"

struct iwmo_answer;

struct iwmo_answer_options {
    const struct iwmo_message_kind *message; /* that is answered */
    const struct iwmo_message_kind *answer;  /* the row of the retour message */
    const struct iwmo_rejections *rejections;
    struct iwmo_money rejected; /* of a declaration: sum of the rejected lines */
    struct iwmo_date date;      /* of the answer */
    const char *identificatie;  /* of the answer, 1 to 12 characters */
    const char *xslt_versie;    /* NULL: left out */
};

/* The answer to `message`, from the same release; NULL: it has none. */
const struct iwmo_message_kind *iwmo_answer_to(const struct iwmo_schema *schema,
                                               const struct iwmo_message_kind *message);

/* Write through `writer`, borrowed.  `options` is copied, what it points to is
 * borrowed. NULL: out of memory.  Free with iwmo_answer_free(). */
struct iwmo_answer *iwmo_answer_new(const struct iwmo_answer_options *options,
                                    struct iwmo_writer *writer);

/* To walk the answered message with. */
struct iwmo_visitor iwmo_answer_visitor(struct iwmo_answer *answer);

void iwmo_answer_free(struct iwmo_answer *answer); /* NULL is allowed */

#endif
