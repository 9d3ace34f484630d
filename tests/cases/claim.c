#include "cases/claim.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A claim at work: its words, and whose books it is about. */
struct judgement {
    struct play *play;
    const struct party *party;
    int line;
    const char *text; /* the words as one */
    char *words[24];
    size_t count;
};

/* ---- claims on the message itself ---- */

static const char *
behind(const char *text, const char *start)
{
    size_t size = strlen(start);

    if (strncmp(text, start, size) != 0)
        return NULL;
    return text + size + strspn(text + size, " ");
}

const struct case_claim *
claim_on_answer(const struct case_step *step, const char **text)
{
    for (const struct case_claim *claim = step->claims; claim != NULL;
         claim = claim->next)
        if (isdigit((unsigned char)claim->text[0]) && claim->text[3] == ':') {
            *text = claim->text + 4 + strspn(claim->text + 4, " ");
            return claim;
        }
    return NULL;
}

bool
claim_has_none(const struct case_step *step)
{
    for (const struct case_claim *claim = step->claims; claim != NULL;
         claim = claim->next)
        if (strcmp(claim->text, "no retour") == 0)
            return true;
    return false;
}

const struct case_claim *
claim_own_check(const struct case_step *step, const char **text)
{
    for (const struct case_claim *claim = step->claims; claim != NULL;
         claim = claim->next)
        if (behind(claim->text, "own check:") != NULL) {
            *text = behind(claim->text, "own check:");
            return claim;
        }
    return NULL;
}

/* ---- comparing ---- */

static void
fault(const struct judgement *claim, const char *what, const char *found)
{
    play_fault(claim->play, claim->line, "%s: %s: %s is %s", claim->party->name,
               claim->text, what, found);
}

/* A value as a claim writes it. */
static const char *
print(json_t *value, char *room, size_t size)
{
    if (json_is_string(value))
        snprintf(room, size, "%s", json_string_value(value));
    else if (json_is_integer(value))
        snprintf(room, size, "%lld", (long long)json_integer_value(value));
    else if (json_is_boolean(value))
        snprintf(room, size, "%s", json_is_true(value) ? "true" : "false");
    else
        snprintf(room, size, "absent");
    return room;
}

static bool
is_value(json_t *object, const char *key, const char *wanted)
{
    char room[200];

    return strcmp(print(json_object_get(object, key), room, sizeof(room)), wanted) == 0;
}

static void
expect_value(const struct judgement *claim, json_t *object, const char *key,
             const char *wanted)
{
    char room[200];

    if (!is_value(object, key, wanted))
        fault(claim, key, print(json_object_get(object, key), room, sizeof(room)));
}

/* Words in pairs, from `at`: "until" D is Einddatum and so on. */
static void
expect_pairs(const struct judgement *claim, size_t at, json_t *object,
             const char *const (*keys)[2])
{
    for (; at + 1 < claim->count; at += 2) {
        const char *key = NULL;

        for (size_t i = 0; keys[i][0] != NULL; i++)
            if (strcmp(keys[i][0], claim->words[at]) == 0)
                key = keys[i][1];
        if (key == NULL)
            fault(claim, claim->words[at], "no word of a claim");
        else
            expect_value(claim, object, key, claim->words[at + 1]);
    }
}

static bool
contains(json_t *json, const char *text)
{
    char *all = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    bool found = all != NULL && strstr(all, text) != NULL;

    free(all);
    return found;
}

/* ---- what receive and send say ---- */

static json_t *
said(const struct judgement *claim)
{
    const struct play_message *message =
        &claim->play->messages[claim->play->step->number];

    return claim->party == message->to ? message->received.json : message->sent.json;
}

static json_t *
record_of(const struct judgement *claim, json_t *said_json)
{
    json_t *records = json_object_get(said_json, "records"), *record;
    size_t i;

    json_array_foreach(
        records, i,
        record) if (is_value(record, "nummer", claim->words[1]) ||
                    is_value(record, "referentie", claim->words[1])) return record;
    return NULL;
}

