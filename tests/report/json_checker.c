#include "report/json_checker.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/json.h"

struct check {
    json_t *schema; /* the whole */
    char *why;
    size_t size;
};

static bool obeys(struct check *check, json_t *rule, json_t *value);

json_t *
json_checker_schema(void)
{
    struct iwmo_buffer text = {0};
    json_error_t error;

    for (const char *const *line = iwmo_json_schema; *line != NULL; line++) {
        iwmo_buffer_text(&text, *line);
        iwmo_buffer_char(&text, '\n');
    }
    json_t *schema = json_loads(text.at, JSON_REJECT_DUPLICATES, &error);
    iwmo_buffer_release(&text);
    return schema;
}

static bool
is_of_type(json_t *value, const char *type)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return strcmp(type, "object") == 0;
    case JSON_ARRAY:
        return strcmp(type, "array") == 0;
    case JSON_STRING:
        return strcmp(type, "string") == 0;
    case JSON_INTEGER:
        return strcmp(type, "integer") == 0;
    case JSON_NULL:
        return strcmp(type, "null") == 0;
    default:
        return false;
    }
}

static bool
has_type(struct check *check, json_t *type, json_t *value)
{
    size_t i;
    json_t *one;

    (void)check;
    if (json_is_string(type))
        return is_of_type(value, json_string_value(type));
    json_array_foreach(type, i, one)
    {
        if (is_of_type(value, json_string_value(one)))
            return true;
    }
    return false;
}

static bool
has_required(struct check *check, json_t *names, json_t *value)
{
    size_t i;
    json_t *name;

    (void)check;
    json_array_foreach(names, i, name)
    {
        if (json_is_object(value) && !json_object_get(value, json_string_value(name)))
            return false;
    }
    return true;
}

static bool
has_dependent(struct check *check, json_t *rules, json_t *value)
{
    const char *name;
    json_t *names;

    json_object_foreach(rules, name, names)
    {
        if (json_object_get(value, name) && !has_required(check, names, value))
            return false;
    }
    return true;
}

/* Stricter than the schema: members that it does not know are refused. */
static bool
has_properties(struct check *check, json_t *rules, json_t *value)
{
    const char *name;
    json_t *member;

    json_object_foreach(value, name, member)
    {
        json_t *rule = json_object_get(rules, name);
        if (rule == NULL) {
            snprintf(check->why, check->size, "unknown member %s", name);
            return false;
        }
        if (!obeys(check, rule, member))
            return false;
    }
    return true;
}

static bool
has_items(struct check *check, json_t *rule, json_t *value)
{
    size_t i;
    json_t *item;

    json_array_foreach(value, i, item)
    {
        if (!obeys(check, rule, item))
            return false;
    }
    return true;
}

static bool
is_among(struct check *check, json_t *values, json_t *value)
{
    size_t i;
    json_t *one;

    (void)check;
    json_array_foreach(values, i, one)
    {
        if (json_equal(one, value))
            return true;
    }
    return false;
}

static bool
is_constant(struct check *check, json_t *constant, json_t *value)
{
    (void)check;
    return json_equal(constant, value);
}

static bool
is_at_least(struct check *check, json_t *minimum, json_t *value)
{
    (void)check;
    return json_integer_value(value) >= json_integer_value(minimum);
}

static bool
has_at_most(struct check *check, json_t *count, json_t *value)
{
    (void)check;
    return (json_int_t)json_array_size(value) <= json_integer_value(count);
}

static bool
matches(struct check *check, json_t *pattern, json_t *value)
{
    regex_t regex;

    (void)check;
    if (!json_is_string(value))
        return true;
    if (regcomp(&regex, json_string_value(pattern), REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    bool is_match = regexec(&regex, json_string_value(value), 0, NULL, 0) == 0;
    regfree(&regex);
    return is_match;
}

static bool
refers(struct check *check, json_t *reference, json_t *value)
{
    const char *name = json_string_value(reference) + strlen("#/$defs/");

    return obeys(check, json_object_get(json_object_get(check->schema, "$defs"), name),
                 value);
}

static bool
says(struct check *check, json_t *text, json_t *value)
{
    (void)check;
    (void)value;
    return json_is_string(text);
}

static const struct keyword {
    const char *name;
    bool (*holds)(struct check *check, json_t *rule, json_t *value);
} keywords[] = {
    {"$ref", refers},
    {"const", is_constant},
    {"dependentRequired", has_dependent},
    {"description", says},
    {"enum", is_among},
    {"items", has_items},
    {"maxItems", has_at_most},
    {"minimum", is_at_least},
    {"pattern", matches},
    {"properties", has_properties},
    {"required", has_required},
    {"type", has_type},
};

static bool
obeys(struct check *check, json_t *rule, json_t *value)
{
    const char *name;
    json_t *part;

    json_object_foreach(rule, name, part)
    {
        size_t i = 0;
        while (i < sizeof(keywords) / sizeof(keywords[0]) &&
               strcmp(keywords[i].name, name) != 0)
            i++;
        bool is_known = i < sizeof(keywords) / sizeof(keywords[0]);
        if (is_known && keywords[i].holds(check, part, value))
            continue;
        if (check->why[0] == '\0') {
            char *text = json_dumps(value, JSON_ENCODE_ANY);
            snprintf(check->why, check->size, "%s%s: %.200s",
                     is_known ? "" : "unknown ", name, text);
            free(text);
        }
        return false;
    }
    return rule != NULL;
}

bool
json_checker_obeys(json_t *schema, const char *name, json_t *value, char *why,
                   size_t size)
{
    struct check check = {schema, why, size};

    why[0] = '\0';
    return obeys(&check, json_object_get(json_object_get(schema, "$defs"), name),
                 value);
}
