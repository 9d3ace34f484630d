#include "model/levensloop.h"

/* Was `a` registered before `b`?  What stands in the message at hand (message 0) comes
 * after all that is on the books. */
static bool
came_first(const struct iwmo_record *a, const struct iwmo_record *b)
{
    if (a->message != b->message)
        return a->message - 1 < b->message - 1;
    return a->ordinal < b->ordinal;
}

/* ---- allocation ---- */

/* The latest moment wins; of equal moments who came first (B5). */
static bool
goes_before(const struct iwmo_record *version, const struct iwmo_record *other)
{
    return other == NULL || version->moment > other->moment ||
           (version->moment == other->moment && came_first(version, other));
}

/* A removal that other content of the same moment was there before is a conflict (B5)
 * and removes nothing. */
static bool
has_effect(const struct iwmo_record *removal, const struct iwmo_records *versions)
{
    for (size_t i = 0; i < versions->count; i++) {
        const struct iwmo_record *version = &versions->rows[i];
        if (version->kind == IWMO_RECORD_TOEWIJZING &&
            version->moment == removal->moment && came_first(version, removal) &&
            !iwmo_record_is_removal(version))
            return false;
    }
    return true;
}

bool
iwmo_toewijzing_is_restored(const struct iwmo_record *version)
{
    return version->uitkomst == IWMO_UITKOMST_AFGEWEZEN;
}

const struct iwmo_record *
iwmo_toewijzing_latest(const struct iwmo_records *versions)
{
    const struct iwmo_record *latest = NULL;

    for (size_t i = 0; i < versions->count; i++) {
        const struct iwmo_record *version = &versions->rows[i];
        if (version->kind == IWMO_RECORD_TOEWIJZING &&
            !iwmo_record_is_removal(version) && goes_before(version, latest))
            latest = version;
    }
    return latest;
}

const struct iwmo_record *
iwmo_toewijzing_current(const struct iwmo_records *versions)
{
    const struct iwmo_record *removal = NULL;

    for (size_t i = versions->count; i-- > 0;) { /* mostly the last one is it */
        const struct iwmo_record *version = &versions->rows[i];
        if (iwmo_record_is_removal(version) && !iwmo_toewijzing_is_restored(version) &&
            goes_before(version, removal) && has_effect(version, versions))
            removal = version;
    }
    return removal != NULL ? removal : iwmo_toewijzing_latest(versions);
}

enum iwmo_toewijzing_state
iwmo_toewijzing_state(const struct iwmo_record *version, struct iwmo_date today)
{
    if (version == NULL)
        return IWMO_TOEWIJZING_NONE;
    if (iwmo_record_is_removal(version))
        return IWMO_TOEWIJZING_REMOVED;
    if (iwmo_date_before(today, version->begin))
        return IWMO_TOEWIJZING_PLANNED;
    if (iwmo_date_before(version->eind, today))
        return IWMO_TOEWIJZING_ENDED;
    return IWMO_TOEWIJZING_ACTIVE;
}

bool
iwmo_toewijzing_is_actual(const struct iwmo_record *version, struct iwmo_date day)
{
    return version != NULL && !iwmo_record_is_removal(version) &&
           (!iwmo_date_before(version->eind, day) ||
            iwmo_date_before(day, version->begin));
}

/* Aids may be allocated twice: Categorie 11 to 14. */
static bool
is_aid(const struct iwmo_record *record)
{
    return record->categorie[0] == '1' && record->categorie[1] >= '1' &&
           record->categorie[1] <= '4';
}

static bool
has_nothing(const struct iwmo_record *record)
{
    return record->categorie[0] == '\0' && record->code[0] == '\0';
}

/* same() of TR302: a Code that one of the two lacks is not compared; who has neither
 * Categorie nor Code matches all. */
static bool
is_same(const struct iwmo_record *a, const struct iwmo_record *b)
{
    if (has_nothing(a) || has_nothing(b))
        return true;
    if (a->categorie[0] == '\0' || strcmp(a->categorie, b->categorie) != 0)
        return false;
    return a->code[0] == '\0' || b->code[0] == '\0' || strcmp(a->code, b->code) == 0;
}

bool
iwmo_toewijzing_stacks(const struct iwmo_record *a, const struct iwmo_record *b)
{
    if (is_aid(a) || is_aid(b) || iwmo_record_is_removal(a) ||
        iwmo_record_is_removal(b))
        return false;
    return is_same(a, b) && !iwmo_date_before(a->eind, b->begin) &&
           !iwmo_date_before(b->eind, a->begin);
}

/* ---- delivery ---- */