/* TP 667899 new NEW_CLIENT intake full says TEXT */
static void
judge_record(const struct judgement *claim)
{
    json_t *record = record_of(claim, said(claim));

    if (record == NULL) {
        fault(claim, "the record", "not told of");
        return;
    }
    for (size_t i = 2; i < claim->count; i++) {
        const char *word = claim->words[i];

        if (strcmp(word, "says") == 0) {
            const char *text = behind(strstr(claim->text, " says "), " says");
            if (!contains(record, text))
                fault(claim, text, "not in its text");
            return;
        }
        if (strcmp(word, "intake") == 0 && i + 1 < claim->count)
            expect_value(claim, record, "intake", claim->words[++i]);
        else if (strcmp(word, "reason") == 0 && i + 1 < claim->count)
            expect_value(claim, record, "reden", claim->words[++i]);
        else if (isupper((unsigned char)word[0]))
            expect_value(claim, record, "outcome", word);
        else if (json_is_string(json_object_get(record, "verdict")) &&
                 strcasecmp(json_string_value(json_object_get(record, "verdict")),
                            word) != 0)
            fault(claim, "verdict",
                  json_string_value(json_object_get(record, "verdict")));
    }
}

static void
judge_status(const struct judgement *claim)
{
    expect_value(claim, said(claim), claim->words[0], claim->words[1]);
}

/* A note is known by its code or by the rule that its text names. */
static bool
has_note(json_t *json, const char *text)
{
    return contains(json_object_get(json, "notes"), text);
}

static void
judge_note(const struct judgement *claim)
{
    if (!has_note(said(claim), behind(claim->text, "note")))
        fault(claim, "the note", "not there");
}

static void
judge_no(const struct judgement *claim)
{
    if (claim->count > 2 && has_note(said(claim), behind(claim->text, "no note")))
        fault(claim, "the note", "there");
}

static void
judge_skipped(const struct judgement *claim)
{
    if (!contains(json_object_get(said(claim), "skipped"), claim->words[1]))
        fault(claim, "skipped", "not told of");
}

/* ---- what status says ---- */

static struct told
ask(const struct judgement *claim, const char *command, const char *what,
    const char *input)
{
    struct told told =
        party_run(claim->party, command, input, "--date %s --report json %s",
                  claim->play->step->date, what);

    if (told.json == NULL)
        play_fault(claim->play, claim->line, "%s %s: exit %d %s", command, what,
                   told.status, told.error);
    return told;
}

/* "667899", "G2/667899" */
static struct told
ask_allocation(const struct judgement *claim, json_t **allocation)
{
    const char *number = claim->words[1], *slash = strchr(number, '/');
    char name[8] = "G", what[80];

    if (slash != NULL)
        snprintf(name, sizeof(name), "%.*s", (int)(slash - number) % 7, number);
    const struct party *gemeente = party_find(name);
    cr_assert_not_null(gemeente, "line %d: %s", claim->line, number);
    snprintf(what, sizeof(what), "--allocation %s/%s", gemeente->code,
             slash != NULL ? slash + 1 : number);
    struct told told = ask(claim, "status", what, NULL);
    *allocation = json_array_get(json_object_get(told.json, "allocations"), 0);
    if (told.json != NULL && *allocation == NULL &&
        strcmp(claim->words[2], "NONE") != 0)
        fault(claim, "the allocation", "not known");
    return told;
}

static void
judge_allocation(const struct judgement *claim)
{
    static const char *const keys[][2] = {{"from", "ingangsdatum"},
                                          {"until", "einddatum"},
                                          {"volume", "volume"},
                                          {"budget", "budget"},
                                          {NULL, NULL}};
    json_t *allocation;
    struct told told = ask_allocation(claim, &allocation);

    if (allocation != NULL) {
        expect_value(claim, allocation, "state", claim->words[2]);
        expect_pairs(claim, 3, allocation, keys);
    }
    told_release(&told);
}

