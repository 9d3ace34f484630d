#include "retour/survey.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "names.h"
#include "retour/classes.h"
#include "retour/docket.h"
#include "retour/trail.h"
#include "schema/facet.h"

#define MAX_RECORD_BYTES ((size_t)64 << 20) /* values of the records that are open */

struct value {
    const struct value *next;
    const char *name;
    struct iwmo_text text;
};

/* A group that is open.  `class` NULL: its answer has no RetourCodes. */
struct level {
    const struct iwmo_type *answer; /* its type in the answer; NULL: it is not there */
    bool is_class;
    const struct value *values; /* of a class, those in its composites too */
    struct iwmo_arena_mark mark;
};

struct iwmo_survey {
    struct iwmo_survey_task task;
    struct iwmo_trail trail;
    struct level levels[IWMO_TRAIL_DEPTH];
    unsigned depth;
    struct iwmo_arena *values;
    struct iwmo_docket *docket;
    size_t *matches; /* per decision */

    /* amounts: of the group at hand, of the line, of the Client */
    int64_t cents;
    bool is_credit;
    struct iwmo_money line, client, client_rejected, rejected;
    bool is_broken;
};

struct iwmo_survey *
iwmo_survey_new(struct iwmo_survey_task task)
{
    struct iwmo_survey *survey = calloc(1, sizeof(*survey));
    if (survey == NULL)
        return NULL;
    survey->task = task;
    survey->values = iwmo_arena_new(MAX_RECORD_BYTES);
    survey->matches = calloc(task.decisions->count + 1, sizeof(*survey->matches));
    survey->docket = iwmo_docket_new(task.decisions);
    if (survey->values == NULL || survey->matches == NULL || survey->docket == NULL) {
        iwmo_survey_free(survey);
        return NULL;
    }
    return survey;
}

void
iwmo_survey_free(struct iwmo_survey *survey)
{
    if (survey == NULL)
        return;
    iwmo_trail_release(&survey->trail);
    iwmo_arena_free(survey->values);
    iwmo_docket_free(survey->docket);
    free(survey->matches);
    free(survey);
}

/* ---- decisions ---- */

static bool
has_value(const struct level *level, const struct iwmo_decision_key *key)
{
    for (const struct value *value = level->values; value; value = value->next)
        if (strcmp(value->name, key->name) == 0 &&
            iwmo_text_equals(iwmo_text_trim(value->text), key->value))
            return true;
    return false;
}

static bool
is_about(const struct iwmo_decision *decision, const struct level *level,
         struct iwmo_text place)
{
    if (decision->path == NULL && decision->key_count == 0)
        return iwmo_text_equals(place, IWMO_HEADER_PLACE);
    if (decision->path != NULL && !iwmo_decision_is_at(decision->path, place))
        return false;
    for (size_t i = 0; i < decision->key_count; i++)
        if (!has_value(level, &decision->keys[i]))
            return false;
    return true;
}

static enum iwmo_status
decide(struct iwmo_survey *survey, const struct level *level)
{
    struct iwmo_text place = iwmo_trail_place(&survey->trail);
    size_t count;

    iwmo_docket_begin(survey->docket, place);
    for (const struct value *value = level->values; value; value = value->next)
        iwmo_docket_value(survey->docket, value->name, iwmo_text_trim(value->text));
    const uint32_t *found = iwmo_docket_found(survey->docket, &count);
    for (size_t i = 0; i < count; i++) {
        const struct iwmo_decision *decision = &survey->task.decisions->rows[found[i]];
        if (!is_about(decision, level, place))
            continue;
        survey->matches[found[i]]++;
        enum iwmo_status status =
            iwmo_rejections_add(survey->task.rejections, place, decision->code);
        if (status != IWMO_OK)
            return status;
    }
    return IWMO_OK;
}

/* ---- amounts ---- */

static void
add(struct iwmo_survey *survey, struct iwmo_money *sum, struct iwmo_money amount)
{
    if (!iwmo_money_add(*sum, amount, sum))
        survey->is_broken = true;
}

