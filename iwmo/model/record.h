#ifndef IWMO_MODEL_RECORD_H
#define IWMO_MODEL_RECORD_H

/*
 * Record: one thing that a message says, as it is remembered after the message is gone.
 *
 * Made by flow/extract from the nodes of a message, kept by the ledger, asked for
 * through model/history.h, judged by across/across.  What could name a person, and
 * every reference that a sender makes up (ReferentieAanbieder, ReferentieNummer,
 * DeclaratieNummer), is here only as a keyed pseudonym.  One flat struct for all kinds:
 * which members a kind fills stands below; the others are absent.  Source: duplicates 2
 * and 4 (F4).
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "model/finding.h"
#include "standard/bericht.h"

/* A keyed pseudonym (crypto/pseudonym.h); all zero: absent. */
struct iwmo_key {
    unsigned char bytes[16];
};

enum iwmo_record_kind {
    IWMO_RECORD_CLIENT,     /* client; for its place: once per Client of a message;
                               2.3: status (StatusAanlevering) */
    IWMO_RECORD_TOEWIJZING, /* 301 ToegewezenProduct: nummer, product, begin
                               (Ingangsdatum), eind, omvang, budget, moment, reden
                               (RedenWijziging), referentie (ReferentieAanbieder);
                               2.3: vorig (BeschikkingNummer) */
    IWMO_RECORD_START,    /* 305 StartProduct: nummer, product, ingang, begin, status */
    IWMO_RECORD_STOP,     /* 307 StopProduct: as a start, reden, eind */
    IWMO_RECORD_AANVRAAG, /* 315 AangevraagdProduct: referentie, product, begin, eind,
                             omvang, budget */
    IWMO_RECORD_VERZOEK,  /* 317 Verzoek: referentie, reden (RedenVerzoek) */
    IWMO_RECORD_ONGEWIJZIGD, /* 317: nummer, referentie (of the Verzoek) */
    IWMO_RECORD_TE_WIJZIGEN, /* 317: nummer, begin (GewensteIngangsdatum), eind, omvang,
                                budget, referentie (of the Verzoek) */
    IWMO_RECORD_NIEUW,       /* 317: product, begin, eind, omvang, budget, referentie */
    IWMO_RECORD_ANTWOORD,    /* 319: referentie, status (VerzoekAntwoord), reden */
    IWMO_RECORD_DECLARATIE,  /* 323: referentie (DeclaratieNummer), begin, eind
                                (DeclaratiePeriode), bedrag (TotaalIngediendBedrag),
                                ingang (DeclaratieDagtekening); 303: the same, of its
                                Header, and status: D(eclaratie), F(actuur) */
    IWMO_RECORD_PRESTATIE,   /* 323, 303: client, referentie (ReferentieNummer), vorig,
                                nummer,   product, begin, eind (ProductPeriode), volume
                                (GeleverdVolume), eenheid, tarief, bedrag, status (D, C)
                              */
    IWMO_RECORD_TOEKENNING,  /* 325 DeclaratieAntwoord: referentie (DeclaratieNummer),
                                bedrag (TotaalToegekendBedrag), ingediend; 304: the same,
                                and status */
    IWMO_RECORD_TERUG, /* 325 Prestatie that comes back: as a PRESTATIE; 304: ingediend
                          (DeclaratieFactuurBedrag), bedrag (ToegekendBedrag) */
    IWMO_RECORD_KINDS
};

/* What the other party said of a record; that of a message as a whole is in its entry.
 */
enum iwmo_uitkomst { IWMO_UITKOMST_OPEN, IWMO_UITKOMST_GOED, IWMO_UITKOMST_AFGEWEZEN };

#define IWMO_ABSENT       (-1) /* of a number */
#define IWMO_RECORD_CODES 5    /* retourcodes that are kept of a line */

struct iwmo_record {
    uint64_t id;      /* in the ledger; 0: not there (yet) */
    uint64_t message; /* id of its entry (model/history.h); 0: of the message at hand */
    enum iwmo_record_kind kind;
    enum iwmo_uitkomst uitkomst;
    enum iwmo_release release; /* of its message; R_none: 3.2 */
    uint32_t ordinal;          /* 1-based in its message, document order */
    uint32_t parent;        /* ordinal of the CLIENT or VERZOEK it stands in; 0: none */
    struct iwmo_key client; /* Bsn */
    char gemeente[5];       /* CBS code */
    char aanbieder[9];      /* AGB code */
    int64_t nummer;         /* ToewijzingNummer */
    char categorie[3], code[6];
    struct iwmo_date begin, eind; /* absent: IWMO_DATE_OPEN_BEGIN, IWMO_DATE_OPEN_END */
    struct iwmo_date ingang;      /* ToewijzingIngangsdatum; absent: ..._OPEN_BEGIN */
    int64_t volume;               /* GeleverdVolume too */
    char eenheid[3], frequentie[2];
    int64_t budget; /* eurocent */
    int64_t tarief; /* eurocent per unit */
    bool has_bedrag;
    struct iwmo_money bedrag;    /* credit is negative */
    struct iwmo_money ingediend; /* TOEKENNING; TERUG of 2.3 */
    int64_t moment; /* Toewijzingsdatum and -tijd: seconds since 1970-01-01T00:00:00 */
    char reden[3];
    char status; /* '1', '3'; '1', '2'; 'D', 'C'; 'D', 'F'; NUL: absent */
    struct iwmo_key referentie;
    struct iwmo_key vorig; /* what it rests on: of a credit VorigReferentieNummer; in
                              release 2.3, of what is no claim, BeschikkingNummer */

    struct iwmo_location where; /* of the message at hand; not kept in the ledger */
    char retourcodes[IWMO_RECORD_CODES][5]; /* TERUG: what it came back with */
};

/* Open ends compare as expected: earlier, later than every day. */
#define IWMO_DATE_OPEN_BEGIN ((struct iwmo_date){INT32_MIN})
#define IWMO_DATE_OPEN_END   ((struct iwmo_date){INT32_MAX})

/* A list in an arena; the records of a message stand in document order. */
struct iwmo_records {
    struct iwmo_record *rows;
    size_t count;
};

static inline bool
iwmo_key_equal(const struct iwmo_key *a, const struct iwmo_key *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

/* An empty record of this kind: everything absent. */
struct iwmo_record iwmo_record_of(enum iwmo_record_kind kind);

bool iwmo_key_is_absent(const struct iwmo_key *key);

/* Allocated volume is given: Omvang is filled. */
bool iwmo_record_has_omvang(const struct iwmo_record *record);

/* TOEWIJZING that says it never was: Einddatum = Ingangsdatum with RedenWijziging 13
 * (or 01, from before 3.0).  Process 7.8. */
bool iwmo_record_is_removal(const struct iwmo_record *record);

bool iwmo_record_same_product(const struct iwmo_record *a, const struct iwmo_record *b);

/* "Same content" of an allocation: product, dates, omvang, budget; the moment is not
 * compared, and a day (82) is a day (84).  Duplicates 4; 2.3 process 6.2. */
bool iwmo_record_same_content(const struct iwmo_record *a, const struct iwmo_record *b);

/* The key of a start or a stop is equal (duplicates 2; a missing part equals a missing
 * part): client, gemeente, aanbieder, nummer, product, begin; for two stops eind too,
 * and reden when both are of a release that has it in the key (not 2.3). */
bool iwmo_record_same_key(const struct iwmo_record *a, const struct iwmo_record *b);

#endif
