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
    const char *code = iwmo_herkenning_any_code(task, record);
    const struct iwmo_entry *entry = NULL;
    struct iwmo_records earlier;

    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_FIRST, "");
    if (!iwmo_herkenning_has_code(task, record, "9333")) {
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
           strcmp(a->gemeente, b->gemeente) == 0 &&
           strcmp(a->categorie, b->categorie) == 0 && strcmp(a->code, b->code) == 0 &&
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

/* An accepted debit: the first of its content, or after a credit or a rejection. */
static enum iwmo_status
debit(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
      struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records lines;
    enum iwmo_status status = iwmo_ask_client(
        &herkenner->ask, &record->client, record->gemeente, record->aanbieder,
        IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE), &lines, err);

    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_FIRST, "");
    for (size_t i = 0; status == IWMO_OK && i < lines.count; i++) {
        const struct iwmo_record *earlier = &lines.rows[i];

        if (earlier->status != 'D' || !same_declared(earlier, record))
            continue;
        if (earlier->uitkomst == IWMO_UITKOMST_AFGEWEZEN && verdict->row[0] == '\0')
            *verdict =
                iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "G10");
        else if (is_credited(earlier, &lines) ||
                 is_credited(earlier, &herkenner->task->records))
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
    const struct iwmo_herkenning_task *task = herkenner->task;
    const char *code = iwmo_herkenning_any_code(task, record);

    if (iwmo_herkenning_has_code(task, record, "8021"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_DUPLICATE, "G2", "8021");
    else if (iwmo_herkenning_has_code(task, record, "9390"))
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_DUPLICATE, "G7", "9390");
    else if (iwmo_herkenning_has_code(task, record, "8017"))
        return failed_credit(herkenner, record, verdict, err);
    else if (iwmo_herkenning_has_code(task, record, "9389"))
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

static bool
same_line(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return iwmo_key_equal(&a->referentie, &b->referentie) && same_declared(a, b) &&
           a->volume == b->volume && a->bedrag.cents == b->bedrag.cents &&
           a->status == b->status &&
           memcmp(a->retourcodes, b->retourcodes, sizeof(a->retourcodes)) == 0;
}

/* The lines that come back are the same, in any order. */
static bool
same_lines(const struct iwmo_records *a, const struct iwmo_records *b)
{
    size_t count_a = 0, count_b = 0;

    for (size_t i = 0; i < b->count; i++)
        count_b += b->rows[i].kind == IWMO_RECORD_TERUG;
    for (size_t i = 0; i < a->count; i++) {
        bool is_found = a->rows[i].kind != IWMO_RECORD_TERUG;

        count_a += a->rows[i].kind == IWMO_RECORD_TERUG;
        for (size_t j = 0; !is_found && j < b->count; j++)
            is_found = b->rows[j].kind == IWMO_RECORD_TERUG &&
                       same_line(&a->rows[i], &b->rows[j]);
        if (!is_found)
            return false;
    }
    return count_a == count_b;
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
    const bool is_same = status == IWMO_OK &&
                         record->bedrag.cents == earlier->bedrag.cents &&
                         record->ingediend.cents == earlier->ingediend.cents &&
                         same_lines(&herkenner->task->records, &lines);

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
    const char *code = iwmo_herkenning_any_code(herkenner->task, record);
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
    else if (iwmo_herkenning_has_code(herkenner->task, record, "TR342"))
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

    if (iwmo_herkenning_any_code(task, record) != NULL) {
        *verdict = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "H5",
                                           iwmo_herkenning_any_code(task, record));
        return IWMO_OK;
    }
    for (size_t i = 0; i < task->records.count; i++)
        if (task->records.rows[i].kind == IWMO_RECORD_TOEKENNING)
            return iwmo_herkenning_toekenning(herkenner, &task->records.rows[i],
                                              verdict, err);
    *verdict = iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_OTHER, "H2");
    return IWMO_OK;
}
