#include "ledger/columns.h"

#include <stddef.h>
#include <string.h>

#define ROW struct iwmo_entry
#define COLUMN(title, m, type)                                                         \
    .name = title, .offset = offsetof(ROW, m), .size = sizeof(((ROW *)NULL)->m),       \
    .kind = IWMO_COLUMN_##type
#define OF(m, type) COLUMN(#m, m, type)

const struct iwmo_column iwmo_entry_columns[] = {
    {OF(id, ID)},
    {OF(side, CHOICE), .limit = 2, .absent = -1},
    {OF(direction, CHOICE), .limit = 2, .absent = -1},
    {OF(state, CHOICE), .limit = IWMO_ENTRY_STATES, .absent = -1},
    {OF(message, TEXT)},
    {OF(release, TEXT)},
    {OF(afzender, TEXT)},
    {OF(ontvanger, TEXT)},
    {OF(gemeente, TEXT)},
    {OF(aanbieder, TEXT)},
    {OF(identificatie, KEY)},
    {OF(about, KEY)},
    {OF(client, KEY)},
    {OF(reference, KEY)},
    {OF(file, KEY)},
    {OF(content, KEY)},
    {OF(dagtekening, DATE)},
    {OF(day, DATE)},
    {OF(answer, ID)},
    {OF(xsd_versie, TEXT)},
    {OF(codes, TEXT)},
    {OF(verdict, CHAR)},
    {.name = NULL},
};

#undef ROW
#define ROW         struct iwmo_stored
#define IN(m, type) COLUMN(#m, record.m, type)
#define DAY(m)      COLUMN(#m "_day", record.m, DATE)

const struct iwmo_column iwmo_record_columns[] = {
    {IN(id, ID)},
    {IN(message, ID)},
    {OF(side, CHOICE), .limit = 2, .absent = -1},
    {IN(kind, CHOICE), .limit = IWMO_RECORD_KINDS, .absent = -1},
    {IN(uitkomst, CHOICE), .limit = IWMO_UITKOMST_AFGEWEZEN + 1, .absent = -1},
    {IN(ordinal, COUNT), .absent = -1},
    {IN(parent, COUNT)},
    {IN(client, KEY)},
    {IN(gemeente, TEXT)},
    {IN(aanbieder, TEXT)},
    {IN(nummer, NUMBER), .absent = IWMO_ABSENT},
    {IN(categorie, TEXT)},
    {IN(code, TEXT)},
    {DAY(begin), .absent = INT32_MIN},
    {DAY(eind), .absent = INT32_MAX},
    {DAY(ingang), .absent = INT32_MIN},
    {IN(volume, NUMBER), .absent = IWMO_ABSENT},
    {IN(eenheid, TEXT)},
    {IN(frequentie, TEXT)},
    {IN(budget, NUMBER), .absent = IWMO_ABSENT},
    {IN(tarief, NUMBER), .absent = IWMO_ABSENT},
    {IN(has_bedrag, BOOL), .absent = -1},
    {IN(bedrag, MONEY)},
    {IN(ingediend, MONEY)},
    {IN(moment, NUMBER)},
    {IN(reden, TEXT)},
    {IN(status, CHAR)},
    {IN(referentie, KEY)},
    {IN(vorig, KEY)},
    {IN(retourcodes, CODES)},
    {.name = NULL},
};

#undef ROW
#define ROW struct iwmo_intake

const struct iwmo_column iwmo_intake_columns[] = {
    {OF(id, ID)},
    {OF(client, KEY)},
    {OF(aanbieder, TEXT)},
    {OF(is_open, BOOL), .absent = -1},
    {OF(is_needed, BOOL), .absent = -1},
    {OF(strength, CHAR)},
    {OF(outcome, TEXT)},
    {OF(categorie, TEXT)},
    {OF(opened, DATE)},
    {OF(closed, DATE), .absent = INT32_MAX},
    {OF(message, ID)},
    {OF(closing, CHAR), .since = 2},
    {OF(settled, ID), .since = 2},
    {.name = NULL},
};

#undef ROW
#define ROW struct iwmo_intake_note

