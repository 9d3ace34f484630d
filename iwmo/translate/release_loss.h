#ifndef IWMO_TRANSLATE_RELEASE_LOSS_H
#define IWMO_TRANSLATE_RELEASE_LOSS_H

/*
 * Loss: what a conversion between releases did to the values of a message.
 *
 * One line for every value that was lost, changed, derived or supplied, and one for
 * every error that stopped the conversion.  A value without a line stands in the target
 * as it stood in the source.  Exactly: take the `before` of all lines away from the
 * values of the source, add the `after` of all lines, and you have the values of the
 * target. Lines live in the arena that the caller brings.  Values are kept as found and
 * are masked when printed (model/privacy.h). Source: mapping-2.3-3.2, sections 2 and 4.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/wording.h"
#include "schema/schema.h"

enum iwmo_loss_kind {
    IWMO_LOSS_LOST,     /* has no place in the target */
    IWMO_LOSS_CHANGED,  /* got another value or another meaning */
    IWMO_LOSS_DERIVED,  /* follows from values of the source */
    IWMO_LOSS_SUPPLIED, /* comes from the user, or is fixed */
    IWMO_LOSS_KINDS
};

struct iwmo_loss_reason {
    const char *id;
    const char *nl, *en;
};

struct iwmo_loss_line {
    struct iwmo_loss_line *next;
    enum iwmo_loss_kind kind;
    bool technical; /* information only: versions, codes of messages */
    const char
        *rule; /* kind of the row in the mapping ("LOST"), or its table ("T-RW") */
    const struct iwmo_loss_reason *reason;
    const char *source;         /* path, or several with spaces between; NULL: none */
    const char *target;         /* path; NULL: none */
    const char *before, *after; /* NULL: none */
    const struct iwmo_element *from, *into; /* the elements at these paths */
};

struct iwmo_loss_error {
    struct iwmo_loss_error *next;
    const char *id; /* "E-DEELS" */
    const struct iwmo_loss_reason *reason;
    const char *path;
    const char *value; /* NULL: none */
    const struct iwmo_element *subject;
};

struct iwmo_loss {
    struct iwmo_arena *arena;                        /* borrowed */
    const struct iwmo_message_kind *source, *target; /* target NULL: there is none */
    struct iwmo_loss_line *first, *last;
    struct iwmo_loss_error *first_error, *last_error;
    size_t counts[IWMO_LOSS_KINDS]; /* without the technical ones */
    size_t technical;
    size_t errors;
};

/* Start an empty report. */
void iwmo_loss_init(struct iwmo_loss *loss, struct iwmo_arena *arena);

/* Add a copy of `line` or `error`; the strings are copied too.  IWMO_LIMIT or
 * IWMO_NO_MEMORY: the arena is full. */
enum iwmo_status iwmo_loss_add(struct iwmo_loss *loss,
                               const struct iwmo_loss_line *line,
                               struct iwmo_error *err);
enum iwmo_status iwmo_loss_add_error(struct iwmo_loss *loss,
                                     const struct iwmo_loss_error *error,
                                     struct iwmo_error *err);

/* NULL when there is none of that name. */
const struct iwmo_loss_reason *iwmo_loss_reason(const char *id);

/* "lost", "changed", ...; the kind of that name, IWMO_LOSS_KINDS when there is none. */
const char *iwmo_loss_kind_name(enum iwmo_loss_kind kind);
enum iwmo_loss_kind iwmo_loss_kind_of(const char *name);

struct iwmo_loss_options {
    enum iwmo_lang lang;
    bool show_values;
};

/* Append the report for people: a line for each value and error, then the counts. */
void iwmo_loss_text(const struct iwmo_loss *loss,
                    const struct iwmo_loss_options *options, struct iwmo_buffer *out);

/* Append the report as one JSON object with a line end. */
void iwmo_loss_json(const struct iwmo_loss *loss,
                    const struct iwmo_loss_options *options, struct iwmo_buffer *out);

#endif
