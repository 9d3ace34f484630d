#include "translate/json_reader.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "schema/lookup.h"
#include "translate/json_fault.h"
#include "translate/json_remark.h"
#include "xml/writer.h"

struct reading {
    const struct iwmo_json_order *order;
    struct iwmo_visitor visitor;
    struct iwmo_findings *findings;
    struct iwmo_buffer text; /* derived, or of a number */
    enum iwmo_status status; /* of the visitor */
};

static void read_group(struct reading *reading, const struct iwmo_element *group,
                       json_t *object, struct iwmo_json_place *place);

/* ---- elements ---- */

/* May the visitor still be told? */
static bool
is_telling(const struct reading *reading)
{
    return reading->status == IWMO_OK && reading->findings->errors == 0;
}

static void
read_text(struct reading *reading, const struct iwmo_element *element,
          struct iwmo_text text, struct iwmo_json_place *place)
{
    struct iwmo_value value;

    if (!iwmo_writer_accepts(text)) {
        struct iwmo_finding *finding = iwmo_json_remark(
            reading->findings, &iwmo_json_faults[IWMO_JSON_FAULT_CHARACTER], place);
        if (finding != NULL)
            finding->name = element->name;
        return;
    }
    enum iwmo_facet facet = iwmo_type_check(element->type, text, &value);
    if (facet != IWMO_FACET_NONE)
        iwmo_json_remark_value(reading->findings, element, facet, text, place);
    else if (is_telling(reading))
        reading->status =
            reading->visitor.value(reading->visitor.self, element, value.text);
}

static void
read_value(struct reading *reading, const struct iwmo_element *element, json_t *value,
           struct iwmo_json_place *place)
{
    bool is_integer = element->type->kind == IWMO_INTEGER;

    if (json_is_string(value)) {
        read_text(
            reading, element,
            (struct iwmo_text){json_string_value(value), json_string_length(value)},
            place);
    } else if (is_integer && json_is_integer(value)) {
        char digits[24];
        snprintf(digits, sizeof(digits), "%" JSON_INTEGER_FORMAT,
                 json_integer_value(value));
        read_text(reading, element, iwmo_text(digits), place);
    } else {
        iwmo_json_remark_kind(reading->findings, place,
                              is_integer ? "number" : "string", value);
    }
}

static void
read_one(struct reading *reading, const struct iwmo_element *element, json_t *value,
         struct iwmo_json_place *place)
{
    const struct iwmo_visitor *visitor = &reading->visitor;

    if (element->type->kind != IWMO_GROUP) {
        read_value(reading, element, value, place);
        return;
    }
    if (value != NULL && !json_is_object(value)) {
        iwmo_json_remark_kind(reading->findings, place, "object", value);
        return;
    }
    if (is_telling(reading))
        reading->status = visitor->open(visitor->self, element);
    read_group(reading, element, value, place);
    if (is_telling(reading))
        reading->status = visitor->close(visitor->self);
}

static void
read_array(struct reading *reading, const struct iwmo_element *element, json_t *array,
           struct iwmo_json_place *place)
{
    size_t count = json_array_size(array);

    if (!json_is_array(array)) {
        iwmo_json_remark_kind(reading->findings, place, "array", array);
        return;
    }
    if (element->max != IWMO_UNBOUNDED && count > element->max) {
        struct iwmo_finding *finding =
            iwmo_json_remark(reading->findings, &iwmo_faults[FAULT_TOO_MANY], place);
        char max[16];
        snprintf(max, sizeof(max), "%" PRIu32, element->max);
        if (finding != NULL) {
            finding->name = element->name;
            finding->expected = iwmo_findings_words(reading->findings, iwmo_text(max));
        }
        count = element->max;
    }
    for (size_t i = 0; i < count && reading->status == IWMO_OK; i++) {
        struct iwmo_json_place item = {place->up, element->name, (uint32_t)i + 1,
                                       (uint32_t)count, NULL};
        read_one(reading, element, json_array_get(array, i), &item);
    }
}

