#include "xsdc/emit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xsdc/emitter.h"

#define HEADING "/* Made by xsdc from xsd/.  Do not edit. */\n"

static const char *const suffixes[] = {
    [R_none] = "none",
    [R_2_3] = "2_3",
    [R_3_2] = "3_2",
    [R_other] = "other",
};

const char *
iwmo_emit_suffix(enum iwmo_release release)
{
    return suffixes[release];
}

static bool
is_identifier(const char *name)
{
    size_t size = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                               "0123456789_");
    return size > 0 && name[size] == '\0';
}

static enum iwmo_status
check_schema(const struct iwmo_schema *schema, struct iwmo_error *err)
{
    for (size_t i = 0; i < schema->message_count; i++) {
        if (schema->messages[i].release == R_other)
            return iwmo_fail(err, IWMO_USAGE, "release %s is not in enum iwmo_release",
                             schema->messages[i].release_name);
    }
    for (size_t i = 1; i < schema->name_count; i++) {
        if (!is_identifier(schema->names[i]))
            return iwmo_fail(err, IWMO_USAGE, "element %s: no name for C",
                             schema->names[i]);
    }
    for (size_t i = 0; i < schema->type_count; i++) {
        if (!is_identifier(schema->types[i]->name) ||
            schema->types[i]->release == R_other)
            return iwmo_fail(err, IWMO_USAGE, "type %s: no name for C or no release",
                             schema->types[i]->name);
    }
    return IWMO_OK;
}

static enum iwmo_status
write_out(struct iwmo_emitter *emitter, const char *directory, const char *name)
{
    struct iwmo_buffer path = {0};
    struct iwmo_buffer *out = &emitter->out;
    enum iwmo_status status = IWMO_OK;

    iwmo_buffer_printf(&path, "%s/%s", directory, name);
    if (path.failed != IWMO_OK || out->failed != IWMO_OK) {
        iwmo_buffer_release(&path);
        return iwmo_fail(emitter->err, IWMO_NO_MEMORY, "%s: out of memory", name);
    }
    FILE *stream = fopen(path.at, "wb");
    bool is_bad = stream == NULL;
    if (stream != NULL) {
        is_bad = fwrite(out->at, 1, out->size, stream) != out->size;
        is_bad |= fclose(stream) != 0;
    }
    if (is_bad)
        status = iwmo_fail(emitter->err, IWMO_IO, "%s: %s", path.at, strerror(errno));
    iwmo_buffer_release(&path);
    iwmo_buffer_reset(out);
    return status;
}

static void
emit_names_h(struct iwmo_emitter *emitter)
{
    const struct iwmo_schema *schema = emitter->schema;
    struct iwmo_buffer *out = &emitter->out;

    iwmo_buffer_text(out, "#ifndef IWMO_NAMES_H\n#define IWMO_NAMES_H\n\n" HEADING
                          "\nenum iwmo_name {\n    EL_none,\n");
    for (size_t i = 1; i < schema->name_count; i++)
        iwmo_buffer_printf(out, "    EL_%s,\n", schema->names[i]);
    iwmo_buffer_text(out, "    EL_COUNT\n};\n\n#endif\n");
}

static void
emit_parts_h(struct iwmo_emitter *emitter)
{
    const struct iwmo_schema *schema = emitter->schema;
    struct iwmo_buffer *out = &emitter->out;

    iwmo_buffer_text(
        out, "#ifndef IWMO_SCHEMA_PARTS_H\n#define IWMO_SCHEMA_PARTS_H\n\n" HEADING
             "#include \"schema/schema.h\"\n\n");
    for (size_t i = 0; i < emitter->pattern_count; i++)
        iwmo_buffer_printf(out, "extern const struct iwmo_pattern iwmo_pattern_%zu;\n",
                           i);
    for (size_t i = 0; i < schema->type_count; i++)
        iwmo_buffer_printf(out, "extern const struct iwmo_type iwmo_%s_%s;\n",
                           schema->types[i]->name,
                           iwmo_emit_suffix(schema->types[i]->release));
    for (size_t i = 0; i < schema->message_count; i++)
        iwmo_buffer_printf(out, "extern const struct iwmo_element iwmo_root_%s_%s;\n",
                           schema->messages[i].name,
                           iwmo_emit_suffix(schema->messages[i].release));
    iwmo_buffer_text(out, "\n#endif\n");
}

static void
forget_symbols(struct iwmo_emitter *emitter)
{
    for (size_t i = 0; i < emitter->symbol_count; i++)
        free(emitter->symbols[i].name);
    emitter->symbol_count = 0;
}

/* Types inside a message are called <message>_<path of elements>. */
static enum iwmo_status
emit_message(struct iwmo_emitter *emitter, const struct iwmo_message_kind *message)
{
    struct iwmo_buffer name = {0};

    iwmo_buffer_printf(&name, "%s_%s", message->name, message->root->name);
    enum iwmo_status status = iwmo_emit_type(emitter, message->root->type, name.at);
    iwmo_buffer_release(&name);
    if (status != IWMO_OK)
        return status;
    iwmo_buffer_printf(&emitter->out,
                       "const struct iwmo_element iwmo_root_%s_%s =\n    ",
                       message->name, iwmo_emit_suffix(message->release));
    iwmo_emit_element(emitter, message->root);
    iwmo_buffer_text(&emitter->out, ";\n\n");
    return IWMO_OK;
}

