#ifndef IWMO_STANDARD_BERICHT_H
#define IWMO_STANDARD_BERICHT_H

/*
 * Bericht: what a kind of message is, in all releases that have it: who sends it, what
 * answers it and when, what it is about.  One row per kind, in berichten.def.
 *
 * A kind is named by standard and number: a JW301 is no WMO301, and has no row here.
 * Source: process 2 and 3; OP090, OP090x4.
 */
#include <stdbool.h>
#include <stdint.h>

#include "standard/release.h"

/* Whose system; on whose books something stands. */
enum iwmo_side { IWMO_SIDE_GEMEENTE, IWMO_SIDE_AANBIEDER };

const char *iwmo_side_name(enum iwmo_side side); /* "gemeente" */

/* BERICHT_none, WMO301, WMO302... */
enum iwmo_bericht_id {
    BERICHT_none, /* of no standard that is known here */
#define BERICHT(name, ...) name,
#include "standard/berichten.def"
#undef BERICHT
    BERICHT_COUNT
};

/* One bit per kind: M301, M302... */
enum iwmo_bericht_bit {
#define BERICHT(name, number, ...) M##number = 1 << name,
#include "standard/berichten.def"
#undef BERICHT
};

enum iwmo_bericht_form {
    BERICHT_HEEN,    /* begins an exchange */
    BERICHT_RETOUR,  /* answers one; its header is a copy, so its parties are the other
                        way round */
    BERICHT_ANTWOORD /* answers one, with a header of its own */
};

enum iwmo_bericht_unit {
    BERICHT_CLIENT,    /* is about one client */
    BERICHT_DECLARATIE /* a declaration, or its answer: about many */
};

struct iwmo_bericht {
    enum iwmo_bericht_id id;
    const char *name;              /* "WMO301" */
    uint16_t number;               /* 301 */
    struct iwmo_releases releases; /* that have it */
    enum iwmo_side sender;
    enum iwmo_bericht_form form;
    enum iwmo_bericht_id other; /* HEEN: what answers it; else: what it answers */
    unsigned answer_days;       /* HEEN: working days in which the answer is due; 0 */
    enum iwmo_bericht_unit unit;
    const char *title[2]; /* Dutch, English */
};

/* NULL: BERICHT_none. */
const struct iwmo_bericht *iwmo_bericht(enum iwmo_bericht_id id);

/* "WMO301", exactly; NULL: none of ours. */
const struct iwmo_bericht *iwmo_bericht_named(const char *name);

/* What answers it, or what it answers; NULL: none. */
const struct iwmo_bericht *iwmo_bericht_answer(const struct iwmo_bericht *bericht);
const struct iwmo_bericht *iwmo_bericht_answered(const struct iwmo_bericht *bericht);

/* The side that gets it. */
enum iwmo_side iwmo_bericht_receiver(const struct iwmo_bericht *bericht);

/* The bit of a kind (enum iwmo_bericht_bit); 0: BERICHT_none. */
static inline uint32_t
iwmo_bericht_bit(enum iwmo_bericht_id id)
{
    return id != BERICHT_none ? UINT32_C(1) << id : 0;
}

#endif
