#ifndef IWMO_CLI_KIT_H
#define IWMO_CLI_KIT_H

/*
 * Kit: reports of `iwmo test` on messages and what was expected of them.
 *
 * One row per format; a report is a text in memory, for JUnit begins with the totals.
 */
#include <stddef.h>

#include "base/text.h"
#include "model/wording.h"

enum iwmo_kit_outcome { IWMO_KIT_MET, IWMO_KIT_DIFFERS, IWMO_KIT_WITHOUT };

struct iwmo_kit_totals {
    size_t count[3];     /* by outcome; WITHOUT: no expectation beside the message */
    enum iwmo_lang lang; /* of text; TAP and JUnit are for programs */
};

struct iwmo_kit_format {
    const char *name;
    /* One message; `difference` has lines, "" when there is none.  `totals` are those
     * up to and with this one. */
    void (*print)(struct iwmo_buffer *out, const char *path,
                  enum iwmo_kit_outcome outcome, const char *difference,
                  const struct iwmo_kit_totals *totals);
    /* What goes before and after; may be NULL. */
    void (*head)(struct iwmo_buffer *out, const struct iwmo_kit_totals *totals);
    void (*tail)(struct iwmo_buffer *out, const struct iwmo_kit_totals *totals);
};

/* Ended by a row without a name. */
extern const struct iwmo_kit_format iwmo_kit_formats[];

#endif
