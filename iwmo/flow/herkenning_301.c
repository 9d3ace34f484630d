#include "flow/herkenning_tables.h"
#include "model/levensloop.h"

/*
 * Table 5.2 of duplicates: allocations.
 */

static struct iwmo_herkenning
unknown_number(const struct iwmo_record *record)
{
    if (iwmo_record_is_removal(record))
        return iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_VOID, "B3");
    if (record->reden[0] != '\0')
        return iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_MISSED_FIRST,
                                     "B2");
    return iwmo_herkenning_taken(IWMO_HERKEND_NEW, IWMO_HERKENNING_FIRST, "B1");
}

static bool
same_subject(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return iwmo_key_equal(&a->client, &b->client) && iwmo_record_same_product(a, b);
}

/* Ingangsdatum, Eenheid, Frequentie, Volume unless Frequentie is 6, presence of Omvang
 * and Budget (OP033x1). */
static bool
same_fixed_fields(const struct iwmo_record *a, const struct iwmo_record *b)
{
    const bool volume_may_change = strcmp(a->frequentie, "6") == 0;

    return iwmo_date_equal(a->begin, b->begin) && strcmp(a->eenheid, b->eenheid) == 0 &&
           strcmp(a->frequentie, b->frequentie) == 0 &&
           (a->volume == b->volume || volume_may_change) &&
           iwmo_record_has_omvang(a) == iwmo_record_has_omvang(b) &&
           (a->budget == IWMO_ABSENT) == (b->budget == IWMO_ABSENT);
}

/* B7 and B8: a newer version of which only changeable fields differ. */
static struct iwmo_herkenning
changed(const struct iwmo_record *record, const struct iwmo_record *current)
{
    const bool was_removed = iwmo_record_is_removal(current);
    enum iwmo_herkenning_kind kind = IWMO_HERKENNING_REASON_ONLY;

    if (was_removed && !iwmo_record_is_removal(record))
        return iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT, IWMO_HERKENNING_RETURNED,
                                     "B7");
    if (iwmo_record_is_removal(record) && !was_removed)
        kind = IWMO_HERKENNING_REMOVE;
    else if (iwmo_date_before(record->eind, current->eind))
        kind = IWMO_HERKENNING_SHORTEN;
    else if (iwmo_date_before(current->eind, record->eind))
        kind = IWMO_HERKENNING_EXTEND;
    else if (record->volume != current->volume)
        kind = IWMO_HERKENNING_VOLUME;
    else if (record->budget != current->budget)
        kind = IWMO_HERKENNING_BUDGET;
    else if (record->reden[0] == '\0' || strcmp(record->reden, current->reden) == 0)
        return iwmo_herkenning_taken(IWMO_HERKEND_RESEND, IWMO_HERKENNING_NEWER_MOMENT,
                                     "B8");
    return iwmo_herkenning_taken(IWMO_HERKEND_CORRECTION, kind, "B7");
}

static struct iwmo_herkenning
known_number(const struct iwmo_record *record, const struct iwmo_record *current,
             bool refuses_fixed)
{
    struct iwmo_herkenning fixed = iwmo_herkenning_taken(
        IWMO_HERKEND_CONFLICT, IWMO_HERKENNING_OTHER_FIXED, "B9b");

    if (!same_subject(record, current) && record->release == R_2_3) /* no code (D14) */
        return iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT,
                                     IWMO_HERKENNING_OTHER_SUBJECT, "B9a");
    if (!same_subject(record, current)) {
        struct iwmo_herkenning subject =
            iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "B9a", "9332");
        subject.kind = IWMO_HERKENNING_OTHER_SUBJECT;
        return subject;
    }
    if (record->moment < current->moment && iwmo_record_is_removal(record) &&
        !iwmo_record_is_removal(current))
        return iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT, IWMO_HERKENNING_REMOVE,
                                     "B7");
    if (record->moment < current->moment)
        return iwmo_herkenning_taken(IWMO_HERKEND_DUPLICATE, IWMO_HERKENNING_STALE,
                                     "B6");
    if (record->moment == current->moment && iwmo_record_same_content(record, current))
        return iwmo_herkenning_taken(IWMO_HERKEND_DUPLICATE, IWMO_HERKENNING_REPEAT,
                                     "B4");
    if (record->moment == current->moment)
        return iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT,
                                     IWMO_HERKENNING_SAME_VERSION, "B5");
    if (same_fixed_fields(record, current))
        return changed(record, current);
    if (refuses_fixed) {
        fixed = iwmo_herkenning_refused(IWMO_HERKEND_CONFLICT, "B9b", "9332");
        fixed.kind = IWMO_HERKENNING_OTHER_FIXED;
    }
    return fixed;
}

/* Is it of a moment that was not seen, or does it say why, or of which Beschikking,
 * where a repeat that came before did not? */
static bool
brings_more(const struct iwmo_record *record, const struct iwmo_records *versions)
{
    for (size_t i = 0; i < versions->count; i++) {
        const struct iwmo_record *version = &versions->rows[i];

        if (version->kind == IWMO_RECORD_TOEWIJZING &&
            version->moment == record->moment &&
            (record->reden[0] == '\0' || strcmp(version->reden, record->reden) == 0) &&
            (iwmo_key_is_absent(&record->vorig) ||
             iwmo_key_equal(&version->vorig, &record->vorig)))
            return false;
    }
    return true;
}

