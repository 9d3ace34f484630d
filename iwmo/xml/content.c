#include "xml/content.h"

#include <stdio.h>
#include <string.h>

static const struct iwmo_element *
rows_of(const struct iwmo_frame *frame)
{
    return frame->type->children;
}

static uint32_t
row_count(const struct iwmo_frame *frame)
{
    return frame->type->child_count;
}

void
iwmo_content_spoil(struct iwmo_node *node)
{
    for (; node != NULL && node->fits; node = node->parent)
        node->fits = false;
}

uint32_t
iwmo_content_row(const struct iwmo_content *content, const struct iwmo_frame *frame,
                 const char *name)
{
    const struct iwmo_element *rows = rows_of(frame);
    uint32_t count = row_count(frame);

    for (uint32_t row = frame->cursor; row < count; row++)
        if (content->names[rows[row].id] == name)
            return row;
    for (uint32_t row = 0; row < frame->cursor; row++)
        if (content->names[rows[row].id] == name)
            return row;
    return IWMO_NO_ROW;
}

/* ---- what is missing ---- */

/* Stands for a finding about a row that needs no further finding. */
static const struct iwmo_finding excused;

static bool
lacks(const struct iwmo_frame *frame, uint32_t row)
{
    return frame->rows[row].count < rows_of(frame)[row].min &&
           frame->rows[row].missing == NULL;
}

static void
note_missing(struct iwmo_frame *frame, uint32_t row, struct iwmo_finding *finding)
{
    frame->rows[row].missing = finding ? finding : (struct iwmo_finding *)&excused;
}

/* All rows before `row` that must have come by now are missing. */
static void
report_missing(const struct iwmo_content *content, struct iwmo_frame *frame,
               uint32_t row, const struct iwmo_node *child)
{
    for (uint32_t i = frame->cursor; i < row; i++) {
        if (!lacks(frame, i))
            continue;
        struct iwmo_finding *finding =
            iwmo_findings_add(content->findings, &iwmo_faults[FAULT_MISSING],
                              iwmo_findings_place(content->findings, child));
        if (finding != NULL) {
            finding->name = rows_of(frame)[i].name;
            finding->other = child->decl->name;
            finding->type = rows_of(frame)[i].type;
        }
        note_missing(frame, i, finding);
        iwmo_content_spoil(frame->node);
    }
}

void
iwmo_content_close(const struct iwmo_content *content, struct iwmo_frame *frame)
{
    for (uint32_t i = frame->cursor; i < row_count(frame); i++) {
        if (!lacks(frame, i))
            continue;
        struct iwmo_finding *finding =
            iwmo_findings_add(content->findings, &iwmo_faults[FAULT_MISSING_AT_END],
                              iwmo_findings_place(content->findings, frame->node));
        if (finding != NULL) {
            finding->name = rows_of(frame)[i].name;
            finding->other = frame->node->decl->name;
            finding->type = rows_of(frame)[i].type;
        }
        iwmo_content_spoil(frame->node);
    }
}

/* ---- what came ---- */

/* It came after all: one finding tells of both places. */
static void
report_late(const struct iwmo_content *content, struct iwmo_frame *frame, uint32_t row,
            const struct iwmo_node *child)
{
    struct iwmo_finding *finding = frame->rows[row].missing;

    frame->rows[row].missing = (struct iwmo_finding *)&excused;
    if (finding == &excused)
        return;
    struct iwmo_location *also =
        iwmo_arena_alloc(content->findings->arena, sizeof(*also));
    if (also == NULL) {
        content->findings->failed = true;
        return;
    }
    *also = iwmo_findings_place(content->findings, child);
    finding->fault = &iwmo_faults[FAULT_MISPLACED];
    finding->also = also;
    finding->also_count = finding->also_total = 1;
}

