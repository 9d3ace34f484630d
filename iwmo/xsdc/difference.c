#include "xsdc/difference.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

/* Two releases and where to print. */
struct comparison {
    const struct iwmo_schema *schema;
    enum iwmo_release before, after;
    FILE *stream;
};

static const struct iwmo_message_kind *
find_message(const struct iwmo_schema *schema, enum iwmo_release release,
             const char *name)
{
    for (size_t i = 0; i < schema->message_count; i++) {
        const struct iwmo_message_kind *message = &schema->messages[i];
        if (message->release == release && strcmp(message->name, name) == 0)
            return message;
    }
    return NULL;
}

static const struct iwmo_type *
find_type(const struct iwmo_schema *schema, enum iwmo_release release, const char *name)
{
    for (size_t i = 0; i < schema->type_count; i++) {
        const struct iwmo_type *type = schema->types[i];
        if (type->release == release && strcmp(type->name, name) == 0)
            return type;
    }
    return NULL;
}

/* Types of a base schema are compared once, not at each place that uses them. */
static bool
is_shared(const struct iwmo_schema *schema, const struct iwmo_type *type)
{
    return find_type(schema, type->release, type->name) == type;
}

static const struct iwmo_element *
find_child(const struct iwmo_type *group, const char *name)
{
    for (size_t i = 0; i < group->child_count; i++) {
        if (strcmp(group->children[i].name, name) == 0)
            return &group->children[i];
    }
    return NULL;
}

static const struct iwmo_code *
find_code(const struct iwmo_type *type, const char *value)
{
    for (size_t i = 0; i < type->code_count; i++) {
        if (strcmp(type->codes[i].value, value) == 0)
            return &type->codes[i];
    }
    return NULL;
}

static void
describe_simple(const struct iwmo_type *type, struct iwmo_buffer *out)
{
    static const char *const kinds[] = {"group", "string", "integer", "date", "time"};

    iwmo_buffer_text(out, kinds[type->kind]);
    if (type->min_length > 0)
        iwmo_buffer_printf(out, " minLength %" PRIu32, type->min_length);
    if (type->max_length != IWMO_UNBOUNDED)
        iwmo_buffer_printf(out, " maxLength %" PRIu32, type->max_length);
    if (type->has_min_inclusive)
        iwmo_buffer_printf(out, " from %" PRId64, type->min_inclusive);
    if (type->has_max_inclusive)
        iwmo_buffer_printf(out, " to %" PRId64, type->max_inclusive);
    for (size_t i = 0; i < type->pattern_count; i++)
        iwmo_buffer_printf(out, " pattern %s", type->patterns[i]->source);
}

/* Type and occurrence; the name of a type inside a message says nothing. */
static void
describe_element(const struct iwmo_element *element, struct iwmo_buffer *out)
{
    const struct iwmo_type *type = element->type;

    if (type->name[0] != '\0')
        iwmo_buffer_text(out, type->name);
    else
        describe_simple(type, out);
    iwmo_buffer_printf(out, " %" PRIu32 "..", element->min);
    if (element->max == IWMO_UNBOUNDED)
        iwmo_buffer_char(out, '*');
    else
        iwmo_buffer_printf(out, "%" PRIu32, element->max);
}

/* Print `~ name: before -> after` when the two texts differ; empties both. */
static void
print_change(const struct comparison *comparison, const char *name,
             struct iwmo_buffer *before, struct iwmo_buffer *after)
{
    if (before->at != NULL && after->at != NULL && strcmp(before->at, after->at) != 0)
        fprintf(comparison->stream, "  ~ %s: %s -> %s\n", name, before->at, after->at);
    iwmo_buffer_release(before);
    iwmo_buffer_release(after);
}

static void compare_groups(const struct comparison *comparison, const char *path,
                           const struct iwmo_type *before,
                           const struct iwmo_type *after);

static void
compare_child(const struct comparison *comparison, const char *path,
              const struct iwmo_element *before, const struct iwmo_element *after)
{
    struct iwmo_buffer old_text = {0}, new_text = {0};
    bool is_inside = !is_shared(comparison->schema, before->type) &&
                     !is_shared(comparison->schema, after->type);

    describe_element(before, &old_text);
    describe_element(after, &new_text);
    print_change(comparison, path, &old_text, &new_text);
    if (is_inside)
        compare_groups(comparison, path, before->type, after->type);
}

