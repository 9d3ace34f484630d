#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cases/answer.h"
#include "cases/case.h"
#include "cases/play.h"
#include "cases/world.h"
#include "cli/program.h"

/*
 * What must hold for every sequence of messages (duplicates 7).  IWMO_STORIES=n tells n
 * stories, IWMO_STORY_SEED=n begins with that one.
 */

enum { LENGTH = 24 };

#define REGISTERS                                                                      \
    " --contract \"$FIXTURES\"/registers/contract.csv"                                 \
    " --producten \"$FIXTURES\"/registers/producten.csv --lang en --report jsonl "

/* A story as it is being told. */
struct story {
    struct world world;
    struct iwmo_arena *arena;
    uint64_t seed;
    char date[IWMO_DATE_TEXT], path[40], text[4000];
    const struct party *from, *to;
    long long granted; /* by all 325s */
};

#define holds(story, condition, what)                                                  \
    cr_expect(condition, "seed %llu, message %d, %s: %s",                              \
              (unsigned long long)(story)->seed, (story)->world.messages, what,        \
              (story)->text)

/* ---- the books as text, without what is only log ---- */

static void
drop_log(json_t *json)
{
    json_t *each;
    const char *key;
    size_t i;

    json_object_del(json, "history");
    json_object_del(json, "messages");
    json_object_del(json, "message");
    json_object_del(json, "client"); /* a pseudonym, of this ledger only */
    json_object_foreach(json, key, each) drop_log(each);
    if (json_is_array(json))
        json_array_foreach(json, i, each) drop_log(each);
}

static void
add_told(struct told *told, struct iwmo_buffer *out)
{
    char *text;

    cr_assert_not_null(told->json, "exit %d: %s", told->status, told->error);
    drop_log(told->json);
    text = json_dumps(told->json, JSON_SORT_KEYS | JSON_INDENT(1));
    iwmo_buffer_text(out, text);
    free(text);
    told_release(told);
}

/* Owned by the caller. */
static char *
books_of(const struct story *story, const struct party *party)
{
    struct iwmo_buffer out;
    struct told told;

    if (!party_has_books(party))
        return strdup("");
    iwmo_buffer_init(&out, 0);
    for (int i = 0; i < WORLD_CLIENTS; i++) {
        told = party_run(party, "status", world_bsn(i),
                         "--date %s --report json --client -", story->date);
        add_told(&told, &out);
    }
    told = party_run(party, "intake", NULL, "--date %s --report json", story->date);
    add_told(&told, &out);
    return out.at;
}

/* ---- one message ---- */

static struct told
receive(const struct party *party, const char *date, const char *path)
{
    return party_run(party, "receive", NULL, "--role %s --date %s -o %s" REGISTERS "%s",
                     party->role, date, party->name, path);
}

static const char *
string(const struct told *told, const char *key)
{
    const char *value = json_string_value(json_object_get(told->json, key));

    return value != NULL ? value : "";
}

static void
write_step(struct story *story, const char *identificatie)
{
    struct case_file *file = calloc(1, sizeof(*file));

    cr_assert(case_parse(story->arena, story->text, file), "%s: %s", file->error,
              story->text);
    const struct case_step *step = file->plays[0].steps[0];
    play_write(&file->plays[0], step, step, identificatie, story->path);
    story->from = party_find(step->from);
    story->to = party_find(step->to);
    snprintf(story->date, sizeof(story->date), "%s", step->date);
    free(file);
}

static bool
is_accepted(const char *status)
{
    return strcmp(status, "processed") == 0 || strcmp(status, "partial") == 0;
}

/* 1: a second time, as another file and under another Identificatie. */
static void
repeat(struct story *story, const char *books)
{
    char identificatie[16];

    for (int i = 0; i < 2; i++) {
        snprintf(story->path, sizeof(story->path), "m%03d-%d.xml",
                 story->world.messages, i);
        snprintf(identificatie, sizeof(identificatie), "M%d%s", story->world.messages,
                 i == 0 ? "" : "X");
        write_step(story, identificatie);
        struct told told = receive(story->to, story->date, story->path);
        char *again = books_of(story, story->to);
        holds(story, strcmp(books, again) == 0, "a repeat changes nothing");
        holds(story, string(&told, "retour")[0] != '\0', "a repeat has its retour");
        free(again);
        told_release(&told);
    }
}

