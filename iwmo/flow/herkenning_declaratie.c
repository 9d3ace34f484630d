#include <stdlib.h>
#include <string.h>

#include "flow/herkenning_tables.h"
#include "model/levensloop.h"

/*
 * Tables 5.6 and 5.7 of duplicates: declarations and the answers on them.
 */

/* ---- 5.6: 323 ---- */

enum iwmo_status
iwmo_herkenning_declaratie(const struct iwmo_herkenner *herkenner,
                           const struct iwmo_record *record,
                           struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    const struct iwmo_herkenning_task *task = herkenner->task;
    const char *code = iwmo_herkenning_any_code(herkenner, record);
    const struct iwmo_entry *entry = NULL;
    struct iwmo_records earlier;

    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_FIRST, "");
    if (!iwmo_herkenning_has_code(herkenner, record, "9333")) {
        if (code != NULL)
            *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "", code);
        return IWMO_OK;
    }
    *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "G1", "9333");
    enum iwmo_status status = iwmo_ask_referentie(
        &herkenner->ask, IWMO_BY_REFERENTIE, record->aanbieder, &record->referentie,
        IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE), &earlier, err);
    if (status != IWMO_OK || earlier.count == 0)
        return status;
    verdict->against = earlier.rows[0].id;
    verdict->because = earlier.rows[0].message;
    status = iwmo_ask_entry(&herkenner->ask, earlier.rows[0].message, &entry, err);
    if (entry != NULL && iwmo_key_equal(&entry->content, &task->entry->content))
        verdict->verdict = IWMO_HERKEND_DUPLICATE;
    return status;
}

static bool
same_declared(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return iwmo_key_equal(&a->client, &b->client) && a->nummer == b->nummer &&
           strcmp(a->gemeente, b->gemeente) == 0 && iwmo_record_same_product(a, b) &&
           iwmo_date_equal(a->begin, b->begin) && iwmo_date_equal(a->eind, b->eind);
}

static bool
is_credited(const struct iwmo_record *debit, const struct iwmo_records *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->rows[i].kind == IWMO_RECORD_PRESTATIE &&
            lines->rows[i].status == 'C' &&
            lines->rows[i].uitkomst != IWMO_UITKOMST_AFGEWEZEN &&
            iwmo_key_equal(&lines->rows[i].vorig, &debit->referentie))
            return true;
    return false;
}

/* By a line of the message at hand: those are in order of what they credit. */
static bool
is_credited_now(const struct iwmo_herkenner *herkenner, const struct iwmo_record *debit)
{
    size_t low = 0, high = herkenner->credit_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(&herkenner->credits[middle]->vorig, &debit->referentie,
                   sizeof(debit->referentie)) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < herkenner->credit_count &&
           iwmo_key_equal(&herkenner->credits[low]->vorig, &debit->referentie);
         low++)
        if (herkenner->credits[low]->uitkomst != IWMO_UITKOMST_AFGEWEZEN)
            return true;
    return false;
}

/* An accepted debit: the first of its content, or after a credit or a rejection. */
static enum iwmo_status
debit(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
      struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records lines;
    enum iwmo_status status =
        iwmo_ask_lines(&herkenner->ask, record, record->begin, &lines, err);

    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_FIRST, "");
    for (size_t i = 0; status == IWMO_OK && i < lines.count; i++) {
        const struct iwmo_record *earlier = &lines.rows[i];

        if (earlier->status != 'D' || !same_declared(earlier, record))
            continue;
        if (earlier->uitkomst == IWMO_UITKOMST_AFGEWEZEN && verdict->row[0] == '\0')
            *verdict =
                iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "G10");
        else if (is_credited(earlier, &lines) || is_credited_now(herkenner, earlier))
            *verdict = iwmo_herkenning_taken(IWMO_HERKEND_CORRECTION,
                                             IWMO_HERKENNING_AFTER_CREDIT, "G9");
        else
            continue;
        verdict->against = earlier->id;
        verdict->because = earlier->message;
    }
    return status;
}

/* 8017: no such debit (G6), or one that differs (G8). */
static enum iwmo_status
failed_credit(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
              struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records debits;
    enum iwmo_status status = iwmo_ask_referentie(
        &herkenner->ask, IWMO_BY_REFERENTIE, record->aanbieder, &record->vorig,
        IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE), &debits, err);

    *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "G6", "8017");
    for (size_t i = 0; status == IWMO_OK && i < debits.count; i++)
        if (debits.rows[i].status == 'D' &&
            debits.rows[i].uitkomst == IWMO_UITKOMST_GOED) {
            *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "G8", "8017");
            verdict->against = debits.rows[i].id;
            verdict->because = debits.rows[i].message;
        }
    return status;
}

