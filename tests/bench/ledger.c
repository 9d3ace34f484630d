/*
 * Bench of the ledger: messages on the books per second, and the time of a look-up.
 *
 * A message is a 301 with one allocation: its entry, two records, its bytes sealed, six
 * pseudonyms, its rows in the audit trail.  BIG=1: a million of them; else a hundred
 * thousand.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "bench/measure.h"
#include "ledger/ledger.h"

enum { BATCH = 1000, FILE_BYTES = 5000, LOOKUPS = 300, CLIENTS_EVERY = 3 };

#define PATH "build/bench/ledger.db"

static void
must(enum iwmo_status status, const struct iwmo_error *err)
{
    if (status == IWMO_OK)
        return;
    fprintf(stderr, "ledger: %s\n", err->text);
    exit(1);
}

static struct iwmo_key
key_of(struct iwmo_ledger *ledger, const char *kind, uint64_t number)
{
    struct iwmo_error err = {0};
    struct iwmo_key key;
    char text[24];
    int size = snprintf(text, sizeof(text), "%09" PRIu64, number);

    must(iwmo_pseudonym_make(iwmo_ledger_pseudonyms(ledger), kind,
                             (struct iwmo_text){text, (size_t)size}, &key, &err),
         &err);
    return key;
}

static void
add_records(struct iwmo_ledger *ledger, const struct iwmo_entry *entry, uint64_t number)
{
    struct iwmo_error err = {0};

    for (uint32_t i = 0; i < 2; i++) {
        struct iwmo_record record =
            iwmo_record_of(i == 0 ? IWMO_RECORD_CLIENT : IWMO_RECORD_TOEWIJZING);
        record.message = entry->id;
        record.ordinal = i + 1;
        record.client = entry->client;
        strcpy(record.gemeente, entry->gemeente);
        strcpy(record.aanbieder, entry->aanbieder);
        if (i == 1) {
            record.parent = 1;
            record.nummer = (int64_t)number;
            strcpy(record.categorie, "02");
            strcpy(record.code, "02A03");
            record.begin.days = 20000;
            record.volume = 120;
            strcpy(record.eenheid, "01");
            strcpy(record.frequentie, "2");
            record.moment = 1735689600;
            record.referentie = key_of(ledger, "referentie", number);
        }
        must(iwmo_ledger_add_record(ledger, entry->side, &record, &err), &err);
    }
}

static void
register_message(struct iwmo_ledger *ledger, uint64_t number)
{
    static char bytes[FILE_BYTES];
    struct iwmo_error err = {0};
    struct iwmo_entry entry = {.side = IWMO_SIDE_AANBIEDER,
                               .state = IWMO_ENTRY_PROCESSED,
                               .message = "WMO301",
                               .release = "3.2",
                               .afzender = "0518",
                               .ontvanger = "12345678",
                               .gemeente = "0518",
                               .aanbieder = "12345678",
                               .xsd_versie = "1.0.0/1.0.0",
                               .verdict = 'N'};

    must(iwmo_ledger_mark(ledger, &err), &err);
    entry.identificatie = key_of(ledger, "identificatie", number);
    entry.client = key_of(ledger, "bsn", number / CLIENTS_EVERY);
    entry.reference = key_of(ledger, "reference", number);
    entry.file = key_of(ledger, "file", number);
    entry.content = key_of(ledger, "content", number);
    entry.day.days = 20000;
    must(iwmo_ledger_add_entry(ledger, &entry, &err), &err);
    add_records(ledger, &entry, number);
    must(iwmo_ledger_seal(ledger, entry.id, "file",
                          (struct iwmo_text){bytes, sizeof(bytes)}, &err),
         &err);
    must(iwmo_ledger_keep(ledger, &err), &err);
}

static void
fill(struct iwmo_ledger *ledger, uint64_t from, uint64_t to, struct times *times)
{
    struct iwmo_error err = {0};

    while (from < to) {
        double start = clock_seconds(CLOCK_MONOTONIC);
        must(iwmo_ledger_begin(ledger, &err), &err);
        for (int i = 0; i < BATCH; i++)
            register_message(ledger, from++);
        must(iwmo_ledger_commit(ledger, &err), &err);
        if (times->count < MAX_ROUNDS)
            times_add(times, clock_seconds(CLOCK_MONOTONIC) - start);
    }
}

/* What registration of a 305 asks: by allocation, by client, and the message itself. */
static void
look_up(struct iwmo_ledger *ledger, struct iwmo_arena *arena, uint64_t number)
{
    struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_question question = {.side = IWMO_SIDE_AANBIEDER,
                                     .by = IWMO_BY_TOEWIJZING,
                                     .kinds = UINT32_MAX,
                                     .gemeente = "0518",
                                     .nummer = (int64_t)number};
    struct iwmo_entry_question entry = {
        .by = IWMO_ENTRY_BY_IDENTIFICATIE,
        .like = {.side = IWMO_SIDE_AANBIEDER, .message = "WMO301", .afzender = "0518"}};
    struct iwmo_records records;
    struct iwmo_entries entries;
    struct iwmo_error err = {0};

    must(history.records(history.self, &question, arena, &records, &err), &err);
    size_t found = records.count;
    question.by = IWMO_BY_CLIENT;
    question.client = key_of(ledger, "bsn", number / CLIENTS_EVERY);
    must(history.records(history.self, &question, arena, &records, &err), &err);
    found += records.count;
    entry.like.identificatie = key_of(ledger, "identificatie", number);
    must(history.entries(history.self, &entry, arena, &entries, &err), &err);
    if (found < 3 || entries.count != 1) {
        fprintf(stderr, "ledger: not found\n");
        exit(1);
    }
    iwmo_arena_reset(arena);
}

