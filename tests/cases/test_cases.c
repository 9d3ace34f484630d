#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases/answer.h"
#include "cases/claim.h"
#include "cases/play.h"
#include "cli/program.h"
#include "support.h"

/* Every case of fixtures/cases and each of its variants is a test of its own. */
struct chosen {
    char path[100];
    char name[20];
};

enum { MAX_CHOSEN = 1000 };

static void
must_parse(struct iwmo_arena *arena, const char *path, struct case_file *file)
{
    struct iwmo_buffer text = test_read(path);

    cr_assert(case_parse(arena, text.at, file), "%s:%s", path, file->error);
    iwmo_buffer_release(&text);
}

/* CASES=C0*: only these, for who writes one. */
static struct criterion_test_params
all_plays(void)
{
    struct chosen *all = cr_malloc(MAX_CHOSEN * sizeof(*all));
    struct case_file *file = calloc(1, sizeof(*file));
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char **paths = test_paths("fixtures/cases", ".case");
    const char *only = getenv("CASES");
    size_t count = 0;

    for (size_t i = 0; paths[i] != NULL; i++) {
        must_parse(arena, paths[i], file);
        for (size_t k = 0; k < file->count; k++) {
            cr_assert(count < MAX_CHOSEN, "%s: more plays than fit", paths[i]);
            if (only != NULL && strstr(file->plays[k].name, only) == NULL)
                continue;
            snprintf(all[count].path, sizeof(all->path), "%s", paths[i]);
            snprintf(all[count++].name, sizeof(all->name), "%s", file->plays[k].name);
        }
    }
    test_free_paths(paths);
    iwmo_arena_free(arena);
    free(file);
    return cr_make_param_array(struct chosen, all, count, NULL);
}

static const struct case_play *
find(const struct case_file *file, const char *name)
{
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->plays[i].name, name) == 0)
            return &file->plays[i];
    cr_assert_fail("no %s", name);
    return NULL;
}

/* ---- both sides, with the program ---- */

ParameterizedTestParameters(cases, go_as_told)
{
    return all_plays();
}

ParameterizedTest(const struct chosen *chosen, cases, go_as_told,
                  .init = program_enter_folder, .fini = program_leave_folder,
                  .timeout = 600)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct case_file *file = calloc(1, sizeof(*file));
    struct play *play = calloc(1, sizeof(*play));
    char path[300];

    snprintf(path, sizeof(path), "%s/../%s", getenv("FIXTURES"), chosen->path);
    must_parse(arena, path, file);
    play_run(play, find(file, chosen->name));
    cr_expect(play->faults.size == 0, "%s, %s:\n%s", chosen->path, chosen->name,
              play->faults.at);
    play_release(play);
    free(play);
    free(file);
    iwmo_arena_free(arena);
}

/* ---- and can fail: every claim of this one is wrong ---- */

static void
expect_faults(const struct play *play, const struct case_step *step)
{
    char line[30];

    for (const struct case_claim *claim = step->claims; claim != NULL;
         claim = claim->next) {
        snprintf(line, sizeof(line), "line %d,", claim->line);
        cr_expect_not_null(strstr(play->faults.at, line), "passes: %s", claim->text);
    }
    snprintf(line, sizeof(line), "line %d,", step->line);
    if (step->claims == NULL)
        cr_expect_not_null(strstr(play->faults.at, line), "passes: step %d",
                           step->number);
}

Test(cases, a_wrong_claim_is_told, .init = program_enter_folder,
     .fini = program_leave_folder, .timeout = 600)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct case_file *file = calloc(1, sizeof(*file));
    struct play *play = calloc(1, sizeof(*play));
    char path[300];

    snprintf(path, sizeof(path), "%s/cases/claims.wrong", getenv("FIXTURES"));
    must_parse(arena, path, file);
    play_run(play, &file->plays[0]);
    cr_assert_not_null(play->faults.at);
    for (size_t i = 0; i < file->plays[0].count; i++)
        expect_faults(play, file->plays[0].steps[i]);
    play_release(play);
    free(play);
    free(file);
    iwmo_arena_free(arena);
}

/* ---- the messages on their own: levels 1 and 2 need no books ---- */

static void
assert_step_is_as_valid_as_told(const struct chosen *chosen,
                                const struct case_play *script,
                                const struct case_step *step)
{
    const char *text = "accepted", *date = case_get(&step->words, "received");
    const struct case_claim *own, *claim = claim_on_answer(step, &text);
    bool is_level_1 = claim_has_none(step);
    bool is_level_2 = claim != NULL && strstr(text, "Header 0001") != NULL;
    char command[300];

    own = claim_own_check(step, &text);
    if (step->act != CASE_MESSAGE || (own != NULL && claim == NULL && !is_level_1))
        return;
    if (date == NULL || strcmp(date, "never") == 0)
        date = step->date;
    play_write(script, step, step, "I1", "m.xml");
    snprintf(command, sizeof(command),
             "\"$IWMO\" retour --date %s m.xml >m.ret 2>.err </dev/null", date);
    int ended = system(command);
    struct iwmo_buffer told = test_read("m.ret"), err = test_read(".err");
    bool is_refused = told.at != NULL && strstr(told.at, ">0001<") != NULL;
    cr_expect(is_level_1 ? ended != 0 : ended == 0 && is_refused == is_level_2,
              "%s, %s, line %d: %s %s", chosen->path, chosen->name, step->line,
              is_refused ? "0001" : "not 0001", err.at != NULL ? err.at : "");
    iwmo_buffer_release(&told);
    iwmo_buffer_release(&err);
}

ParameterizedTestParameters(cases, hold_messages_as_valid_as_told)
{
    return all_plays();
}

ParameterizedTest(const struct chosen *chosen, cases, hold_messages_as_valid_as_told,
                  .init = program_enter_folder, .fini = program_leave_folder,
                  .timeout = 600)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct case_file *file = calloc(1, sizeof(*file));
    char path[300];

    snprintf(path, sizeof(path), "%s/../%s", getenv("FIXTURES"), chosen->path);
    must_parse(arena, path, file);
    const struct case_play *script = find(file, chosen->name);
    for (size_t i = 0; i < script->count; i++)
        assert_step_is_as_valid_as_told(chosen, script, script->steps[i]);
    free(file);
    iwmo_arena_free(arena);
}
