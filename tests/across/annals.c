#include "annals.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "schema/schema.h"

/* ---- words to records ---- */

struct iwmo_key
annals_key(const char *name)
{
    struct iwmo_key key = {{0}};

    cr_assert_leq(strlen(name), sizeof(key), "%s", name);
    memcpy(key.bytes, name, strlen(name));
    return key;
}

struct iwmo_date
annals_day(const char *text)
{
    struct iwmo_date date;

    cr_assert(iwmo_date_parse((struct iwmo_text){text, 10}, &date), "%s", text);
    return date;
}

static const struct {
    char name[3];
    enum iwmo_record_kind kind;
} kinds[] = {
    {"CL", IWMO_RECORD_CLIENT},      {"TP", IWMO_RECORD_TOEWIJZING},
    {"SP", IWMO_RECORD_START},       {"ST", IWMO_RECORD_STOP},
    {"AP", IWMO_RECORD_AANVRAAG},    {"VZ", IWMO_RECORD_VERZOEK},
    {"ON", IWMO_RECORD_ONGEWIJZIGD}, {"TW", IWMO_RECORD_TE_WIJZIGEN},
    {"NW", IWMO_RECORD_NIEUW},       {"AN", IWMO_RECORD_ANTWOORD},
    {"DE", IWMO_RECORD_DECLARATIE},  {"PR", IWMO_RECORD_PRESTATIE},
    {"CR", IWMO_RECORD_PRESTATIE},   {"TK", IWMO_RECORD_TOEKENNING},
    {"TB", IWMO_RECORD_TERUG},
};

static enum iwmo_record_kind
kind_of(const char *word)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i].name, word) == 0)
            return kinds[i].kind;
    cr_assert_fail("no kind: %s", word);
    return IWMO_RECORD_KINDS;
}

static void
copy(char *to, size_t size, const char *from)
{
    cr_assert_lt((size_t)snprintf(to, size, "%s", from), size, "%s", from);
}

/* key=value; false: none of those. */
static bool
read_pair(struct iwmo_record *record, const char *key, const char *value)
{
    if (strcmp(key, "rw") == 0 || strcmp(key, "reden") == 0)
        copy(record->reden, sizeof(record->reden), value);
    else if (strcmp(key, "in") == 0)
        record->ingang = annals_day(value);
    else if (strcmp(key, "begin") == 0)
        record->begin = annals_day(value);
    else if (strcmp(key, "eind") == 0)
        record->eind = annals_day(value);
    else if (strcmp(key, "st") == 0)
        record->status = value[0];
    else if (strcmp(key, "t") == 0)
        record->moment = atoll(value);
    else if (strcmp(key, "ref") == 0)
        record->referentie = annals_key(value);
    else if (strcmp(key, "vorig") == 0)
        record->vorig = annals_key(value);
    else if (strcmp(key, "budget") == 0)
        record->budget = atoll(value);
    else if (strcmp(key, "een") == 0)
        copy(record->eenheid, sizeof(record->eenheid), value);
    else if (strcmp(key, "bedrag") == 0)
        record->bedrag.cents = atoll(value);
    else if (strcmp(key, "bsn") == 0)
        record->client = annals_key(value);
    else if (strcmp(key, "gem") == 0)
        copy(record->gemeente, sizeof(record->gemeente), value);
    else if (strcmp(key, "agb") == 0)
        copy(record->aanbieder, sizeof(record->aanbieder), value);
    else if (strcmp(key, "uit") == 0)
        record->uitkomst =
            strcmp(value, "af") == 0 ? IWMO_UITKOMST_AFGEWEZEN : IWMO_UITKOMST_OPEN;
    else
        return false;
    return true;
}