/* The data has no `element`. */
static void
read_absent(struct reading *reading, const struct iwmo_element *group,
            const struct iwmo_element *element, struct iwmo_json_place *parent)
{
    const struct iwmo_filler *filler = &reading->order->filler;
    struct iwmo_json_place place = {
        .up = parent, .name = element->name, .index = 1, .count = 1};

    if (element->min == 0)
        return;
    iwmo_buffer_reset(&reading->text);
    if (filler->fill == NULL ||
        !filler->fill(filler->self, group, element, &reading->text))
        iwmo_json_remark_missing(reading->findings, group, element, parent);
    else if (element->type->kind == IWMO_GROUP)
        read_one(reading, element, NULL, &place);
    else
        read_text(reading, element,
                  (struct iwmo_text){reading->text.at ? reading->text.at : "",
                                     reading->text.size},
                  &place);
}

/* Keys that are no children of `group`. */
static void
refuse_unknown(struct reading *reading, const struct iwmo_element *group,
               json_t *object, struct iwmo_json_place *parent)
{
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        uint16_t id = iwmo_name_id(reading->order->schema, iwmo_text(key));
        struct iwmo_json_place place = {.up = parent, .name = key};
        if (id == 0 || iwmo_type_child(group->type, id) == NULL)
            iwmo_json_remark_unknown(reading->findings, group, object, &place);
    }
}

static void
read_group(struct reading *reading, const struct iwmo_element *group, json_t *object,
           struct iwmo_json_place *place)
{
    size_t known = 0;

    for (size_t i = 0; i < group->type->child_count; i++) {
        const struct iwmo_element *element = &group->type->children[i];
        json_t *value = json_object_get(object, element->name);
        struct iwmo_json_place child = {.up = place, .name = element->name};
        known += value != NULL;
        bool is_empty = json_is_array(value) && json_array_size(value) == 0;
        if (value == NULL || (element->max > 1 && is_empty)) {
            read_absent(reading, group, element, place);
        } else if (element->max > 1) {
            read_array(reading, element, value, &child);
        } else {
            child.index = child.count = 1;
            read_one(reading, element, value, &child);
        }
    }
    if (known < json_object_size(object))
        refuse_unknown(reading, group, object, place);
}

/* ---- the wrapper ---- */

static const char *const wrapper_keys[] = {"message", "release", "Bericht"};

enum { KEY_MESSAGE, KEY_RELEASE, KEY_BERICHT, KEY_COUNT };

static void
report_wrapper(struct reading *reading, json_t *root)
{
    static const struct iwmo_element wrapper = {.name = "$"};
    const char *key;
    json_t *value;

    json_object_foreach(root, key, value)
    {
        bool is_known = false;
        for (size_t i = 0; i < KEY_COUNT; i++)
            is_known = is_known || strcmp(key, wrapper_keys[i]) == 0;
        struct iwmo_json_place place = {.name = key};
        struct iwmo_finding *finding =
            is_known ? NULL
                     : iwmo_json_remark(reading->findings, &iwmo_faults[FAULT_UNKNOWN],
                                        &place);
        if (finding != NULL)
            finding->name = iwmo_findings_words(reading->findings, iwmo_text(key));
        if (finding != NULL)
            finding->expected = "message, release, Bericht";
    }
    if (json_object_get(root, wrapper_keys[KEY_BERICHT]) == NULL) {
        struct iwmo_element bericht = {.name = wrapper_keys[KEY_BERICHT]};
        iwmo_json_remark_missing(reading->findings, &wrapper, &bericht, NULL);
    }
}

/* The string member `key` of the wrapper; NULL when it is absent or no string. */
static const char *
wrapper_text(struct reading *reading, json_t *root, size_t key, const char *expected)
{
    static const struct iwmo_element wrapper = {.name = "$"};
    struct iwmo_json_place place = {.name = wrapper_keys[key]};
    json_t *value = json_object_get(root, wrapper_keys[key]);
    struct iwmo_element element = {.name = wrapper_keys[key]};

    if (value == NULL && expected == NULL)
        iwmo_json_remark_missing(reading->findings, &wrapper, &element, NULL);
    if (value != NULL && !json_is_string(value))
        iwmo_json_remark_kind(reading->findings, &place, "string", value);
    if (!json_is_string(value))
        return NULL;
    const char *text = json_string_value(value);
    if (expected == NULL || strcmp(text, expected) == 0)
        return text;
    struct iwmo_finding *finding = iwmo_json_remark(
        reading->findings, &iwmo_json_faults[IWMO_JSON_FAULT_NOT_ASKED], &place);
    if (finding != NULL) {
        finding->name = wrapper_keys[key];
        finding->other = iwmo_findings_words(reading->findings, iwmo_text(text));
        finding->expected = expected;
    }
    return text;
}