enum iwmo_status
iwmo_herkenning_prestatie(const struct iwmo_herkenner *herkenner,
                          const struct iwmo_record *record,
                          struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    const char *code = iwmo_herkenning_any_code(herkenner, record);

    if (iwmo_herkenning_has_code(herkenner, record, "8021"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_DUPLICATE, "G2", "8021");
    else if (iwmo_herkenning_has_code(herkenner, record, "9390"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_DUPLICATE, "G7", "9390");
    else if (iwmo_herkenning_has_code(herkenner, record, "8017"))
        return failed_credit(herkenner, record, verdict, err);
    else if (iwmo_herkenning_has_code(herkenner, record, "9389"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_DUPLICATE, "G3", "9389");
    else if (code != NULL)
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "", code);
    else if (record->status == 'C')
        *verdict = iwmo_herkenning_taken(IWMO_HERKEND_CORRECTION,
                                         IWMO_HERKENNING_CREDIT, "G5");
    else
        return debit(herkenner, record, verdict, err);
    return IWMO_OK;
}

/* ---- 5.7: 325 ---- */

static int
by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
by_line(const void *left, const void *right)
{
    const struct iwmo_record *a = *(const struct iwmo_record *const *)left;
    const struct iwmo_record *b = *(const struct iwmo_record *const *)right;
    const int differences[] = {
        memcmp(&a->referentie, &b->referentie, sizeof(a->referentie)),
        memcmp(&a->client, &b->client, sizeof(a->client)),
        by_number(a->nummer, b->nummer),
        strcmp(a->gemeente, b->gemeente),
        strcmp(a->categorie, b->categorie),
        strcmp(a->code, b->code),
        by_number(a->begin.days, b->begin.days),
        by_number(a->eind.days, b->eind.days),
        by_number(a->volume, b->volume),
        by_number(a->bedrag.cents, b->bedrag.cents),
        by_number(a->status, b->status),
        memcmp(a->retourcodes, b->retourcodes, sizeof(a->retourcodes)),
    };

    for (size_t i = 0; i < sizeof(differences) / sizeof(differences[0]); i++)
        if (differences[i] != 0)
            return differences[i];
    return 0;
}

/* The lines that come back, in one order; NULL: no memory. */
static const struct iwmo_record **
sort_lines(const struct iwmo_records *records, struct iwmo_arena *arena, size_t *count)
{
    const struct iwmo_record **lines =
        iwmo_arena_alloc(arena, (records->count + 1) * sizeof(*lines));

    *count = 0;
    for (size_t i = 0; lines != NULL && i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_TERUG)
            lines[(*count)++] = &records->rows[i];
    if (*count > 0)
        qsort(lines, *count, sizeof(*lines), by_line);
    return lines;
}

/* The lines that come back are the same, in any order. */
static enum iwmo_status
same_lines(const struct iwmo_records *a, const struct iwmo_records *b,
           struct iwmo_arena *arena, bool *is_same, struct iwmo_error *err)
{
    size_t count, other_count;
    const struct iwmo_record **lines = sort_lines(a, arena, &count);
    const struct iwmo_record **others = sort_lines(b, arena, &other_count);

    if (lines == NULL || others == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    *is_same = count == other_count;
    for (size_t i = 0; *is_same && i < count; i++)
        *is_same = by_line(&lines[i], &others[i]) == 0;
    return IWMO_OK;
}

/* H3, H4: there was a 325 on it before. */
static enum iwmo_status
second_answer(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
              const struct iwmo_record *earlier, struct iwmo_herkenning *verdict,
              struct iwmo_error *err)
{
    struct iwmo_records lines;
    enum iwmo_status status =
        iwmo_ask_message(&herkenner->ask, earlier->message,
                         IWMO_KIND_BIT(IWMO_RECORD_TERUG), &lines, err);
    bool is_same = false;

    if (status == IWMO_OK && record->bedrag.cents == earlier->bedrag.cents &&
        record->ingediend.cents == earlier->ingediend.cents)
        status = same_lines(&herkenner->task->records, &lines, herkenner->ask.arena,
                            &is_same, err);
    *verdict = iwmo_herkenning_taken(
        is_same ? IWMO_HERKEND_DUPLICATE : IWMO_HERKEND_CONFLICT,
        is_same ? IWMO_HERKENNING_REPEAT : IWMO_HERKENNING_SAME_VERSION,
        is_same ? "H3" : "H4");
    verdict->against = earlier->id;
    verdict->because = earlier->message;
    return status;
}

enum iwmo_status
iwmo_herkenning_toekenning(const struct iwmo_herkenner *herkenner,
                           const struct iwmo_record *record,
                           struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    const char *code = iwmo_herkenning_any_code(herkenner, record);
    const struct iwmo_record *declaratie = NULL, *earlier = NULL;
    struct iwmo_records known;
    enum iwmo_status status = iwmo_ask_referentie(
        &herkenner->ask, IWMO_BY_REFERENTIE, record->aanbieder, &record->referentie,
        IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE) | IWMO_KIND_BIT(IWMO_RECORD_TOEKENNING),
        &known, err);

    for (size_t i = 0; status == IWMO_OK && i < known.count; i++)
        if (known.rows[i].kind == IWMO_RECORD_DECLARATIE)
            declaratie = &known.rows[i];
        else
            earlier = &known.rows[i];
    if (status != IWMO_OK)
        return status;
    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "H2");
    if (declaratie == NULL)
        *verdict =
            iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT, IWMO_HERKENNING_OTHER, "H1");
    else if (iwmo_herkenning_has_code(herkenner, record, "TR342"))
        *verdict =
            iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT, IWMO_HERKENNING_OTHER, "H6");
    else if (earlier != NULL)
        return second_answer(herkenner, record, earlier, verdict, err);
    else if (code != NULL)
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "", code);
    return IWMO_OK;
}

/* H5, else as the DeclaratieAntwoord that it stands in. */
enum iwmo_status
iwmo_herkenning_terug(const struct iwmo_herkenner *herkenner,
                      const struct iwmo_record *record, struct iwmo_herkenning *verdict,
                      struct iwmo_error *err)
{
    const struct iwmo_herkenning_task *task = herkenner->task;

    (void)err;
    if (iwmo_herkenning_any_code(herkenner, record) != NULL) {
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "H5",
                                           iwmo_herkenning_any_code(herkenner, record));
        return IWMO_OK;
    }
    for (size_t i = 0; &task->records.rows[i] < record; i++)
        if (task->records.rows[i].kind == IWMO_RECORD_TOEKENNING) {
            *verdict = herkenner->verdicts[i];
            return IWMO_OK;
        }
    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "H2");
    return IWMO_OK;
}
