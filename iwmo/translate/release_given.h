#ifndef IWMO_TRANSLATE_RELEASE_GIVEN_H
#define IWMO_TRANSLATE_RELEASE_GIVEN_H

/*
 * Given: a value that a conversion between releases needs and only the user has.
 *
 * Written NAME=VALUE or NAME[KEY]=VALUE.  NAME is an element of the target, or of the
 * source when its value is a code to replace; KEY says for which product, line, person
 * or code, and without it the value holds for all of them.
 */
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

struct iwmo_release_given {
    const char *name; /* "ToewijzingNummer[2]" */
    const char *value;
};

/* One name that can be given, for help; the rows end with a NULL name. */
struct iwmo_release_name {
    const char *name;
    const char *key;  /* what stands between the brackets; NULL: nothing may */
    const char *help; /* one line */
};
extern const struct iwmo_release_name iwmo_release_names[];

/*
 * Take `text` apart; the strings live in `arena`.  IWMO_USAGE: no such name, or not of
 * this form; err names the name, never the value.
 */
enum iwmo_status iwmo_release_given_parse(const char *text, struct iwmo_arena *arena,
                                          struct iwmo_release_given *given,
                                          struct iwmo_error *err);

#endif
