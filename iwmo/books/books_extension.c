#include <string.h>

#include "books/books_inner.h"
#include "model/levensloop.h"

/*
 * Extending a running allocation under a new number: not allowed when only its end
 * changes (OP380; process 7.4).  No receiver refuses it, so the sender has to.
 */

/* Would `version` have been extended by `record`, had that its number? */
static bool
is_extended_by(const struct iwmo_record *version, const struct iwmo_record *record,
               struct iwmo_date today)
{
    struct iwmo_record extended = *version;

    if (iwmo_record_is_removal(version) || version->nummer == record->nummer ||
        iwmo_date_before(version->eind, today) ||
        iwmo_date_equal(version->eind, IWMO_DATE_OPEN_END) ||
        record->begin.days != version->eind.days + 1 ||
        strcmp(version->frequentie, "6") == 0)
        return false;
    extended.begin = record->begin;
    extended.eind = record->eind;
    return iwmo_record_same_content(&extended, record);
}

/* A number that the message itself changes is in this message. */
static bool
is_in_message(struct iwmo_records records, const struct iwmo_record *version)
{
    for (size_t i = 0; i < records.count; i++)
        if (records.rows[i].kind == IWMO_RECORD_TOEWIJZING &&
            records.rows[i].nummer == version->nummer &&
            !iwmo_record_same_content(&records.rows[i], version))
            return true;
    return false;
}

static enum iwmo_status
ask(struct iwmo_books *books, const struct iwmo_record *record, bool by_number,
    struct iwmo_records *answer, struct iwmo_error *err)
{
    struct iwmo_question question = {
        .side = books->booked.entry.side,
        .by = by_number ? IWMO_BY_TOEWIJZING : IWMO_BY_CLIENT,
        .kinds = IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING),
        .client = record->client,
        .nummer = record->nummer,
    };

    memcpy(question.gemeente, record->gemeente, sizeof(question.gemeente));
    if (!by_number)
        memcpy(question.aanbieder, record->aanbieder, sizeof(question.aanbieder));
    return books->history.records(books->history.self, &question, books->arena, answer,
                                  err);
}

/* Is this the version in force of its number? */
static enum iwmo_status
is_in_force(struct iwmo_books *books, const struct iwmo_record *version, bool *is_it,
            struct iwmo_error *err)
{
    struct iwmo_records versions;
    enum iwmo_status status = ask(books, version, true, &versions, err);
    const struct iwmo_record *current =
        status == IWMO_OK ? iwmo_toewijzing_current(&versions) : NULL;

    *is_it = current != NULL && current->id == version->id;
    return status;
}

static enum iwmo_status
check_record(struct iwmo_books *books, const struct iwmo_record *record,
             struct iwmo_error *err)
{
    struct iwmo_records known;
    struct iwmo_records records = books->booked.extracted.records;
    struct iwmo_arena_mark mark = iwmo_arena_mark(books->arena);
    enum iwmo_status status = ask(books, record, true, &known, err);

    if (status == IWMO_OK && known.count > 0) /* no new number */
        known.count = 0;
    else if (status == IWMO_OK)
        status = ask(books, record, false, &known, err);
    for (size_t i = 0; status == IWMO_OK && i < known.count; i++) {
        const struct iwmo_record *version = &known.rows[i];
        bool is_it = false;
        if (!is_extended_by(version, record, books->options.today) ||
            is_in_message(records, version))
            continue;
        status = is_in_force(books, version, &is_it, err);
        if (!is_it)
            continue;
        iwmo_findings_add(&books->result.findings, &iwmo_faults[FAULT_FLOW_OP380],
                          record->where);
        break;
    }
    iwmo_arena_rewind(books->arena, mark);
    return status;
}

enum iwmo_status
iwmo_books_check_extension(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_records records = books->booked.extracted.records;
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < records.count; i++)
        if (records.rows[i].kind == IWMO_RECORD_TOEWIJZING)
            status = check_record(books, &records.rows[i], err);
    return status;
}
