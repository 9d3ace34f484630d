#include <inttypes.h>
#include <string.h>

#include "report/json.h"
#include "view/schema_layout.h"

static void
add_text(struct iwmo_buffer *out, const char *key, const char *text)
{
    iwmo_json_key(out, key);
    iwmo_json_string(out, iwmo_text(text));
}

static void
add_number(struct iwmo_buffer *out, const char *key, int64_t number)
{
    iwmo_json_key(out, key);
    iwmo_buffer_printf(out, "%" PRId64, number);
}

/* ---- types ---- */

static void
add_code_list(struct iwmo_buffer *out, const struct iwmo_type *type)
{
    iwmo_json_key(out, "codes");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < type->code_count; i++) {
        iwmo_buffer_text(out, i > 0 ? ",{" : "{");
        add_text(out, "value", type->codes[i].value);
        add_text(out, "label", type->codes[i].label);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_char(out, ']');
}

static void
add_patterns(struct iwmo_buffer *out, const struct iwmo_type *type)
{
    iwmo_json_key(out, "patterns");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < type->pattern_count; i++) {
        iwmo_buffer_text(out, i > 0 ? "," : "");
        iwmo_json_string(out, iwmo_text(type->patterns[i]->source));
    }
    iwmo_buffer_char(out, ']');
}

/* Members of a simple type. */
static void
add_facets(const struct iwmo_schema_view *view, const struct iwmo_type *type)
{
    static const char *const kinds[] = {"group", "string", "integer", "date", "time"};
    struct iwmo_buffer *out = view->out;

    add_text(out, "kind", kinds[type->kind]);
    if (type->kind == IWMO_STRING && type->min_length > 0)
        add_number(out, "minLength", type->min_length);
    if (type->kind == IWMO_STRING && type->max_length != IWMO_UNBOUNDED)
        add_number(out, "maxLength", type->max_length);
    if (type->has_min_inclusive)
        add_number(out, "minInclusive", type->min_inclusive);
    if (type->has_max_inclusive)
        add_number(out, "maxInclusive", type->max_inclusive);
    if (type->pattern_count > 0)
        add_patterns(out, type);
    if (type->code_count > 0)
        add_code_list(out, type);
    if (type->kind == IWMO_GROUP)
        return;
    iwmo_json_key(out, "expects");
    size_t begin = iwmo_json_begin_string(out);
    iwmo_wording_type(type, view->lang, out);
    iwmo_json_end_string(out, begin);
}

static void add_elements(const struct iwmo_schema_view *view,
                         const struct iwmo_type *group, int depth);

/* Named types appear in full in `iwmo schema --types`, so their codes are not repeated.
 */
static void
add_element(const struct iwmo_schema_view *view, const struct iwmo_element *element,
            int depth)
{
    struct iwmo_buffer *out = view->out;

    iwmo_buffer_char(out, '{');
    add_text(out, "name", element->name);
    add_text(out, "space", element->space == IWMO_SPACE_BASE ? "base" : "message");
    add_number(out, "min", element->min);
    iwmo_json_key(out, "max");
    if (element->max == IWMO_UNBOUNDED)
        iwmo_buffer_text(out, "null");
    else
        iwmo_json_number(out, element->max);
    iwmo_json_key(out, "type");
    if (element->type->name[0] != '\0')
        iwmo_json_string(out, iwmo_text(element->type->name));
    else
        iwmo_buffer_text(out, "null");
    add_facets(view, element->type);
    if (element->type->kind == IWMO_GROUP)
        add_elements(view, element->type, depth + 1);
    iwmo_buffer_char(out, '}');
}

static void
add_elements(const struct iwmo_schema_view *view, const struct iwmo_type *group,
             int depth)
{
    iwmo_json_key(view->out, "elements");
    iwmo_buffer_char(view->out, '[');
    for (size_t i = 0; i < group->child_count && depth < IWMO_SCHEMA_MAX_DEPTH; i++) {
        iwmo_buffer_text(view->out, i > 0 ? "," : "");
        add_element(view, &group->children[i], depth);
    }
    iwmo_buffer_char(view->out, ']');
}

static void
print_types(const struct iwmo_schema_view *view, const struct iwmo_schema_type *types,
            size_t count)
{
    struct iwmo_buffer *out = view->out;

    iwmo_buffer_text(out, "{\"types\":[");
    for (size_t i = 0; i < count; i++) {
        const struct iwmo_type *type = types[i].type;
        iwmo_buffer_text(out, i > 0 ? ",\n{" : "\n{");
        add_text(out, "name", type->name);
        add_text(out, "release", types[i].release);
        add_text(out, "documentation", type->documentation);
        add_facets(view, type);
        if (type->kind == IWMO_GROUP)
            add_elements(view, type, 0);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_text(out, "\n]}\n");
}

static void
print_codes(const struct iwmo_schema_view *view, struct iwmo_schema_type row)
{
    iwmo_buffer_char(view->out, '{');
    add_text(view->out, "name", row.type->name);
    add_text(view->out, "release", row.release);
    add_code_list(view->out, row.type);
    iwmo_buffer_text(view->out, "}\n");
}

/* ---- messages ---- */

static void
add_identity(struct iwmo_buffer *out, const struct iwmo_message_kind *message)
{
    add_text(out, "message", message->name);
    add_text(out, "release", message->release_name);
    add_text(out, "documentation", message->documentation);
    add_text(out, "namespace", message->space);
    add_text(out, "base_namespace", message->base_space);
    add_text(out, "BerichtXsdVersie", message->versions.bericht);
    add_text(out, "BasisschemaXsdVersie", message->versions.basisschema);
}

static void
print_list(const struct iwmo_schema_view *view)
{
    bool is_first = true;

    iwmo_buffer_text(view->out, "{\"messages\":[");
    for (size_t i = 0; i < view->schema->message_count; i++) {
        const struct iwmo_message_kind *message = &view->schema->messages[i];
        if (view->release != NULL && strcmp(view->release, message->release_name) != 0)
            continue;
        iwmo_buffer_text(view->out, is_first ? "\n{" : ",\n{");
        add_identity(view->out, message);
        iwmo_buffer_char(view->out, '}');
        is_first = false;
    }
    iwmo_buffer_text(view->out, "\n]}\n");
}

static void
print_message(const struct iwmo_schema_view *view,
              const struct iwmo_message_kind *message)
{
    iwmo_buffer_char(view->out, '{');
    add_identity(view->out, message);
    iwmo_json_key(view->out, "root");
    add_element(view, message->root, 0);
    iwmo_buffer_text(view->out, "}\n");
}

const struct iwmo_schema_layout iwmo_schema_json = {"json", print_list, print_message,
                                                    print_types, print_codes};
