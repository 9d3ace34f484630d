#include <stdlib.h>
#include <string.h>

#include "flow/herkenning_tables.h"
#include "model/levensloop.h"

/*
 * Tables 5.4 and 5.5 of duplicates: requests and the answers on them.
 */
#define PARTS                                                                          \
    (IWMO_KIND_BIT(IWMO_RECORD_ONGEWIJZIGD) | IWMO_KIND_BIT(IWMO_RECORD_TE_WIJZIGEN) | \
     IWMO_KIND_BIT(IWMO_RECORD_NIEUW))
#define REQUESTS                                                                       \
    (IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) | IWMO_KIND_BIT(IWMO_RECORD_VERZOEK))
#define FATE                                                                           \
    (REQUESTS | IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD) |                                  \
     IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING))

static bool
is_part(const struct iwmo_record *record)
{
    return (IWMO_KIND_BIT(record->kind) & PARTS) != 0;
}

static int
by_integer(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
by_part(const void *left, const void *right)
{
    const struct iwmo_record *a = *(const struct iwmo_record *const *)left;
    const struct iwmo_record *b = *(const struct iwmo_record *const *)right;
    const int differences[] = {
        by_integer((int64_t)a->kind, (int64_t)b->kind),
        by_integer(a->nummer, b->nummer),
        strcmp(a->categorie, b->categorie),
        strcmp(a->code, b->code),
        by_integer(a->begin.days, b->begin.days),
        by_integer(a->eind.days, b->eind.days),
        by_integer(a->volume, b->volume),
        strcmp(a->eenheid, b->eenheid),
        strcmp(a->frequentie, b->frequentie),
        by_integer(a->budget, b->budget),
    };

    for (size_t i = 0; i < sizeof(differences) / sizeof(differences[0]); i++)
        if (differences[i] != 0)
            return differences[i];
    return 0;
}

/* The parts under that reference, in one order; NULL: no memory. */
static const struct iwmo_record **
sort_parts(const struct iwmo_records *records, const struct iwmo_key *referentie,
           struct iwmo_arena *arena, size_t *count)
{
    const struct iwmo_record **parts =
        iwmo_arena_alloc(arena, (records->count + 1) * sizeof(*parts));

    *count = 0;
    for (size_t i = 0; parts != NULL && i < records->count; i++)
        if (is_part(&records->rows[i]) &&
            iwmo_key_equal(&records->rows[i].referentie, referentie))
            parts[(*count)++] = &records->rows[i];
    if (*count > 0)
        qsort(parts, *count, sizeof(*parts), by_part);
    return parts;
}

/* The same parts, in any order. */
static enum iwmo_status
same_parts(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
           const struct iwmo_records *others, const struct iwmo_key *other_referentie,
           bool *is_same, struct iwmo_error *err)
{
    size_t count, other_count;
    struct iwmo_arena *arena = herkenner->ask.arena;
    const struct iwmo_record **parts =
        sort_parts(&herkenner->task->records, &record->referentie, arena, &count);
    const struct iwmo_record **theirs =
        sort_parts(others, other_referentie, arena, &other_count);

    if (parts == NULL || theirs == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    *is_same = count == other_count;
    for (size_t i = 0; *is_same && i < count; i++)
        *is_same = by_part(&parts[i], &theirs[i]) == 0;
    return IWMO_OK;
}

/* Does the request in the books ask the same as the one at hand? */
static enum iwmo_status
same_request(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
             const struct iwmo_record *earlier, bool *is_same, struct iwmo_error *err)
{
    struct iwmo_records parts;

    *is_same = record->kind == earlier->kind &&
               iwmo_key_equal(&record->client, &earlier->client) &&
               strcmp(record->gemeente, earlier->gemeente) == 0;
    if (!*is_same)
        return IWMO_OK;
    if (record->kind == IWMO_RECORD_AANVRAAG) {
        *is_same = iwmo_record_same_content(record, earlier);
        return IWMO_OK;
    }
    enum iwmo_status status =
        iwmo_ask_message(&herkenner->ask, earlier->message, PARTS, &parts, err);
    *is_same = false;
    if (status != IWMO_OK || strcmp(record->reden, earlier->reden) != 0)
        return status;
    return same_parts(herkenner, record, &parts, &earlier->referentie, is_same, err);
}

/* D1: the reference is known. */
static enum iwmo_status
known_reference(const struct iwmo_herkenner *herkenner,
                const struct iwmo_record *record, const char *code,
                struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records earlier;
    bool is_same = false;
    enum iwmo_status status =
        iwmo_ask_referentie(&herkenner->ask, IWMO_BY_REFERENTIE, record->aanbieder,
                            &record->referentie, REQUESTS, &earlier, err);

    if (status != IWMO_OK || earlier.count == 0)
        return status;
    status = same_request(herkenner, record, &earlier.rows[0], &is_same, err);
    *verdict = iwmo_herkenning_refused(
        is_same ? IWMO_HERKEND_DUPLICATE : IWMO_HERKEND_CONFLICT, "D1", code);
    verdict->against = earlier.rows[0].id;
    verdict->because = earlier.rows[0].message;
    return status;
}

/* Release 2.3 has no code for a request that comes again: D1 when it asks for the same,
 * else D2. */
static enum iwmo_status
asked_again(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
            struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records earlier;
    enum iwmo_status status = iwmo_ask_client(
        &herkenner->ask, &record->client, record->gemeente, record->aanbieder,
        IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG), &earlier, err);

    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "D2");
    for (size_t i = 0; status == IWMO_OK && i < earlier.count; i++) {
        const struct iwmo_record *request = &earlier.rows[i];

        if (!iwmo_record_same_product(request, record) ||
            !iwmo_date_equal(request->begin, record->begin) ||
            !iwmo_key_equal(&request->referentie, &record->referentie))
            continue;
        *verdict =
            iwmo_herkenning_taken(IWMO_HERKEND_DUPLICATE, IWMO_HERKENNING_REPEAT, "D1");
        verdict->against = request->id;
        verdict->because = request->message;
    }
    return status;
}