const struct iwmo_column iwmo_note_columns[] = {
    {OF(message, ID)}, {OF(record, ID)},  {OF(outcome, TEXT)}, {OF(strength, CHAR)},
    {OF(intake, ID)},  {OF(because, ID)}, {.name = NULL},
};

#undef ROW
#define ROW struct iwmo_intake_link

const struct iwmo_column iwmo_link_columns[] = {
    {OF(gemeente, TEXT)},
    {OF(nummer, NUMBER), .absent = IWMO_ABSENT},
    {.name = NULL},
};

#undef ROW
#define ROW struct iwmo_blocked

const struct iwmo_column iwmo_blocked_columns[] = {
    {OF(client, KEY)},
    {OF(day, DATE)},
    {.name = NULL},
};

/* ---- from a struct ---- */

/* Values are copied: what an enum or a bool is to the compiler does not matter. */
#define LOAD(type, at) (int64_t)(*(const type *)(at))

static int64_t
get_integer(const struct iwmo_column *column, const void *at)
{
    switch (column->kind) {
    case IWMO_COLUMN_ID:
        return LOAD(uint64_t, at);
    case IWMO_COLUMN_CHOICE:
        return LOAD(unsigned, at);
    case IWMO_COLUMN_COUNT:
        return LOAD(uint32_t, at);
    case IWMO_COLUMN_NUMBER:
        return LOAD(int64_t, at);
    case IWMO_COLUMN_MONEY:
        return ((const struct iwmo_money *)at)->cents;
    case IWMO_COLUMN_DATE:
        return ((const struct iwmo_date *)at)->days;
    default:
        return LOAD(bool, at);
    }
}

static void
get_codes(const char (*codes)[5], struct iwmo_cell *cell)
{
    size_t size = 0;

    for (size_t i = 0; i < 5 && codes[i][0] != '\0'; i++) {
        if (size > 0)
            cell->room[size++] = ' ';
        size_t length = strnlen(codes[i], 4);
        memcpy(cell->room + size, codes[i], length);
        size += length;
    }
    cell->text = (struct iwmo_text){cell->room, size};
}

static bool
is_zero(const char *at, size_t size)
{
    while (size > 0 && *at == '\0') {
        at++;
        size--;
    }
    return size == 0;
}

void
iwmo_column_get(const struct iwmo_column *column, const void *row,
                struct iwmo_cell *cell)
{
    const char *at = (const char *)row + column->offset;

    cell->type = IWMO_CELL_TEXT;
    switch (column->kind) {
    case IWMO_COLUMN_KEY:
        cell->text = (struct iwmo_text){at, column->size};
        cell->type = is_zero(at, column->size) ? IWMO_CELL_NULL : IWMO_CELL_BYTES;
        break;
    case IWMO_COLUMN_CHAR:
        cell->text = (struct iwmo_text){at, 1};
        cell->type = *at == '\0' ? IWMO_CELL_NULL : IWMO_CELL_TEXT;
        break;
    case IWMO_COLUMN_TEXT:
        cell->text = (struct iwmo_text){at, strnlen(at, column->size - 1)};
        break;
    case IWMO_COLUMN_CODES:
        get_codes((const char(*)[5])at, cell);
        break;
    default:
        cell->integer = get_integer(column, at);
        cell->type =
            cell->integer == column->absent ? IWMO_CELL_NULL : IWMO_CELL_INTEGER;
    }
}

/* ---- to a struct ---- */

static bool
set_integer(const struct iwmo_column *column, void *at, int64_t integer)
{
    switch (column->kind) {
    case IWMO_COLUMN_ID:
        *(uint64_t *)at = (uint64_t)integer;
        return integer >= 0;
    case IWMO_COLUMN_CHOICE:
        *(unsigned *)at = (unsigned)integer;
        return integer >= 0 && integer < column->limit;
    case IWMO_COLUMN_COUNT:
        *(uint32_t *)at = (uint32_t)integer;
        return integer >= 0 && integer <= UINT32_MAX;
    case IWMO_COLUMN_NUMBER:
        *(int64_t *)at = integer;
        return true;
    case IWMO_COLUMN_MONEY:
        ((struct iwmo_money *)at)->cents = integer;
        return true;
    case IWMO_COLUMN_DATE:
        ((struct iwmo_date *)at)->days = (int32_t)integer;
        return integer >= INT32_MIN && integer <= INT32_MAX;
    default:
        *(bool *)at = integer != 0;
        return integer == 0 || integer == 1;
    }
}