static void
bring_back(struct story *story, const struct told *received)
{
    const char *retour = string(received, "retour");
    struct answer answer;

    if (retour[0] == '\0' || !answer_read(retour, &answer))
        return;
    if (answer.toegekend[0] != '\0')
        story->granted +=
            (strchr(answer.toegekend, 'C') != NULL ? -1 : 1) * atoll(answer.toegekend);
    if (strcmp(answer.message, "325") == 0 ? atoll(answer.toegekend) > 0
                                           : answer_accepts(&answer))
        world_accept(&story->world);
    struct told told = receive(story->from, story->date, retour);
    told_release(&told);
}

static void
tell_one(struct story *story)
{
    struct iwmo_buffer text;
    char identificatie[16];

    iwmo_buffer_init(&text, 0);
    world_tell(&story->world, &text);
    snprintf(story->text, sizeof(story->text), "%s", text.at);
    iwmo_buffer_release(&text);
    snprintf(story->path, sizeof(story->path), "m%03d.xml", story->world.messages);
    snprintf(identificatie, sizeof(identificatie), "M%d", story->world.messages);
    write_step(story, identificatie);
    char *before = books_of(story, story->to);
    struct told sent =
        party_run(story->from, "send", NULL, "--role %s --date %s" REGISTERS "%s",
                  story->from->role, story->date, story->path);
    struct told received = receive(story->to, story->date, story->path);
    char *after = books_of(story, story->to);
    bool accepted = is_accepted(string(&received, "status"));

    holds(story, string(&received, "retour")[0] != '\0',
          "8: every message has a retour");
    if (!accepted && before[0] != '\0')
        holds(story, strcmp(before, after) == 0,
              "9: a refused message changes nothing");
    bring_back(story, &received);
    if (accepted && world_roll(&story->world, 2) == 0) {
        free(after);
        after = books_of(story, story->to);
        repeat(story, after);
    }
    told_release(&sent);
    told_release(&received);
    free(before);
    free(after);
}

/* ---- what holds in between ---- */

/* 3: at most one open intake per client, and only a new need opens one. */
static void
check_intakes(const struct story *story)
{
    const struct party *provider = party_find("P");

    if (!party_has_books(provider))
        return;
    struct told told =
        party_run(provider, "intake", NULL, "--date %s --report json", story->date);
    holds(story,
          json_integer_value(json_object_get(told.json, "open")) <= WORLD_CLIENTS,
          "3: one open intake per client");
    told_release(&told);
}

/* 4, 5: as the world saw it. */
static void
check_world(const struct story *story)
{
    for (int i = 0; i < story->world.count; i++) {
        const struct world_allocation *a = &story->world.allocations[i];

        holds(story, a->open_starts >= 0 && a->open_starts <= 1, "4: one open start");
        for (int m = 0; m < 12; m++)
            holds(story, a->approved[m] == 0 || a->approved[m] == 1,
                  "5: one debit that counts");
    }
}

static long long
number(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);

    return json_is_string(value) ? atoll(json_string_value(value))
                                 : json_integer_value(value);
}

/* 6, 7: what is granted is what stands; one open request per client. */
static void
check_gemeente(const struct story *story)
{
    const struct party *gemeente = party_find("G");
    long long declared = 0;

    for (int i = 0; party_has_books(gemeente) && i < WORLD_CLIENTS; i++) {
        struct told told = party_run(gemeente, "status", world_bsn(i),
                                     "--date %s --report json --client -", story->date);
        json_t *each;
        size_t k;
        int open = 0;

        json_array_foreach(json_object_get(told.json, "allocations"), k, each)
            declared += number(json_object_get(each, "declared"), "bedrag");
        json_array_foreach(json_object_get(told.json, "requests"), k, each)
        {
            const char *state = json_string_value(json_object_get(each, "state"));
            open += state != NULL &&
                    (strcmp(state, "OPEN") == 0 || strcmp(state, "INVESTIGATION") == 0);
        }
        holds(story, open <= 1, "7: one open request");
        told_release(&told);
    }
    holds(story, declared == story->granted, "6: what is granted is what stands");
}

