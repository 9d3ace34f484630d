#ifndef IWMO_MODEL_NUMBER_H
#define IWMO_MODEL_NUMBER_H

/*
 * Number: digits in a text that may say who somebody is.
 *
 * A BSN is written in many ways: 999900006, 9999.00.006, 9999 00 006, 99990000 without
 * its leading zero.  So digits are counted over the separators between them (one or two
 * dots, blanks, dashes and their like).  A number that may be a BSN: nine or more
 * digits in a row, or groups of together eight or nine that pass the eleven test.  A
 * day that may be a birth: an existing date of the years 1900 to 2099, the year in
 * front or behind, or behind in two digits.
 */
#include <stdbool.h>

#include "base/text.h"

struct iwmo_number {
    size_t begin, end; /* offsets: its first digit, behind its last */
    bool is_date;
};

/*
 * The first such number in `text` from offset `from`, days too when `wants_dates`; the
 * end of the text when there is none.  `from` is 0, or the end of the one before.
 */
struct iwmo_number iwmo_number_find(struct iwmo_text text, size_t from,
                                    bool wants_dates);

/* Is the text, but for white space around it, one BSN in any spelling? */
bool iwmo_number_is_bsn(struct iwmo_text text);

#endif
