#include "retour/decision.h"

#include <jansson.h>
#include <string.h>

#include "base/file.h"

static const char *
copy(struct iwmo_arena *arena, const char *text)
{
    return iwmo_arena_copy(arena, text, strlen(text));
}

static bool
read_keys(const json_t *object, struct iwmo_arena *arena,
          struct iwmo_decision *decision)
{
    struct iwmo_decision_key *keys;
    const char *name;
    json_t *value;

    if (object == NULL)
        return true;
    if (!json_is_object(object) || json_object_size(object) == 0)
        return false;
    keys = iwmo_arena_alloc(arena, json_object_size(object) * sizeof(*keys));
    if (keys == NULL)
        return false;
    decision->keys = keys;
    json_object_foreach((json_t *)object, name, value)
    {
        char number[24];
        const char *text = json_string_value(value);
        if (json_is_integer(value)) {
            snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
                     json_integer_value(value));
            text = number;
        }
        if (text == NULL)
            return false;
        keys[decision->key_count++] =
            (struct iwmo_decision_key){copy(arena, name), copy(arena, text)};
    }
    return true;
}

static bool
read_decision(const json_t *object, struct iwmo_arena *arena,
              struct iwmo_decision *decision)
{
    const json_t *code = json_object_get(object, "code");
    const json_t *path = json_object_get(object, "path");
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)object, name, value)
    {
        (void)value;
        if (strcmp(name, "code") != 0 && strcmp(name, "path") != 0 &&
            strcmp(name, "key") != 0)
            return false;
    }
    if (!json_is_string(code) || (path != NULL && !json_is_string(path)))
        return false;
    decision->code = copy(arena, json_string_value(code));
    if (path != NULL)
        decision->path = copy(arena, json_string_value(path));
    return decision->code != NULL && (path == NULL || decision->path != NULL) &&
           read_keys(json_object_get(object, "key"), arena, decision);
}

static enum iwmo_status
read_array(const json_t *array, struct iwmo_arena *arena,
           struct iwmo_decisions *decisions, struct iwmo_error *err)
{
    size_t count = json_array_size(array);
    struct iwmo_decision *rows =
        count ? iwmo_arena_alloc(arena, count * sizeof(*rows)) : NULL;

    if (!json_is_array(array))
        return iwmo_fail(err, IWMO_MALFORMED,
                         "decisions: an array of objects is expected");
    if (count > 0 && rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < count; i++)
        if (!read_decision(json_array_get(array, i), arena, &rows[i]))
            return iwmo_fail(
                err, IWMO_MALFORMED,
                "decision %zu: needs a \"code\", and may have a \"path\" and "
                "a \"key\" of names and values",
                i + 1);
    *decisions = (struct iwmo_decisions){rows, count};
    return IWMO_OK;
}

enum iwmo_status
iwmo_decisions_parse(struct iwmo_text json, struct iwmo_arena *arena,
                     struct iwmo_decisions *decisions, struct iwmo_error *err)
{
    json_error_t error;

    json = iwmo_file_without_mark(json);
    json_t *root = json_loadb(json.at, json.size, JSON_REJECT_DUPLICATES, &error);

    if (root == NULL)
        return iwmo_fail(err, IWMO_MALFORMED, "decisions: no JSON, line %d column %d",
                         error.line, error.column);
    const json_t *array = root;
    if (json_is_object(root))
        array = json_object_get(root, "decisions");
    enum iwmo_status status = read_array(array, arena, decisions, err);
    json_decref(root);
    return status;
}

bool
iwmo_decision_is_at(const char *path, struct iwmo_text place)
{
    const char *at = place.at, *end = place.at + place.size;

    while (*path != '\0') {
        if (at < end && *at == *path) {
            at++;
            path++;
        } else if (*path == '/' && end - at >= 3 && memcmp(at, "[1]", 3) == 0) {
            at += 3;
        } else {
            return false;
        }
    }
    return at == end || (end - at == 3 && memcmp(at, "[1]", 3) == 0);
}
