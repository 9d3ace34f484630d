#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "across/across_work.h"
#include "model/levensloop.h"

/*
 * What a 301 grants, beside what was asked: process 9.2 and 9.4.
 *
 * Nothing of it is refused: a grant may differ (IV094), and of a 317 that is granted in
 * part nobody can say by a code which part is missing.  A person is told, at both ends.
 */

/* A product that a request wants under a new number. */
struct want {
    struct iwmo_record wanted;     /* with its Product */
    const struct iwmo_record *got; /* NULL: missing */
};

struct iwmo_across_grant {
    struct iwmo_key reference;
    const struct iwmo_record *request; /* AANVRAAG or VERZOEK; NULL: none */
    struct iwmo_records parts;         /* of a VERZOEK */
    struct want *wants;
    size_t want_count;
    const struct iwmo_record **given; /* records that carry the reference */
    size_t given_count;
    const struct want **want_of; /* by place of a record of the message */
    bool is_told;                /* what is missing */
};

/* ---- words ---- */

static void
name(struct iwmo_across_work *work, const char *text)
{
    size_t size = work->other != NULL ? strlen(work->other) : 0;
    size_t room = size + strlen(text) + 3;

    if (room > IWMO_FOUND_BYTES)
        return;
    char *words = iwmo_across_take(work, room, 1);
    if (words == NULL)
        return;
    snprintf(words, room, "%s%s%s", size > 0 ? work->other : "", size > 0 ? ", " : "",
             text);
    work->other = words;
}

/* Name what differs; false: nothing does. */
static bool
name_differences(struct iwmo_across_work *work, const struct iwmo_record *asked,
                 const struct iwmo_record *given)
{
    const struct {
        const char *name;
        bool is_equal;
    } fields[] = {
        {"Product", iwmo_record_same_product(asked, given)},
        {"Ingangsdatum", iwmo_date_equal(asked->begin, given->begin)},
        {"Einddatum", iwmo_date_equal(asked->eind, given->eind)},
        {"Volume", asked->volume == given->volume},
        {"Eenheid", strcmp(asked->eenheid, given->eenheid) == 0},
        {"Frequentie", strcmp(asked->frequentie, given->frequentie) == 0},
        {"Budget", asked->budget == given->budget},
    };

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (!fields[i].is_equal)
            name(work, fields[i].name);
    return work->other != NULL;
}

/* ---- what is wanted ---- */

/* The version of the number that the record changes, or repeats without granting
 * anything; NULL: none is known.  Without a record: the last. */
static const struct iwmo_record *
version_before(const struct iwmo_records *history, const struct iwmo_record *record,
               const struct iwmo_key *reference)
{
    const struct iwmo_record *before = NULL;

    for (size_t i = 0; i < history->count; i++) {
        const struct iwmo_record *version = &history->rows[i];
        if (version->kind == IWMO_RECORD_TOEWIJZING &&
            (record == NULL || version->moment < record->moment ||
             (version->moment == record->moment && reference != NULL &&
              !iwmo_key_equal(&version->referentie, reference))) &&
            (before == NULL || version->moment > before->moment))
            before = version;
    }
    return before;
}

static const struct iwmo_record *
before(const struct iwmo_across_work *work, const struct iwmo_record *record)
{
    static const struct iwmo_key none = {{1}}; /* of no request: repeats count */
    const struct iwmo_key *reference =
        work->grant != NULL ? &work->grant->reference : &none;

    return version_before(&iwmo_across_number(work, record)->history, record,
                          reference);
}

static int
by_nummer(const void *a, const void *b)
{
    const struct iwmo_record *left = a, *right = b;

    return left->nummer < right->nummer ? -1 : left->nummer > right->nummer;
}

/* OngewijzigdProduct or TeWijzigenProduct of this number; NULL: none. */
static const struct iwmo_record *
part_of(const struct iwmo_across_grant *grant, int64_t nummer)
{
    const struct iwmo_record key = {.nummer = nummer};

    if (nummer == IWMO_ABSENT || grant->parts.count == 0)
        return NULL;
    return bsearch(&key, grant->parts.rows, grant->parts.count, sizeof(key), by_nummer);
}

/* Another volume per period needs a new number; the old one ends the day before. */
static bool
splits(const struct iwmo_record *part, const struct iwmo_record *old)
{
    return iwmo_record_has_omvang(part) && strcmp(old->frequentie, "6") != 0 &&
           (part->volume != old->volume || strcmp(part->eenheid, old->eenheid) != 0 ||
            strcmp(part->frequentie, old->frequentie) != 0);
}