static void
compare_groups(const struct comparison *comparison, const char *path,
               const struct iwmo_type *before, const struct iwmo_type *after)
{
    for (size_t i = 0; i < after->child_count; i++) {
        const struct iwmo_element *child = &after->children[i];
        const struct iwmo_element *old = find_child(before, child->name);
        struct iwmo_buffer deeper = {0};
        iwmo_buffer_printf(&deeper, "%s/%s", path, child->name);
        if (deeper.at != NULL && old == NULL)
            fprintf(comparison->stream, "  + %s\n", deeper.at);
        else if (deeper.at != NULL)
            compare_child(comparison, deeper.at, old, child);
        iwmo_buffer_release(&deeper);
    }
    for (size_t i = 0; i < before->child_count; i++) {
        if (find_child(after, before->children[i].name) == NULL)
            fprintf(comparison->stream, "  - %s/%s\n", path, before->children[i].name);
    }
}

static void
compare_codes(const struct comparison *comparison, const struct iwmo_type *before,
              const struct iwmo_type *after)
{
    for (size_t i = 0; i < after->code_count; i++) {
        if (find_code(before, after->codes[i].value) == NULL)
            fprintf(comparison->stream, "  + %s code %s (%s)\n", after->name,
                    after->codes[i].value, after->codes[i].label);
    }
    for (size_t i = 0; i < before->code_count; i++) {
        if (find_code(after, before->codes[i].value) == NULL)
            fprintf(comparison->stream, "  - %s code %s (%s)\n", before->name,
                    before->codes[i].value, before->codes[i].label);
    }
}

static void
compare_type(const struct comparison *comparison, const struct iwmo_type *before,
             const struct iwmo_type *after)
{
    struct iwmo_buffer old_text = {0}, new_text = {0};

    describe_simple(before, &old_text);
    describe_simple(after, &new_text);
    print_change(comparison, after->name, &old_text, &new_text);
    compare_codes(comparison, before, after);
    compare_groups(comparison, after->name, before, after);
}

static void
compare_types(const struct comparison *comparison)
{
    const struct iwmo_schema *schema = comparison->schema;

    for (size_t i = 0; i < schema->type_count; i++) {
        const struct iwmo_type *type = schema->types[i];
        const struct iwmo_type *old = find_type(schema, comparison->before, type->name);
        if (type->release == comparison->after && old == NULL)
            fprintf(comparison->stream, "  + %s\n", type->name);
        else if (type->release == comparison->after)
            compare_type(comparison, old, type);
        else if (type->release == comparison->before &&
                 find_type(schema, comparison->after, type->name) == NULL)
            fprintf(comparison->stream, "  - %s\n", type->name);
    }
}

static void
compare_messages(const struct comparison *comparison)
{
    const struct iwmo_schema *schema = comparison->schema;

    for (size_t i = 0; i < schema->message_count; i++) {
        const struct iwmo_message_kind *message = &schema->messages[i];
        const struct iwmo_message_kind *old =
            find_message(schema, comparison->before, message->name);
        if (message->release == comparison->after && old == NULL)
            fprintf(comparison->stream, "  + %s\n", message->name);
        else if (message->release == comparison->after)
            compare_groups(comparison, message->name, old->root->type,
                           message->root->type);
        else if (message->release == comparison->before &&
                 find_message(schema, comparison->after, message->name) == NULL)
            fprintf(comparison->stream, "  - %s\n", message->name);
    }
}

void
iwmo_difference_print(const struct iwmo_schema *schema, FILE *stream)
{
    for (size_t i = 1; i < schema->message_count; i++) {
        const struct iwmo_message_kind *before = &schema->messages[i - 1];
        const struct iwmo_message_kind *after = &schema->messages[i];
        if (before->release == after->release)
            continue;
        fprintf(stream, "release %s against %s:\n", after->release_name,
                before->release_name);
        const struct comparison comparison = {schema, before->release, after->release,
                                              stream};
        compare_messages(&comparison);
        compare_types(&comparison);
    }
}