bool
iwmo_levering_is_withdrawn(const struct iwmo_record *record,
                           const struct iwmo_records *records)
{
    size_t before = 0, withdrawals = 0;

    for (size_t i = 0; i < records->count; i++) {
        const struct iwmo_record *other = &records->rows[i];
        if (other->kind != record->kind || !iwmo_record_same_key(other, record))
            continue;
        if (other->status == '3')
            withdrawals++;
        else if (came_first(other, record))
            before++;
    }
    /* a withdrawn key may be sent again: each withdrawal took one, the oldest first */
    return before < withdrawals;
}

bool
iwmo_levering_is_temporary(const struct iwmo_record *stop)
{
    return strcmp(stop->reden, "20") == 0;
}

static bool
stands(const struct iwmo_record *record, enum iwmo_record_kind kind,
       const struct iwmo_records *records)
{
    return record->kind == kind && record->status != '3' &&
           !iwmo_levering_is_withdrawn(record, records);
}

/* Does this stop come after the other on the same start?  A definitive one is last. */
static bool
stops_after(const struct iwmo_record *stop, const struct iwmo_record *other)
{
    bool is_temporary = iwmo_levering_is_temporary(stop);

    if (is_temporary != iwmo_levering_is_temporary(other))
        return !is_temporary;
    if (!iwmo_date_equal(stop->eind, other->eind))
        return iwmo_date_before(other->eind, stop->eind);
    return came_first(other, stop);
}

static const struct iwmo_record *
last_stop(const struct iwmo_record *start, const struct iwmo_records *records)
{
    const struct iwmo_record *last = NULL;

    for (size_t i = 0; i < records->count; i++) {
        const struct iwmo_record *stop = &records->rows[i];
        if (iwmo_record_same_key(start, stop) &&
            stands(stop, IWMO_RECORD_STOP, records) &&
            (last == NULL || stops_after(stop, last)))
            last = stop;
    }
    return last;
}

/* Is this delivery the one to look at?  The one that began last is. */
static bool
leads(const struct iwmo_levering *one, const struct iwmo_levering *other)
{
    if (other->start == NULL)
        return true;
    if (!iwmo_date_equal(one->start->begin, other->start->begin))
        return iwmo_date_before(other->start->begin, one->start->begin);
    return came_first(other->start, one->start);
}

struct iwmo_levering
iwmo_levering_of(const struct iwmo_records *records)
{
    struct iwmo_levering last = {.state = IWMO_LEVERING_IDLE};

    for (size_t i = 0; i < records->count; i++) {
        const struct iwmo_record *start = &records->rows[i];
        if (!stands(start, IWMO_RECORD_START, records))
            continue;
        struct iwmo_levering one = {.state = IWMO_LEVERING_RUNNING,
                                    .start = start,
                                    .stop = last_stop(start, records)};
        if (one.stop != NULL)
            one.state = iwmo_levering_is_temporary(one.stop) ? IWMO_LEVERING_PAUSED
                                                             : IWMO_LEVERING_STOPPED;
        one.starts = last.starts + 1;
        one.open = last.open + (one.stop == NULL);
        if (leads(&one, &last)) {
            last = one;
        } else {
            last.starts = one.starts;
            last.open = one.open;
        }
    }
    return last;
}

/* ---- request ---- */

enum iwmo_verzoek_state
iwmo_verzoek_state_of(const struct iwmo_records *records)
{
    bool is_asked = false, is_granted = false, is_refused = false, is_examined = false;

    for (size_t i = 0; i < records->count; i++) {
        const struct iwmo_record *record = &records->rows[i];
        bool is_request =
            record->kind == IWMO_RECORD_AANVRAAG || record->kind == IWMO_RECORD_VERZOEK;
        is_asked |= is_request;
        is_granted |= record->kind == IWMO_RECORD_TOEWIJZING ||
                      (is_request && record->uitkomst == IWMO_UITKOMST_AFGEWEZEN);
        if (record->kind == IWMO_RECORD_ANTWOORD) {
            is_refused |= record->status == '1';
            is_examined |= record->status == '2';
        }
    }
    if (!is_asked)
        return IWMO_VERZOEK_NONE;
    /* a refusal after a grant is refused itself (TR359): it came first, and is final */
    if (is_refused)
        return IWMO_VERZOEK_REFUSED;
    if (is_granted)
        return IWMO_VERZOEK_GRANTED;
    return is_examined ? IWMO_VERZOEK_INVESTIGATION : IWMO_VERZOEK_OPEN;
}

/* ---- declared line ---- */

