#include "model/node.h"

#include <criterion/criterion.h>

enum { A = 1, B = 2 };

static const struct iwmo_type text_type = {.name = "T", .kind = IWMO_STRING};
static const struct iwmo_element rows[] = {
    {"A", A, IWMO_SPACE_BASE, &text_type, 0, IWMO_UNBOUNDED},
    {"B", B, IWMO_SPACE_BASE, &text_type, 0, 1},
};
static const struct iwmo_type group_type = {
    .name = "G", .kind = IWMO_GROUP, .child_count = 2, .children = rows};
static const struct iwmo_element root_row = {"R",         3, IWMO_SPACE_BASE,
                                             &group_type, 1, 1};

Test(node, a_child_is_found_by_its_id)
{
    struct iwmo_node root = {.decl = &root_row}, second = {.decl = &rows[1]},
                     first = {.decl = &rows[0], .next = &second};

    root.first = &first;
    cr_expect_eq(iwmo_child(&root, A), &first);
    cr_expect_eq(iwmo_child(&root, B), &second);
    cr_expect_null(iwmo_child(&root, 9));
    cr_expect_null(iwmo_child(NULL, A));
}

Test(node, the_next_of_the_same_name_may_stand_further_on)
{
    struct iwmo_node last = {.decl = &rows[0]},
                     middle = {.decl = &rows[1], .next = &last},
                     first = {.decl = &rows[0], .next = &middle};

    cr_expect_eq(iwmo_next_same(&first), &last);
    cr_expect_null(iwmo_next_same(&middle));
    cr_expect_null(iwmo_next_same(&last));
}

Test(node, is_what_its_row_says)
{
    struct iwmo_node node = {.decl = &rows[0]};

    cr_expect(iwmo_node_is(&node, A));
    cr_expect_not(iwmo_node_is(&node, B));
    cr_expect_not(iwmo_node_is(NULL, A));
}

Test(node, white_space_is_blank_and_so_is_nothing)
{
    struct iwmo_node node = {.decl = &rows[0], .value.text = {" \t\r\n", 4}};

    cr_expect(iwmo_node_blank(NULL));
    cr_expect(iwmo_node_blank(&node));
    node.value.text = iwmo_text(" x ");
    cr_expect_not(iwmo_node_blank(&node));
    cr_expect(iwmo_node_equals(&node, "x"));
    cr_expect_not(iwmo_node_equals(&node, "X"));
    cr_expect_not(iwmo_node_equals(NULL, ""));
}
