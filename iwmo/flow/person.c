#include "flow/person.h"

#include <stdio.h>

#include "xml/walker.h"

#define MAX_DEPTH 8 /* Bericht/Client/Naam/Geslachtsnaam/... */

/* What a message says of its client, while it is walked. */
struct seen {
    const char *groups[MAX_DEPTH]; /* open ones below the root */
    size_t depth;
    bool is_over; /* the first Client was seen */
    char bsn[10], birth[11];
    char surname[201], prefix[21], initials[21], first[201];
};

static enum iwmo_status
on_begin(void *self, const struct iwmo_message_kind *message)
{
    (void)self;
    (void)message;
    return IWMO_OK;
}

static enum iwmo_status
on_open(void *self, const struct iwmo_element *group)
{
    struct seen *seen = self;

    if (seen->depth < MAX_DEPTH)
        seen->groups[seen->depth] = group->name;
    seen->depth++;
    return IWMO_OK;
}

static enum iwmo_status
on_close(void *self)
{
    struct seen *seen = self;

    seen->depth--;
    if (seen->depth == 0 && strcmp(seen->groups[0], "Client") == 0)
        seen->is_over = true;
    return IWMO_OK;
}

static enum iwmo_status
on_end(void *self)
{
    (void)self;
    return IWMO_OK;
}

static bool
is_in(const struct seen *seen, const char *inner, const char *innermost)
{
    const size_t depth = innermost != NULL ? 3 : inner != NULL ? 2 : 1;

    return seen->depth == depth && strcmp(seen->groups[0], "Client") == 0 &&
           (inner == NULL || strcmp(seen->groups[1], inner) == 0) &&
           (innermost == NULL || strcmp(seen->groups[2], innermost) == 0);
}

/* Cut, and never within a character. */
static void
keep(char *out, size_t room, struct iwmo_text text)
{
    size_t size = text.size < room ? text.size : room - 1;

    while (size > 0 && size < text.size &&
           ((unsigned char)text.at[size] & 0xC0) == 0x80)
        size--;
    memcpy(out, text.at, size);
    out[size] = '\0';
}

#define KEEP(member) keep(seen->member, sizeof(seen->member), text)

static enum iwmo_status
on_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct seen *seen = self;
    const char *name = element->name;

    if (seen->is_over)
        return IWMO_OK;
    text = iwmo_text_trim(text);
    if (is_in(seen, NULL, NULL) && strcmp(name, "Bsn") == 0)
        KEEP(bsn);
    else if (is_in(seen, "Geboortedatum", NULL) && strcmp(name, "Datum") == 0)
        KEEP(birth);
    else if (is_in(seen, "Naam", "Geslachtsnaam") && strcmp(name, "Achternaam") == 0)
        KEEP(surname);
    else if (is_in(seen, "Naam", "Geslachtsnaam") && strcmp(name, "Voorvoegsel") == 0)
        KEEP(prefix);
    else if (is_in(seen, "Naam", NULL) && strcmp(name, "Voorletters") == 0)
        KEEP(initials);
    else if (is_in(seen, "Naam", NULL) && strcmp(name, "Voornamen") == 0)
        KEEP(first);
    return IWMO_OK;
}

static enum iwmo_status
feed(void *self, struct iwmo_text bytes)
{
    return iwmo_walker_feed(self, bytes.at, bytes.size);
}

/* *is_opened: the message was there whole. */
static enum iwmo_status
walk(struct iwmo_ledger *ledger, uint64_t message, struct seen *seen, bool *is_opened,
     struct iwmo_error *err)
{
    const struct iwmo_visitor visitor = {on_begin, on_open, on_value,
                                         on_close, on_end,  seen};
    struct iwmo_walker *walker = iwmo_walker_new(&iwmo_schema_builtin, visitor);
    struct iwmo_error aside = {0};

    *is_opened = false;
    if (walker == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status = iwmo_ledger_unseal(
        ledger, message, "file", (struct iwmo_drain){feed, walker}, &aside);
    if (status == IWMO_OK)
        *is_opened = iwmo_walker_finish(walker) == IWMO_OK;
    iwmo_walker_free(walker);
    /* a message that cannot be read tells nothing of a person; the next one may */
    return status == IWMO_NO_MEMORY || status == IWMO_IO
               ? iwmo_fail(err, status, "%s", aside.text)
               : IWMO_OK;
}

/* "Z.F. van den Bergström", or the first names when there are no initials. */
static void
name_of(const struct seen *seen, char *out, size_t room)
{
    char given[sizeof(seen->first) + 2 * sizeof(seen->initials)] = "";
    size_t size = 0;

    for (const char *at = seen->initials; *at != '\0'; at++) {
        const bool ends = ((unsigned char)at[1] & 0xC0) != 0x80;
        if (*at == '.' || *at == ' ')
            continue;
        given[size++] = *at;
        if (ends)
            given[size++] = '.';
    }
    given[size] = '\0';
    if (size == 0)
        memcpy(given, seen->first, sizeof(seen->first));
    snprintf(out, room, "%s%s%s%s%s", given, given[0] != '\0' ? " " : "", seen->prefix,
             seen->prefix[0] != '\0' ? " " : "", seen->surname);
}

static enum iwmo_status
take(struct iwmo_ledger *ledger, const struct iwmo_key *client, uint64_t message,
     struct iwmo_person *person, struct iwmo_error *err)
{
    struct seen seen = {.depth = 0};
    struct iwmo_key key;
    bool is_opened;
    enum iwmo_status status = walk(ledger, message, &seen, &is_opened, err);

    if (status == IWMO_OK && is_opened && seen.bsn[0] != '\0') {
        status = iwmo_pseudonym_make(iwmo_ledger_pseudonyms(ledger), "bsn",
                                     iwmo_text(seen.bsn), &key, err);
        if (status == IWMO_OK && iwmo_key_equal(&key, client)) {
            memcpy(person->bsn, seen.bsn, sizeof(person->bsn));
            memcpy(person->birth, seen.birth, sizeof(person->birth));
            name_of(&seen, person->name, sizeof(person->name));
        }
    }
    explicit_bzero(&seen, sizeof(seen));
    return status;
}

/* Tells this message of one client, and did it count? */
static bool
tells(const struct iwmo_entry *entry)
{
    const struct iwmo_bericht *bericht = iwmo_bericht_named(entry->message);

    /* a 319 has no names */
    return bericht != NULL && bericht->form == BERICHT_HEEN &&
           bericht->unit == BERICHT_CLIENT && bericht->id != WMO319 &&
           iwmo_entry_counts(entry->state);
}

enum iwmo_status
iwmo_person_find(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                 struct iwmo_person *person, struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_arena *arena = iwmo_arena_new(0);
    enum iwmo_status status = IWMO_OK;

    *person = (struct iwmo_person){.bsn = ""};
    if (arena == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
        struct iwmo_entry_question question = {.by = IWMO_ENTRY_BY_CLIENT};
        struct iwmo_entries entries = {0};

        question.like.side = (enum iwmo_side)side;
        question.like.client = *client;
        status = history.entries(history.self, &question, arena, &entries, err);
        for (size_t i = entries.count;
             status == IWMO_OK && person->name[0] == '\0' && i-- > 0;)
            if (tells(&entries.rows[i]))
                status = take(ledger, client, entries.rows[i].id, person, err);
        if (status != IWMO_OK || person->name[0] != '\0')
            break;
    }
    iwmo_arena_free(arena);
    return status;
}

void
iwmo_person_wipe(struct iwmo_person *person)
{
    explicit_bzero(person, sizeof(*person));
}