/* What becomes of a known number (process 9.4). */
static struct iwmo_record
expected_of(const struct iwmo_record *part, const struct iwmo_record *old)
{
    struct iwmo_record wanted = *old;

    if (part->kind == IWMO_RECORD_ONGEWIJZIGD)
        return wanted;
    if (splits(part, old)) {
        wanted.eind.days = part->begin.days - 1;
        return wanted;
    }
    wanted.eind = part->eind;
    if (iwmo_record_has_omvang(part))
        wanted.volume = part->volume;
    if (part->budget != IWMO_ABSENT)
        wanted.budget = part->budget;
    return wanted;
}

/* The version of a number of the request, which the message need not name. */
static const struct iwmo_record *
old_of(const struct iwmo_across_work *work, const struct iwmo_record *part)
{
    const struct iwmo_record *said = iwmo_across_mentions(work, part->nummer)
                                         ? iwmo_across_number(work, part)->granted
                                         : NULL;
    size_t low = 0, high = work->client.count;

    if (said != NULL)
        return before(work, said);
    while (low < high) { /* by number (across_number.c) */
        size_t middle = low + (high - low) / 2;
        if (work->client.rows[middle].nummer < part->nummer)
            low = middle + 1;
        else
            high = middle;
    }
    struct iwmo_records versions = {work->client.rows + low, 0};
    while (low + versions.count < work->client.count &&
           versions.rows[versions.count].nummer == part->nummer)
        versions.count++;
    return version_before(&versions, NULL, NULL);
}

/* ---- matching ---- */

static int
by_product(const struct iwmo_record *a, const struct iwmo_record *b)
{
    int difference = strcmp(a->categorie, b->categorie);

    return difference != 0 ? difference : strcmp(a->code, b->code);
}

static int
by_wish(const struct iwmo_record *a, const struct iwmo_record *b)
{
    int difference = by_product(a, b);

    if (difference == 0 && a->begin.days != b->begin.days)
        return a->begin.days < b->begin.days ? -1 : 1;
    if (difference == 0 && a->eind.days != b->eind.days)
        return a->eind.days < b->eind.days ? -1 : 1;
    if (difference == 0 && a->volume != b->volume)
        return a->volume < b->volume ? -1 : 1;
    return difference;
}

static int
by_want(const void *a, const void *b)
{
    return by_wish(&((const struct want *)a)->wanted,
                   &((const struct want *)b)->wanted);
}

static int
by_given(const void *a, const void *b)
{
    return by_wish(*(const struct iwmo_record *const *)a,
                   *(const struct iwmo_record *const *)b);
}

/* Give each want the record that is it; what is given stays in order. */
static void
match(struct iwmo_across_grant *grant,
      int (*compare)(const struct iwmo_record *, const struct iwmo_record *))
{
    size_t at = 0, kept = 0;

    for (size_t i = 0; i < grant->want_count; i++) {
        struct want *want = &grant->wants[i];
        if (want->got != NULL)
            continue;
        while (at < grant->given_count && compare(grant->given[at], &want->wanted) < 0)
            grant->given[kept++] = grant->given[at++];
        if (at < grant->given_count && compare(grant->given[at], &want->wanted) == 0)
            want->got = grant->given[at++];
    }
    while (at < grant->given_count)
        grant->given[kept++] = grant->given[at++];
    grant->given_count = kept;
}

/* ---- one request ---- */

static const struct iwmo_record *
find_request(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    iwmo_across_relate(work, &record->referentie);
    for (size_t i = 0; i < work->related.count; i++) {
        const struct iwmo_record *request = &work->related.rows[i];
        if ((request->kind == IWMO_RECORD_AANVRAAG ||
             request->kind == IWMO_RECORD_VERZOEK) &&
            iwmo_across_is_ours(work, request) &&
            iwmo_key_equal(&request->client, &record->client))
            return request;
    }
    return NULL;
}

