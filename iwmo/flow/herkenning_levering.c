#include "flow/herkenning_tables.h"
#include "model/levensloop.h"

/*
 * Table 5.3 of duplicates: starts and stops.
 */
#define LEVERING (IWMO_KIND_BIT(IWMO_RECORD_START) | IWMO_KIND_BIT(IWMO_RECORD_STOP))

/* Codes of a refused record, the one that names it best first. */
static const struct {
    const char *code;
    char status;
    enum iwmo_herkend verdict;
    const char *row;
} refusals[] = {
    {"9074", '1', IWMO_HERKEND_DUPLICATE, "C1"},
    {"9326", '1', IWMO_HERKEND_CONFLICT, "C3"},
    {"9413", '1', IWMO_HERKEND_DUPLICATE, "C7"},
    {"9415", '1', IWMO_HERKEND_CONFLICT, "C8"},
    {"9063", '3', IWMO_HERKEND_CONFLICT, "C10"},
};

static bool
refuse(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
       struct iwmo_herkenning *verdict)
{
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
        if (refusals[i].status == record->status &&
            iwmo_herkenning_has_code(herkenner, record, refusals[i].code)) {
            *verdict = iwmo_herkenning_refused(refusals[i].verdict, refusals[i].row,
                                               refusals[i].code);
            return true;
        }
    const char *code = iwmo_herkenning_any_code(herkenner, record);
    if (code == NULL)
        return false;
    *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "", code);
    return true;
}

/* C11: the same message withdraws one of the same kind with another key. */
static bool
replaces(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record)
{
    const struct iwmo_herkenning_withdrawn *withdrawn =
        &herkenner->withdrawn[record->kind];

    return withdrawn->one != NULL &&
           iwmo_key_equal(&withdrawn->one->client, &record->client) &&
           (withdrawn->other != NULL || !iwmo_record_same_key(withdrawn->one, record));
}

/* Of one delivery: the same number, or without number the same product. */
static bool
is_same_delivery(const struct iwmo_record *a, const struct iwmo_record *b)
{
    if (a->nummer != b->nummer || strcmp(a->gemeente, b->gemeente) != 0)
        return false;
    return a->nummer != IWMO_ABSENT || iwmo_record_same_product(a, b);
}

static struct iwmo_herkenning
accepted(const struct iwmo_record *record, const struct iwmo_records *earlier)
{
    const struct iwmo_levering levering = iwmo_levering_of(earlier);
    const bool is_start = record->kind == IWMO_RECORD_START;

    for (size_t i = 0; i < earlier->count; i++)
        if (earlier->rows[i].kind == record->kind && earlier->rows[i].status == '1' &&
            iwmo_record_same_key(&earlier->rows[i], record))
            return iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "C2");
    if (is_start)
        return iwmo_herkenning_taken(IWMO_HERKEND_NEW,
                                     levering.stop != NULL ? IWMO_HERKENNING_RESTART
                                                           : IWMO_HERKENNING_FIRST,
                                     "C4");
    if (levering.state == IWMO_LEVERING_PAUSED)
        return iwmo_herkenning_taken(IWMO_HERKEND_CORRECTION, IWMO_HERKENNING_OTHER,
                                     "C6");
    return iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "C5");
}

enum iwmo_status
iwmo_herkenning_levering(const struct iwmo_herkenner *herkenner,
                         const struct iwmo_record *record,
                         struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records earlier;

    if (refuse(herkenner, record, verdict))
        return IWMO_OK;
    if (record->status == '3') {
        *verdict = iwmo_herkenning_taken(IWMO_HERKEND_CORRECTION,
                                         IWMO_HERKENNING_WITHDRAWAL, "C9");
        return IWMO_OK;
    }
    if (replaces(herkenner, record)) {
        *verdict = iwmo_herkenning_taken(IWMO_HERKEND_CORRECTION, IWMO_HERKENNING_OTHER,
                                         "C11");
        return IWMO_OK;
    }
    enum iwmo_status status =
        iwmo_ask_alike(&herkenner->ask, record, LEVERING, &earlier, err);
    if (status != IWMO_OK)
        return status;
    size_t kept = 0;
    for (size_t i = 0; i < earlier.count; i++)
        if (is_same_delivery(&earlier.rows[i], record))
            earlier.rows[kept++] = earlier.rows[i];
    earlier.count = kept;
    *verdict = accepted(record, &earlier);
    return IWMO_OK;
}
