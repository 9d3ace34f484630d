/*
 * Tables and back: nothing is lost, and what is wrong with tables is told.
 * IWMO_RANDOM: random messages per type; default 200.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate/random.h"
#include "support.h"
#include "translate/csv_reader.h"
#include "translate/json_writer.h"
#include "xml/walker.h"
#include "xml/writer.h"

/* The tables of one message, as text. */
struct set {
    struct iwmo_buffer text[IWMO_CSV_MAX_TABLES];
    char names[IWMO_CSV_MAX_TABLES][100];
    size_t count;
};

static struct iwmo_text
text_of(const struct iwmo_buffer *buffer)
{
    return (struct iwmo_text){buffer->at, buffer->size};
}

static struct iwmo_drain
table_drain(void *self, size_t number)
{
    struct set *set = self;

    iwmo_buffer_reset(&set->text[number]);
    return iwmo_drain_buffer(&set->text[number]);
}

static enum iwmo_status
walk(struct iwmo_text xml, struct iwmo_visitor visitor)
{
    struct iwmo_walker *walker = iwmo_walker_new(&iwmo_schema_builtin, visitor);
    enum iwmo_status status = iwmo_walker_feed(walker, xml.at, xml.size);

    if (status == IWMO_OK)
        status = iwmo_walker_finish(walker);
    iwmo_walker_free(walker);
    return status;
}

static void
to_tables(struct iwmo_text xml, bool is_for_spreadsheet, struct set *set)
{
    const struct iwmo_csv_writer_options options = {is_for_spreadsheet, table_drain,
                                                    set};
    struct iwmo_csv_writer *writer = iwmo_csv_writer_new(&options);

    cr_assert_eq(walk(xml, iwmo_csv_writer_visitor(writer)), IWMO_OK);
    set->count = iwmo_csv_writer_count(writer);
    for (size_t i = 0; i < set->count; i++) {
        snprintf(set->names[i], sizeof(set->names[i]), "%s",
                 iwmo_csv_writer_name(writer, i));
        if (iwmo_csv_writer_rows(writer, i) == 0)
            iwmo_buffer_reset(&set->text[i]);
    }
    iwmo_csv_writer_free(writer);
}

static void
release(struct set *set)
{
    for (size_t i = 0; i < IWMO_CSV_MAX_TABLES; i++)
        iwmo_buffer_release(&set->text[i]);
}

/* Reading changes the text of the tables. */
static void
read_tables(struct set *set, const struct iwmo_message_kind *message,
            struct iwmo_arena *arena, struct iwmo_csv_tables *tables)
{
    cr_assert_eq(iwmo_csv_tables_init(tables, message, arena), IWMO_OK);
    for (size_t i = 0; i < set->count; i++)
        if (set->text[i].size > 0)
            cr_assert_eq(iwmo_csv_tables_read(tables, i, set->names[i], set->text[i].at,
                                              set->text[i].size),
                         IWMO_OK);
    cr_assert_eq(iwmo_csv_tables_link(tables), IWMO_OK);
}

static const struct iwmo_message_kind *
message_of(const struct set *set, struct iwmo_arena *arena)
{
    struct iwmo_buffer header = {0};
    struct iwmo_csv csv;
    size_t row;

    iwmo_buffer_add(&header, set->text[0].at, set->text[0].size);
    cr_assert_eq(iwmo_csv_read(&csv, header.at, header.size, arena, &row),
                 IWMO_CSV_FINE);
    const struct iwmo_message_kind *message =
        iwmo_csv_tables_message(&iwmo_schema_builtin, &csv);
    iwmo_buffer_release(&header);
    return message;
}

static void
assert_lossless(const char *name, struct iwmo_text xml, bool is_for_spreadsheet)
{
    struct iwmo_buffer tidy = {0}, back = {0}, json = {0}, json_back = {0};
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&tidy));
    struct iwmo_writer *again = iwmo_writer_new(iwmo_drain_buffer(&back));
    struct iwmo_json_writer *first = iwmo_json_writer_new(iwmo_drain_buffer(&json));
    struct iwmo_json_writer *second =
        iwmo_json_writer_new(iwmo_drain_buffer(&json_back));
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_csv_tables tables;
    struct set set = {0};

    cr_assert_eq(walk(xml, iwmo_writer_visitor(writer)), IWMO_OK);
    cr_assert_eq(walk(xml, iwmo_json_writer_visitor(first)), IWMO_OK);
    to_tables(xml, is_for_spreadsheet, &set);
    read_tables(&set, message_of(&set, arena), arena, &tables);
    cr_assert_eq(tables.remarks.count, 0, "%s: %s:%zu, %d", name,
                 tables.remarks.first->file, tables.remarks.first->row,
                 (int)tables.remarks.first->wrong);
    struct iwmo_visitor visitor = iwmo_writer_visitor(again);
    cr_assert_eq(iwmo_csv_reader_read(&tables, (struct iwmo_filler){0}, &visitor),
                 IWMO_OK);
    visitor = iwmo_json_writer_visitor(second);
    cr_assert_eq(iwmo_csv_reader_read(&tables, (struct iwmo_filler){0}, &visitor),
                 IWMO_OK);
    cr_assert(tidy.size > 0 && iwmo_text_same(text_of(&tidy), text_of(&back)),
              "%s:\n%s\n%s", name, tidy.at, back.at);
    cr_assert(iwmo_text_same(text_of(&json), text_of(&json_back)), "%s", name);
    release(&set);
    iwmo_writer_free(writer);
    iwmo_writer_free(again);
    iwmo_json_writer_free(first);
    iwmo_json_writer_free(second);
    iwmo_buffer_release(&tidy);
    iwmo_buffer_release(&back);
    iwmo_buffer_release(&json);
    iwmo_buffer_release(&json_back);
    iwmo_arena_free(arena);
}