static void
read_word(struct iwmo_record *record, char *word)
{
    char *equals = strchr(word, '='), *slash = strchr(word, '/'), *cross;

    if (equals != NULL) {
        *equals = '\0';
        cr_assert(read_pair(record, word, equals + 1), "%s", word);
    } else if (strstr(word, "..") != NULL) {
        record->begin = annals_day(word);
        if (word[12] != '\0')
            record->eind = annals_day(word + 12);
    } else if (slash != NULL && strchr(slash + 1, '/') != NULL) {
        char *second = strchr(slash + 1, '/');
        *slash = *second = '\0';
        record->volume = atoll(word);
        copy(record->eenheid, sizeof(record->eenheid), slash + 1);
        copy(record->frequentie, sizeof(record->frequentie), second + 1);
    } else if (slash != NULL) {
        *slash = '\0';
        copy(record->categorie, sizeof(record->categorie), word);
        copy(record->code, sizeof(record->code), slash + 1);
    } else if (word[strspn(word, "0123456789")] == '\0') {
        record->nummer = atoll(word);
    } else if ((cross = strchr(word, 'x')) != NULL) {
        record->volume = atoll(word);
        if (cross[1] != '\0')
            record->tarief = atoll(cross + 1);
        record->bedrag.cents = record->volume * (cross[1] != '\0' ? record->tarief : 1);
    } else {
        record->referentie = annals_key(word);
    }
}

static struct iwmo_record
read_record(const char *words)
{
    char line[256], *rest = NULL;

    copy(line, sizeof(line), words);
    char *word = strtok_r(line, " ", &rest);
    struct iwmo_record record = iwmo_record_of(kind_of(word));
    bool is_credit = strcmp(word, "CR") == 0;
    record.client = annals_key("A");
    copy(record.gemeente, sizeof(record.gemeente), "0384");
    copy(record.aanbieder, sizeof(record.aanbieder), "65656055");
    record.uitkomst = IWMO_UITKOMST_GOED;
    if (record.kind == IWMO_RECORD_PRESTATIE || record.kind == IWMO_RECORD_TERUG) {
        record.status = is_credit ? 'C' : 'D';
        copy(record.eenheid, sizeof(record.eenheid), "04");
    }
    while ((word = strtok_r(NULL, " ", &rest)) != NULL)
        read_word(&record, word);
    if (is_credit)
        record.bedrag.cents = -record.bedrag.cents;
    return record;
}

/* ---- the history ---- */

static bool
is_about(const struct iwmo_record *record, const struct iwmo_question *question)
{
    return (question->kinds & IWMO_KIND_BIT(record->kind)) != 0 &&
           (question->gemeente[0] == '\0' ||
            strcmp(question->gemeente, record->gemeente) == 0) &&
           (question->aanbieder[0] == '\0' ||
            strcmp(question->aanbieder, record->aanbieder) == 0);
}

static bool
answers(const struct iwmo_record *record, const struct iwmo_question *question)
{
    if (question->by == IWMO_BY_MESSAGE)
        return (question->kinds & IWMO_KIND_BIT(record->kind)) != 0 &&
               record->message == question->message;
    if (!is_about(record, question) ||
        (question->has_day && record->kind == IWMO_RECORD_PRESTATIE &&
         !iwmo_date_equal(record->begin, question->day)))
        return false;
    switch (question->by) {
    case IWMO_BY_CLIENT:
        return iwmo_key_equal(&record->client, &question->client);
    case IWMO_BY_TOEWIJZING:
        return record->nummer == question->nummer &&
               (iwmo_key_is_absent(&question->client) ||
                iwmo_key_equal(&record->client, &question->client));
    case IWMO_BY_REFERENTIE:
        return iwmo_key_equal(&record->referentie, &question->referentie);
    case IWMO_BY_VORIG:
        return iwmo_key_equal(&record->vorig, &question->referentie);
    default:
        return question->by == IWMO_BY_PARTIES;
    }
}

static enum iwmo_status
count_question(struct annals *books, struct iwmo_error *err)
{
    if (++books->questions == books->fails_at)
        return iwmo_fail(err, IWMO_IO, "the books are on fire");
    return IWMO_OK;
}

