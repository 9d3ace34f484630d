#include "retour/answer.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "retour/classes.h"
#include "retour/header.h"
#include "retour/trail.h"
#include "schema/facet.h"
#include "schema/lookup.h"

#define MAX_HEADER_BYTES ((size_t)64 << 20)

static const struct iwmo_code_list granted = {"8001", NULL};
static const struct iwmo_code_list no_remark = {"0200", NULL};
static const struct iwmo_code_list not_judged = {"0233", NULL};

/* A group that is open, with the row that it has in the answer. */
struct level {
    const struct iwmo_element *heen;
    const struct iwmo_element *row; /* NULL: passed over, with all in it */
    uint16_t written;               /* rows of the answer that were dealt with */
    bool is_below_rejected;
};

struct iwmo_answer {
    struct iwmo_answer_options options;
    struct iwmo_writer *writer;
    struct iwmo_arena *arena; /* the header */
    struct iwmo_header *header;
    struct iwmo_trail trail;
    struct level levels[IWMO_TRAIL_DEPTH];
    unsigned depth;
    bool is_bare;            /* the header says it all */
    bool is_declaration;     /* only what is rejected is listed */
    struct iwmo_money total; /* TotaalIngediendBedrag, while it is read */
};

const struct iwmo_message_kind *
iwmo_answer_to(const struct iwmo_schema *schema,
               const struct iwmo_message_kind *message)
{
    const struct iwmo_bericht *bericht = iwmo_bericht(message->bericht);
    const struct iwmo_bericht *answer =
        bericht != NULL ? iwmo_bericht_answer(bericht) : NULL;

    for (size_t i = 0; answer != NULL && i < schema->message_count; i++)
        if (schema->messages[i].bericht == answer->id &&
            strcmp(schema->messages[i].release_name, message->release_name) == 0)
            return &schema->messages[i];
    return NULL;
}

struct iwmo_answer *
iwmo_answer_new(const struct iwmo_answer_options *options, struct iwmo_writer *writer)
{
    struct iwmo_answer *answer = calloc(1, sizeof(*answer));
    if (answer == NULL)
        return NULL;
    answer->options = *options;
    answer->writer = writer;
    answer->arena = iwmo_arena_new(MAX_HEADER_BYTES);
    answer->header = answer->arena ? iwmo_header_new(answer->arena) : NULL;
    if (answer->header == NULL) {
        iwmo_answer_free(answer);
        return NULL;
    }
    return answer;
}

void
iwmo_answer_free(struct iwmo_answer *answer)
{
    if (answer == NULL)
        return;
    iwmo_trail_release(&answer->trail);
    iwmo_arena_free(answer->arena);
    free(answer);
}

/* ---- codes ---- */

static const struct iwmo_code_list *
codes_here(const struct iwmo_answer *answer)
{
    return iwmo_rejections_at(answer->options.rejections,
                              iwmo_trail_place(&answer->trail));
}

static bool
is_touched(const struct iwmo_answer *answer)
{
    return iwmo_rejections_touch(answer->options.rejections,
                                 iwmo_trail_place(&answer->trail));
}

static const struct iwmo_code_list *
header_codes(const struct iwmo_answer *answer)
{
    const struct iwmo_code_list *codes =
        iwmo_rejections_at(answer->options.rejections, iwmo_text(IWMO_HEADER_PLACE));

    if (codes != NULL)
        return codes;
    if (iwmo_rejections_count(answer->options.rejections) > 0)
        return &no_remark;
    if (answer->options.answer->bericht == WMO304)
        return &granted;
    return answer->is_declaration ? &no_remark : NULL;
}

static const struct iwmo_code_list *
class_codes(const struct iwmo_answer *answer, const struct level *level)
{
    const struct iwmo_code_list *codes = codes_here(answer);

    if (level->is_below_rejected)
        return &not_judged;
    if (codes != NULL)
        return codes;
    bool is_accepted = iwmo_rejections_count(answer->options.rejections) == 0;
    return is_accepted && level->row->id == EL_DeclaratieAntwoord ? &granted
                                                                  : &no_remark;
}

/* ---- rows that only the answer has ---- */

/* What the answer grants of a declaration: nothing when it is rejected as a whole. */
static struct iwmo_money
granted_total(const struct iwmo_answer *answer)
{
    struct iwmo_money sum = {0};

    if (codes_here(answer) == NULL)
        sum.cents = answer->total.cents - answer->options.rejected.cents;
    return sum;
}

/* A rejected line is granted nothing (303). */
static enum iwmo_status
write_nothing_granted(struct iwmo_writer *writer, const struct iwmo_element *row)
{
    struct iwmo_money nothing = {0};
    enum iwmo_status status = iwmo_writer_open(writer, row);

    for (uint16_t i = 0; i < row->type->child_count && status == IWMO_OK; i++)
        status = iwmo_header_amount(writer, &row->type->children[i], nothing);
    return status == IWMO_OK ? iwmo_writer_close(writer) : status;
}

/* Deal with the rows of the answer up to, not including, row `end`. */
static enum iwmo_status
write_up_to(struct iwmo_answer *answer, struct level *level, uint16_t end)
{
    enum iwmo_status status = IWMO_OK;

    for (; level->written < end && status == IWMO_OK; level->written++) {
        const struct iwmo_element *row = &level->row->type->children[level->written];
        if (row->id == EL_TotaalToegekendBedrag)
            status = iwmo_header_amount(answer->writer, row, granted_total(answer));
        else if (row->id == EL_ToegekendeBedragPrestatie)
            status = write_nothing_granted(answer->writer, row);
        else if (row->id == EL_RetourCodes)
            status = iwmo_header_codes(answer->writer, row, class_codes(answer, level));
    }
    return status;
}