/* Which message is it?  NULL: a finding says why that cannot be told. */
static const struct iwmo_message_kind *
recognise(struct reading *reading, json_t *root)
{
    const struct iwmo_message_kind *asked = reading->order->message;
    const char *name =
        wrapper_text(reading, root, KEY_MESSAGE, asked ? asked->name : NULL);
    const char *release_name =
        wrapper_text(reading, root, KEY_RELEASE, asked ? asked->release_name : NULL);

    if (asked != NULL)
        return asked;
    if (name == NULL || release_name == NULL)
        return NULL;
    const struct iwmo_schema *schema = reading->order->schema;
    for (size_t i = 0; i < schema->message_count; i++)
        if (strcmp(schema->messages[i].name, name) == 0 &&
            strcmp(schema->messages[i].release_name, release_name) == 0)
            return &schema->messages[i];
    struct iwmo_buffer words;
    iwmo_buffer_init(&words, IWMO_FOUND_BYTES);
    iwmo_buffer_printf(&words, "%.50s %.50s", name, release_name);
    struct iwmo_json_place place = {.name = wrapper_keys[KEY_MESSAGE]};
    struct iwmo_finding *finding = iwmo_json_remark(
        reading->findings, &iwmo_json_faults[IWMO_JSON_FAULT_NOT_KNOWN], &place);
    if (finding != NULL)
        finding->other = iwmo_findings_words(reading->findings,
                                             (struct iwmo_text){words.at, words.size});
    iwmo_buffer_release(&words);
    return NULL;
}

/* Is the outermost object Bericht itself? */
static bool
is_bare(const struct reading *reading, json_t *root)
{
    if (reading->order->message == NULL)
        return false;
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (json_object_get(root, wrapper_keys[i]) != NULL)
            return false;
    return true;
}

static void
read_message(struct reading *reading, json_t *root, struct iwmo_json_form *form)
{
    const struct iwmo_visitor *visitor = &reading->visitor;

    if (!json_is_object(root)) {
        iwmo_json_remark_kind(reading->findings, NULL, "object", root);
        return;
    }
    form->is_bare = is_bare(reading, root);
    form->message = recognise(reading, root);
    if (!form->is_bare)
        report_wrapper(reading, root);
    json_t *bericht =
        form->is_bare ? root : json_object_get(root, wrapper_keys[KEY_BERICHT]);
    if (form->message == NULL || bericht == NULL)
        return;
    struct iwmo_json_place place = {
        .name = form->message->root->name, .index = 1, .count = 1};
    if (!json_is_object(bericht)) {
        iwmo_json_remark_kind(reading->findings, &place, "object", bericht);
        return;
    }
    if (is_telling(reading))
        reading->status = visitor->begin(visitor->self, form->message);
    read_group(reading, form->message->root, bericht, &place);
    if (is_telling(reading))
        reading->status = visitor->end(visitor->self);
}

enum iwmo_status
iwmo_json_reader_read(const struct iwmo_json_document *document,
                      const struct iwmo_json_order *order, struct iwmo_visitor visitor,
                      struct iwmo_findings *findings, struct iwmo_json_form *form)
{
    struct reading reading = {.order = order, .visitor = visitor, .findings = findings};

    *form = (struct iwmo_json_form){.message = order->message};
    read_message(&reading, iwmo_json_document_root(document), form);
    iwmo_buffer_release(&reading.text);
    if (reading.status == IWMO_OK &&
        (findings->failed || reading.text.failed != IWMO_OK))
        return IWMO_NO_MEMORY;
    return reading.status;
}