static enum iwmo_status
emit_release(struct iwmo_emitter *emitter, enum iwmo_release release)
{
    const struct iwmo_schema *schema = emitter->schema;
    enum iwmo_status status = IWMO_OK;

    emitter->release = release;
    forget_symbols(emitter);
    iwmo_buffer_text(&emitter->out,
                     HEADING "#include \"names.h\"\n#include \"schema_parts.h\"\n\n");
    for (size_t i = 0; i < schema->type_count && status == IWMO_OK; i++) {
        if (schema->types[i]->release == release)
            status = iwmo_emit_type(emitter, schema->types[i], "");
    }
    for (size_t i = 0; i < schema->message_count && status == IWMO_OK; i++) {
        if (schema->messages[i].release == release)
            status = emit_message(emitter, &schema->messages[i]);
    }
    return status;
}

static void
emit_patterns_c(struct iwmo_emitter *emitter)
{
    iwmo_buffer_text(&emitter->out, HEADING "#include \"schema_parts.h\"\n\n");
    for (size_t i = 0; i < emitter->pattern_count; i++)
        iwmo_emit_pattern(&emitter->out, emitter->patterns[i], i);
}

static void
emit_message_row(struct iwmo_buffer *out, const struct iwmo_message_kind *message)
{
    const struct iwmo_versions *versions = &message->versions;
    const char *const texts[] = {versions->bericht,         versions->bericht_min,
                                 versions->bericht_max,     versions->basisschema,
                                 versions->basisschema_min, versions->basisschema_max};

    iwmo_buffer_text(out, "    {");
    iwmo_emit_string(out, message->name);
    const struct iwmo_bericht *bericht = iwmo_bericht(message->bericht);
    iwmo_buffer_printf(out, ", %d, %s, ", message->number,
                       bericht != NULL ? bericht->name : "BERICHT_none");
    iwmo_emit_string(out, message->release_name);
    iwmo_buffer_printf(out, ", R_%s,\n     ", iwmo_emit_suffix(message->release));
    iwmo_emit_string(out, message->documentation);
    iwmo_buffer_text(out, ",\n     ");
    iwmo_emit_string(out, message->space);
    iwmo_buffer_text(out, ",\n     ");
    iwmo_emit_string(out, message->base_space);
    iwmo_buffer_text(out, ",\n     {");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        iwmo_buffer_text(out, i > 0 ? ", " : "");
        iwmo_emit_string(out, texts[i]);
    }
    iwmo_buffer_printf(out, "}, &iwmo_root_%s_%s},\n", message->name,
                       iwmo_emit_suffix(message->release));
}

static void
emit_names(struct iwmo_emitter *emitter)
{
    const struct iwmo_schema *schema = emitter->schema;
    struct iwmo_buffer *out = &emitter->out;

    iwmo_buffer_text(out, "};\n\nstatic const char *const names[] = {\n");
    for (size_t i = 0; i < schema->name_count; i++)
        iwmo_buffer_printf(out, "    \"%s\",\n", schema->names[i]);
    iwmo_buffer_text(out, "};\n\nstatic const uint16_t by_name[] = {");
    for (size_t i = 0; i < schema->name_count; i++)
        iwmo_buffer_printf(out, "%s%d,", i % 16 == 0 ? "\n    " : " ",
                           schema->by_name[i]);
}

static void
emit_schema_c(struct iwmo_emitter *emitter)
{
    const struct iwmo_schema *schema = emitter->schema;
    struct iwmo_buffer *out = &emitter->out;

    iwmo_buffer_text(out,
                     HEADING "#include \"schema_parts.h\"\n\n"
                             "static const struct iwmo_message_kind messages[] = {\n");
    for (size_t i = 0; i < schema->message_count; i++)
        emit_message_row(out, &schema->messages[i]);
    iwmo_buffer_text(out, "};\n\nstatic const struct iwmo_type *const types[] = {\n");
    for (size_t i = 0; i < schema->type_count; i++)
        iwmo_buffer_printf(out, "    &iwmo_%s_%s,\n", schema->types[i]->name,
                           iwmo_emit_suffix(schema->types[i]->release));
    if (schema->type_count == 0)
        iwmo_buffer_text(out, "    NULL,\n");
    emit_names(emitter);
    iwmo_buffer_printf(out,
                       "\n};\n\nconst struct iwmo_schema iwmo_schema_builtin = {\n"
                       "    .messages = messages,\n    .message_count = %zu,\n"
                       "    .types = types,\n    .type_count = %zu,\n"
                       "    .names = names,\n    .by_name = by_name,\n"
                       "    .name_count = %zu,\n};\n",
                       schema->message_count, schema->type_count, schema->name_count);
}

static enum iwmo_status
emit_all(struct iwmo_emitter *emitter, const char *directory)
{
    enum iwmo_status status;
    char name[32];

    emit_names_h(emitter);
    status = write_out(emitter, directory, "names.h");
    for (enum iwmo_release i = R_none + 1; status == IWMO_OK && i < R_other; i++) {
        snprintf(name, sizeof(name), "schema_%s.c", iwmo_emit_suffix(i));
        status = emit_release(emitter, i);
        if (status == IWMO_OK)
            status = write_out(emitter, directory, name);
    }
    if (status != IWMO_OK)
        return status;
    emit_patterns_c(emitter);
    status = write_out(emitter, directory, "schema_patterns.c");
    if (status != IWMO_OK)
        return status;
    emit_parts_h(emitter);
    status = write_out(emitter, directory, "schema_parts.h");
    if (status != IWMO_OK)
        return status;
    emit_schema_c(emitter);
    return write_out(emitter, directory, "schema.c");
}

enum iwmo_status
iwmo_emit(const struct iwmo_schema *schema, const char *directory,
          struct iwmo_error *err)
{
    struct iwmo_emitter emitter = {.schema = schema, .err = err};
    enum iwmo_status status = check_schema(schema, err);

    if (status == IWMO_OK)
        status = emit_all(&emitter, directory);
    forget_symbols(&emitter);
    free(emitter.symbols);
    free(emitter.patterns);
    iwmo_buffer_release(&emitter.out);
    return status;
}
