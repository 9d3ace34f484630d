#include <criterion/criterion.h>

#include "schema/lookup.h"

static const struct iwmo_element children[] = {
    {.name = "b", .id = 2},
    {.name = "a", .id = 1},
};
static const struct iwmo_type group = {
    .kind = IWMO_GROUP, .child_count = 2, .children = children};
static const struct iwmo_message_kind messages[] = {
    {.name = "WMO301", .number = 301, .release = R_2_3, .space = "urn:old"},
    {.name = "WMO303", .number = 303, .release = R_2_3, .space = "urn:303"},
    {.name = "WMO301", .number = 301, .release = R_3_2, .space = "urn:new"},
};
static const char *const names[] = {"", "a", "b", "c", "aa"}; /* aa came later */
static const uint16_t by_name[] = {0, 1, 4, 2, 3};
static const struct iwmo_schema schema = {.messages = messages,
                                          .message_count = 3,
                                          .names = names,
                                          .by_name = by_name,
                                          .name_count = 5};

Test(lookup, finds_a_message_by_its_namespace)
{
    cr_expect_eq(iwmo_message_by_space(&schema, iwmo_text("urn:303")), &messages[1]);
    cr_expect_null(iwmo_message_by_space(&schema, iwmo_text("urn:30")));
    cr_expect_null(iwmo_message_by_space(&schema, iwmo_text("")));
}

Test(lookup, finds_the_newest_message_when_no_release_is_named)
{
    cr_expect_eq(iwmo_message_by_name(&schema, "WMO301", R_none), &messages[2]);
    cr_expect_eq(iwmo_message_by_name(&schema, "wmo301", R_2_3), &messages[0]);
    cr_expect_eq(iwmo_message_by_name(&schema, "301", R_3_2), &messages[2]);
    cr_expect_null(iwmo_message_by_name(&schema, "303", R_3_2));
    cr_expect_null(iwmo_message_by_name(&schema, "", R_none));
    cr_expect_null(iwmo_message_by_name(&schema, "3013", R_none));
}

Test(lookup, finds_a_child_by_its_id)
{
    cr_expect_eq(iwmo_type_child(&group, 1), &children[1]);
    cr_expect_null(iwmo_type_child(&group, 3));
}

Test(lookup, finds_every_name_and_no_other)
{
    for (uint16_t i = 1; i < 5; i++)
        cr_expect_eq(iwmo_name_id(&schema, iwmo_text(names[i])), i);
    cr_expect_eq(iwmo_name_id(&schema, iwmo_text("")), 0);
    cr_expect_eq(iwmo_name_id(&schema, iwmo_text("aaa")), 0);
    cr_expect_eq(iwmo_name_id(&schema, iwmo_text("d")), 0);
    cr_expect_eq(iwmo_name_id(&schema, (struct iwmo_text){NULL, 0}), 0);
}

Test(lookup, knows_the_releases)
{
    cr_expect_eq(iwmo_release_of("2.3"), R_2_3);
    cr_expect_eq(iwmo_release_of("3.2"), R_3_2);
    cr_expect_eq(iwmo_release_of("3.3"), R_none);
    cr_expect_eq(iwmo_release_of(""), R_none);
}
