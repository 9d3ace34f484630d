#include "ledger/folio.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

char folio_path[TEST_PATH + 20];
static char folder[TEST_PATH];

void
folio_make(void)
{
    test_make_folder(folder);
    snprintf(folio_path, sizeof(folio_path), "%s/ledger.db", folder);
}

void
folio_remove(void)
{
    char **paths = test_paths(folder, "");

    for (size_t i = 0; paths[i] != NULL; i++)
        unlink(paths[i]);
    test_free_paths(paths);
    rmdir(folder);
}

enum iwmo_status
folio_try(struct iwmo_ledger **ledger, struct iwmo_error *err)
{
    struct iwmo_ledger_options options = {.path = folio_path};

    return iwmo_ledger_open(&options, ledger, err);
}

struct iwmo_ledger *
folio_open(void)
{
    struct iwmo_error err = {0};
    struct iwmo_ledger *ledger = NULL;

    cr_assert_eq(folio_try(&ledger, &err), IWMO_OK, "%s", err.text);
    return ledger;
}

void
folio_begin(struct iwmo_ledger *ledger)
{
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_ledger_begin(ledger, &err), IWMO_OK, "%s", err.text);
}

void
folio_commit(struct iwmo_ledger *ledger)
{
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_ledger_commit(ledger, &err), IWMO_OK, "%s", err.text);
}

struct iwmo_key
folio_key(struct iwmo_ledger *ledger, const char *kind, const char *value)
{
    struct iwmo_key key;

    cr_assert_eq(iwmo_pseudonym_make(iwmo_ledger_pseudonyms(ledger), kind,
                                     iwmo_text(value), &key, NULL),
                 IWMO_OK);
    return key;
}

struct iwmo_entry
folio_entry(struct iwmo_ledger *ledger, const char *identificatie, const char *bsn)
{
    struct iwmo_entry entry = {
        .side = IWMO_SIDE_AANBIEDER,
        .direction = IWMO_IN,
        .state = IWMO_ENTRY_PROCESSED,
        .message = "WMO301",
        .release = "3.2",
        .afzender = "0518",
        .ontvanger = "12345678",
        .gemeente = "0518",
        .aanbieder = "12345678",
        .xsd_versie = "1.0.0/1.0.0",
        .verdict = 'N',
    };

    entry.identificatie = folio_key(ledger, "identificatie", identificatie);
    entry.client = folio_key(ledger, "bsn", bsn);
    entry.file = folio_key(ledger, "file", identificatie);
    entry.content = folio_key(ledger, "content", identificatie);
    entry.dagtekening = iwmo_date_of(2025, 6, 1);
    entry.day = iwmo_date_of(2025, 6, 2);
    return entry;
}

struct iwmo_record
folio_toewijzing(const struct iwmo_entry *entry, uint32_t ordinal, int64_t nummer)
{
    struct iwmo_record record = iwmo_record_of(IWMO_RECORD_TOEWIJZING);

    record.message = entry->id;
    record.ordinal = ordinal;
    record.client = entry->client;
    strcpy(record.gemeente, entry->gemeente);
    strcpy(record.aanbieder, entry->aanbieder);
    record.nummer = nummer;
    strcpy(record.categorie, "02");
    strcpy(record.code, "02A03");
    record.begin = iwmo_date_of(2025, 1, 1);
    record.volume = 120;
    strcpy(record.eenheid, "01");
    strcpy(record.frequentie, "2");
    record.moment = 1735689600;
    return record;
}

struct iwmo_entry
folio_register(struct iwmo_ledger *ledger, const char *identificatie, const char *bsn,
               int64_t nummer)
{
    struct iwmo_error err = {0};
    struct iwmo_entry entry = folio_entry(ledger, identificatie, bsn);

    cr_assert_eq(iwmo_ledger_add_entry(ledger, &entry, &err), IWMO_OK, "%s", err.text);
    struct iwmo_record record = folio_toewijzing(&entry, 1, nummer);
    cr_assert_eq(iwmo_ledger_add_record(ledger, entry.side, &record, &err), IWMO_OK,
                 "%s", err.text);
    cr_assert_eq(
        iwmo_ledger_seal(ledger, entry.id, "file", iwmo_text("<Bericht/>"), &err),
        IWMO_OK, "%s", err.text);
    return entry;
}

static void
keep_first(void *self, const struct iwmo_damage *damage)
{
    struct iwmo_buffer words = {0};
    char *first = self;

    iwmo_damage_print(damage, IWMO_EN, &words);
    if (first != NULL && first[0] == '\0')
        snprintf(first, 300, "%s", words.at);
    iwmo_buffer_release(&words);
}

uint64_t
folio_check(struct iwmo_ledger *ledger, char first[300])
{
    struct iwmo_error err = {0};
    const struct iwmo_ledger_checking checking = {keep_first, first, NULL};
    struct iwmo_ledger_figures figures;

    if (first != NULL)
        first[0] = '\0';
    cr_assert_eq(iwmo_ledger_check(ledger, &checking, &figures, &err), IWMO_OK, "%s",
                 err.text);
    return figures.damages;
}

void
folio_sql(const char *sql)
{
    sqlite3 *db = NULL;

    cr_assert_eq(sqlite3_open(folio_path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s: %s", sql,
                 sqlite3_errmsg(db));
    sqlite3_close(db);
}

static enum iwmo_status
count_record(void *self, const struct iwmo_record *record)
{
    (void)record;
    (*(int64_t *)self)++;
    return IWMO_OK;
}

int64_t
folio_count(struct iwmo_ledger *ledger, enum iwmo_side side)
{
    int64_t count = 0;

    cr_assert_eq(
        iwmo_ledger_each_record(ledger, side, UINT32_MAX, count_record, &count, NULL),
        IWMO_OK);
    return count;
}
