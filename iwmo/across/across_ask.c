#include <inttypes.h>
#include <stdio.h>

#include "across/across_work.h"

void *
iwmo_across_take(struct iwmo_across_work *work, size_t count, size_t size)
{
    void *memory = count > 0 && count <= SIZE_MAX / size
                       ? iwmo_arena_alloc(work->across->scratch, count * size)
                       : NULL;

    if (memory == NULL && count > 0 && work->status == IWMO_OK)
        work->status = iwmo_fail(work->err, IWMO_NO_MEMORY,
                                 "out of memory for the rules across messages");
    return memory;
}

struct iwmo_question
iwmo_across_about(const struct iwmo_across_work *work, enum iwmo_asked_by by,
                  uint32_t kinds)
{
    const struct iwmo_entry *entry = work->across->entry;
    struct iwmo_question question = {.side = entry->side, .by = by, .kinds = kinds};

    memcpy(question.gemeente, entry->gemeente, sizeof(question.gemeente));
    memcpy(question.aanbieder, entry->aanbieder, sizeof(question.aanbieder));
    return question;
}

/* What the message itself said is no history, when it is in the books already. */
static void
leave_out(struct iwmo_records *records, uint64_t message)
{
    size_t kept = 0;

    for (size_t i = 0; i < records->count; i++)
        if (records->rows[i].message != message)
            records->rows[kept++] = records->rows[i];
    records->count = kept;
}

struct iwmo_records
iwmo_across_ask(struct iwmo_across_work *work, const struct iwmo_question *question)
{
    const struct iwmo_across *across = work->across;
    struct iwmo_records answer = {0};

    if (work->status != IWMO_OK)
        return answer;
    work->status = across->history->records(across->history->self, question,
                                            across->scratch, &answer, work->err);
    if (work->status != IWMO_OK)
        return (struct iwmo_records){0};
    if (across->entry->id != 0)
        leave_out(&answer, across->entry->id);
    return answer;
}

struct iwmo_records
iwmo_across_referring(struct iwmo_across_work *work, enum iwmo_asked_by by,
                      uint32_t kinds, const struct iwmo_key *referentie)
{
    struct iwmo_question question = iwmo_across_about(work, by, kinds);

    question.gemeente[0] = '\0';
    question.referentie = *referentie;
    return iwmo_across_ask(work, &question);
}

void
iwmo_across_relate(struct iwmo_across_work *work, const struct iwmo_key *referentie)
{
    static const uint32_t kinds =
        IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) | IWMO_KIND_BIT(IWMO_RECORD_VERZOEK) |
        IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD) | IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING);

    if (iwmo_key_equal(&work->reference, referentie))
        return;
    work->reference = *referentie;
    work->related = iwmo_across_referring(work, IWMO_BY_REFERENTIE, kinds, referentie);
}

void
iwmo_across_name(struct iwmo_across_work *work, int64_t nummer)
{
    size_t size = work->other != NULL ? strlen(work->other) : 0;
    char number[24];
    int length = snprintf(number, sizeof(number), "%" PRId64, nummer);

    if (size + (size_t)length + 2 > IWMO_FOUND_BYTES)
        return;
    char *words = iwmo_across_take(work, size + (size_t)length + 3, 1);
    if (words == NULL)
        return;
    snprintf(words, size + (size_t)length + 3, "%s%s%s", size > 0 ? work->other : "",
             size > 0 ? ", " : "", number);
    work->other = words;
}

bool
iwmo_across_is_ours(const struct iwmo_across_work *work,
                    const struct iwmo_record *record)
{
    return strcmp(record->gemeente, work->across->entry->gemeente) == 0;
}