/* ---- the walk ---- */

static enum iwmo_status
on_begin(void *self, const struct iwmo_message_kind *message)
{
    struct iwmo_answer *answer = self;

    answer->depth = 1;
    answer->levels[0] =
        (struct level){.heen = message->root, .row = answer->options.answer->root};
    answer->is_declaration =
        iwmo_bericht(answer->options.answer->bericht)->unit == BERICHT_DECLARATIE;
    enum iwmo_status status = iwmo_trail_begin(&answer->trail, message);
    if (status != IWMO_OK)
        return status;
    return iwmo_writer_begin(answer->writer, answer->options.answer);
}

static bool
is_header(const struct iwmo_answer *answer)
{
    return answer->depth > 1 && answer->levels[1].heen->id == EL_Header;
}

/* Is this group, which the answer knows, to be written? */
static bool
is_listed(const struct iwmo_answer *answer, const struct level *parent, uint16_t id)
{
    if (answer->is_bare)
        return false;
    if (!answer->is_declaration)
        return true;
    switch (id) {
    case EL_Clienten: /* not when the declaration is rejected as a whole */
        return is_touched(answer) &&
               iwmo_rejections_at(answer->options.rejections,
                                  iwmo_text("/Bericht/Declaratie[1]")) == NULL;
    case EL_Client:
        return is_touched(answer);
    case EL_Prestatie:
        return is_touched(answer) || parent->is_below_rejected;
    default:
        return true;
    }
}

static enum iwmo_status
on_open(void *self, const struct iwmo_element *group)
{
    struct iwmo_answer *answer = self;
    struct level *parent = &answer->levels[answer->depth - 1];
    bool has_codes = codes_here(answer) != NULL && parent->heen->id != EL_Declaratie;
    enum iwmo_status status = iwmo_trail_open(&answer->trail, group);
    if (status != IWMO_OK)
        return status;
    struct level *level = &answer->levels[answer->depth++];
    *level = (struct level){
        .heen = group, .is_below_rejected = parent->is_below_rejected || has_codes};
    if (is_header(answer))
        return IWMO_OK; /* noted, and written when it ends */
    const struct iwmo_element *row =
        parent->row ? iwmo_class_row(parent->row->type, group) : NULL;
    if (row == NULL || !is_listed(answer, parent, group->id))
        return IWMO_OK;
    level->row = row;
    uint16_t place = (uint16_t)(row - parent->row->type->children);
    status = write_up_to(answer, parent, place);
    if (parent->written == place)
        parent->written++;
    return status == IWMO_OK ? iwmo_writer_open(answer->writer, row) : status;
}

static void
note_total(struct iwmo_answer *answer, const struct iwmo_element *element,
           struct iwmo_text text)
{
    bool fits;

    if (element->id == EL_TotaalBedrag)
        iwmo_integer_parse(iwmo_text_trim(text), &answer->total.cents, &fits);
    else if (iwmo_text_equals(text, "C"))
        answer->total.cents = -answer->total.cents;
}

static enum iwmo_status
on_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct iwmo_answer *answer = self;
    struct level *level = &answer->levels[answer->depth - 1];

    if (is_header(answer))
        return iwmo_header_note(answer->header, level->heen, element, text);
    if (level->heen->id == EL_TotaalIngediendBedrag)
        note_total(answer, element, text);
    const struct iwmo_element *row =
        level->row ? iwmo_class_row(level->row->type, element) : NULL;
    if (row == NULL)
        return IWMO_OK;
    uint16_t place = (uint16_t)(row - level->row->type->children);
    enum iwmo_status status = write_up_to(answer, level, place);
    if (level->written == place)
        level->written++;
    return status == IWMO_OK ? iwmo_writer_value(answer->writer, row, text) : status;
}

static enum iwmo_status
close_header(struct iwmo_answer *answer)
{
    const struct iwmo_rejections *rejections = answer->options.rejections;
    bool is_refused =
        iwmo_rejections_at(rejections, iwmo_text(IWMO_HEADER_PLACE)) != NULL;
    bool is_accepted = iwmo_rejections_count(rejections) == 0;
    bool has_answer_class = answer->options.answer->bericht == WMO325;

    answer->is_bare = is_refused || (is_accepted && !has_answer_class);
    return iwmo_header_write(answer->header, &answer->options, header_codes(answer),
                             answer->writer);
}

static enum iwmo_status
on_close(void *self)
{
    struct iwmo_answer *answer = self;
    struct level *level = &answer->levels[answer->depth - 1];
    enum iwmo_status status = IWMO_OK;

    if (answer->depth == 2 && is_header(answer))
        status = close_header(answer);
    if (level->row != NULL) {
        status = write_up_to(answer, level, level->row->type->child_count);
        if (status == IWMO_OK)
            status = iwmo_writer_close(answer->writer);
    }
    iwmo_trail_close(&answer->trail);
    answer->depth--;
    return status;
}

static enum iwmo_status
on_end(void *self)
{
    struct iwmo_answer *answer = self;

    return iwmo_writer_end(answer->writer);
}

struct iwmo_visitor
iwmo_answer_visitor(struct iwmo_answer *answer)
{
    return (struct iwmo_visitor){on_begin, on_open, on_value, on_close, on_end, answer};
}