/* D3: an equal request was refused before. */
static enum iwmo_status
is_fresh_try(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
             struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records earlier, fate;
    enum iwmo_status status =
        iwmo_ask_client(&herkenner->ask, &record->client, record->gemeente,
                        record->aanbieder, REQUESTS, &earlier, err);

    for (size_t i = 0; status == IWMO_OK && i < earlier.count; i++) {
        bool is_same = false;

        status = same_request(herkenner, record, &earlier.rows[i], &is_same, err);
        if (status != IWMO_OK || !is_same)
            continue;
        status =
            iwmo_ask_referentie(&herkenner->ask, IWMO_BY_REFERENTIE, record->aanbieder,
                                &earlier.rows[i].referentie, FATE, &fate, err);
        if (status != IWMO_OK || iwmo_verzoek_state_of(&fate) != IWMO_VERZOEK_REFUSED)
            continue;
        *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "D3");
        verdict->against = earlier.rows[i].id;
        verdict->because = earlier.rows[i].message;
    }
    return status;
}

/* D4: there is an allocation for that product and period (OP307). */
static enum iwmo_status
is_allocated(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
             struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records versions;
    enum iwmo_status status = iwmo_ask_client(
        &herkenner->ask, &record->client, record->gemeente, record->aanbieder,
        IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &versions, err);

    for (size_t i = 0; status == IWMO_OK && i < versions.count; i++) {
        const struct iwmo_record *version = &versions.rows[i];
        struct iwmo_records one = {.rows = NULL};

        if (!iwmo_toewijzing_is_actual(version, herkenner->task->entry->dagtekening) ||
            !iwmo_toewijzing_stacks(record, version))
            continue;
        status =
            iwmo_ask_toewijzing(&herkenner->ask, version->gemeente, version->nummer,
                                IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &one, err);
        const struct iwmo_record *current =
            status == IWMO_OK ? iwmo_toewijzing_current(&one) : NULL;
        if (current == NULL || current->id != version->id)
            continue;
        *verdict =
            iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT, IWMO_HERKENNING_OVERLAP, "D4");
        verdict->against = current->id;
        verdict->because = current->message;
        break;
    }
    return status;
}

