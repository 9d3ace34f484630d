#include "generate/break.h"

#include <string.h>

#include "generate/edit.h"
#include "rules/rule.h"
#include "xml/writer.h"

#define ALL UINT32_MAX

static const struct iwmo_break rows[] = {
#define BREAK(code, messages, since, until, edits, companions, why)                    \
    {code, messages, {since, until}, edits, companions, why},
#include "generate/breaks.def"
#undef BREAK
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* ---- which ---- */

static bool
is_structural(const char *code)
{
    return strncmp(code, "IW-S", 4) == 0 || strncmp(code, "IW-W", 4) == 0;
}

const char *
iwmo_break_code(size_t index)
{
    for (size_t i = 0; i < iwmo_rule_count; i++) {
        const char *code = iwmo_rules[i].fault.code;
        size_t first = 0;
        while (strcmp(iwmo_rules[first].fault.code, code) != 0)
            first++;
        if (first == i && index-- == 0)
            return code;
    }
    for (size_t i = 0; i < ROWS; i++) {
        bool is_new = i == 0 || strcmp(rows[i].code, rows[i - 1].code) != 0;
        if (is_structural(rows[i].code) && is_new && index-- == 0)
            return rows[i].code;
    }
    return NULL;
}

/* Does the register have the rule in this message? */
static bool
is_asked(const char *code, const struct iwmo_message_kind *message)
{
    for (size_t i = 0; i < iwmo_rule_count; i++)
        if (strcmp(iwmo_rules[i].fault.code, code) == 0 &&
            iwmo_releases_have(iwmo_rules[i].releases, message->release) &&
            (iwmo_rules[i].messages & iwmo_bericht_bit(message->bericht)) != 0)
            return true;
    return false;
}

const struct iwmo_break *
iwmo_break_find(const char *code, const struct iwmo_message_kind *message)
{
    const char *standard = strncmp(code, "IW-R-", 5) == 0 ? code + 5 : code;

    if (!is_structural(code) && !is_asked(code, message))
        return NULL;
    for (size_t i = 0; i < ROWS; i++)
        if ((strcmp(rows[i].code, code) == 0 || strcmp(rows[i].code, standard) == 0) &&
            (rows[i].messages & iwmo_bericht_bit(message->bericht)) != 0 &&
            iwmo_releases_have(rows[i].releases, message->release))
            return &rows[i];
    return NULL;
}

bool
iwmo_break_is_exact(const struct iwmo_break *row, const char *code,
                    const struct iwmo_findings *findings)
{
    bool has_code = false;

    for (const struct iwmo_finding *finding = findings->first; finding;
         finding = finding->next) {
        const char *found = finding->fault->code;
        size_t size = strlen(found);
        const char *companion = strstr(row->companions, found);
        if (strcmp(found, code) == 0)
            has_code = true;
        else if (companion == NULL ||
                 (companion[size] != '\0' && companion[size] != ' '))
            return false;
    }
    return has_code && findings->kept == iwmo_findings_total(findings);
}

/* ---- how ---- */

enum iwmo_status
iwmo_break_make(const struct iwmo_break *row, const struct iwmo_random_options *options,
                struct iwmo_arena *arena, struct iwmo_buffer *out,
                struct iwmo_error *err)
{
    struct iwmo_random_options lean = *options;
    struct iwmo_draft draft;

    iwmo_arena_reset(arena);
    lean.is_lean = true;
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(out));
    enum iwmo_status status = writer != NULL ? IWMO_OK : IWMO_NO_MEMORY;
    if (status == IWMO_OK)
        status = iwmo_random_draft(&draft, &lean, 1, arena);
    if (status == IWMO_OK)
        status = iwmo_edit(&draft, row->edits, err);
    if (status == IWMO_OK) {
        struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
        status = iwmo_draft_visit(&draft, &visitor);
    }
    if (status == IWMO_OK)
        status = iwmo_edit_bytes(row->edits, out, err);
    iwmo_writer_free(writer);
    if (status == IWMO_NO_MEMORY)
        iwmo_fail(err, status, "out of memory");
    return status;
}
