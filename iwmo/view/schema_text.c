#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "view/schema_layout.h"

#define NAME_COLUMNS 46

static int
first_sentence(const char *text)
{
    const char *end = strstr(text, ". ");

    return (int)(end != NULL ? end + 1 - text : (long)strlen(text));
}

static void
print_list(const struct iwmo_schema_view *view)
{
    const char *before = "";

    for (size_t i = 0; i < view->schema->message_count; i++) {
        const struct iwmo_message_kind *message = &view->schema->messages[i];
        if (view->release != NULL && strcmp(view->release, message->release_name) != 0)
            continue;
        if (strcmp(before, message->release_name) != 0)
            iwmo_buffer_printf(view->out, "%siWmo %s\n", before[0] != '\0' ? "\n" : "",
                               message->release_name);
        before = message->release_name;
        iwmo_buffer_printf(view->out, "  %s  %.*s\n", message->name,
                           first_sentence(message->documentation),
                           message->documentation);
    }
}

/* ---- a message ---- */

static void
print_occurrence(const struct iwmo_element *element, struct iwmo_buffer *out)
{
    char text[32];

    if (element->max == IWMO_UNBOUNDED)
        snprintf(text, sizeof(text), "%" PRIu32 "..n", element->min);
    else if (element->min == element->max)
        snprintf(text, sizeof(text), "%" PRIu32, element->min);
    else
        snprintf(text, sizeof(text), "%" PRIu32 "..%" PRIu32, element->min,
                 element->max);
    iwmo_buffer_printf(out, "%-6s", text);
}

static void
print_element(const struct iwmo_schema_view *view, const struct iwmo_element *element,
              int depth)
{
    const struct iwmo_type *type = element->type;
    int indent = 2 * depth;

    iwmo_buffer_printf(view->out, "%*s%-*s ", indent, "", NAME_COLUMNS - indent,
                       element->name);
    print_occurrence(element, view->out);
    bool is_local = depth == 0 || strcmp(type->name, element->name) == 0;
    iwmo_buffer_text(view->out, type->kind == IWMO_GROUP && is_local ? "" : type->name);
    if (type->kind != IWMO_GROUP) {
        iwmo_buffer_text(view->out, type->name[0] != '\0' ? ": " : "");
        iwmo_wording_type(type, view->lang, view->out);
    }
    iwmo_buffer_char(view->out, '\n');
    for (size_t i = 0; i < type->child_count && depth < IWMO_SCHEMA_MAX_DEPTH; i++)
        print_element(view, &type->children[i], depth + 1);
}

static void
print_message(const struct iwmo_schema_view *view,
              const struct iwmo_message_kind *message)
{
    const struct iwmo_versions *versions = &message->versions;

    iwmo_buffer_printf(view->out, "%s, iWmo %s: %s\n", message->name,
                       message->release_name, message->documentation);
    iwmo_buffer_printf(view->out, "%s\n%s\n", message->space, message->base_space);
    iwmo_buffer_printf(view->out, "BerichtXsdVersie %s, BasisschemaXsdVersie %s\n\n",
                       versions->bericht, versions->basisschema);
    print_element(view, message->root, 0);
}

/* ---- types ---- */

static void
print_facets(const struct iwmo_type *type, struct iwmo_buffer *out)
{
    if (type->kind == IWMO_STRING && type->min_length > 0)
        iwmo_buffer_printf(out, "  minLength     %" PRIu32 "\n", type->min_length);
    if (type->kind == IWMO_STRING && type->max_length != IWMO_UNBOUNDED)
        iwmo_buffer_printf(out, "  maxLength     %" PRIu32 "\n", type->max_length);
    if (type->has_min_inclusive)
        iwmo_buffer_printf(out, "  minInclusive  %" PRId64 "\n", type->min_inclusive);
    if (type->has_max_inclusive)
        iwmo_buffer_printf(out, "  maxInclusive  %" PRId64 "\n", type->max_inclusive);
    for (size_t i = 0; i < type->pattern_count; i++)
        iwmo_buffer_printf(out, "  pattern       %s\n", type->patterns[i]->source);
}

static void
add_codes(const struct iwmo_type *type, struct iwmo_buffer *out)
{
    for (size_t i = 0; i < type->code_count; i++)
        iwmo_buffer_printf(out, "  %-6s  %s\n", type->codes[i].value,
                           type->codes[i].label);
}

static void
print_type(const struct iwmo_schema_view *view, const struct iwmo_schema_type *row)
{
    static const char *const kinds[] = {"", "xs:string", "xs:integer", "xs:date",
                                        "xs:time"};
    const struct iwmo_type *type = row->type;

    iwmo_buffer_printf(view->out, "%s, iWmo %s\n", type->name, row->release);
    if (type->documentation[0] != '\0')
        iwmo_buffer_printf(view->out, "  %s\n", type->documentation);
    if (type->kind == IWMO_GROUP) {
        for (size_t i = 0; i < type->child_count; i++)
            print_element(view, &type->children[i], 1);
        return;
    }
    iwmo_buffer_printf(view->out, "  %s: ", kinds[type->kind]);
    iwmo_wording_type(type, view->lang, view->out);
    iwmo_buffer_char(view->out, '\n');
    print_facets(type, view->out);
    add_codes(type, view->out);
}

static void
print_types(const struct iwmo_schema_view *view, const struct iwmo_schema_type *types,
            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        iwmo_buffer_text(view->out, i > 0 ? "\n" : "");
        print_type(view, &types[i]);
    }
}

static void
print_codes(const struct iwmo_schema_view *view, struct iwmo_schema_type row)
{
    iwmo_buffer_printf(view->out, "%s, iWmo %s: %u codes\n", row.type->name,
                       row.release, row.type->code_count);
    add_codes(row.type, view->out);
}

const struct iwmo_schema_layout iwmo_schema_text = {"text", print_list, print_message,
                                                    print_types, print_codes};