static bool
set_text(char *at, size_t room, struct iwmo_text text)
{
    if (text.size >= room || memchr(text.at, '\0', text.size) != NULL)
        return false;
    memcpy(at, text.at, text.size);
    at[text.size] = '\0';
    return true;
}

static bool
set_codes(char (*codes)[5], struct iwmo_text text)
{
    for (size_t i = 0; i < 5 && text.size > 0; i++) {
        const char *space = memchr(text.at, ' ', text.size);
        size_t size = space != NULL ? (size_t)(space - text.at) : text.size;
        if (!set_text(codes[i], sizeof(codes[i]), (struct iwmo_text){text.at, size}))
            return false;
        text.at += size + (space != NULL);
        text.size -= size + (space != NULL);
    }
    return text.size == 0;
}

static bool
set_null(const struct iwmo_column *column, void *at)
{
    switch (column->kind) {
    case IWMO_COLUMN_KEY:
    case IWMO_COLUMN_CHAR:
        memset(at, 0, column->size);
        return true;
    case IWMO_COLUMN_TEXT:
    case IWMO_COLUMN_CODES:
        return false;
    default:
        return set_integer(column, at, column->absent);
    }
}

bool
iwmo_column_set(const struct iwmo_column *column, void *row,
                const struct iwmo_cell *cell)
{
    char *at = (char *)row + column->offset;
    bool is_text = cell->type == IWMO_CELL_TEXT;

    if (cell->type == IWMO_CELL_NULL)
        return set_null(column, at);
    switch (column->kind) {
    case IWMO_COLUMN_KEY:
        if (cell->type != IWMO_CELL_BYTES || cell->text.size != column->size)
            return false;
        memcpy(at, cell->text.at, column->size);
        return true;
    case IWMO_COLUMN_CHAR:
        if (!is_text || cell->text.size != 1)
            return false;
        *at = cell->text.at[0];
        return true;
    case IWMO_COLUMN_TEXT:
        return is_text && set_text(at, column->size, cell->text);
    case IWMO_COLUMN_CODES:
        return is_text && set_codes((char(*)[5])at, cell->text);
    default:
        return cell->type == IWMO_CELL_INTEGER &&
               set_integer(column, at, cell->integer);
    }
}

/* ---- digests ---- */

enum { MAX_CELL = 2 + 64 }; /* codes and outcomes are shorter */

/* Type, size and value, so that no two rows give the same bytes. */
static size_t
print_cell(const struct iwmo_cell *cell, unsigned char *out)
{
    size_t size = 0;

    out[size++] = (unsigned char)cell->type;
    if (cell->type == IWMO_CELL_INTEGER) {
        for (int shift = 56; shift >= 0; shift -= 8)
            out[size++] = (unsigned char)((uint64_t)cell->integer >> shift);
    } else if (cell->type != IWMO_CELL_NULL) {
        out[size++] = (unsigned char)cell->text.size; /* texts are short */
        memcpy(out + size, cell->text.at, cell->text.size);
        size += cell->text.size;
    }
    return size;
}

void
iwmo_columns_digest(const struct iwmo_column *columns, const void *row,
                    struct iwmo_digest *digest)
{
    unsigned char bytes[1024];
    size_t size = 0;

    for (; columns->name != NULL; columns++) {
        struct iwmo_cell cell;
        iwmo_column_get(columns, row, &cell);
        if (columns->since > 1 && cell.type == IWMO_CELL_NULL)
            continue; /* as before there was such a column */
        if (size + MAX_CELL > sizeof(bytes)) {
            iwmo_digest_add(digest, bytes, size);
            size = 0;
        }
        size += print_cell(&cell, bytes + size);
    }
    iwmo_digest_add(digest, bytes, size);
}
