#include "translate/jsonschema.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "translate/json_text.h"

#define MAX_TYPES 1024 /* named types in one message; the rest is written in place */
#define MAX_DEPTH                                                                      \
    32 /* of types in place: a schema of the user's may refer to itself                \
        */

struct printer {
    const struct iwmo_message_kind *message;
    struct iwmo_buffer *out;
    const struct iwmo_type *types[MAX_TYPES]; /* named, in order of appearance */
    size_t type_count;
    unsigned level; /* of indentation */
};

static void add_type(struct printer *printer, const struct iwmo_type *type,
                     unsigned depth);

/* ---- layout ---- */

static void
add_line(struct printer *printer)
{
    iwmo_buffer_char(printer->out, '\n');
    for (unsigned i = 0; i < printer->level; i++)
        iwmo_buffer_text(printer->out, "  ");
}

static void
open_bracket(struct printer *printer, char bracket)
{
    iwmo_buffer_char(printer->out, bracket);
    printer->level++;
}

static void
close_bracket(struct printer *printer, char bracket)
{
    printer->level--;
    add_line(printer);
    iwmo_buffer_char(printer->out, bracket);
}

/* The next member's key, after a comma unless it is the first. */
static void
add_key(struct printer *printer, const char *key)
{
    struct iwmo_buffer *out = printer->out;

    if (out->size > 0 && out->at[out->size - 1] != '{')
        iwmo_buffer_char(out, ',');
    add_line(printer);
    iwmo_json_text_quote(out, iwmo_text(key));
    iwmo_buffer_text(out, ": ");
}

static void
add_text(struct printer *printer, const char *key, const char *text)
{
    add_key(printer, key);
    iwmo_json_text_quote(printer->out, iwmo_text(text));
}

static void
add_number(struct printer *printer, const char *key, int64_t number)
{
    add_key(printer, key);
    iwmo_buffer_printf(printer->out, "%" PRId64, number);
}

/* ---- simple types ---- */

static void
add_pattern(struct printer *printer, const char *source)
{
    struct iwmo_buffer pattern = {0};

    iwmo_jsonschema_pattern(source, &pattern);
    add_key(printer, "pattern");
    iwmo_json_text_quote(printer->out, (struct iwmo_text){pattern.at, pattern.size});
    if (pattern.failed != IWMO_OK)
        printer->out->failed = pattern.failed;
    iwmo_buffer_release(&pattern);
}

/* One stands on its own; more are all of a list. */
static void
add_patterns(struct printer *printer, const struct iwmo_type *type)
{
    if (type->pattern_count == 1)
        add_pattern(printer, type->patterns[0]->source);
    if (type->pattern_count <= 1)
        return;
    add_key(printer, "allOf");
    open_bracket(printer, '[');
    for (size_t i = 0; i < type->pattern_count; i++) {
        iwmo_buffer_text(printer->out, i > 0 ? "," : "");
        add_line(printer);
        open_bracket(printer, '{');
        add_pattern(printer, type->patterns[i]->source);
        close_bracket(printer, '}');
    }
    close_bracket(printer, ']');
}

static void
add_codes(struct printer *printer, const struct iwmo_type *type)
{
    if (type->code_count == 0)
        return;
    add_key(printer, "enum");
    iwmo_buffer_char(printer->out, '[');
    for (size_t i = 0; i < type->code_count; i++) {
        iwmo_buffer_text(printer->out, i > 0 ? ", " : "");
        iwmo_json_text_quote(printer->out, iwmo_text(type->codes[i].value));
    }
    iwmo_buffer_char(printer->out, ']');
}

/* What the type is, and a line per code with its label. */
static void
add_description(struct printer *printer, const struct iwmo_type *type)
{
    struct iwmo_buffer text = {0};

    iwmo_buffer_text(&text, type->documentation);
    for (size_t i = 0; i < type->code_count; i++)
        if (type->codes[i].label[0] != '\0')
            iwmo_buffer_printf(&text, "%s%s: %s", text.size > 0 ? "\n" : "",
                               type->codes[i].value, type->codes[i].label);
    if (text.size > 0) {
        add_key(printer, "description");
        iwmo_json_text_quote(printer->out, (struct iwmo_text){text.at, text.size});
    }
    if (text.failed != IWMO_OK)
        printer->out->failed = text.failed;
    iwmo_buffer_release(&text);
}

