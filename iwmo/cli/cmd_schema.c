#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "files/output.h"
#include "report/json.h"
#include "schema/lookup.h"
#include "translate/jsonschema.h"
#include "view/schema_layout.h"

static const char *const format_names[] = {"text", "json", NULL};
static const struct iwmo_schema_layout *const layouts[] = {&iwmo_schema_text,
                                                           &iwmo_schema_json};
static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the options say. */
struct settings {
    const char *name; /* message or type */
    const char *release, *codes, *xsd, *path;
    bool types, report_json, json_schema;
    int format, lang;
};

static enum iwmo_status
set_name(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (settings->name != NULL)
        return iwmo_fail(err, IWMO_USAGE, "one NAME at a time, not also '%s'", value);
    settings->name = value;
    return IWMO_OK;
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"release", "RELEASE", "of this release; default: the newest that has it",
     TEXT(release)},
    {"types", NULL, "all named types", FLAG(types)},
    {"codes", "TYPE", "the codes of a type, with their labels", TEXT(codes)},
    {"report-json", NULL, "the JSON Schema of 'iwmo validate --report json'",
     FLAG(report_json)},
    {"json-schema", NULL, "the JSON Schema of the JSON form of message NAME",
     FLAG(json_schema)},
    {"format", "text|json", "text (default) or json", CHOICE(format)},
    {"lang", "nl|en", "language of descriptions; default: nl", CHOICE(lang)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(path),
     .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"xsd", "DIR", "from the schemas in DIR instead of those built in", TEXT(xsd),
     .use = IWMO_USE_SCHEMAS},
    {.name = NULL},
};

const struct iwmo_command iwmo_schema = {
    "schema",
    "[OPTION]... [NAME]",
    "List releases, messages, elements, types and codes",
    "Without NAME: releases and messages.  NAME is a message (WMO301 or 301) or a "
    "type\n"
    "(LDT_Datum).\n",
    "  iwmo schema WMO301 --release 3.2\n"
    "  iwmo schema --codes LDT_Eenheid\n"
    "  iwmo schema --json-schema WMO305\n",
    rows,
    set_name,
    .operand_use = IWMO_USE_NONE};

/* ---- types by release ---- */

/* Mark what `type` is, what it restricts, and what is in it. */
static void
mark_type(const struct iwmo_schema_view *view, const struct iwmo_type *type,
          const char *release, struct iwmo_schema_type *types, int depth)
{
    for (size_t i = 0; i < view->schema->type_count; i++)
        if (view->schema->types[i] == type)
            types[i].release = release;
    if (depth >= IWMO_SCHEMA_MAX_DEPTH)
        return;
    if (type->base != NULL)
        mark_type(view, type->base, release, types, depth + 1);
    for (size_t i = 0; i < type->child_count; i++)
        mark_type(view, type->children[i].type, release, types, depth + 1);
}

/* The named types that the view is about, in the order of the schema.  NULL: no memory.
 * Free with free(). */
static struct iwmo_schema_type *
list_types(const struct iwmo_schema_view *view, size_t *count)
{
    const struct iwmo_schema *schema = view->schema;
    struct iwmo_schema_type *types = calloc(schema->type_count + 1, sizeof(*types));

    *count = 0;
    if (types == NULL)
        return NULL;
    for (size_t i = 0; i < schema->type_count; i++)
        types[i] = (struct iwmo_schema_type){schema->types[i], ""};
    for (size_t i = 0; i < schema->message_count; i++)
        mark_type(view, schema->messages[i].root->type,
                  schema->messages[i].release_name, types, 0);
    for (size_t i = 0; i < schema->type_count; i++)
        if (view->release == NULL || strcmp(types[i].release, view->release) == 0)
            types[(*count)++] = types[i];
    return types;
}

static const struct iwmo_schema_type *
find_type(const struct iwmo_schema_type *types, size_t count, const char *name)
{
    for (size_t i = count; i-- > 0;) /* newest first */
        if (strcasecmp(types[i].type->name, name) == 0)
            return &types[i];
    return NULL;
}

static enum iwmo_status
refuse_name(const struct iwmo_schema_view *view, const struct iwmo_schema_type *types,
            size_t count, const char *name, struct iwmo_error *err)
{
    const char **names = calloc(count + 1, sizeof(*names));
    const char *nearest = NULL;

    for (size_t i = 0; i < count && names != NULL; i++)
        names[i] = types[i].type->name;
    if (names != NULL)
        nearest = iwmo_options_nearest(name, names, count);
    iwmo_fail(err, IWMO_USAGE, "no message or type '%s'%s%s%s%s%s", name,
              view->release != NULL ? " in release " : "",
              view->release != NULL ? view->release : "",
              nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "",
              nearest != NULL ? "?" : "");
    free(names);
    return IWMO_USAGE;
}

/* ---- what is asked ---- */