/* ---- nothing is lost ---- */

static struct criterion_test_params
all_messages(void)
{
    static size_t indices[64];

    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++)
        indices[i] = i;
    return cr_make_param_array(size_t, indices, iwmo_schema_builtin.message_count);
}

static bool
obeys_schema(struct iwmo_judge *judge, const char *path, struct iwmo_text xml)
{
    const struct iwmo_result *result = test_judge_chunks(judge, path, xml, xml.size);

    if (result->layers[IWMO_LAYER_SCHEMA] != IWMO_RAN ||
        result->layers[IWMO_LAYER_XML] != IWMO_RAN)
        return false;
    for (const struct iwmo_finding *at = result->findings.first; at; at = at->next)
        if (at->fault->severity == IWMO_SEVERITY_ERROR &&
            at->fault->kind <= IWMO_KIND_XSD)
            return false;
    return true;
}

ParameterizedTestParameters(csv_tables, fixtures_come_back_byte_for_byte)
{
    return all_messages();
}

ParameterizedTest(const size_t *index, csv_tables, fixtures_come_back_byte_for_byte,
                  .timeout = 120)
{
    const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[*index];
    struct iwmo_judge *judge = test_judge();
    char folder[100];
    size_t count = 0;

    snprintf(folder, sizeof(folder), "fixtures/%s/%s", message->release_name,
             message->name);
    char **paths = test_paths(folder, ".xml");
    for (size_t i = 0; paths[i] != NULL; i++) {
        struct iwmo_buffer bytes = test_read(paths[i]);
        bool is_asked = obeys_schema(judge, paths[i], text_of(&bytes));
        if (is_asked)
            assert_lossless(paths[i], text_of(&bytes), i % 2 == 1);
        count += is_asked;
        iwmo_buffer_release(&bytes);
    }
    cr_assert_gt(count, 1, "%s", folder);
    test_free_paths(paths);
    iwmo_judge_free(judge);
}

ParameterizedTestParameters(csv_tables, random_messages_come_back_byte_for_byte)
{
    return all_messages();
}

ParameterizedTest(const size_t *index, csv_tables,
                  random_messages_come_back_byte_for_byte, .timeout = 600)
{
    const char *wanted = getenv("IWMO_RANDOM");
    unsigned long count = wanted != NULL ? strtoul(wanted, NULL, 10) : 200;
    struct iwmo_random_options options = {
        .message = &iwmo_schema_builtin.messages[*index], .seed = 11};
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_buffer xml = {0};

    cr_assert(iwmo_date_parse(iwmo_text(IWMO_RANDOM_DAY), &options.day));
    for (unsigned long number = 1; number <= count; number++) {
        struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&xml));
        struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
        iwmo_buffer_reset(&xml);
        cr_assert_eq(iwmo_random_visit(&options, number, arena, &visitor), IWMO_OK);
        iwmo_writer_free(writer);
        assert_lossless(options.message->name, text_of(&xml), number % 2 == 0);
    }
    iwmo_buffer_release(&xml);
    iwmo_arena_free(arena);
}

/* `xml` with the first `what` replaced. */
static struct iwmo_buffer
replaced(const char *path, const char *what, const char *by)
{
    struct iwmo_buffer bytes = test_read(path), out = {0};
    char *at = strstr(bytes.at, what);

    cr_assert_not_null(at, "%s", what);
    iwmo_buffer_add(&out, bytes.at, (size_t)(at - bytes.at));
    iwmo_buffer_text(&out, by);
    iwmo_buffer_text(&out, at + strlen(what));
    iwmo_buffer_release(&bytes);
    return out;
}

Test(csv_tables, hostile_values_come_back)
{
    static const char *const values[] = {"=1+1",
                                         "'=1",
                                         "''",
                                         "'",
                                         "a;b,c",
                                         "&quot;",
                                         "&quot;&quot;,",
                                         "# x",
                                         "\n\n",
                                         "&#13;\n",
                                         " a ",
                                         "\xEF\xBB\xBF",
                                         "-",
                                         "leeg",
                                         "@SUM(A1)",
                                         "a&quot;\n",
                                         "&#9;x",
                                         "\xF0\x9F\x98\x80",
                                         "+31,;\"'\n"};

    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        for (int spreadsheet = 0; spreadsheet < 2; spreadsheet++) {
            struct iwmo_buffer xml = replaced("fixtures/3.2/WMO301/valid.xml",
                                              "Graag in de ochtend.", values[i]);
            assert_lossless(values[i], text_of(&xml), spreadsheet == 1);
            iwmo_buffer_release(&xml);
        }
}