/* ---- stories ---- */

static size_t
number_of(const char *name, size_t otherwise)
{
    const char *text = getenv(name);

    return text != NULL ? (size_t)strtoul(text, NULL, 10) : otherwise;
}

ParameterizedTestParameters(properties, hold_in_every_story)
{
    size_t count = number_of("IWMO_STORIES", 4),
           first = number_of("IWMO_STORY_SEED", 1);
    size_t *seeds = cr_malloc(count * sizeof(*seeds));

    for (size_t i = 0; i < count; i++)
        seeds[i] = first + i;
    return cr_make_param_array(size_t, seeds, count, NULL);
}

ParameterizedTest(const size_t *seed, properties, hold_in_every_story,
                  .init = program_enter_folder, .fini = program_leave_folder,
                  .timeout = 900)
{
    struct story *story = calloc(1, sizeof(*story));

    story->arena = iwmo_arena_new(0);
    story->seed = *seed;
    world_begin(&story->world, *seed);
    mkdir("G", 0777);
    mkdir("P", 0777);
    for (int i = 0; i < LENGTH; i++) {
        tell_one(story);
        check_intakes(story);
        check_world(story);
        check_gemeente(story);
    }
    iwmo_arena_free(story->arena);
    free(story);
}

/* ---- 2: any order of versions gives the same allocation ---- */

static char *
books_after(struct story *story, const int order[3], const char *const versions[3])
{
    mkdir("P", 0777);
    for (int i = 0; i < 3; i++) {
        char identificatie[16];

        snprintf(story->text, sizeof(story->text),
                 "case C00 versions\nbsn 999900018\n2026-06-01 G > P 301\n%s\n",
                 versions[order[i]]);
        snprintf(story->path, sizeof(story->path), "v%d.xml", order[i]);
        snprintf(identificatie, sizeof(identificatie), "V%d", order[i]);
        write_step(story, identificatie);
        struct told told = receive(story->to, story->date, story->path);
        holds(story, is_accepted(string(&told, "status")), "2: a version is accepted");
        told_release(&told);
    }
    struct told told =
        party_run(party_find("P"), "status", NULL,
                  "--date 2026-06-01 --report json --allocation 0384/%s", "850001");
    struct iwmo_buffer out;
    iwmo_buffer_init(&out, 0);
    add_told(&told, &out);
    return out.at;
}

Test(properties, any_order_of_versions_gives_the_same_allocation,
     .init = program_enter_folder, .fini = program_leave_folder, .timeout = 300)
{
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const char *const versions[3] = {
        "TP 850001 02/02A03 2026-01-05..2026-06-28 80/04/6 t=2026-01-02T10:00:00",
        "TP 850001 02/02A03 2026-01-05..2026-12-27 80/04/6 t=2026-05-11T14:00:00 rw=04",
        ("TP 850001 02/02A03 2026-01-05..2026-12-27 90/04/6 t=2026-05-11T14:00:01 "
         "rw=14")};
    struct story *story = calloc(1, sizeof(*story));
    char *first = NULL;

    story->arena = iwmo_arena_new(0);
    for (int i = 0; i < 6; i++) {
        char *books = books_after(story, orders[i], versions);

        cr_assert_not_null(strstr(books, "2026-12-27"), "%s", books);
        cr_assert_not_null(strstr(books, "90"), "%s", books);
        if (first == NULL)
            first = books;
        cr_expect_str_eq(books, first, "order %d", i);
        if (books != first)
            free(books);
        cr_assert_eq(system("rm -rf P P.db*"), 0);
    }
    free(first);
    iwmo_arena_free(story->arena);
    free(story);
}