static void
load_parts(struct iwmo_across_work *work, struct iwmo_across_grant *grant)
{
    struct iwmo_question question = iwmo_across_about(
        work, IWMO_BY_MESSAGE,
        IWMO_KIND_BIT(IWMO_RECORD_ONGEWIJZIGD) |
            IWMO_KIND_BIT(IWMO_RECORD_TE_WIJZIGEN) | IWMO_KIND_BIT(IWMO_RECORD_NIEUW));

    question.message = grant->request->message;
    grant->parts = iwmo_across_ask(work, &question);
    grant->wants = iwmo_across_take(work, grant->parts.count, sizeof(*grant->wants));
    for (size_t i = 0; grant->wants != NULL && i < grant->parts.count; i++) {
        const struct iwmo_record *part = &grant->parts.rows[i];
        const struct iwmo_record *old =
            part->kind == IWMO_RECORD_TE_WIJZIGEN ? old_of(work, part) : NULL;
        if (part->kind != IWMO_RECORD_NIEUW && (old == NULL || !splits(part, old)))
            continue;
        struct want *want = &grant->wants[grant->want_count++];
        want->wanted = *part;
        if (old != NULL) {
            memcpy(want->wanted.categorie, old->categorie, sizeof(old->categorie));
            memcpy(want->wanted.code, old->code, sizeof(old->code));
        }
    }
    if (grant->parts.count > 0)
        qsort(grant->parts.rows, grant->parts.count, sizeof(*grant->parts.rows),
              by_nummer);
    if (grant->wants != NULL && grant->want_count > 0)
        qsort(grant->wants, grant->want_count, sizeof(*grant->wants), by_want);
}

/* New numbers with the reference: of this message, and of earlier ones. */
static void
load_given(struct iwmo_across_work *work, struct iwmo_across_grant *grant)
{
    const struct iwmo_records *lists[] = {&work->across->records, &work->related};

    grant->given = iwmo_across_take(work, lists[0]->count + lists[1]->count,
                                    sizeof(*grant->given));
    if (grant->given == NULL)
        return; /* `work` says that there was no memory */
    for (size_t list = 0; list < 2; list++)
        for (size_t i = 0; i < lists[list]->count; i++) {
            const struct iwmo_record *record = &lists[list]->rows[i];
            if (record->kind == IWMO_RECORD_TOEWIJZING &&
                iwmo_key_equal(&record->referentie, &grant->reference) &&
                part_of(grant, record->nummer) == NULL &&
                (list == 0 || !iwmo_across_mentions(work, record->nummer)))
                grant->given[grant->given_count++] = record;
        }
    if (grant->given_count > 0)
        qsort(grant->given, grant->given_count, sizeof(*grant->given), by_given);
    match(grant, by_wish);
    match(grant, by_product);
    grant->want_of = iwmo_across_take(work, lists[0]->count, sizeof(*grant->want_of));
    for (size_t i = 0; grant->want_of != NULL && i < grant->want_count; i++) {
        const struct iwmo_record *got = grant->wants[i].got;
        if (got != NULL && got->message == 0)
            grant->want_of[got - lists[0]->rows] = &grant->wants[i];
    }
}

/* The request that this record grants; made once for all records that do. */
static struct iwmo_across_grant *
grant_of(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    if (iwmo_key_is_absent(&record->referentie))
        return NULL;
    if (work->grant == NULL ||
        !iwmo_key_equal(&work->grant->reference, &record->referentie)) {
        struct iwmo_across_grant *grant = iwmo_across_take(work, 1, sizeof(*grant));
        work->grant = grant;
        if (grant == NULL)
            return NULL;
        grant->reference = record->referentie;
        grant->request = find_request(work, record);
        if (grant->request != NULL && grant->request->kind == IWMO_RECORD_VERZOEK) {
            load_parts(work, grant);
            load_given(work, grant);
        }
    }
    return work->grant->request != NULL ? work->grant : NULL;
}

/* ---- the rules ---- */

static const struct want *
want_of(const struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct want **wants = work->grant->want_of;

    return wants != NULL ? wants[record - work->across->records.rows] : NULL;
}

/* IV094: the gemeente may grant something else than was asked. */
bool
iwmo_across_grant_differs(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    const struct iwmo_across_grant *grant = grant_of(work, record);
    const struct iwmo_record *part, *old;
    const struct want *want;

    if (grant == NULL)
        return false;
    if (grant->request->kind == IWMO_RECORD_AANVRAAG)
        return name_differences(work, grant->request, record);
    part = part_of(grant, record->nummer);
    if (part == NULL) {
        want = want_of(work, record);
        return want != NULL && name_differences(work, &want->wanted, record);
    }
    old = before(work, record);
    if (old == NULL || (part->kind == IWMO_RECORD_TE_WIJZIGEN &&
                        iwmo_record_same_content(old, record)))
        return false; /* not granted: that is told below */
    struct iwmo_record wanted = expected_of(part, old);
    return name_differences(work, &wanted, record);
}

/* A new number that bears the reference of a 317 in which it was not asked. */
bool
iwmo_across_grant_not_asked(struct iwmo_across_work *work,
                            const struct iwmo_record *record)
{
    const struct iwmo_across_grant *grant = grant_of(work, record);

    return grant != NULL && grant->request->kind == IWMO_RECORD_VERZOEK &&
           part_of(grant, record->nummer) == NULL && want_of(work, record) == NULL;
}

