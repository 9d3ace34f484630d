/* What xsdc wrote must be what the compiler has in memory. */
#include <criterion/criterion.h>
#include <string.h>

#include "names.h"
#include "schema/lookup.h"
#include "xsdc/compile.h"

static void compare_types(const struct iwmo_type *a, const struct iwmo_type *b);

static void
compare_patterns(const struct iwmo_pattern *a, const struct iwmo_pattern *b)
{
    size_t cells = (size_t)a->state_count * a->class_count;

    cr_assert_str_eq(a->source, b->source);
    cr_assert_eq(a->state_count, b->state_count);
    cr_assert_eq(a->class_count, b->class_count);
    cr_assert_eq(a->range_count, b->range_count);
    cr_assert_eq(memcmp(a->ascii, b->ascii, 128), 0);
    cr_assert_eq(memcmp(a->next, b->next, cells * sizeof(*a->next)), 0);
    cr_assert_eq(memcmp(a->accepts, b->accepts, a->state_count), 0);
    cr_assert_eq(memcmp(a->rests, b->rests, a->state_count), 0);
    for (size_t i = 0; i < a->range_count; i++) {
        cr_assert_eq(a->ranges[i].first, b->ranges[i].first);
        cr_assert_eq(a->ranges[i].last, b->ranges[i].last);
        cr_assert_eq(a->ranges[i].class, b->ranges[i].class);
    }
}

static void
compare_elements(const struct iwmo_element *a, const struct iwmo_element *b)
{
    cr_assert_str_eq(a->name, b->name);
    cr_assert_eq(a->id, b->id, "%s", a->name);
    cr_assert_eq(a->space, b->space, "%s", a->name);
    cr_assert_eq(a->min, b->min, "%s", a->name);
    cr_assert_eq(a->max, b->max, "%s", a->name);
    compare_types(a->type, b->type);
}

static void
compare_facets(const struct iwmo_type *a, const struct iwmo_type *b)
{
    cr_assert_eq(a->min_length, b->min_length, "%s", a->name);
    cr_assert_eq(a->max_length, b->max_length, "%s", a->name);
    cr_assert_eq(a->has_min_inclusive, b->has_min_inclusive, "%s", a->name);
    cr_assert_eq(a->has_max_inclusive, b->has_max_inclusive, "%s", a->name);
    cr_assert_eq(a->min_inclusive, b->min_inclusive, "%s", a->name);
    cr_assert_eq(a->max_inclusive, b->max_inclusive, "%s", a->name);
    cr_assert_eq(a->pattern_count, b->pattern_count, "%s", a->name);
    cr_assert_eq(a->code_count, b->code_count, "%s", a->name);
    cr_assert_eq(a->sure_below, b->sure_below, "%s", a->name);
    for (size_t i = 0; i < a->pattern_count; i++)
        compare_patterns(a->patterns[i], b->patterns[i]);
    for (size_t i = 0; i < a->code_count; i++) {
        cr_assert_str_eq(a->codes[i].value, b->codes[i].value);
        cr_assert_str_eq(a->codes[i].label, b->codes[i].label);
    }
    cr_assert_eq(a->keys == NULL, b->keys == NULL, "%s", a->name);
    if (a->keys != NULL)
        cr_assert_arr_eq(a->keys, b->keys, a->code_count * sizeof(*a->keys));
}

static void
compare_types(const struct iwmo_type *a, const struct iwmo_type *b)
{
    cr_assert_str_eq(a->name, b->name);
    cr_assert_str_eq(a->documentation, b->documentation);
    cr_assert_eq(a->kind, b->kind, "%s", a->name);
    cr_assert_eq(a->release, b->release, "%s", a->name);
    cr_assert_eq(a->base == NULL, b->base == NULL, "%s", a->name);
    if (a->base != NULL)
        compare_types(a->base, b->base);
    compare_facets(a, b);
    cr_assert_eq(a->child_count, b->child_count, "%s", a->name);
    for (size_t i = 0; i < a->child_count; i++)
        compare_elements(&a->children[i], &b->children[i]);
}

Test(emit, writes_what_the_compiler_made)
{
    struct iwmo_error err = {0};
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_schema *a = iwmo_schema_compile("xsd", NULL, arena, &err);
    const struct iwmo_schema *b = &iwmo_schema_builtin;

    cr_assert_not_null(a, "%s", err.text);
    cr_assert_eq(a->message_count, b->message_count);
    cr_assert_eq(a->type_count, b->type_count);
    cr_assert_eq(a->name_count, b->name_count);
    for (size_t i = 0; i < a->message_count; i++) {
        cr_assert_str_eq(a->messages[i].name, b->messages[i].name);
        cr_assert_str_eq(a->messages[i].space, b->messages[i].space);
        cr_assert_str_eq(a->messages[i].base_space, b->messages[i].base_space);
        cr_assert_str_eq(a->messages[i].documentation, b->messages[i].documentation);
        cr_assert_str_eq(a->messages[i].versions.bericht,
                         b->messages[i].versions.bericht);
        cr_assert_eq(a->messages[i].release, b->messages[i].release);
        compare_elements(a->messages[i].root, b->messages[i].root);
    }
    for (size_t i = 0; i < a->type_count; i++)
        compare_types(a->types[i], b->types[i]);
    for (size_t i = 0; i < a->name_count; i++) {
        cr_assert_str_eq(a->names[i], b->names[i]);
        cr_assert_eq(a->by_name[i], b->by_name[i]);
    }
    iwmo_arena_free(arena);
}

Test(emit, names_are_the_numbers_of_names_h)
{
    const struct iwmo_schema *schema = &iwmo_schema_builtin;

    cr_expect_eq(schema->name_count, (size_t)EL_COUNT);
    cr_expect_eq(iwmo_name_id(schema, iwmo_text("Begindatum")), EL_Begindatum);
    cr_expect_eq(iwmo_name_id(schema, iwmo_text("Client")), EL_Client);
}