static void
report_order(const struct iwmo_content *content, struct iwmo_frame *frame, uint32_t row,
             const struct iwmo_node *child)
{
    if (frame->rows[row].missing != NULL) {
        report_late(content, frame, row, child);
        return;
    }
    struct iwmo_finding *finding =
        iwmo_findings_add(content->findings, &iwmo_faults[FAULT_MISPLACED],
                          iwmo_findings_place(content->findings, child));
    if (finding != NULL) {
        finding->name = child->decl->name;
        finding->other = rows_of(frame)[frame->cursor].name;
    }
}

static void
report_surplus(const struct iwmo_content *content, const struct iwmo_node *child)
{
    struct iwmo_finding *finding =
        iwmo_findings_add(content->findings, &iwmo_faults[FAULT_TOO_MANY],
                          iwmo_findings_place(content->findings, child));
    if (finding == NULL)
        return;
    char max[16];
    snprintf(max, sizeof(max), "%u", child->decl->max);
    finding->name = child->decl->name;
    finding->expected = iwmo_findings_words(content->findings, iwmo_text(max));
}

static void
report_space(const struct iwmo_content *content, const struct iwmo_node *child,
             const char *space)
{
    struct iwmo_finding *finding =
        iwmo_findings_add(content->findings, &iwmo_faults[FAULT_WRONG_SPACE],
                          iwmo_findings_place(content->findings, child));
    if (finding == NULL)
        return;
    finding->name = child->decl->name;
    finding->other =
        space ? iwmo_findings_words(content->findings, iwmo_text(space)) : "-";
    finding->expected = content->spaces[child->decl->space];
}

bool
iwmo_content_accept(const struct iwmo_content *content, struct iwmo_frame *frame,
                    uint32_t row, struct iwmo_node *child, const char *space)
{
    bool is_alien = space != content->spaces[child->decl->space];

    frame->rows[row].count++;
    if (is_alien && !frame->is_alien) {
        report_space(content, child, space);
        iwmo_content_spoil(child);
    }
    if (row >= frame->cursor) {
        report_missing(content, frame, row, child);
        frame->cursor = row;
    }
    if (frame->rows[row].count > child->decl->max) {
        if (frame->rows[row].count == child->decl->max + 1)
            report_surplus(content, child);
        iwmo_content_spoil(child);
    } else if (row < frame->cursor) {
        report_order(content, frame, row, child);
        iwmo_content_spoil(child);
    }
    return is_alien;
}

/* Names of the rows that may come next, up to the first that must. */
static const char *
expected_names(const struct iwmo_content *content, const struct iwmo_frame *frame)
{
    struct iwmo_buffer names;

    iwmo_buffer_init(&names, IWMO_FOUND_BYTES);
    for (uint32_t i = frame->cursor; i < row_count(frame); i++) {
        if (frame->rows[i].count >= rows_of(frame)[i].max)
            continue;
        iwmo_buffer_printf(&names, "%s%s", names.size ? ", " : "",
                           rows_of(frame)[i].name);
        if (lacks(frame, i))
            break;
    }
    if (names.size == 0)
        iwmo_buffer_printf(&names, "</%s>", frame->node->decl->name);
    if (names.failed == IWMO_NO_MEMORY)
        content->findings->failed = true;
    const char *words = iwmo_findings_words(content->findings,
                                            (struct iwmo_text){names.at, names.size});
    iwmo_buffer_release(&names);
    return words;
}

void
iwmo_content_reject(const struct iwmo_content *content, struct iwmo_frame *frame,
                    const struct iwmo_tag *tag, struct iwmo_location where)
{
    struct iwmo_finding *finding =
        iwmo_findings_add(content->findings, &iwmo_faults[FAULT_UNKNOWN], where);
    if (finding != NULL) {
        finding->name = iwmo_findings_words(content->findings, iwmo_text(tag->name));
        finding->expected = expected_names(content, frame);
    }
    iwmo_content_spoil(frame->node);
    /* likely the next required one under a wrong name: that is not missing as well */
    for (uint32_t i = frame->cursor; i < row_count(frame); i++) {
        if (!lacks(frame, i))
            continue;
        note_missing(frame, i, NULL);
        break;
    }
}
