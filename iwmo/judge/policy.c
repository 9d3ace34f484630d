#include "judge/policy.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "judge/location.h"
#include "rules/rule.h"

struct iwmo_policy {
    struct iwmo_arena *arena; /* of all below */
    struct iwmo_measure *rows;
    struct iwmo_measures measures;
};

/* ---- what an entry may name ---- */

/* Where a policy file is being read. */
struct place {
    struct iwmo_policy *policy;
    const struct iwmo_schema *schema;
    struct iwmo_date today;
    const char *file;
    unsigned line;
    struct iwmo_measure *entry; /* NULL: between entries */
    unsigned given;             /* its keys so far, a bit per row of `keys` */
};

static bool
code_covers(const char *pattern, const char *code)
{
    size_t size = strlen(pattern);

    if (size > 0 && pattern[size - 1] == '*')
        return strncmp(pattern, code, size - 1) == 0;
    return strcmp(pattern, code) == 0;
}

/* A message with such a fault is not what the schema says: nobody can decide otherwise.
 */
static bool
is_structural(const struct iwmo_fault *fault)
{
    return fault->severity == IWMO_SEVERITY_ERROR &&
           (fault->kind == IWMO_KIND_FILE || fault->kind == IWMO_KIND_XML ||
            fault->kind == IWMO_KIND_XSD);
}

static enum iwmo_status
check_code(struct place *place, const char *value, struct iwmo_error *err)
{
    bool is_known = false;

    for (size_t i = 0; i < iwmo_rule_count; i++)
        is_known = is_known || code_covers(value, iwmo_rules[i].fault.code);
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        if (!code_covers(value, iwmo_faults[i].code))
            continue;
        is_known = true;
        if (is_structural(&iwmo_faults[i]))
            return iwmo_fail(err, IWMO_MALFORMED,
                             "%s:%u: code: '%s' covers %s, a fault of file, XML or "
                             "structure, which no policy can change",
                             place->file, place->line, value, iwmo_faults[i].code);
    }
    if (!is_known)
        return iwmo_fail(err, IWMO_MALFORMED, "%s:%u: code: there is no '%s'",
                         place->file, place->line, value);
    return IWMO_OK;
}

static enum iwmo_status
check_message(struct place *place, const char *value, struct iwmo_error *err)
{
    for (size_t i = 0; i < place->schema->message_count; i++)
        if (strcmp(place->schema->messages[i].name, value) == 0)
            return IWMO_OK;
    return iwmo_fail(err, IWMO_MALFORMED, "%s:%u: message: '%s' is none like WMO301",
                     place->file, place->line, value);
}

static enum iwmo_status
check_release(struct place *place, const char *value, struct iwmo_error *err)
{
    for (size_t i = 0; i < place->schema->message_count; i++)
        if (strcmp(place->schema->messages[i].release_name, value) == 0)
            return IWMO_OK;
    return iwmo_fail(err, IWMO_MALFORMED, "%s:%u: release: '%s' is none like 3.2",
                     place->file, place->line, value);
}

static enum iwmo_status
check_location(struct place *place, const char *value, struct iwmo_error *err)
{
    struct iwmo_error wrong = {0};

    if (iwmo_location_parse(value, place->policy->arena, place->entry, &wrong) ==
        IWMO_OK)
        return IWMO_OK;
    return iwmo_fail(err, wrong.status, "%s:%u: location: %s", place->file, place->line,
                     wrong.text);
}

static enum iwmo_status
read_action(struct place *place, const char *value, struct iwmo_error *err)
{
    static const char *const actions[] = {[IWMO_MAKE_ERROR] = "error",
                                          [IWMO_MAKE_WARNING] = "warning",
                                          [IWMO_SUPPRESS] = "suppress"};
    unsigned action = 0;

    while (action <= IWMO_SUPPRESS && strcmp(value, actions[action]) != 0)
        action++;
    place->entry->action = (enum iwmo_measure_action)action;
    if (action <= IWMO_SUPPRESS)
        return IWMO_OK;
    return iwmo_fail(err, IWMO_MALFORMED,
                     "%s:%u: action: '%s' is none of suppress, warning, error",
                     place->file, place->line, value);
}

static enum iwmo_status
check_until(struct place *place, const char *value, struct iwmo_error *err)
{
    struct iwmo_date until;

    if (strlen(value) != strlen("2026-12-31") ||
        !iwmo_date_parse(iwmo_text(value), &until))
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s:%u: until: '%s' is no date like 2026-12-31", place->file,
                         place->line, value);
    place->entry->is_expired = iwmo_date_before(until, place->today);
    return IWMO_OK;
}

