#include "translate/json_remark.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

#include "translate/json_fault.h"

/* NULL: no memory. */
static struct iwmo_step *
step_of(struct iwmo_findings *findings, struct iwmo_json_place *place)
{
    struct iwmo_arena *arena = findings->arena;

    if (place == NULL || place->step != NULL)
        return place != NULL ? place->step : NULL;
    struct iwmo_step *parent = step_of(findings, place->up);
    struct iwmo_step *step = iwmo_arena_alloc(arena, sizeof(*step));
    struct iwmo_siblings *siblings = iwmo_arena_alloc(arena, sizeof(*siblings));
    const char *name = iwmo_findings_words(findings, iwmo_text(place->name));
    if (step == NULL || siblings == NULL || name == NULL ||
        (parent == NULL && place->up != NULL)) {
        findings->failed = true;
        return NULL;
    }
    siblings->count = place->index > 0 ? place->count : 0;
    *step = (struct iwmo_step){parent, name, place->index, siblings};
    return place->step = step;
}

struct iwmo_finding *
iwmo_json_remark(struct iwmo_findings *findings, const struct iwmo_fault *fault,
                 struct iwmo_json_place *place)
{
    struct iwmo_location where = {0};

    if (findings->kept < findings->max)
        where.step = step_of(findings, place);
    return iwmo_findings_add(findings, fault, where);
}

static const char *
kind_of(const json_t *value)
{
    static const char *const kinds[] = {
        [JSON_OBJECT] = "object",
        [JSON_ARRAY] = "array",
        [JSON_STRING] = "string",
        [JSON_INTEGER] = "number",
        [JSON_REAL] = "number with a fraction or an exponent",
        [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",
        [JSON_NULL] = "null",
    };
    return kinds[json_typeof(value)];
}

void
iwmo_json_remark_kind(struct iwmo_findings *findings, struct iwmo_json_place *place,
                      const char *expected, const json_t *value)
{
    struct iwmo_finding *finding =
        iwmo_json_remark(findings, &iwmo_json_faults[IWMO_JSON_FAULT_KIND], place);

    if (finding == NULL)
        return;
    finding->name = place != NULL && place->step != NULL ? place->step->name : "$";
    finding->expected = expected;
    finding->other = kind_of(value);
}

void
iwmo_json_remark_missing(struct iwmo_findings *findings,
                         const struct iwmo_element *group,
                         const struct iwmo_element *element,
                         struct iwmo_json_place *parent)
{
    struct iwmo_json_place place = {.up = parent, .name = element->name};
    struct iwmo_finding *finding =
        iwmo_json_remark(findings, &iwmo_faults[FAULT_MISSING_AT_END], &place);

    if (finding == NULL)
        return;
    finding->name = element->name;
    finding->other = group->name;
    finding->type = element->type;
}

void
iwmo_json_remark_value(struct iwmo_findings *findings,
                       const struct iwmo_element *element, enum iwmo_facet facet,
                       struct iwmo_text text, struct iwmo_json_place *place)
{
    static const int faults[] = {
        [IWMO_FACET_TYPE] = FAULT_VALUE_TYPE,
        [IWMO_FACET_MIN_LENGTH] = FAULT_VALUE_LENGTH,
        [IWMO_FACET_MAX_LENGTH] = FAULT_VALUE_LENGTH,
        [IWMO_FACET_MIN_INCLUSIVE] = FAULT_VALUE_RANGE,
        [IWMO_FACET_MAX_INCLUSIVE] = FAULT_VALUE_RANGE,
        [IWMO_FACET_ENUMERATION] = FAULT_VALUE_CODE,
        [IWMO_FACET_PATTERN] = FAULT_VALUE_PATTERN,
    };
    int fault = iwmo_text_trim(text).size == 0 ? FAULT_VALUE_EMPTY : faults[facet];
    struct iwmo_finding *finding =
        iwmo_json_remark(findings, &iwmo_faults[fault], place);
    char length[24];

    if (finding == NULL)
        return;
    snprintf(length, sizeof(length), "%zu", iwmo_text_length(text));
    finding->name = element->name;
    finding->subject = element;
    finding->type = element->type;
    finding->found = iwmo_findings_words(findings, text);
    finding->other = iwmo_findings_words(findings, iwmo_text(length));
}

/* Names of the rows that `object` does not use, as far as they fit. */
static const char *
unused_names(struct iwmo_findings *findings, const struct iwmo_element *group,
             const json_t *object)
{
    struct iwmo_buffer names;
    const char *words = "-";

    iwmo_buffer_init(&names, IWMO_FOUND_BYTES);
    for (size_t i = 0; i < group->type->child_count; i++) {
        const char *name = group->type->children[i].name;
        if (json_object_get(object, name) == NULL)
            iwmo_buffer_printf(&names, "%s%s", names.size > 0 ? ", " : "", name);
    }
    if (names.size > 0)
        words = iwmo_findings_words(findings, (struct iwmo_text){names.at, names.size});
    iwmo_buffer_release(&names);
    return words;
}

void
iwmo_json_remark_unknown(struct iwmo_findings *findings,
                         const struct iwmo_element *group, const struct json_t *object,
                         struct iwmo_json_place *place)
{
    struct iwmo_finding *finding =
        iwmo_json_remark(findings, &iwmo_faults[FAULT_UNKNOWN], place);

    if (finding == NULL)
        return;
    finding->name = iwmo_findings_words(findings, iwmo_text(place->name));
    finding->expected = unused_names(findings, group, object);
}
