#include "schema/lookup.h"

#include <string.h>
#include <strings.h>

const struct iwmo_message_kind *
iwmo_message_by_space(const struct iwmo_schema *schema, struct iwmo_text space)
{
    for (size_t i = 0; i < schema->message_count; i++) {
        if (iwmo_text_equals(space, schema->messages[i].space))
            return &schema->messages[i];
    }
    return NULL;
}

/* "WMO301" is WMO301 and 301. */
static bool
is_called(const struct iwmo_message_kind *message, const char *name)
{
    const char *number = message->name + strcspn(message->name, "0123456789");

    return strcasecmp(message->name, name) == 0 || strcmp(number, name) == 0;
}

const struct iwmo_message_kind *
iwmo_message_by_name(const struct iwmo_schema *schema, const char *name,
                     enum iwmo_release release)
{
    for (size_t i = schema->message_count; i-- > 0;) { /* newest first */
        const struct iwmo_message_kind *message = &schema->messages[i];
        if ((release == R_none || message->release == release) &&
            is_called(message, name))
            return message;
    }
    return NULL;
}

const struct iwmo_element *
iwmo_type_child(const struct iwmo_type *group, uint16_t id)
{
    for (size_t i = 0; i < group->child_count; i++) {
        if (group->children[i].id == id)
            return &group->children[i];
    }
    return NULL;
}

static int
compare_name(const char *name, struct iwmo_text text)
{
    size_t size = strlen(name);
    int order = memcmp(name, text.at, size < text.size ? size : text.size);

    return order != 0 ? order : (size > text.size) - (size < text.size);
}

uint16_t
iwmo_name_id(const struct iwmo_schema *schema, struct iwmo_text name)
{
    size_t low = 0, high = schema->name_count;

    if (name.size == 0)
        return 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint16_t id = schema->by_name[middle];
        int order = compare_name(schema->names[id], name);
        if (order == 0)
            return id;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

const char *
iwmo_code_label(const struct iwmo_schema *schema, const char *type, const char *code)
{
    for (size_t i = schema->type_count; i-- > 0;) {
        const struct iwmo_type *row = schema->types[i];

        if (strcmp(row->name, type) != 0)
            continue;
        for (size_t j = 0; j < row->code_count; j++)
            if (strcmp(row->codes[j].value, code) == 0)
                return row->codes[j].label;
    }
    return "";
}