static bool
is_rejected(struct iwmo_survey *survey)
{
    return iwmo_rejections_at(survey->task.rejections,
                              iwmo_trail_place(&survey->trail)) != NULL;
}

static void
close_amounts(struct iwmo_survey *survey, uint16_t id)
{
    switch (id) {
    case EL_IngediendBedrag:
    case EL_DeclaratieFactuurBedrag:
        survey->line.cents = survey->is_credit ? -survey->cents : survey->cents;
        break;
    case EL_Prestatie:
        add(survey, &survey->client, survey->line);
        if (is_rejected(survey))
            add(survey, &survey->client_rejected, survey->line);
        survey->line.cents = 0;
        break;
    case EL_Client:
        add(survey, &survey->rejected,
            is_rejected(survey) ? survey->client : survey->client_rejected);
        survey->client.cents = survey->client_rejected.cents = 0;
        break;
    default:
        break;
    }
}

/* ---- the walk ---- */

static enum iwmo_status
on_begin(void *self, const struct iwmo_message_kind *message)
{
    struct iwmo_survey *survey = self;

    survey->depth = 1;
    survey->levels[0] = (struct level){.answer = survey->task.answer->root->type};
    return iwmo_trail_begin(&survey->trail, message);
}

static enum iwmo_status
on_open(void *self, const struct iwmo_element *group)
{
    struct iwmo_survey *survey = self;
    enum iwmo_status status = iwmo_trail_open(&survey->trail, group);
    if (status != IWMO_OK)
        return status;
    const struct iwmo_element *row =
        iwmo_class_row(survey->levels[survey->depth - 1].answer, group);
    survey->levels[survey->depth++] = (struct level){
        .answer = row ? row->type : NULL,
        .is_class = row != NULL && iwmo_class_has_codes(row->type),
        .mark = iwmo_arena_mark(survey->values),
    };
    return IWMO_OK;
}

/* The class that is open and holds the element at hand. */
static struct level *
open_class(struct iwmo_survey *survey)
{
    for (unsigned i = survey->depth; i-- > 0;)
        if (survey->levels[i].is_class)
            return &survey->levels[i];
    return NULL;
}

static enum iwmo_status
on_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct iwmo_survey *survey = self;
    struct level *class = open_class(survey);

    if (element->id == EL_Bedrag) {
        struct iwmo_value value = {0};
        iwmo_type_check(element->type, text, &value);
        survey->cents = value.integer;
    } else if (element->id == EL_DebetCredit) {
        survey->is_credit = iwmo_text_equals(text, "C");
    }
    if (class == NULL || survey->task.decisions->count == 0)
        return IWMO_OK;
    struct value *value = iwmo_arena_alloc(survey->values, sizeof(*value));
    char *copy = iwmo_arena_copy(survey->values, text.at, text.size);
    if (value == NULL || copy == NULL)
        return IWMO_LIMIT;
    *value = (struct value){class->values, element->name, {copy, text.size}};
    class->values = value;
    return IWMO_OK;
}

static enum iwmo_status
on_close(void *self)
{
    struct iwmo_survey *survey = self;
    struct level *level = &survey->levels[survey->depth - 1];
    uint16_t id = survey->trail.steps[survey->trail.depth - 1].group->id;
    enum iwmo_status status = IWMO_OK;

    if (level->is_class)
        status = decide(survey, level);
    close_amounts(survey, id);
    iwmo_trail_close(&survey->trail);
    survey->depth--;
    if (open_class(survey) == NULL || level->is_class)
        iwmo_arena_rewind(survey->values, level->mark);
    return status;
}

static enum iwmo_status
on_end(void *self)
{
    (void)self;
    return IWMO_OK;
}

struct iwmo_visitor
iwmo_survey_visitor(struct iwmo_survey *survey)
{
    return (struct iwmo_visitor){on_begin, on_open, on_value, on_close, on_end, survey};
}

size_t
iwmo_survey_matches(const struct iwmo_survey *survey, size_t index)
{
    return survey->matches[index];
}

bool
iwmo_survey_rejected(const struct iwmo_survey *survey, struct iwmo_money *sum)
{
    *sum = survey->rejected;
    return !survey->is_broken;
}
