#include "model/path.h"

#include <criterion/criterion.h>

static const struct iwmo_type text_type = {.name = "T", .kind = IWMO_STRING};
static const struct iwmo_element rows[] = {
    {"Naam", 1, IWMO_SPACE_BASE, &text_type, 0, IWMO_UNBOUNDED},
    {"Soort", 2, IWMO_SPACE_BASE, &text_type, 0, 1},
};
static const struct iwmo_type group_type = {
    .name = "G", .kind = IWMO_GROUP, .child_count = 2, .children = rows};
static const struct iwmo_element root_row = {"Bericht",   3, IWMO_SPACE_BASE,
                                             &group_type, 1, 1};

static void
expect_path(const struct iwmo_step *step, const char *expected)
{
    struct iwmo_buffer out = {0};

    iwmo_path_print(step, &out);
    cr_expect_str_eq(out.at, expected);
    iwmo_buffer_release(&out);
}

Test(path, no_step_is_the_file)
{
    expect_path(NULL, "/");
}

Test(path, an_only_child_has_no_index)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_node root = {.decl = &root_row, .index = 1};
    struct iwmo_node child = {.decl = &rows[0], .parent = &root, .index = 1};

    root.first = root.last = &child;
    expect_path(iwmo_path_step(&root, arena), "/Bericht");
    expect_path(iwmo_path_step(&child, arena), "/Bericht/Naam");
    cr_expect_eq(iwmo_path_step(&child, arena), child.step);
    iwmo_arena_free(arena);
}

Test(path, siblings_that_are_there_give_an_index)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_node root = {.decl = &root_row, .index = 1};
    struct iwmo_node last = {.decl = &rows[0], .parent = &root, .index = 2};
    struct iwmo_node other = {
        .decl = &rows[1], .parent = &root, .index = 1, .next = &last};
    struct iwmo_node first = {
        .decl = &rows[0], .parent = &root, .index = 1, .next = &other};

    root.first = &first;
    root.last = &last;
    expect_path(iwmo_path_step(&first, arena), "/Bericht/Naam[1]");
    expect_path(iwmo_path_step(&last, arena), "/Bericht/Naam[2]");
    expect_path(iwmo_path_step(&other, arena), "/Bericht/Soort");
    iwmo_arena_free(arena);
}

/* A stream: the second comes when the place of the first was noted long ago. */
Test(path, a_sibling_that_comes_later_gives_an_index)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_node root = {.decl = &root_row, .index = 1};
    struct iwmo_node first = {.decl = &rows[0], .parent = &root, .index = 1};

    root.first = root.last = &first;
    const struct iwmo_step *step = iwmo_path_step(&first, arena);
    expect_path(step, "/Bericht/Naam");
    root.siblings[0]->count = 2;
    expect_path(step, "/Bericht/Naam[1]");
    iwmo_arena_free(arena);
}

Test(path, an_arena_that_is_full_gives_no_step)
{
    struct iwmo_arena *arena = iwmo_arena_new(1);
    struct iwmo_node root = {.decl = &root_row, .index = 1};

    cr_expect_null(iwmo_path_step(&root, arena));
    iwmo_arena_free(arena);
}