enum iwmo_prestatie_state
iwmo_prestatie_state_of(const struct iwmo_record *debit,
                        const struct iwmo_records *credits)
{
    enum iwmo_prestatie_state state = IWMO_PRESTATIE_APPROVED;

    if (debit->uitkomst == IWMO_UITKOMST_AFGEWEZEN)
        return IWMO_PRESTATIE_REJECTED;
    if (debit->uitkomst == IWMO_UITKOMST_OPEN)
        return IWMO_PRESTATIE_SUBMITTED;
    for (size_t i = 0; i < credits->count; i++) {
        const struct iwmo_record *credit = &credits->rows[i];
        if (credit->kind != IWMO_RECORD_PRESTATIE || credit->status != 'C' ||
            !iwmo_key_equal(&credit->vorig, &debit->referentie))
            continue;
        if (credit->uitkomst == IWMO_UITKOMST_GOED)
            return IWMO_PRESTATIE_CREDITED;
        if (credit->uitkomst == IWMO_UITKOMST_OPEN)
            state = IWMO_PRESTATIE_CREDIT_SUBMITTED;
    }
    return state;
}

/* ---- names and words ---- */

/* As people read it in Dutch; in English they read the name. */
struct words {
    const char *name, *nl;
};

static const char *
choose(const struct words *words, bool is_dutch)
{
    return is_dutch ? words->nl : words->name;
}

static const struct words toewijzing_words[] = {
    [IWMO_TOEWIJZING_NONE] = {"NONE", "onbekend"},
    [IWMO_TOEWIJZING_PLANNED] = {"PLANNED", "gepland"},
    [IWMO_TOEWIJZING_ACTIVE] = {"ACTIVE", "geldig"},
    [IWMO_TOEWIJZING_ENDED] = {"ENDED", "afgelopen"},
    [IWMO_TOEWIJZING_REMOVED] = {"REMOVED", "verwijderd"},
};

static const struct words levering_words[] = {
    [IWMO_LEVERING_IDLE] = {"IDLE", "niet gestart"},
    [IWMO_LEVERING_RUNNING] = {"RUNNING", "loopt"},
    [IWMO_LEVERING_PAUSED] = {"PAUSED", "tijdelijk beëindigd"},
    [IWMO_LEVERING_STOPPED] = {"STOPPED", "beëindigd"},
};

static const struct words verzoek_words[] = {
    [IWMO_VERZOEK_NONE] = {"NONE", "onbekend"},
    [IWMO_VERZOEK_OPEN] = {"OPEN", "open"},
    [IWMO_VERZOEK_INVESTIGATION] = {"INVESTIGATION", "in onderzoek"},
    [IWMO_VERZOEK_GRANTED] = {"GRANTED", "toegekend"},
    [IWMO_VERZOEK_REFUSED] = {"REFUSED", "afgewezen"},
};

static const struct words prestatie_words[] = {
    [IWMO_PRESTATIE_SUBMITTED] = {"SUBMITTED", "ingediend"},
    [IWMO_PRESTATIE_APPROVED] = {"APPROVED", "goedgekeurd"},
    [IWMO_PRESTATIE_REJECTED] = {"REJECTED", "afgewezen"},
    [IWMO_PRESTATIE_CREDIT_SUBMITTED] = {"CREDIT_SUBMITTED", "credit ingediend"},
    [IWMO_PRESTATIE_CREDITED] = {"CREDITED", "gecrediteerd"},
};

const char *
iwmo_toewijzing_state_name(enum iwmo_toewijzing_state state)
{
    return toewijzing_words[state].name;
}

const char *
iwmo_toewijzing_state_words(enum iwmo_toewijzing_state state, bool is_dutch)
{
    return choose(&toewijzing_words[state], is_dutch);
}

const char *
iwmo_levering_state_name(enum iwmo_levering_state state)
{
    return levering_words[state].name;
}

const char *
iwmo_levering_state_words(enum iwmo_levering_state state, bool is_dutch)
{
    return choose(&levering_words[state], is_dutch);
}

const char *
iwmo_verzoek_state_name(enum iwmo_verzoek_state state)
{
    return verzoek_words[state].name;
}

const char *
iwmo_verzoek_state_words(enum iwmo_verzoek_state state, bool is_dutch)
{
    return choose(&verzoek_words[state], is_dutch);
}

const char *
iwmo_prestatie_state_name(enum iwmo_prestatie_state state)
{
    return prestatie_words[state].name;
}

const char *
iwmo_prestatie_state_words(enum iwmo_prestatie_state state, bool is_dutch)
{
    return choose(&prestatie_words[state], is_dutch);
}
