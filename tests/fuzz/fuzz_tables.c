/*
 * Any bytes as the tables of a message: remarks, or XML that can be judged.
 *
 * The first byte chooses the message; a table is a byte that chooses which, and text up
 * to a form feed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "translate/csv_reader.h"
#include "xml/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_tables(struct iwmo_csv_tables *tables, char *bytes, size_t size)
{
    bool is_read[IWMO_CSV_MAX_TABLES] = {false};

    for (size_t at = 0, end; at < size; at = end + 1) {
        const char *feed = memchr(bytes + at, '\f', size - at);
        end = feed != NULL ? (size_t)(feed - bytes) : size;
        size_t number = (unsigned char)bytes[at] % tables->plan.table_count;
        if (end == at || is_read[number])
            continue;
        is_read[number] = true;
        if (iwmo_csv_tables_read(tables, number, "t.csv", bytes + at + 1,
                                 end - at - 1) != IWMO_OK)
            abort();
    }
    if (iwmo_csv_tables_link(tables) != IWMO_OK)
        abort();
}

static void
judge_tables(const struct iwmo_csv_tables *tables)
{
    const struct iwmo_judge_options options = {.today = iwmo_date_of(2025, 6, 1)};
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    const struct iwmo_result *result;
    struct iwmo_buffer xml = {0};
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&xml));
    struct iwmo_visitor visitor = iwmo_writer_visitor(writer);

    if (iwmo_csv_reader_read(tables, (struct iwmo_filler){0}, &visitor) == IWMO_OK) {
        if (iwmo_judge_bytes(judge, "-", xml.at, xml.size, &result, NULL) != IWMO_OK)
            abort();
        for (const struct iwmo_finding *at = result->findings.first; at; at = at->next)
            if (at->fault->kind == IWMO_KIND_XML)
                abort();
    }
    iwmo_writer_free(writer);
    iwmo_judge_free(judge);
    iwmo_buffer_release(&xml);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct iwmo_csv_tables tables;
    struct iwmo_buffer out = {0};

    if (size == 0)
        return 0;
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char *bytes = malloc(size); /* its own block, for the sanitizer */
    if (bytes == NULL ||
        iwmo_csv_tables_init(
            &tables,
            &iwmo_schema_builtin.messages[data[0] % iwmo_schema_builtin.message_count],
            arena) != IWMO_OK)
        abort();
    memcpy(bytes, data + 1, size - 1);
    read_tables(&tables, bytes, size - 1);
    iwmo_csv_remarks_print(&tables.remarks, IWMO_EN, false, &out);
    if (tables.remarks.count == 0)
        judge_tables(&tables);
    iwmo_buffer_release(&out);
    iwmo_arena_free(arena);
    free(bytes);
    return 0;
}