/* The pattern that is a number itself, and so leaves only that; or NULL. */
static const char *
only_number(const struct iwmo_type *type)
{
    for (size_t i = 0; i < type->pattern_count; i++)
        if (iwmo_json_text_is_number(iwmo_text(type->patterns[i]->source)))
            return type->patterns[i]->source;
    return NULL;
}

/* A number, or a string for what is written in another way ("007"). */
static void
add_integer(struct printer *printer, const struct iwmo_type *type)
{
    add_key(printer, "type");
    iwmo_buffer_text(printer->out, "[\"integer\", \"string\"]");
    if (type->has_min_inclusive)
        add_number(printer, "minimum", type->min_inclusive);
    if (type->has_max_inclusive)
        add_number(printer, "maximum", type->max_inclusive);
    const char *only = only_number(type);
    if (only != NULL) {
        add_key(printer, "enum");
        iwmo_buffer_printf(printer->out, "[%s, \"%s\"]", only, only);
    } else if (type->pattern_count > 0) {
        add_patterns(printer, type);
    } else {
        add_key(printer, "pattern");
        iwmo_buffer_text(printer->out, "\"^[+-]?[0-9]+$\"");
    }
}

static void
add_string(struct printer *printer, const struct iwmo_type *type)
{
    add_text(printer, "type", "string");
    if (type->kind == IWMO_STRING && type->min_length > 0)
        add_number(printer, "minLength", type->min_length);
    if (type->kind == IWMO_STRING && type->max_length != IWMO_UNBOUNDED)
        add_number(printer, "maxLength", type->max_length);
    if (type->kind == IWMO_DATE)
        add_text(printer, "format", "date");
    if (type->kind == IWMO_DATE || type->kind == IWMO_TIME)
        add_text(printer, "$comment",
                 type->kind == IWMO_DATE ? "xs:date, white space collapsed"
                                         : "xs:time, white space collapsed");
    add_patterns(printer, type);
    add_codes(printer, type);
}

/* ---- groups ---- */

/* NULL: it has no definition of its own. */
static const char *
definition_of(const struct printer *printer, const struct iwmo_type *type,
              char name[200])
{
    for (size_t i = 0; i < printer->type_count; i++) {
        if (printer->types[i] != type)
            continue;
        bool is_base = type->space == IWMO_SPACE_BASE;
        snprintf(name, 200, "%s%s%.150s", is_base ? "" : printer->message->name,
                 is_base ? "" : ".", type->name);
        return name;
    }
    return NULL;
}

static void
add_reference(struct printer *printer, const struct iwmo_type *type, unsigned depth)
{
    char name[200];

    if (definition_of(printer, type, name) != NULL) {
        iwmo_buffer_printf(printer->out, "{\"$ref\": \"#/$defs/%s\"}", name);
        return;
    }
    open_bracket(printer, '{');
    if (depth < MAX_DEPTH)
        add_type(printer, type, depth + 1);
    close_bracket(printer, '}');
}

static void
add_element(struct printer *printer, const struct iwmo_element *element, unsigned depth)
{
    add_key(printer, element->name);
    if (element->max <= 1) {
        add_reference(printer, element->type, depth);
        return;
    }
    open_bracket(printer, '{');
    add_text(printer, "type", "array");
    if (element->min > 0)
        add_number(printer, "minItems", element->min);
    if (element->max != IWMO_UNBOUNDED)
        add_number(printer, "maxItems", element->max);
    add_key(printer, "items");
    add_reference(printer, element->type, depth);
    close_bracket(printer, '}');
}

