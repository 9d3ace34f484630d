#ifndef IWMO_GENERATE_FILL_H
#define IWMO_GENERATE_FILL_H

/*
 * Fill: what can be derived when the data for a message leaves it out.
 *
 * Everywhere: a mandatory element that can hold only one value (BerichtCode,
 * BerichtVersie, BerichtSubversie, ValutaCode).  In the Header: Dagtekening and
 * Identificatie of the message itself, and the versions of its schema.  In an answer
 * these are IdentificatieRetour, DagtekeningRetour and XsdVersieRetour; what it copies
 * from the message it answers is never derived.  In 2.3 also FactuurDagtekening and
 * DeclarantFactuurNummer of a 303 and RetourDagtekening of a 304.
 * Source: process 3; retour-messages, Header fields; 2.3 messages 3.
 */
#include "base/date.h"
#include "model/filler.h"

#define IWMO_FILL_IDENTIFICATIE 13 /* 12 characters and a NUL */

struct iwmo_fill {
    const struct iwmo_message_kind *message;
    struct iwmo_date date;
    const char *identificatie; /* of the message; NULL: cannot be derived */
};

/* Borrows `fill`. */
struct iwmo_filler iwmo_fill_filler(struct iwmo_fill *fill);

/*
 * An Identificatie that follows from the content: 12 letters and digits (60 bits) out
 * of the SHA-256 `hex` of the data and the day.  The same data on the same day give the
 * same message again, and not a second one under another name.
 */
void iwmo_fill_identify(const char *hex, struct iwmo_date date,
                        char identificatie[IWMO_FILL_IDENTIFICATIE]);

#endif
