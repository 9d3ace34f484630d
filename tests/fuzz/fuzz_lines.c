/*
 * Any bytes as lines of a spreadsheet: remarks, or messages that are XML of their kind,
 * each place in them back to a row that is there.
 *
 * The first byte chooses the kind: A 323, B 307, C 305.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "generate/lines.h"
#include "judge/judge.h"
#include "schema/lookup.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Without remarks the values fit; what is left are rules about more than one value. */
static void
judge(const struct iwmo_lines *lines, const struct iwmo_buffer *xml,
      const struct iwmo_node *root)
{
    const struct iwmo_judge_options options = {.today = iwmo_date_of(2025, 6, 1)};
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    const struct iwmo_result *result;

    if (judge == NULL ||
        iwmo_judge_bytes(judge, "-", xml->at, xml->size, &result, NULL) != IWMO_OK ||
        result->verdict == IWMO_UNDETERMINED || result->message != lines->form.message)
        abort();
    for (const struct iwmo_finding *at = result->findings.first; at; at = at->next) {
        struct iwmo_buffer column = {0};
        size_t row = iwmo_lines_place(lines, root, at->where.step, &column);
        if (row > lines->csv.count + 70000)
            abort();
        iwmo_buffer_release(&column);
    }
    iwmo_judge_free(judge);
}

static void
write_all(const struct iwmo_lines *lines)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);

    for (size_t i = 0, end; i < lines->count; i = end) {
        end = iwmo_lines_next(lines, i);
        const struct iwmo_lines_order order = {i, end, iwmo_date_of(2025, 6, 1), NULL};
        struct iwmo_buffer xml = {0};
        const struct iwmo_node *root = NULL;
        iwmo_arena_reset(arena);
        if (end <= i || iwmo_lines_write(lines, &order, arena, iwmo_drain_buffer(&xml),
                                         &root, NULL) != IWMO_OK)
            abort();
        judge(lines, &xml, root);
        iwmo_buffer_release(&xml);
    }
    iwmo_arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const kinds[] = {"307", "305", "323"}; /* B is 66 */
    struct iwmo_lines lines = {.file = "lines.csv"};
    struct iwmo_buffer out = {0};

    if (size == 0 || !iwmo_lines_form_make(
                         &lines.form, iwmo_message_by_name(&iwmo_schema_builtin,
                                                           kinds[data[0] % 3], R_none)))
        return 0;
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char *bytes = malloc(size); /* its own block, for the sanitizer */
    if (bytes == NULL)
        abort();
    memcpy(bytes, data + 1, size - 1);
    bytes[size - 1] = '\0';
    if (iwmo_lines_read(&lines, bytes, size - 1, arena) != IWMO_OK)
        abort();
    iwmo_csv_remarks_print(&lines.remarks, IWMO_NL, false, &out);
    if ((lines.remarks.count > 0) != (out.size > 0))
        abort();
    if (lines.remarks.count == 0)
        write_all(&lines);
    iwmo_buffer_release(&out);
    iwmo_arena_free(arena);
    free(bytes);
    return 0;
}