/* A removal that is on the books already, put aside by a person or older than what
 * holds for another reason, is no news. */
static bool
is_known_removal(const struct iwmo_record *record, const struct iwmo_records *versions)
{
    for (size_t i = 0; i < versions->count; i++)
        if (iwmo_record_is_removal(&versions->rows[i]) &&
            versions->rows[i].moment == record->moment)
            return iwmo_record_is_removal(record);
    return false;
}

struct iwmo_herkenning
iwmo_herkenning_of_version(const struct iwmo_record *record,
                           const struct iwmo_records *versions, bool refuses_fixed)
{
    const struct iwmo_record *current = iwmo_toewijzing_current(versions);

    if (current == NULL)
        return unknown_number(record);
    struct iwmo_herkenning verdict = known_number(record, current, refuses_fixed);
    if (verdict.kind == IWMO_HERKENNING_REMOVE && is_known_removal(record, versions))
        verdict =
            iwmo_herkenning_taken(IWMO_HERKEND_DUPLICATE, IWMO_HERKENNING_REPEAT, "B4");
    verdict.is_late =
        brings_more(record, versions) && (verdict.kind == IWMO_HERKENNING_STALE ||
                                          verdict.kind == IWMO_HERKENNING_REPEAT);
    verdict.against = current->id;
    verdict.because = current->message;
    return verdict;
}

static bool
is_in_message(const struct iwmo_herkenning_task *task, const struct iwmo_record *other)
{
    for (size_t i = 0; i < task->records.count; i++) {
        const struct iwmo_record *record = &task->records.rows[i];

        if (record->kind == IWMO_RECORD_TOEWIJZING && record->nummer == other->nummer &&
            strcmp(record->gemeente, other->gemeente) == 0)
            return true;
    }
    return false;
}

/* The last known version of its number among `versions`, which are in any order. */
static bool
is_current(const struct iwmo_record *version, const struct iwmo_records *versions)
{
    for (size_t i = 0; i < versions->count; i++) {
        const struct iwmo_record *other = &versions->rows[i];

        if (other->nummer != version->nummer)
            continue;
        if (iwmo_record_is_removal(other) && !iwmo_toewijzing_is_restored(other))
            return false;
        if (!iwmo_record_is_removal(other) &&
            (other->moment > version->moment ||
             (other->moment == version->moment && other->id < version->id)))
            return false;
    }
    return true;
}

/* B10: the other one is in the books, not in this message (inside one TR302 looks), and
 * not over. */
static enum iwmo_status
find_overlap(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
             struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records others;
    enum iwmo_status status = iwmo_ask_client(
        &herkenner->ask, &record->client, record->gemeente, record->aanbieder,
        IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &others, err);

    for (size_t i = 0; status == IWMO_OK && i < others.count; i++) {
        const struct iwmo_record *other = &others.rows[i];

        if (other->nummer == record->nummer || !iwmo_toewijzing_stacks(record, other) ||
            !iwmo_toewijzing_is_actual(other, herkenner->task->entry->dagtekening) ||
            is_in_message(herkenner->task, other) || !is_current(other, &others))
            continue;
        *verdict = iwmo_herkenning_taken(IWMO_HERKEND_CONFLICT, IWMO_HERKENNING_OVERLAP,
                                         "B10");
        verdict->against = other->id;
        verdict->because = other->message;
        break;
    }
    return status;
}

/* The versions on the books, and those of the message before this one (IW-H09). */
static enum iwmo_status
add_said(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record,
         struct iwmo_records *versions, struct iwmo_error *err)
{
    const struct iwmo_records *said = &herkenner->task->records;
    struct iwmo_record *rows = iwmo_arena_alloc(
        herkenner->ask.arena, (versions->count + said->count) * sizeof(*rows));

    if (rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (versions->count > 0)
        memcpy(rows, versions->rows, versions->count * sizeof(*rows));
    versions->rows = rows;
    for (const struct iwmo_record *other = said->rows; other < record; other++)
        if (other->kind == IWMO_RECORD_TOEWIJZING && other->nummer == record->nummer)
            versions->rows[versions->count++] = *other;
    return IWMO_OK;
}

enum iwmo_status
iwmo_herkenning_toewijzing(const struct iwmo_herkenner *herkenner,
                           const struct iwmo_record *record,
                           struct iwmo_herkenning *verdict, struct iwmo_error *err)
{
    struct iwmo_records versions;
    enum iwmo_status status =
        iwmo_ask_toewijzing(&herkenner->ask, record->gemeente, record->nummer,
                            IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &versions, err);

    if (status == IWMO_OK && iwmo_herkenning_has_code(herkenner, record, "IW-H09"))
        status = add_said(herkenner, record, &versions, err);
    if (status != IWMO_OK)
        return status;
    *verdict =
        iwmo_herkenning_of_version(record, &versions, herkenner->task->refuses_fixed);
    if (verdict->kind == IWMO_HERKENNING_FIRST ||
        verdict->kind == IWMO_HERKENNING_MISSED_FIRST ||
        verdict->kind == IWMO_HERKENNING_EXTEND)
        status = find_overlap(herkenner, record, verdict, err);
    if (verdict->kind == IWMO_HERKENNING_FIRST &&
        iwmo_herkenning_has_code(herkenner, record, "IW-B08"))
        verdict->kind = IWMO_HERKENNING_GRANT;
    return status;
}