/* ---- reading ---- */

#define MEMBER(name) offsetof(struct iwmo_measure, name)

static const struct key {
    const char *name;
    bool is_mandatory;
    size_t offset; /* of the member that is its text */
    enum iwmo_status (*check)(struct place *place, const char *value,
                              struct iwmo_error *err); /* NULL: any text will do */
} keys[] = {
    {"code", true, MEMBER(code), check_code},
    {"message", false, MEMBER(message), check_message},
    {"release", false, MEMBER(release), check_release},
    {"sender", false, MEMBER(sender), NULL},
    {"location", false, MEMBER(location), check_location},
    {"action", true, MEMBER(action_name), read_action},
    {"reason", true, MEMBER(reason), NULL},
    {"until", true, MEMBER(until), check_until},
};

#define KEYS (sizeof(keys) / sizeof(keys[0]))

static enum iwmo_status
end_entry(struct place *place, struct iwmo_error *err)
{
    if (place->entry == NULL)
        return IWMO_OK;
    for (unsigned i = 0; i < KEYS; i++)
        if (keys[i].is_mandatory && (place->given & 1U << i) == 0)
            return iwmo_fail(err, IWMO_MALFORMED,
                             "%s:%u: this entry has no '%s'; code, action, reason and "
                             "until are mandatory",
                             place->file, place->entry->line, keys[i].name);
    place->entry = NULL;
    return IWMO_OK;
}

static enum iwmo_status
begin_entry(struct place *place, struct iwmo_error *err)
{
    struct iwmo_measures *measures = &place->policy->measures;

    if (measures->count == IWMO_MAX_MEASURES)
        return iwmo_fail(err, IWMO_MALFORMED, "%s:%u: more than %d entries",
                         place->file, place->line, IWMO_MAX_MEASURES);
    place->entry = &place->policy->rows[measures->count];
    *place->entry =
        (struct iwmo_measure){.number = measures->count++, .line = place->line};
    place->given = 0;
    return IWMO_OK;
}

/* Set the member of row `key`, which comes for the first time. */
static enum iwmo_status
set_key(struct place *place, unsigned key, struct iwmo_text value,
        struct iwmo_error *err)
{
    if ((place->given & 1U << key) != 0)
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s:%u: a second '%s' in this entry; an empty line ends an "
                         "entry",
                         place->file, place->line, keys[key].name);
    if (value.size == 0)
        return iwmo_fail(err, IWMO_MALFORMED, "%s:%u: '%s' has no value", place->file,
                         place->line, keys[key].name);
    place->given |= 1U << key;
    const char *copy = iwmo_arena_copy(place->policy->arena, value.at, value.size);
    if (copy == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    memcpy((char *)place->entry + keys[key].offset, &copy, sizeof(copy));
    return keys[key].check != NULL ? keys[key].check(place, copy, err) : IWMO_OK;
}

static enum iwmo_status
read_line(struct place *place, struct iwmo_text line, struct iwmo_error *err)
{
    line = iwmo_text_trim(line);
    if (line.size == 0)
        return end_entry(place, err);
    if (line.at[0] == '#')
        return IWMO_OK;
    const char *colon = memchr(line.at, ':', line.size);
    size_t size = colon != NULL ? (size_t)(colon - line.at) : line.size;
    struct iwmo_text name = iwmo_text_trim((struct iwmo_text){line.at, size});
    unsigned key = 0;
    while (key < KEYS && !iwmo_text_equals(name, keys[key].name))
        key++;
    if (colon == NULL || key == KEYS)
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s:%u: '%.*s' is none of code, message, release, sender, "
                         "location, action, reason, until, with a colon behind it",
                         place->file, place->line, name.size < 40 ? (int)name.size : 40,
                         name.at);
    if (place->entry == NULL && begin_entry(place, err) != IWMO_OK)
        return IWMO_MALFORMED;
    struct iwmo_text value = {colon + 1, line.size - size - 1};
    return set_key(place, key, iwmo_text_trim(value), err);
}