static enum iwmo_status
find_records(void *self, const struct iwmo_question *question, struct iwmo_arena *arena,
             struct iwmo_records *answer, struct iwmo_error *err)
{
    struct annals *books = self;
    size_t count = 0;

    for (size_t i = 0; i < books->past_count; i++)
        count += answers(&books->past[i], question);
    struct iwmo_record *rows = iwmo_arena_alloc(arena, (count + 1) * sizeof(*rows));
    if (rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    count = 0;
    for (size_t i = 0; i < books->past_count; i++) {
        const struct iwmo_record *record = &books->past[i];
        if (!answers(record, question))
            continue;
        if (question->by != IWMO_BY_PARTIES || count == 0)
            rows[count++] = *record;
        else if (!iwmo_date_before(record->begin, rows[0].begin))
            rows[0] = *record; /* the last */
    }
    *answer = (struct iwmo_records){rows, count};
    books->rows += count;
    return count_question(books, err);
}

/* A row per line: whoever asks adds them up. */
static enum iwmo_status
find_declared(void *self, const struct iwmo_question *question,
              struct iwmo_arena *arena, struct iwmo_declared_list *answer,
              struct iwmo_error *err)
{
    struct annals *books = self;
    struct iwmo_question lines = *question;
    size_t room = books->past_count + 1;

    lines.by = IWMO_BY_TOEWIJZING;
    lines.kinds = IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE);
    *answer = (struct iwmo_declared_list){
        iwmo_arena_alloc(arena, room * sizeof(*answer->rows)), 0};
    if (answer->rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < books->past_count; i++) {
        const struct iwmo_record *line = &books->past[i];
        if (!answers(line, &lines) || line->uitkomst == IWMO_UITKOMST_AFGEWEZEN ||
            (question->without != 0 && line->message == question->without))
            continue;
        struct iwmo_declared *row = &answer->rows[answer->count++];
        int64_t volume = line->volume == IWMO_ABSENT ? 0 : line->volume;
        *row = (struct iwmo_declared){.volume = line->status == 'C' ? -volume : volume,
                                      .cents = line->bedrag.cents};
        copy(row->eenheid, sizeof(row->eenheid), line->eenheid);
    }
    return count_question(books, err);
}

static bool
is_entry(const struct iwmo_entry *entry, const struct iwmo_entry *like)
{
    return strcmp(entry->message, like->message) == 0 &&
           strcmp(entry->afzender, like->afzender) == 0 &&
           iwmo_key_equal(&entry->identificatie, &like->identificatie);
}

static enum iwmo_status
find_entries(void *self, const struct iwmo_entry_question *question,
             struct iwmo_arena *arena, struct iwmo_entries *answer,
             struct iwmo_error *err)
{
    struct annals *books = self;
    struct iwmo_entry *rows = iwmo_arena_alloc(arena, sizeof(books->entries));
    size_t count = 0;

    cr_assert(question->by == IWMO_ENTRY_BY_IDENTIFICATIE ||
              question->by == IWMO_ENTRY_BY_ID);
    if (rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (question->by == IWMO_ENTRY_BY_ID) { /* of a request, as every other record */
        *answer = (struct iwmo_entries){rows, 1};
        rows[0] = (struct iwmo_entry){.id = question->like.id,
                                      .message = "WMO315",
                                      .dagtekening = annals_day("2026-03-02")};
        return count_question(books, err);
    }
    for (size_t i = 0; i < books->entry_count; i++)
        if (is_entry(&books->entries[i], &question->like))
            rows[count++] = books->entries[i];
    *answer = (struct iwmo_entries){rows, count};
    return count_question(books, err);
}

/* ---- books ---- */

static const struct iwmo_message_kind *
message_of(const char *name)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        if (message->release == R_3_2 && strcmp(message->name, name) == 0)
            return message;
    }
    cr_assert_fail("no message %s", name);
    return NULL;
}