static void
look_around(struct table *table, struct iwmo_ledger *ledger, uint64_t count)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    double total = 0, worst = 0;
    char name[80];

    for (uint64_t i = 0; i < LOOKUPS; i++) {
        double start = clock_seconds(CLOCK_MONOTONIC);
        look_up(ledger, arena, i * 7919 * 104729 % count);
        double taken = clock_seconds(CLOCK_MONOTONIC) - start;
        total += taken;
        worst = taken > worst ? taken : worst;
    }
    snprintf(name, sizeof(name), "three look-ups among %" PRIu64 ", mean", count);
    table_row(table, name, total / LOOKUPS * 1e3, "ms", 0, AT_MOST, 5);
    snprintf(name, sizeof(name), "three look-ups among %" PRIu64 ", worst", count);
    table_row(table, name, worst * 1e3, "ms", 0, AT_MOST, 5);
    iwmo_arena_free(arena);
}

int
main(void)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".key"};
    struct iwmo_ledger_options options = {.path = PATH};
    uint64_t counts[] = {100000, 1000000}, from = 0;
    size_t rounds = getenv("BIG") != NULL ? 2 : 1;
    struct iwmo_error err = {0};
    struct iwmo_ledger *ledger;
    char path[64];

    for (int turn = 0; turn < 2; turn++) {
        if (turn == 1) {
            struct table table = table_open("ledger");
            must(iwmo_ledger_open(&options, &ledger, &err), &err);
            for (size_t i = 0; i < rounds; from = counts[i++]) {
                struct times times = {.count = 0};
                double start = clock_seconds(CLOCK_MONOTONIC);
                fill(ledger, from, counts[i], &times);
                double taken = clock_seconds(CLOCK_MONOTONIC) - start;
                char name[80];
                snprintf(name, sizeof(name), "register up to %" PRIu64 ", %d a commit",
                         counts[i], BATCH);
                table_row(&table, name, (double)(counts[i] - from) / taken, "/s",
                          times_spread(&times), AT_LEAST, 10000);
                look_around(&table, ledger, counts[i]);
            }
            table_close(&table);
            iwmo_ledger_close(ledger);
        }
        for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
            snprintf(path, sizeof(path), PATH "%s", endings[i]);
            unlink(path);
        }
    }
    return 0;
}