/* Is the change of a number that the request names in this message, or was it? */
static bool
is_changed(struct iwmo_across_work *work, const struct iwmo_record *part)
{
    const struct iwmo_record *said = iwmo_across_mentions(work, part->nummer)
                                         ? iwmo_across_number(work, part)->granted
                                         : NULL;
    const struct iwmo_record *old = old_of(work, part);

    if (old == NULL)
        return true; /* nothing to compare with */
    if (said != NULL)
        return !iwmo_record_same_content(old, said);
    for (size_t i = 0; i < work->related.count; i++)
        if (work->related.rows[i].kind == IWMO_RECORD_TOEWIJZING &&
            work->related.rows[i].nummer == part->nummer)
            return true;
    return false;
}

/* OP348: a 317 is granted as a whole; what is missing is named, once. */
bool
iwmo_across_grant_in_part(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    struct iwmo_across_grant *grant = grant_of(work, record);
    char words[60];

    if (grant == NULL || grant->request->kind != IWMO_RECORD_VERZOEK || grant->is_told)
        return false;
    grant->is_told = true;
    iwmo_across_relate(work, &record->referentie);
    for (size_t i = 0; i < grant->parts.count; i++) {
        const struct iwmo_record *part = &grant->parts.rows[i];
        if (part->kind != IWMO_RECORD_TE_WIJZIGEN || is_changed(work, part))
            continue;
        snprintf(words, sizeof(words), "TeWijzigenProduct %" PRId64, part->nummer);
        name(work, words);
    }
    for (size_t i = 0; i < grant->want_count; i++) {
        const struct want *want = &grant->wants[i];
        if (want->got != NULL)
            continue;
        snprintf(words, sizeof(words), "%s %s/%s",
                 want->wanted.kind == IWMO_RECORD_NIEUW ? "NieuwProduct"
                                                        : "TeWijzigenProduct",
                 want->wanted.categorie,
                 want->wanted.code[0] != '\0' ? want->wanted.code : "-");
        name(work, words);
    }
    return work->other != NULL;
}

/* ---- a grant without its reference ---- */

static bool
is_open(struct iwmo_across_work *work, const struct iwmo_record *request)
{
    iwmo_across_relate(work, &request->referentie);
    enum iwmo_verzoek_state state = iwmo_verzoek_state_of(&work->related);
    return state == IWMO_VERZOEK_OPEN || state == IWMO_VERZOEK_INVESTIGATION;
}

/* "WMO315 2026-03-02": what a party finds its request by; the reference itself is not
 * on the books. */
static void
name_message(struct iwmo_across_work *work, uint64_t message)
{
    const struct iwmo_across *across = work->across;
    struct iwmo_entry_question question = {
        .by = IWMO_ENTRY_BY_ID, .like = {.id = message, .side = across->entry->side}};
    struct iwmo_entries found = {0};
    char words[40], day[IWMO_DATE_TEXT];

    work->status = across->history->entries(across->history->self, &question,
                                            across->scratch, &found, work->err);
    if (work->status != IWMO_OK || found.count == 0)
        return;
    snprintf(words, sizeof(words), "%s %s", found.rows[0].message,
             iwmo_date_print(found.rows[0].dagtekening, day));
    name(work, words);
}

/* TR379, second half: it is just what an open request asks, and does not say so. */
bool
iwmo_across_grant_unnamed(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    bool is_new = iwmo_across_number(work, record)->history.count == 0;

    if (!iwmo_key_is_absent(&record->referentie) || iwmo_record_is_removal(record))
        return false;
    for (size_t i = 0; i < work->client.count && work->status == IWMO_OK; i++) {
        const struct iwmo_record *asked = &work->client.rows[i];
        struct iwmo_record wanted = *asked;
        if (!iwmo_key_equal(&asked->client, &record->client))
            continue;
        if (asked->kind == IWMO_RECORD_TE_WIJZIGEN) {
            const struct iwmo_record *old =
                asked->nummer == record->nummer ? before(work, record) : NULL;
            if (old == NULL || iwmo_record_same_content(old, record))
                continue;
            wanted = expected_of(asked, old);
        } else if (!is_new || (asked->kind != IWMO_RECORD_AANVRAAG &&
                               asked->kind != IWMO_RECORD_NIEUW)) {
            continue;
        }
        if (!iwmo_record_same_content(&wanted, record) || !is_open(work, asked))
            continue;
        name_message(work, asked->message);
        return work->status == IWMO_OK;
    }
    return false;
}
