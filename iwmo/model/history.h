#ifndef IWMO_MODEL_HISTORY_H
#define IWMO_MODEL_HISTORY_H

/*
 * History: questions about earlier messages.
 *
 * Implemented by the ledger (and, in tests, by an array); asked by across/across and by
 * flow.  Records of messages that were refused as a whole are never given: they count
 * as not sent (OP286).  A message that was sent and has no answer yet counts.  Answers
 * are put in the arena that the asker brings, ordered by (message, ordinal). IWMO_LIMIT
 * never happens: an index serves each question.  What grows with the years (lines of a
 * number, allocations of a client) is asked by day, in parts or added up, so that what
 * a record costs does not depend on how long the history is.
 */
#include "base/arena.h"
#include "base/error.h"
#include "model/record.h"
#include "model/retourcodes.h"

/* ---- records ---- */

enum iwmo_asked_by {
    IWMO_BY_CLIENT,     /* client, and gemeente and aanbieder when filled */
    IWMO_BY_END,        /* the same: TOEWIJZINGs that end on `day` or later, the last
                           first; `most` of them after the first `skip` */
    IWMO_BY_TOEWIJZING, /* gemeente, nummer, and aanbieder and client when filled */
    IWMO_BY_REFERENTIE, /* aanbieder, referentie */
    IWMO_BY_VORIG,      /* aanbieder, referentie: of which it is the `vorig` */
    IWMO_BY_PARTIES,    /* gemeente, aanbieder: only the last message with such a record
                           (by `begin`, then message): for DECLARATIE */
    IWMO_BY_MESSAGE     /* message */
};

struct iwmo_question {
    enum iwmo_side side;
    enum iwmo_asked_by by;
    uint32_t kinds; /* IWMO_KIND_BIT(...) | ... */
    struct iwmo_key client, referentie;
    char gemeente[5], aanbieder[9]; /* "": any, where that is allowed */
    int64_t nummer;
    uint64_t message;
    bool has_day; /* BY_TOEWIJZING: only PRESTATIEs that begin on `day` */
    struct iwmo_date day;
    size_t most, skip; /* BY_CLIENT, too: at most so many; 0: all */
    uint64_t without;  /* declared: this message is left out */
};

/* What was declared on an allocation, debits less credits, in one unit.  Lines that
 * were rejected do not count. */
struct iwmo_declared {
    char eenheid[3];
    int64_t volume, cents;
};

struct iwmo_declared_list {
    struct iwmo_declared *rows;
    size_t count;
};

#define IWMO_KIND_BIT(kind) ((uint32_t)1 << (kind))

/* ---- messages ---- */

enum iwmo_direction { IWMO_IN, IWMO_OUT };

/* Where a message stands (process 15). */
enum iwmo_entry_state {
    IWMO_ENTRY_RECEIVED,   /* in: kept, and nothing decided: it could not be answered */
    IWMO_ENTRY_PROCESSED,  /* in: accepted and in the books */
    IWMO_ENTRY_PARTIAL,    /* in: a 323 of which some lines were refused */
    IWMO_ENTRY_REFUSED,    /* in, out: refused as a whole: counts as not sent */
    IWMO_ENTRY_REFUSED_L1, /* in: not well-formed, or breaks the schema: no answer */
    IWMO_ENTRY_DUPLICATE,  /* in: seen before; no effect on the books */
    IWMO_ENTRY_SENT,       /* out: waits for its answer (or needs none) */
    IWMO_ENTRY_ACCEPTED,   /* out: the other party accepted it */
    IWMO_ENTRY_FAILED,     /* out: the transport lost it; counts as not sent */
    IWMO_ENTRY_STATES
};

/* One message on the books. */
struct iwmo_entry {
    uint64_t id; /* counts up from 1 in order of registration; 0: not there (yet) */
    enum iwmo_side side;
    enum iwmo_direction direction;
    enum iwmo_entry_state state;
    char message[16]; /* "WMO301" */
    char release[8];  /* "3.2" */
    char afzender[9],
        ontvanger[9]; /* who really sends and gets it: swapped for retours */
    char gemeente[5], aanbieder[9];
    struct iwmo_key
        identificatie;     /* of Identificatie (of a retour: IdentificatieRetour) */
    struct iwmo_key about; /* retour: the Identificatie it answers; 325: of the 323 */
    struct iwmo_date about_dagtekening; /* 325 at hand: of the 323; not kept */
    char about_xsd_versie[24];          /* 325 at hand: XsdVersieDeclaratie; not kept */
    struct iwmo_key client;             /* the one client; absent in 319, 323, 325 */
    struct iwmo_key reference;          /* of the transport; absent when not told */
    struct iwmo_key file;               /* F1: of the bytes */
    struct iwmo_key content;            /* F3: of all below the Header */
    struct iwmo_date dagtekening;
    struct iwmo_date day; /* received or sent */
    uint64_t answer;      /* id of the retour on it; of a retour: of what it answers */
    char xsd_versie[24];  /* "1.0.0/1.0.0": Basisschema- and BerichtXsdVersie */
    char codes[IWMO_RETOURCODES_TEXT]; /* it was refused with, or brought */
    char verdict; /* what it was taken for: N(ew), D(uplicate), R(esend),
                     C(orrection), X (conflict); NUL: not decided */
};

enum iwmo_entry_asked_by {
    IWMO_ENTRY_BY_ID,
    IWMO_ENTRY_BY_IDENTIFICATIE, /* side, message, afzender, identificatie (F2) */
    IWMO_ENTRY_BY_CONTENT,       /* side, message, afzender, ontvanger, content (F3) */
    IWMO_ENTRY_BY_FILE,          /* side, file (F1) */
    IWMO_ENTRY_BY_CLIENT,        /* side, client */
    IWMO_ENTRY_BY_ABOUT          /* side, message, afzender, about: answers */
};

struct iwmo_entry_question {
    enum iwmo_entry_asked_by by;
    struct iwmo_entry like; /* the members named above are filled */
};

struct iwmo_entries {
    struct iwmo_entry *rows; /* by id; refused and duplicate ones too */
    size_t count;
};

struct iwmo_history {
    enum iwmo_status (*records)(void *self, const struct iwmo_question *question,
                                struct iwmo_arena *arena, struct iwmo_records *answer,
                                struct iwmo_error *err);
    enum iwmo_status (*entries)(void *self, const struct iwmo_entry_question *question,
                                struct iwmo_arena *arena, struct iwmo_entries *answer,
                                struct iwmo_error *err);
    /* gemeente, nummer and aanbieder of the question; a row per unit */
    enum iwmo_status (*declared)(void *self, const struct iwmo_question *question,
                                 struct iwmo_arena *arena,
                                 struct iwmo_declared_list *answer,
                                 struct iwmo_error *err);
    void *self;
};

/* Does a message in this state count as sent? */
bool iwmo_entry_counts(enum iwmo_entry_state state);

const char *iwmo_entry_state_name(enum iwmo_entry_state state); /* "processed" */

/* "verwerkt"; in English the name. */
const char *iwmo_entry_state_words(enum iwmo_entry_state state, bool is_dutch);

#endif
