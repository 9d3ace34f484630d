#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "schema/lookup.h"
#include "translate/jsonschema.h"

static json_t *
schema_of(const struct iwmo_message_kind *message)
{
    struct iwmo_buffer out = {0};
    json_error_t error;

    iwmo_jsonschema_print(message, &out);
    cr_assert_eq(out.failed, IWMO_OK);
    json_t *schema = json_loadb(out.at, out.size, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(schema, "%s: %s", message->name, error.text);
    iwmo_buffer_release(&out);
    return schema;
}

/* Every $ref in `value` names a definition. */
static void
assert_resolved(json_t *value, json_t *definitions)
{
    static const char start[] = "#/$defs/";
    const char *reference = json_string_value(json_object_get(value, "$ref"));
    const char *key;
    json_t *member;
    size_t index;

    if (reference != NULL) {
        cr_assert_eq(strncmp(reference, start, strlen(start)), 0, "%s", reference);
        cr_assert_not_null(json_object_get(definitions, reference + strlen(start)),
                           "%s", reference);
    }
    json_object_foreach(value, key, member) assert_resolved(member, definitions);
    json_array_foreach(value, index, member) assert_resolved(member, definitions);
}

Test(jsonschema, every_message_has_one_whose_references_resolve)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        json_t *schema = schema_of(&iwmo_schema_builtin.messages[i]);
        assert_resolved(schema, json_object_get(schema, "$defs"));
        json_decref(schema);
    }
}

static json_t *
definition(json_t *schema, const char *name)
{
    json_t *found = json_object_get(json_object_get(schema, "$defs"), name);

    cr_assert_not_null(found, "%s", name);
    return found;
}

Test(jsonschema, codes_come_with_their_labels)
{
    json_t *schema =
        schema_of(iwmo_message_by_name(&iwmo_schema_builtin, "305", R_3_2));
    json_t *geslacht = definition(schema, "LDT_Geslacht");

    cr_assert_eq(json_array_size(json_object_get(geslacht, "enum")), 3);
    cr_assert_not_null(
        strstr(json_string_value(json_object_get(geslacht, "description")), "\n1: "));
    json_decref(schema);
}

Test(jsonschema, what_may_repeat_is_an_array_and_what_must_come_is_required)
{
    json_t *schema =
        schema_of(iwmo_message_by_name(&iwmo_schema_builtin, "323", R_3_2));
    json_t *clients = definition(schema, "WMO323.Clienten");
    json_t *client = json_object_get(json_object_get(clients, "properties"), "Client");

    cr_assert_str_eq(json_string_value(json_object_get(client, "type")), "array");
    cr_assert_eq(json_integer_value(json_object_get(client, "minItems")), 1);
    cr_assert_str_eq(
        json_string_value(json_array_get(json_object_get(clients, "required"), 0)),
        "Client");
    json_decref(schema);
}

Test(jsonschema, patterns_mean_in_ecma_262_what_they_mean_in_xsd)
{
    static const char *const pairs[][2] = {
        {"[0-9]{8}", "^(?:[0-9]{8})$"},
        {"416|448", "^(?:416|448)$"},
        {".*[^\\s].*", "^(?:[^\\n\\r]*[^ \\t\\n\\r][^\\n\\r]*)$"},
        {"([.\\s]*\\S+)", "^(?:([. \\t\\n\\r]*[^ \\t\\n\\r]+))$"},
        {"a^b$\\.", "^(?:a\\^b\\$\\.)$"},
        {"[^Z+-]+", "^(?:[^Z+-]+)$"},
    };

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct iwmo_buffer out = {0};
        iwmo_jsonschema_pattern(pairs[i][0], &out);
        cr_assert_str_eq(out.at, pairs[i][1]);
        iwmo_buffer_release(&out);
    }
}
