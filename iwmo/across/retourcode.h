#ifndef IWMO_ACROSS_RETOURCODE_H
#define IWMO_ACROSS_RETOURCODE_H

/*
 * Retourcode: what the code means with which a message is answered, and who does what
 * now; across/retourcode.def.
 */
#include <stdbool.h>
#include <stddef.h>

/* Sentences, Dutch and English, by enum iwmo_lang. */
struct iwmo_retourcode {
    const char *code; /* "9019", "S300" */
    const char *meaning[2];
    const char *action[2]; /* who does what now */
};

/* Number `i` in the order of retourcode.def; NULL: no more. */
const struct iwmo_retourcode *iwmo_retourcode_at(size_t i);

/* Upper and lower case are alike.  NULL: no answer in release 3.2 has such a code. */
const struct iwmo_retourcode *iwmo_retourcode_find(const char *code);

/*
 * The next rule that answers with this code, by its own code: "TR019", each once, in
 * the order of the registers.  Start with `*cursor` 0; NULL: no more.
 */
const char *iwmo_retourcode_next_rule(const struct iwmo_retourcode *retourcode,
                                      size_t *cursor);

#endif