static enum iwmo_status
print_types(const struct settings *settings, const struct iwmo_schema_view *view,
            struct iwmo_error *err)
{
    const struct iwmo_schema_layout *layout = layouts[settings->format];
    const char *name = settings->codes != NULL ? settings->codes : settings->name;
    enum iwmo_status status = IWMO_OK;
    size_t count;
    struct iwmo_schema_type *types = list_types(view, &count);

    if (types == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    const struct iwmo_schema_type *found =
        settings->types ? NULL : find_type(types, count, name);
    if (settings->types)
        layout->types(view, types, count);
    else if (found == NULL)
        status = refuse_name(view, types, count, name, err);
    else if (settings->codes == NULL)
        layout->types(view, found, 1);
    else if (found->type->code_count > 0)
        layout->codes(view, *found);
    else
        status = iwmo_fail(err, IWMO_USAGE, "%s has no codes", found->type->name);
    free(types);
    return status;
}

static void
print_report_schema(struct iwmo_buffer *out)
{
    for (const char *const *line = iwmo_json_schema; *line != NULL; line++) {
        iwmo_buffer_text(out, *line);
        iwmo_buffer_char(out, '\n');
    }
}

/* `message` is NULL: NAME is no message. */
static enum iwmo_status
print_json_schema(const struct settings *settings,
                  const struct iwmo_message_kind *message, struct iwmo_buffer *out,
                  struct iwmo_error *err)
{
    if (settings->name == NULL)
        return iwmo_fail(err, IWMO_USAGE, "--json-schema of which message?");
    if (message == NULL)
        return iwmo_fail(err, IWMO_USAGE, "no message '%s'", settings->name);
    iwmo_jsonschema_print(message, out);
    return IWMO_OK;
}

static enum iwmo_status
print(const struct settings *settings, const struct iwmo_schema *schema,
      struct iwmo_buffer *out, struct iwmo_error *err)
{
    const struct iwmo_schema_layout *layout = layouts[settings->format];
    struct iwmo_schema_view view = {schema, settings->release,
                                    (enum iwmo_lang)settings->lang, out};
    enum iwmo_release release = R_none;

    if (settings->release != NULL) {
        release = iwmo_command_release(schema, settings->release, err);
        if (release == R_none)
            return err->status;
    }
    const struct iwmo_message_kind *message = NULL;
    if (settings->name != NULL)
        message = iwmo_message_by_name(schema, settings->name, release);
    if (settings->json_schema)
        return print_json_schema(settings, message, out, err);
    if (settings->report_json)
        print_report_schema(out);
    else if (message != NULL)
        layout->message(&view, message);
    else if (settings->types || settings->codes != NULL || settings->name != NULL)
        return print_types(settings, &view, err);
    else
        layout->list(&view);
    return IWMO_OK;
}

/* Only one of these can be answered at a time. */
static enum iwmo_status
check(const struct settings *settings, struct iwmo_error *err)
{
    int asked = (settings->name != NULL) + settings->types + (settings->codes != NULL) +
                settings->report_json;
    bool is_odd = settings->json_schema && asked > (settings->name != NULL);

    if (asked > 1 || is_odd)
        return iwmo_fail(err, IWMO_USAGE,
                         "only one of NAME, --types, --codes and --report-json; "
                         "--json-schema goes with NAME");
    return IWMO_OK;
}

static enum iwmo_exit
write_out(const struct settings *settings, struct iwmo_text text)
{
    struct iwmo_error err = {0};
    struct iwmo_output *output =
        iwmo_output_open(settings->path != NULL ? settings->path : "-", &err);
    bool is_quiet = false;

    if (output != NULL) {
        iwmo_output_write(output, text);
        if (iwmo_output_commit(output, &err) != IWMO_OK)
            is_quiet = iwmo_output_lost_reader(output);
        iwmo_output_close(output);
    }
    if (err.status == IWMO_OK)
        return IWMO_EXIT_OK;
    return is_quiet ? IWMO_EXIT_FAILURE : iwmo_complain("schema", &err);
}

static enum iwmo_exit
answer(const struct settings *settings)
{
    struct iwmo_error err = {0};
    struct iwmo_buffer out = {0};
    struct iwmo_arena *arena = settings->xsd != NULL ? iwmo_arena_new(0) : NULL;
    enum iwmo_exit exit_status;

    const struct iwmo_schema *schema = iwmo_command_schemas(settings->xsd, arena, &err);
    if (schema != NULL && print(settings, schema, &out, &err) == IWMO_OK &&
        out.failed != IWMO_OK)
        iwmo_fail(&err, out.failed, "out of memory");
    if (err.status == IWMO_OK)
        exit_status = write_out(settings, (struct iwmo_text){out.at, out.size});
    else
        exit_status = iwmo_complain("schema", &err);
    iwmo_buffer_release(&out);
    iwmo_arena_free(arena);
    return exit_status;
}

enum iwmo_exit
iwmo_command_schema(char **argv)
{
    struct settings settings = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_schema, argv, &settings, &exit_status))
        return exit_status;
    if (check(&settings, &err) != IWMO_OK)
        return iwmo_complain("schema", &err);
    return answer(&settings);
}