static void
judge_delivery(const struct judgement *claim)
{
    static const char *const keys[][2] = {
        {"since", "begin"}, {"until", "eind"}, {"reason", "reden"}, {NULL, NULL}};
    json_t *allocation;
    struct told told = ask_allocation(claim, &allocation);
    json_t *delivery = json_object_get(allocation, "delivery");

    if (allocation != NULL) {
        if (json_object_size(delivery) > 0 || strcmp(claim->words[2], "IDLE") != 0)
            expect_value(claim, delivery, "state", claim->words[2]);
        expect_pairs(claim, 3, delivery, keys);
    }
    told_release(&told);
}

/* declared 667899 volume 23 bedrag 1; left 667899 volume 4 budget 1 */
static void
judge_amount(const struct judgement *claim)
{
    static const char *const keys[][2] = {
        {"volume", "volume"}, {"bedrag", "bedrag"}, {"budget", "budget"}, {NULL, NULL}};
    json_t *allocation;
    struct told told = ask_allocation(claim, &allocation);

    if (allocation != NULL)
        expect_pairs(claim, 2, json_object_get(allocation, claim->words[0]), keys);
    told_release(&told);
}

/* line 667899 2026-03-01..2026-03-31 62550 APPROVED: one such line in that state */
static void
judge_line(const struct judgement *claim)
{
    json_t *allocation, *line;
    struct told told = ask_allocation(claim, &allocation);
    char begin[12] = {0}, found[200] = "";
    size_t i;

    cr_assert(claim->count == 5 && strlen(claim->words[2]) == 22, "line %d",
              claim->line);
    memcpy(begin, claim->words[2], 10);
    json_array_foreach(json_object_get(allocation, "lines"), i, line)
    {
        char room[40];
        size_t size = strlen(found);

        if (!is_value(line, "begin", begin) ||
            !is_value(line, "eind", claim->words[2] + 12) ||
            !is_value(line, "bedrag", claim->words[3]))
            continue;
        snprintf(found + size, sizeof(found) - size, "%s ",
                 print(json_object_get(line, "state"), room, sizeof(room)));
    }
    if (allocation != NULL && strstr(found, claim->words[4]) == NULL)
        fault(claim, "such a line", found[0] != '\0' ? found : "not there");
    told_release(&told);
}

static void
judge_request(const struct judgement *claim)
{
    static const char *const keys[][2] = {{"due", "due"}, {NULL, NULL}};
    char what[80];
    const struct party *provider = party_find(
        claim->party->role[0] == 'a'           ? claim->party->name
        : strchr(claim->words[1], '@') != NULL ? strchr(claim->words[1], '@') + 1
                                               : "P");

    snprintf(what, sizeof(what), "--request %s/%.*s", provider->code,
             (int)strcspn(claim->words[1], "@"), claim->words[1]);
    struct told told = ask(claim, "status", what, NULL);
    json_t *request = json_array_get(json_object_get(told.json, "requests"), 0);
    if (request == NULL && told.json != NULL && strcmp(claim->words[2], "NONE") != 0) {
        fault(claim, "the request", "not known");
    } else if (request != NULL) {
        expect_value(claim, request, "state", claim->words[2]);
        expect_pairs(claim, 3, request, keys);
    }
    told_release(&told);
}

/* ---- intakes and deadlines ---- */

static void
judge_intakes(const struct judgement *claim)
{
    struct told told = ask(claim, "intake", "", NULL);

    for (size_t i = 1; told.json != NULL && i + 1 < claim->count; i += 2)
        expect_value(claim, told.json, claim->words[i], claim->words[i + 1]);
    told_release(&told);
}