/* Who sends and gets a message. */
static void
set_parties(struct iwmo_entry *entry)
{
    bool is_of_gemeente = strcmp(entry->message, "WMO301") == 0 ||
                          strcmp(entry->message, "WMO319") == 0 ||
                          strcmp(entry->message, "WMO325") == 0;

    copy(entry->gemeente, sizeof(entry->gemeente), "0384");
    copy(entry->aanbieder, sizeof(entry->aanbieder), "65656055");
    copy(entry->afzender, sizeof(entry->afzender),
         is_of_gemeente ? "0384" : "65656055");
    copy(entry->ontvanger, sizeof(entry->ontvanger),
         is_of_gemeente ? "65656055" : "0384");
    entry->side = is_of_gemeente ? IWMO_SIDE_AANBIEDER : IWMO_SIDE_GEMEENTE;
}

void
annals_open(struct annals *books, const char *message, const char *today)
{
    *books = (struct annals){.arena = iwmo_arena_new(0)};
    cr_assert_not_null(books->arena);
    copy(books->entry.message, sizeof(books->entry.message), message);
    set_parties(&books->entry);
    books->entry.identificatie = annals_key("new");
    books->entry.client = annals_key("A");
    books->entry.dagtekening = annals_day(today);
    books->history =
        (struct iwmo_history){find_records, find_entries, find_declared, books};
    books->across = (struct iwmo_across){
        .schema = message_of(message),
        .entry = &books->entry,
        .history = &books->history,
        .today = annals_day(today),
        .findings = &books->findings,
        .scratch = books->arena,
    };
}

void
annals_close(struct annals *books)
{
    iwmo_arena_free(books->arena);
}

void
annals_also(struct annals *books, const char *words)
{
    cr_assert_lt(books->past_count, (size_t)BOOKS_ROOM);
    struct iwmo_record *record = &books->past[books->past_count++];
    *record = read_record(words);
    record->message = books->message;
    record->ordinal = (uint32_t)books->past_count;
    record->id = books->past_count;
}

void
annals_said(struct annals *books, const char *words)
{
    books->message++;
    annals_also(books, words);
}

struct iwmo_entry *
annals_entry(struct annals *books, const char *message, const char *identificatie)
{
    struct iwmo_entry *entry = &books->entries[books->entry_count++];

    copy(entry->message, sizeof(entry->message), message);
    set_parties(entry);
    entry->identificatie = annals_key(identificatie);
    entry->state = IWMO_ENTRY_PROCESSED;
    entry->id = books->message + 1;
    return entry;
}

void
annals_now(struct annals *books, const char *words)
{
    cr_assert_lt(books->now_count, (size_t)BOOKS_ROOM);
    struct iwmo_record *record = &books->now[books->now_count++];
    *record = read_record(words);
    record->uitkomst = IWMO_UITKOMST_OPEN;
    record->ordinal = (uint32_t)books->now_count;
    record->where.at.line = record->ordinal;
    record->parent = books->verzoek != 0 ? books->verzoek : books->client;
    if (record->kind == IWMO_RECORD_CLIENT) {
        books->client = record->ordinal;
        record->parent = 0;
    } else if (record->kind == IWMO_RECORD_VERZOEK) {
        books->verzoek = record->ordinal;
        record->parent = books->client;
    }
}

void
annals_expect(struct annals *books, const char *expected)
{
    struct iwmo_error err = {0};
    struct iwmo_buffer found = {0};

    iwmo_findings_init(&books->findings, books->arena, 100);
    books->across.records = (struct iwmo_records){books->now, books->now_count};
    cr_assert_eq(iwmo_across_run(&books->across, &err), IWMO_OK, "%s", err.text);
    for (const struct iwmo_finding *at = books->findings.first; at; at = at->next)
        iwmo_buffer_printf(&found, "%s%s@%u", found.size > 0 ? " " : "",
                           at->fault->retourcode[0] != '\0' ? at->fault->retourcode
                                                            : at->fault->code,
                           (unsigned)at->where.at.line);
    cr_expect_str_eq(found.size > 0 ? found.at : "", expected);
    iwmo_buffer_release(&found);
}