static enum iwmo_status
read_lines(struct place *place, struct iwmo_text text, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    struct iwmo_text line;

    text = iwmo_file_without_mark(text);
    while (status == IWMO_OK && iwmo_file_next_line(&text, &line)) {
        place->line++;
        if (memchr(line.at, '\0', line.size) != NULL)
            return iwmo_fail(err, IWMO_MALFORMED,
                             "%s:%u: a NUL character: this is no text", place->file,
                             place->line);
        status = read_line(place, line, err);
    }
    return status == IWMO_OK ? end_entry(place, err) : status;
}

/* ---- life ---- */

static struct iwmo_policy *
make_policy(const char *path, struct iwmo_error *err)
{
    struct iwmo_policy *policy = calloc(1, sizeof(*policy));

    if (policy != NULL)
        policy->arena = iwmo_arena_new(0);
    if (policy != NULL && policy->arena != NULL) {
        policy->rows =
            iwmo_arena_alloc(policy->arena, IWMO_MAX_MEASURES * sizeof(*policy->rows));
        policy->measures.file = iwmo_arena_copy(policy->arena, path, strlen(path));
        policy->measures.rows = policy->rows;
    }
    if (policy != NULL && policy->rows != NULL && policy->measures.file != NULL)
        return policy;
    iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    iwmo_policy_close(policy);
    return NULL;
}

struct iwmo_policy *
iwmo_policy_open(const char *path, const struct iwmo_schema *schema,
                 struct iwmo_date today, struct iwmo_error *err)
{
    struct iwmo_buffer text = {0};
    struct iwmo_policy *policy = make_policy(path, err);
    struct place place = {policy, schema, today, path, 0, NULL, 0};

    if (policy != NULL &&
        (iwmo_file_read(path, IWMO_MAX_POLICY_BYTES, &text, err) != IWMO_OK ||
         read_lines(&place, (struct iwmo_text){text.at, text.size}, err) != IWMO_OK)) {
        iwmo_policy_close(policy);
        policy = NULL;
    }
    iwmo_buffer_release(&text);
    return policy;
}

const struct iwmo_measures *
iwmo_policy_measures(const struct iwmo_policy *policy)
{
    return &policy->measures;
}

void
iwmo_policy_close(struct iwmo_policy *policy)
{
    if (policy == NULL)
        return;
    iwmo_arena_free(policy->arena);
    free(policy);
}

/* ---- taking measures ---- */

static bool
is_about_message(const struct iwmo_measure *measure, const struct iwmo_result *result)
{
    const struct iwmo_message_kind *message = result->message;
    const char *sender = result->heading.afzender;

    if (measure->is_expired)
        return false;
    if (measure->message != NULL &&
        (message == NULL || strcmp(measure->message, message->name) != 0))
        return false;
    if (measure->release != NULL &&
        (message == NULL || strcmp(measure->release, message->release_name) != 0))
        return false;
    return measure->sender == NULL ||
           (sender != NULL && strcmp(sender, measure->sender) == 0);
}

static bool
is_about_finding(const struct iwmo_measure *measure, const struct iwmo_finding *finding)
{
    return code_covers(measure->code, finding->fault->code) &&
           (measure->location == NULL ||
            iwmo_location_matches(measure, finding->where.step));
}

static void
take(const struct iwmo_measure *measure, struct iwmo_finding *finding,
     struct iwmo_findings *findings)
{
    bool was_error = finding->severity == IWMO_SEVERITY_ERROR;

    finding->measure = measure;
    findings->errors -= was_error;
    findings->warnings -= !was_error;
    if (measure->action == IWMO_SUPPRESS) {
        findings->suppressed++;
        return;
    }
    bool is_error = measure->action == IWMO_MAKE_ERROR;
    finding->severity = is_error ? IWMO_SEVERITY_ERROR : IWMO_SEVERITY_WARNING;
    findings->errors += is_error;
    findings->warnings += !is_error;
}

void
iwmo_policy_apply(const struct iwmo_policy *policy, struct iwmo_result *result)
{
    const struct iwmo_measure *rows = policy->measures.rows;
    uint16_t chosen[IWMO_MAX_MEASURES];
    size_t count = 0;

    for (size_t i = 0; i < policy->measures.count; i++)
        if (is_about_message(&rows[i], result))
            chosen[count++] = (uint16_t)i;
    for (struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next) {
        size_t i = 0;
        while (i < count && !is_about_finding(&rows[chosen[i]], finding))
            i++;
        if (i < count && !is_structural(finding->fault))
            take(&rows[chosen[i]], finding, &result->findings);
    }
}
