#include "flow/books.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- history ---- */

static bool
same(const char *asked, const char *text)
{
    return asked[0] == '\0' || strcmp(asked, text) == 0;
}

static bool
answers(const struct iwmo_question *question, const struct iwmo_record *record)
{
    if ((question->kinds & IWMO_KIND_BIT(record->kind)) == 0)
        return false;
    switch (question->by) {
    case IWMO_BY_CLIENT:
        return iwmo_key_equal(&question->client, &record->client) &&
               same(question->gemeente, record->gemeente) &&
               same(question->aanbieder, record->aanbieder);
    case IWMO_BY_TOEWIJZING:
        return question->nummer == record->nummer &&
               (iwmo_key_is_absent(&question->client) ||
                iwmo_key_equal(&question->client, &record->client)) &&
               same(question->gemeente, record->gemeente) &&
               same(question->aanbieder, record->aanbieder);
    case IWMO_BY_REFERENTIE:
        return iwmo_key_equal(&question->referentie, &record->referentie) &&
               same(question->aanbieder, record->aanbieder);
    case IWMO_BY_VORIG:
        return iwmo_key_equal(&question->referentie, &record->vorig) &&
               same(question->aanbieder, record->aanbieder);
    case IWMO_BY_MESSAGE:
        return question->message == record->message;
    default:
        cr_assert_fail("nobody asks that here");
        return false;
    }
}

static enum iwmo_status
records(void *self, const struct iwmo_question *question, struct iwmo_arena *arena,
        struct iwmo_records *answer, struct iwmo_error *err)
{
    const struct books *books = self;

    (void)err;
    answer->rows = iwmo_arena_alloc(arena, sizeof(books->rows));
    answer->count = 0;
    for (size_t i = 0; i < books->count; i++)
        if (answers(question, &books->rows[i]))
            answer->rows[answer->count++] = books->rows[i];
    return IWMO_OK;
}

static enum iwmo_status
entries(void *self, const struct iwmo_entry_question *question,
        struct iwmo_arena *arena, struct iwmo_entries *answer, struct iwmo_error *err)
{
    const struct books *books = self;

    (void)err;
    cr_assert_eq(question->by, IWMO_ENTRY_BY_ID);
    answer->rows = iwmo_arena_alloc(arena, sizeof(books->entries));
    answer->count = 0;
    for (size_t i = 0; i < books->entry_count; i++)
        if (books->entries[i].id == question->like.id)
            answer->rows[answer->count++] = books->entries[i];
    return IWMO_OK;
}

struct iwmo_history
books_history(struct books *books)
{
    return (struct iwmo_history){records, entries, NULL, books};
}

uint64_t
books_message(struct books *books, enum iwmo_direction direction, const char *message,
              const char *day)
{
    struct iwmo_entry *entry = &books->entries[books->entry_count];

    cr_assert_lt(books->entry_count, BOOKS_MOST);
    *entry = (struct iwmo_entry){.id = ++books->entry_count, .direction = direction};
    entry->state = direction == IWMO_IN ? IWMO_ENTRY_PROCESSED : IWMO_ENTRY_ACCEPTED;
    entry->day = entry->dagtekening = books_day(day);
    strcpy(entry->message, message);
    return entry->id;
}

const struct iwmo_record *
books_add(struct books *books, uint64_t message, struct iwmo_record record)
{
    cr_assert_lt(books->count, BOOKS_MOST);
    record.message = message;
    record.id = books->count + 1;
    record.ordinal = (uint32_t)books->count + 1;
    books->rows[books->count] = record;
    return &books->rows[books->count++];
}

/* ---- words ---- */

struct iwmo_date
books_day(const char *text)
{
    struct iwmo_date date = IWMO_DATE_OPEN_END;

    cr_assert(text[0] == '\0' || iwmo_date_parse(iwmo_text(text), &date), "%s", text);
    return date;
}

struct iwmo_key
books_key(const char *text)
{
    struct iwmo_key key = {{0}};

    cr_assert_lt(strlen(text), sizeof(key.bytes));
    memcpy(key.bytes, text, strlen(text));
    return key;
}

static void
take_word(struct iwmo_record *record, char *word)
{
    char *value = strchr(word, '='), *rest;

    if (value != NULL)
        *value++ = '\0';
    if (value == NULL && (rest = strstr(word, "..")) != NULL) {
        *rest = '\0';
        record->begin = books_day(word);
        record->eind = books_day(rest + 2);
    } else if (value == NULL && (rest = strchr(word, '/')) != NULL) {
        char *third = strchr(rest + 1, '/');
        *rest++ = '\0';
        if (third == NULL) {
            strcpy(record->categorie, word);
            strcpy(record->code, rest);
        } else {
            *third++ = '\0';
            record->volume = strtoll(word, NULL, 10);
            strcpy(record->eenheid, rest);
            strcpy(record->frequentie, third);
        }
    } else if (value == NULL)
        record->nummer = strtoll(word, NULL, 10);
    else if (strcmp(word, "t") == 0) {
        rest = strchr(value, 'T');
        const int64_t hour = rest == NULL ? 10 : strtoll(rest + 1, NULL, 10);
        if (rest != NULL)
            *rest = '\0';
        record->moment = (int64_t)books_day(value).days * 86400 + hour * 3600;
    } else if (strcmp(word, "rw") == 0 || strcmp(word, "reden") == 0)
        strcpy(record->reden, value);
    else if (strcmp(word, "ref") == 0)
        record->referentie = books_key(value);
    else if (strcmp(word, "vorig") == 0)
        record->vorig = books_key(value);
    else if (strcmp(word, "budget") == 0)
        record->budget = strtoll(value, NULL, 10);
    else if (strcmp(word, "G") == 0)
        strcpy(record->gemeente, value);
    else if (strcmp(word, "P") == 0)
        strcpy(record->aanbieder, value);
    else if (strcmp(word, "bsn") == 0)
        record->client = books_key(value);
    else if (strcmp(word, "begin") == 0)
        record->begin = books_day(value);
    else if (strcmp(word, "eind") == 0)
        record->eind = books_day(value);
    else if (strcmp(word, "st") == 0)
        record->status = value[0];
    else if (strcmp(word, "bedrag") == 0)
        record->has_bedrag = true, record->bedrag.cents = strtoll(value, NULL, 10);
    else if (strcmp(word, "volume") == 0)
        record->volume = strtoll(value, NULL, 10);
    else
        cr_assert_fail("what is %s?", word);
}

struct iwmo_record
books_record(enum iwmo_record_kind kind, const char *text)
{
    struct iwmo_record record = iwmo_record_of(kind);
    char *words = strdup(text), *rest = NULL;

    record.client = books_key("a");
    strcpy(record.gemeente, "0384");
    strcpy(record.aanbieder, "65656055");
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest))
        take_word(&record, word);
    free(words);
    return record;
}

struct iwmo_record
books_toewijzing(const char *text)
{
    return books_record(IWMO_RECORD_TOEWIJZING, text);
}

struct iwmo_record
books_levering(enum iwmo_record_kind kind, const char *text)
{
    struct iwmo_record record = books_record(kind, text);

    if (record.status == '\0')
        record.status = '1';
    return record;
}
