#ifndef IWMO_GENERATE_PEOPLE_H
#define IWMO_GENERATE_PEOPLE_H

/*
 * People: invented Dutch persons, where they live and who looks after them.
 *
 * Nobody in it exists.  BSNs are those reserved for tests (9999.....), and pass the
 * eleven test; mail addresses end in example.nl; telephone numbers start with 099,
 * which is no area.  Gemeentecodes do exist (CBS, 2025 and 2026); AGB codes are
 * invented.
 */
#include "generate/dice.h"

#define IWMO_BSN_TEXT 10

/*
 * A test BSN of block 0 to 4, printed into `out`: two BSNs of different blocks are
 * different.
 */
void iwmo_people_bsn(struct iwmo_dice *dice, unsigned block, char out[IWMO_BSN_TEXT]);

enum iwmo_people_kind {
    IWMO_PEOPLE_ACHTERNAAM,
    IWMO_PEOPLE_VOORNAMEN,
    IWMO_PEOPLE_VOORVOEGSEL,
    IWMO_PEOPLE_VOORLETTERS,
    IWMO_PEOPLE_STRAATNAAM,
    IWMO_PEOPLE_PLAATSNAAM,
    IWMO_PEOPLE_ORGANISATIE,
    IWMO_PEOPLE_VERWIJZER,
    IWMO_PEOPLE_TAAL,
    IWMO_PEOPLE_EMAILADRES,
    IWMO_PEOPLE_COMMENTAAR,
    IWMO_PEOPLE_GEMEENTE,
    IWMO_PEOPLE_TOEVOEGING,
    IWMO_PEOPLE_LANDNUMMER,
    IWMO_PEOPLE_BUITENLAND /* a country code other than NL */
};

/* One of a list; constant. */
const char *iwmo_people_pick(struct iwmo_dice *dice, enum iwmo_people_kind kind);

#endif
