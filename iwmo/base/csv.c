#include "base/csv.h"

#include <string.h>

#include "base/utf8.h"

static const char *const csv_words[][2] = {
    [IWMO_CSV_FINE] = {"", ""},
    [IWMO_CSV_NO_UTF8] = {"geen UTF-8; bewaar het als CSV UTF-8",
                          "no UTF-8; save it as CSV UTF-8"},
    [IWMO_CSV_NUL] = {"een NUL; bewaar het als CSV UTF-8",
                      "a NUL; save it as CSV UTF-8"},
    [IWMO_CSV_CONTROL] = {"een stuurteken, dat in een bericht niet kan",
                          "a control character, which no message can hold"},
    [IWMO_CSV_OPEN_QUOTE] = {"een aanhalingsteken wordt niet gesloten",
                             "a quotation mark is not closed"},
    [IWMO_CSV_AFTER_QUOTE] = {"tekst na een gesloten aanhalingsteken",
                              "text behind a closed quotation mark"},
    [IWMO_CSV_TOO_WIDE] = {"meer dan 256 kolommen", "more than 256 columns"},
    [IWMO_CSV_EMPTY] = {"er zijn geen regels", "there are no lines"},
    [IWMO_CSV_NO_MEMORY] = {"", ""},
};

struct reader {
    struct iwmo_csv *csv;
    struct iwmo_arena *arena;
    char *at, *end;
    char separator;
    size_t row; /* at hand */
    size_t cell_count;
    struct iwmo_text cells[IWMO_CSV_MAX_CELLS];
    struct iwmo_csv_row **last;
};

static char
find_separator(const char *at, const char *end)
{
    size_t commas = 0, semicolons = 0;
    bool is_quoted = false;

    for (; at < end && (is_quoted || *at != '\n' || commas + semicolons == 0); at++) {
        is_quoted = is_quoted != (*at == '"');
        commas += !is_quoted && *at == ',';
        semicolons += !is_quoted && *at == ';';
    }
    return semicolons > commas ? ';' : ',';
}

static bool
ends_row(const struct reader *reader, const char *at)
{
    return at == reader->end || *at == '\n' ||
           (*at == '\r' && (at + 1 == reader->end || at[1] == '\n'));
}

/* Unquotes in place. */
static enum iwmo_csv_fault
read_quoted(struct reader *reader, struct iwmo_text *cell)
{
    char *to = ++reader->at;

    cell->at = to;
    for (;;) {
        if (reader->at == reader->end)
            return IWMO_CSV_OPEN_QUOTE;
        if (*reader->at == '"') {
            reader->at++;
            if (reader->at == reader->end || *reader->at != '"')
                break;
        }
        *to++ = *reader->at++;
    }
    cell->size = (size_t)(to - cell->at);
    if (ends_row(reader, reader->at) || *reader->at == reader->separator)
        return IWMO_CSV_FINE;
    return IWMO_CSV_AFTER_QUOTE;
}

static enum iwmo_csv_fault
read_cell(struct reader *reader, struct iwmo_text *cell)
{
    cell->at = reader->at;
    if (reader->at < reader->end && *reader->at == '"')
        return read_quoted(reader, cell);
    while (!ends_row(reader, reader->at) && *reader->at != reader->separator)
        reader->at++;
    cell->size = (size_t)(reader->at - cell->at);
    return IWMO_CSV_FINE;
}

static struct iwmo_text
without_guard(struct iwmo_text cell)
{
    size_t quotes = 0;

    while (quotes < cell.size && cell.at[quotes] == '\'')
        quotes++;
    if (quotes == 0 || quotes == cell.size ||
        memchr("=+-@\t\r\n", cell.at[quotes], 7) == NULL)
        return cell;
    return (struct iwmo_text){cell.at + 1, cell.size - 1};
}

/* A character that XML cannot carry? */
static bool
has_control(struct iwmo_text cell)
{
    for (size_t i = 0; i < cell.size; i++) {
        unsigned char byte = (unsigned char)cell.at[i];
        if (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n')
            return true;
        if (byte == 0xEF && i + 2 < cell.size && /* U+FFFE, U+FFFF */
            (unsigned char)cell.at[i + 1] == 0xBF &&
            (unsigned char)cell.at[i + 2] >= 0xBE)
            return true;
    }
    return false;
}

static enum iwmo_csv_fault
read_row(struct reader *reader)
{
    bool is_last = false;

    reader->row++;
    for (reader->cell_count = 0; !is_last; reader->cell_count++) {
        struct iwmo_text cell = {0};
        enum iwmo_csv_fault fault = read_cell(reader, &cell);
        if (fault != IWMO_CSV_FINE)
            return fault;
        if (reader->cell_count == IWMO_CSV_MAX_CELLS)
            return IWMO_CSV_TOO_WIDE;
        if (has_control(cell))
            return IWMO_CSV_CONTROL;
        reader->cells[reader->cell_count] = without_guard(cell);
        is_last = ends_row(reader, reader->at);
        if (!is_last)
            reader->at++;
    }
    if (reader->at < reader->end && *reader->at == '\r')
        reader->at++;
    if (reader->at < reader->end)
        reader->at++;
    return IWMO_CSV_FINE;
}

static bool
is_passed_over(const struct reader *reader)
{
    const struct iwmo_text *first = &reader->cells[0];
    size_t i = 0;

    if (reader->csv->count < 2 && first->size > 1 && memcmp(first->at, "# ", 2) == 0)
        return true;
    while (i < reader->cell_count && reader->cells[i].size == 0)
        i++;
    return i == reader->cell_count;
}

static bool
keep_row(struct reader *reader)
{
    struct iwmo_csv_row *row = iwmo_arena_alloc(reader->arena, sizeof(*row));
    size_t size = reader->cell_count * sizeof(reader->cells[0]);

    if (row == NULL || (row->cells = iwmo_arena_alloc(reader->arena, size)) == NULL)
        return false;
    memcpy(row->cells, reader->cells, size);
    row->count = reader->cell_count;
    row->number = reader->row;
    *reader->last = row;
    reader->last = &row->next;
    reader->csv->count++;
    return true;
}

enum iwmo_csv_fault
iwmo_csv_read(struct iwmo_csv *csv, char *bytes, size_t size, struct iwmo_arena *arena,
              size_t *row)
{
    struct reader reader = {.csv = csv, .arena = arena, .last = &csv->rows};
    bool has_mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;

    *csv = (struct iwmo_csv){0};
    *row = 0;
    if (!iwmo_utf8_valid((struct iwmo_text){bytes, size}))
        return IWMO_CSV_NO_UTF8;
    if (size > 0 && memchr(bytes, '\0', size) != NULL)
        return IWMO_CSV_NUL;
    reader.at = has_mark ? bytes + 3 : bytes;
    reader.end = size > 0 ? bytes + size : bytes;
    reader.separator = find_separator(reader.at, reader.end);
    while (reader.at < reader.end) {
        enum iwmo_csv_fault fault = read_row(&reader);
        *row = reader.row;
        if (fault != IWMO_CSV_FINE)
            return fault;
        if (!is_passed_over(&reader) && !keep_row(&reader))
            return IWMO_CSV_NO_MEMORY;
    }
    *row = 0;
    return csv->count < 2 ? IWMO_CSV_EMPTY : IWMO_CSV_FINE;
}

const char *
iwmo_csv_words(enum iwmo_csv_fault fault, bool is_dutch)
{
    return csv_words[fault][!is_dutch];
}