static void
add_group(struct printer *printer, const struct iwmo_type *type, unsigned depth)
{
    const char *separator = "";

    add_text(printer, "type", "object");
    add_key(printer, "properties");
    open_bracket(printer, '{');
    for (size_t i = 0; i < type->child_count; i++)
        add_element(printer, &type->children[i], depth);
    close_bracket(printer, '}');
    add_key(printer, "required");
    iwmo_buffer_char(printer->out, '[');
    for (size_t i = 0; i < type->child_count; i++) {
        if (type->children[i].min == 0)
            continue;
        iwmo_buffer_text(printer->out, separator);
        iwmo_json_text_quote(printer->out, iwmo_text(type->children[i].name));
        separator = ", ";
    }
    iwmo_buffer_char(printer->out, ']');
    add_key(printer, "additionalProperties");
    iwmo_buffer_text(printer->out, "false");
}

/* The members that say what `type` is. */
static void
add_type(struct printer *printer, const struct iwmo_type *type, unsigned depth)
{
    add_description(printer, type);
    if (type->kind == IWMO_GROUP)
        add_group(printer, type, depth);
    else if (type->kind == IWMO_INTEGER)
        add_integer(printer, type);
    else
        add_string(printer, type);
}

/* ---- the message ---- */

/* Note `type` and what is in it, once each. */
static void
collect(struct printer *printer, const struct iwmo_type *type, unsigned depth)
{
    if (depth > MAX_DEPTH)
        return;
    if (type->name[0] != '\0') {
        for (size_t i = 0; i < printer->type_count; i++)
            if (printer->types[i] == type)
                return;
        if (printer->type_count < MAX_TYPES)
            printer->types[printer->type_count++] = type;
    }
    for (size_t i = 0; i < type->child_count; i++)
        collect(printer, type->children[i].type, depth + 1);
}

static void
add_wrapper(struct printer *printer)
{
    const struct iwmo_message_kind *message = printer->message;

    add_text(printer, "type", "object");
    add_key(printer, "properties");
    open_bracket(printer, '{');
    add_key(printer, "message");
    iwmo_buffer_printf(printer->out, "{\"const\": \"%s\"}", message->name);
    add_key(printer, "release");
    iwmo_buffer_printf(printer->out, "{\"const\": \"%s\"}", message->release_name);
    add_key(printer, message->root->name);
    add_reference(printer, message->root->type, 0);
    close_bracket(printer, '}');
    add_key(printer, "required");
    iwmo_buffer_printf(printer->out, "[\"message\", \"release\", \"%s\"]",
                       message->root->name);
    add_key(printer, "additionalProperties");
    iwmo_buffer_text(printer->out, "false");
}

static void
add_definitions(struct printer *printer)
{
    char name[200];

    add_key(printer, "$defs");
    open_bracket(printer, '{');
    for (size_t i = 0; i < printer->type_count; i++) {
        add_key(printer, definition_of(printer, printer->types[i], name));
        open_bracket(printer, '{');
        add_type(printer, printer->types[i], 0);
        close_bracket(printer, '}');
    }
    close_bracket(printer, '}');
}

void
iwmo_jsonschema_print(const struct iwmo_message_kind *message, struct iwmo_buffer *out)
{
    struct printer *printer = calloc(1, sizeof(*printer));

    if (printer == NULL) {
        out->failed = IWMO_NO_MEMORY;
        return;
    }
    printer->message = message;
    printer->out = out;
    collect(printer, message->root->type, 0);
    open_bracket(printer, '{');
    add_text(printer, "$schema", "https://json-schema.org/draft/2020-12/schema");
    add_key(printer, "$id");
    iwmo_buffer_printf(out, "\"urn:iwmo:%s:%s\"", message->release_name, message->name);
    add_key(printer, "title");
    iwmo_buffer_printf(out, "\"%s, iWmo %s\"", message->name, message->release_name);
    add_text(printer, "description", message->documentation);
    add_wrapper(printer);
    add_definitions(printer);
    close_bracket(printer, '}');
    iwmo_buffer_char(out, '\n');
    free(printer);
}