/* KIND [DATE] [overdue] [about TEXT] */
static bool
is_task(const struct judgement *claim, size_t at, json_t *task)
{
    if (at < claim->count && !is_value(task, "kind", claim->words[at]))
        return false;
    for (size_t i = at + 1; i < claim->count; i++)
        if (isdigit((unsigned char)claim->words[i][0])) {
            if (!is_value(task, "due", claim->words[i]))
                return false;
        } else if (strcmp(claim->words[i], "overdue") == 0) {
            if (!json_is_true(json_object_get(task, "overdue")))
                return false;
        } else if (strcmp(claim->words[i], "about") == 0 && i + 1 < claim->count) {
            if (!contains(json_object_get(task, "about"), claim->words[++i]))
                return false;
        }
    return true;
}

static const char TASKS[] = "tasks", NOTICES[] = "notices";

static void
judge_tasks(const struct judgement *claim, const char *list, size_t at, bool is_wanted)
{
    struct told told = ask(claim, "deadlines", list == NOTICES ? "" : "--strict", NULL);
    json_t *tasks = json_object_get(told.json, list), *task;
    bool is_there = false;
    size_t i;

    json_array_foreach(tasks, i, task)
    {
        if (is_value(task, "party", claim->party->role))
            is_there = is_task(claim, at, task) || is_there;
    }
    if (told.json != NULL && is_there != is_wanted) {
        char *all = json_dumps(tasks, JSON_COMPACT);
        char text[900];

        snprintf(text, sizeof(text), "%.800s", all != NULL ? all : "nothing");
        fault(claim, "the work list", text);
        free(all);
    }
    told_release(&told);
}

static void
judge_due(const struct judgement *claim)
{
    judge_tasks(claim, TASKS, 1, true);
}

/* "notice 305 2026-01-12" */
static void
judge_notice(const struct judgement *claim)
{
    judge_tasks(claim, NOTICES, 1, true);
}

/* "not due 305", "nothing due" */
static void
judge_not_due(const struct judgement *claim)
{
    judge_tasks(claim, TASKS, 2, false);
}

/* ---- all of them ---- */

static const struct {
    const char *word;
    size_t count; /* at least so many words */
    void (*judge)(const struct judgement *claim);
} kinds[] = {
    {"TP", 2, judge_record},
    {"status", 2, judge_status},
    {"verdict", 2, judge_status},
    {"note", 2, judge_note},
    {"no", 3, judge_no},
    {"skipped", 2, judge_skipped},
    {"allocation", 3, judge_allocation},
    {"delivery", 3, judge_delivery},
    {"request", 3, judge_request},
    {"line", 5, judge_line},
    {"declared", 4, judge_amount},
    {"left", 4, judge_amount},
    {"intakes", 3, judge_intakes},
    {"due", 2, judge_due},
    {"notice", 2, judge_notice},
    {"not", 3, judge_not_due},
    {"nothing", 2, judge_not_due},
};

static void
judge_for(struct play *play, const struct case_claim *source, const struct party *party,
          const char *text)
{
    struct judgement claim = {play, party, source->line, text, {0}, 0};
    char copy[400], *state = NULL;

    snprintf(copy, sizeof(copy), "%s", text);
    for (char *word = strtok_r(copy, " ", &state); word != NULL && claim.count < 24;
         word = strtok_r(NULL, " ", &state))
        claim.words[claim.count++] = word;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (claim.count >= kinds[i].count &&
            strcmp(claim.words[0], kinds[i].word) == 0) {
            kinds[i].judge(&claim);
            return;
        }
    play_fault(play, source->line, "no such claim: %s", text);
}

void
claim_judge(struct play *play, const struct case_claim *claim)
{
    const char *colon = strchr(claim->text, ':');
    const char *text = colon + 1 + strspn(colon + 1, " ");
    const struct case_step *step = play->step;
    char name[8];

    snprintf(name, sizeof(name), "%.*s", (int)((colon - claim->text) % 8), claim->text);
    if (strcmp(name, "both") == 0) {
        judge_for(play, claim, party_find(step->to ? step->from : "G"), text);
        judge_for(play, claim, party_find(step->to ? step->to : "P"), text);
    } else if (party_find(name) != NULL) {
        judge_for(play, claim, party_find(name), text);
    } else {
        play_fault(play, claim->line, "who is %s?", name);
    }
}