enum iwmo_status
iwmo_herkenning_verzoek(const struct iwmo_herkenner *herkenner,
                        const struct iwmo_record *record,
                        struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    const struct iwmo_herkenning_task *task = herkenner->task;
    const struct iwmo_record *client = iwmo_herkenning_parent(task, record);
    const bool has_open =
        client != NULL && iwmo_herkenning_has_code(herkenner, client, "9374");
    const bool is_known = iwmo_herkenning_has_code(herkenner, record, "9347");
    const char *code = iwmo_herkenning_any_code(herkenner, record);
    enum iwmo_status status = IWMO_OK;

    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "D5");
    if (has_open)
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "D2", "9374");
    else if (code != NULL)
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "", code);
    if (has_open || is_known)
        return known_reference(herkenner, record, has_open ? "9374" : "9347", verdict,
                               err);
    if (code != NULL)
        return IWMO_OK;
    if (iwmo_herkenning_has_code(herkenner, record, "IW-H56"))
        return asked_again(herkenner, record, verdict, err);
    status = is_fresh_try(herkenner, record, verdict, err);
    if (status == IWMO_OK && record->kind == IWMO_RECORD_AANVRAAG &&
        verdict->row[1] == '5')
        status = is_allocated(herkenner, record, verdict, err);
    return status;
}

/* What stands in a Verzoek is judged with it, unless it is refused itself. */
enum iwmo_status
iwmo_herkenning_deel(const struct iwmo_herkenner *herkenner,
                     const struct iwmo_record *record, struct iwmo_herkenning *verdict,
                     struct iwmo_error *err)
{
    const struct iwmo_record *verzoek = iwmo_herkenning_parent(herkenner->task, record);
    const char *code = iwmo_herkenning_any_code(herkenner, record);

    (void)err;
    if (code != NULL) {
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "", code);
        return IWMO_OK;
    }
    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "D5");
    if (verzoek == NULL || verzoek->kind != IWMO_RECORD_VERZOEK)
        return IWMO_OK;
    *verdict = herkenner->verdicts[verzoek - herkenner->task->records.rows];
    return IWMO_OK;
}

/* ---- 5.5: answers ---- */

/* E6: a second final answer; DUPLICATE when it says the same as the first. */
static enum iwmo_status
second_answer(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
              struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records earlier;
    enum iwmo_status status = iwmo_ask_referentie(
        &herkenner->ask, IWMO_BY_REFERENTIE, record->aanbieder, &record->referentie,
        IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD), &earlier, err);

    *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "E6", "9365");
    for (size_t i = 0; status == IWMO_OK && i < earlier.count; i++)
        if (earlier.rows[i].status == record->status &&
            strcmp(earlier.rows[i].reden, record->reden) == 0)
            verdict->verdict = IWMO_HERKEND_DUPLICATE;
    return status;
}

enum iwmo_status
iwmo_herkenning_antwoord(const struct iwmo_herkenner *herkenner,
                         const struct iwmo_record *record,
                         struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    const char *code = iwmo_herkenning_any_code(herkenner, record);

    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER,
                                     record->status == '2' ? "E3" : "E5");
    if (iwmo_herkenning_has_code(herkenner, record, "9355"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "E1", "9355");
    else if (iwmo_herkenning_has_code(herkenner, record, "9359"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "E2", "9359");
    else if (iwmo_herkenning_has_code(herkenner, record, "9365"))
        return second_answer(herkenner, record, verdict, err);
    else if (iwmo_herkenning_has_code(herkenner, record, "9360"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_DUPLICATE, "E4", "9360");
    else if (code != NULL)
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "", code);
    return IWMO_OK;
}