Test(csv_tables, two_clients_with_the_same_bsn_stay_two)
{
    struct iwmo_buffer bytes = test_read("fixtures/3.2/WMO323/valid.xml"), xml = {0};
    const char *first = strstr(bytes.at, "<wmo323:Client>");
    const char *end = strstr(bytes.at, "</wmo323:Clienten>");

    cr_assert(first != NULL && end != NULL);
    iwmo_buffer_add(&xml, bytes.at, (size_t)(end - bytes.at));
    iwmo_buffer_add(&xml, first, (size_t)(end - first));
    iwmo_buffer_text(&xml, end);
    assert_lossless("twice", text_of(&xml), false);
    iwmo_buffer_release(&xml);
    iwmo_buffer_release(&bytes);
}

/* ---- what is wrong ---- */

static void
append(struct iwmo_buffer *table, const char *text)
{
    iwmo_buffer_text(table, text);
}

/* Replace `what` in a table, which holds it. */
static void
edit(struct iwmo_buffer *table, const char *what, const char *by)
{
    struct iwmo_buffer out = {0};
    char *at = strstr(table->at, what);

    cr_assert_not_null(at, "%s in %s", what, table->at);
    iwmo_buffer_add(&out, table->at, (size_t)(at - table->at));
    iwmo_buffer_text(&out, by);
    iwmo_buffer_text(&out, at + strlen(what));
    iwmo_buffer_release(table);
    *table = out;
}

/* In table `number` of a 323 `what` becomes `by` (NULL: append `what`): the remarks are
 * those. */
static void
expect_remarks(size_t number, const char *what, const char *by, const char *expected)
{
    struct iwmo_buffer xml = test_read("fixtures/3.2/WMO323/valid.xml"), words = {0};
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_csv_tables tables;
    struct set set = {0};

    to_tables(text_of(&xml), false, &set);
    const struct iwmo_message_kind *message = message_of(&set, arena);
    if (by != NULL)
        edit(&set.text[number], what, by);
    else
        append(&set.text[number], what);
    read_tables(&set, message, arena, &tables);
    iwmo_csv_remarks_print(&tables.remarks, IWMO_EN, false, &words);
    cr_expect(words.at != NULL && strstr(words.at, expected) != NULL, "%s: %s", what,
              words.at);
    iwmo_buffer_release(&words);
    iwmo_buffer_release(&xml);
    iwmo_arena_free(arena);
    release(&set);
}

Test(csv_tables, what_is_wrong_is_told_with_its_table_row_and_column)
{
    enum { HEADER, DECLARATIE, CLIENT, PRESTATIE };

    expect_remarks(PRESTATIE, "ToewijzingNummer", "Toewijzingnummer",
                   "Prestatie:1: Toewijzingnummer: error: this column is unknown\n");
    expect_remarks(PRESTATIE, "ToewijzingNummer", "ProductCode",
                   "Prestatie:1: ProductCode: error: this column is there twice\n");
    expect_remarks(HEADER, "x,y\r\n", NULL,
                   "Header:3: error: this table has one row per message\n");
    expect_remarks(CLIENT, "\r\n", "\xFF\r\n", "no UTF-8");
    expect_remarks(CLIENT, "\r\n", "\r\n,,,,,,,,\x01\r\n",
                   "Client:2: error: a control");
    expect_remarks(
        PRESTATIE, "999901515", "999922543",
        "Prestatie:2: Bsn: error: differs from the row that this one belongs "
        "to: Client:2\n");
    expect_remarks(PRESTATIE, "999901515,1,", "999901515,9,",
                   "Prestatie:2: Client.Nr: error: no row has this number in Client\n");
    expect_remarks(PRESTATIE, "999901515,1,", "999901515,een,",
                   "Prestatie:2: Client.Nr: error: a row number stands here");
    expect_remarks(PRESTATIE, "Client.Nr", "", "error: this column is unknown");
}

Test(csv_tables, a_table_without_rows_or_file_is_an_empty_one)
{
    struct iwmo_buffer xml = test_read("fixtures/3.2/WMO323/valid.xml"), out = {0};
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&out));
    struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_csv_tables tables;
    struct set set = {0};

    to_tables(text_of(&xml), false, &set);
    const struct iwmo_message_kind *message = message_of(&set, arena);
    for (size_t i = 1; i < set.count; i++)
        iwmo_buffer_reset(&set.text[i]);
    read_tables(&set, message, arena, &tables);
    cr_assert_eq(iwmo_csv_reader_read(&tables, (struct iwmo_filler){0}, &visitor),
                 IWMO_OK);
    cr_expect_not_null(strstr(out.at, "BerichtCode"));
    cr_expect_null(strstr(out.at, "Client"));
    iwmo_writer_free(writer);
    iwmo_buffer_release(&xml);
    iwmo_buffer_release(&out);
    iwmo_arena_free(arena);
    release(&set);
}
