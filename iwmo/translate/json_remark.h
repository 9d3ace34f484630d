#ifndef IWMO_TRANSLATE_JSON_REMARK_H
#define IWMO_TRANSLATE_JSON_REMARK_H

/*
 * JSON remark: findings about JSON that does not fit the schema.
 *
 * Part of the JSON reader.  A place becomes a step, in the arena of the findings, only
 * when something is wrong there.
 */
#include "model/finding.h"
#include "schema/facet.h"

struct json_t;

/* Where the reading stands.  Lives on the reader's stack. */
struct iwmo_json_place {
    struct iwmo_json_place *up;
    const char *name;
    uint32_t index;         /* 1-based; 0: an array itself */
    uint32_t count;         /* items in that array */
    struct iwmo_step *step; /* NULL until asked for */
};

/* A finding at `place` (NULL: the whole document) to fill in, or NULL as
 * iwmo_findings_add(). */
struct iwmo_finding *iwmo_json_remark(struct iwmo_findings *findings,
                                      const struct iwmo_fault *fault,
                                      struct iwmo_json_place *place);

/* `value` is not of the kind of JSON value that is `expected`. */
void iwmo_json_remark_kind(struct iwmo_findings *findings,
                           struct iwmo_json_place *place, const char *expected,
                           const struct json_t *value);

/* `element` is missing in `group`, whose place is `parent`. */
void iwmo_json_remark_missing(struct iwmo_findings *findings,
                              const struct iwmo_element *group,
                              const struct iwmo_element *element,
                              struct iwmo_json_place *parent);

/* `text` fails `facet` of the type of `element`. */
void iwmo_json_remark_value(struct iwmo_findings *findings,
                            const struct iwmo_element *element, enum iwmo_facet facet,
                            struct iwmo_text text, struct iwmo_json_place *place);

/* The key at `place` is no child of `group`; what `object` lacks is named. */
void iwmo_json_remark_unknown(struct iwmo_findings *findings,
                              const struct iwmo_element *group,
                              const struct json_t *object,
                              struct iwmo_json_place *place);

#endif
