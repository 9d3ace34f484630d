#include "xsdc/emitter.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What compilers must accept in one literal (C17, 5.2.4.1). */
#define MAX_LITERAL 4095

void
iwmo_emit_string(struct iwmo_buffer *out, const char *string)
{
    iwmo_buffer_char(out, '"');
    for (const char *at = string; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        bool is_trigraph = byte == '?' && at > string && at[-1] == '?';
        if (byte == '"' || byte == '\\' || is_trigraph)
            iwmo_buffer_printf(out, "\\%c", byte);
        else if (byte < 0x20 || byte >= 0x7F)
            iwmo_buffer_printf(out, "\\%03o", byte);
        else
            iwmo_buffer_char(out, *at);
    }
    iwmo_buffer_char(out, '"');
}

bool
iwmo_emit_is_shared(const struct iwmo_emitter *emitter, const struct iwmo_type *type)
{
    for (size_t i = 0; i < emitter->schema->type_count; i++) {
        if (emitter->schema->types[i] == type)
            return true;
    }
    return false;
}

static const char *
find_symbol(const struct iwmo_emitter *emitter, const struct iwmo_type *type)
{
    for (size_t i = 0; i < emitter->symbol_count; i++) {
        if (emitter->symbols[i].type == type)
            return emitter->symbols[i].name;
    }
    return NULL;
}

static void *
grow(void *at, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return at;
    *room = *room * 2 + 64;
    return realloc(at, *room * size); /* a build step: on failure it just ends */
}

static enum iwmo_status
no_memory(struct iwmo_emitter *emitter)
{
    return iwmo_fail(emitter->err, IWMO_NO_MEMORY, "emit: out of memory");
}

static enum iwmo_status
add_symbol(struct iwmo_emitter *emitter, const struct iwmo_type *type, const char *name)
{
    struct iwmo_buffer text = {0};
    size_t room = emitter->symbol_room;
    void *grown =
        grow(emitter->symbols, emitter->symbol_count, &room, sizeof(*emitter->symbols));

    if (grown == NULL)
        return no_memory(emitter);
    emitter->symbols = grown;
    emitter->symbol_room = room;
    if (iwmo_emit_is_shared(emitter, type))
        iwmo_buffer_printf(&text, "iwmo_%s_%s", type->name,
                           iwmo_emit_suffix(type->release));
    else
        iwmo_buffer_text(&text, name);
    if (text.failed != IWMO_OK || text.at == NULL)
        return no_memory(emitter);
    emitter->symbols[emitter->symbol_count++] =
        (struct iwmo_emitter_symbol){type, text.at};
    return IWMO_OK;
}

static enum iwmo_status
pattern_number(struct iwmo_emitter *emitter, const struct iwmo_pattern *pattern,
               size_t *number)
{
    size_t room = emitter->pattern_room;

    for (*number = 0; *number < emitter->pattern_count; ++*number) {
        if (emitter->patterns[*number] == pattern)
            return IWMO_OK;
    }
    void *grown = grow(emitter->patterns, emitter->pattern_count, &room,
                       sizeof(*emitter->patterns));
    if (grown == NULL)
        return no_memory(emitter);
    emitter->patterns = grown;
    emitter->pattern_room = room;
    emitter->patterns[emitter->pattern_count++] = pattern;
    return IWMO_OK;
}

static void
emit_keys(struct iwmo_buffer *out, const struct iwmo_type *type, const char *name)
{
    if (type->keys == NULL)
        return;
    iwmo_buffer_printf(out, "static const uint32_t keys_%s[] = {", name);
    for (size_t i = 0; i < type->code_count; i++)
        iwmo_buffer_printf(out, "%s0x%08" PRIX32 ",", i % 6 == 0 ? "\n    " : " ",
                           type->keys[i]);
    iwmo_buffer_text(out, "\n};\n");
}

static enum iwmo_status
emit_codes(struct iwmo_emitter *emitter, const struct iwmo_type *type, const char *name)
{
    struct iwmo_buffer *out = &emitter->out;

    if (type->code_count == 0)
        return IWMO_OK;
    iwmo_buffer_printf(out, "static const struct iwmo_code codes_%s[] = {\n", name);
    for (size_t i = 0; i < type->code_count; i++) {
        if (strlen(type->codes[i].label) > MAX_LITERAL)
            return iwmo_fail(emitter->err, IWMO_LIMIT, "%s: a label is too long", name);
        iwmo_buffer_text(out, "    {");
        iwmo_emit_string(out, type->codes[i].value);
        iwmo_buffer_text(out, ", ");
        iwmo_emit_string(out, type->codes[i].label);
        iwmo_buffer_text(out, "},\n");
    }
    iwmo_buffer_text(out, "};\n");
    emit_keys(out, type, name);
    return IWMO_OK;
}

static enum iwmo_status
emit_patterns(struct iwmo_emitter *emitter, const struct iwmo_type *type,
              const char *name)
{
    size_t number = 0;

    if (type->pattern_count == 0)
        return IWMO_OK;
    iwmo_buffer_printf(&emitter->out,
                       "static const struct iwmo_pattern *const patterns_%s[] = {\n",
                       name);
    for (size_t i = 0; i < type->pattern_count; i++) {
        enum iwmo_status status = pattern_number(emitter, type->patterns[i], &number);
        if (status != IWMO_OK)
            return status;
        iwmo_buffer_printf(&emitter->out, "    &iwmo_pattern_%zu,\n", number);
    }
    iwmo_buffer_text(&emitter->out, "};\n");
    return IWMO_OK;
}

static void
emit_count(struct iwmo_buffer *out, const char *before, uint32_t count)
{
    if (count == IWMO_UNBOUNDED)
        iwmo_buffer_printf(out, "%sIWMO_UNBOUNDED", before);
    else
        iwmo_buffer_printf(out, "%s%" PRIu32, before, count);
}

void
iwmo_emit_element(struct iwmo_emitter *emitter, const struct iwmo_element *element)
{
    struct iwmo_buffer *out = &emitter->out;
    bool is_base = element->space == IWMO_SPACE_BASE;

    iwmo_buffer_text(out, "{");
    iwmo_emit_string(out, element->name);
    iwmo_buffer_printf(out, ", EL_%s, %s, &%s", element->name,
                       is_base ? "IWMO_SPACE_BASE" : "IWMO_SPACE_MESSAGE",
                       find_symbol(emitter, element->type));
    emit_count(out, ", ", element->min);
    emit_count(out, ", ", element->max);
    iwmo_buffer_text(out, "}");
}

static enum iwmo_status
emit_children(struct iwmo_emitter *emitter, const struct iwmo_type *type,
              const char *name)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < type->child_count && status == IWMO_OK; i++) {
        const struct iwmo_element *child = &type->children[i];
        struct iwmo_buffer own = {0};
        iwmo_buffer_printf(&own, "%s_%s", name, child->name);
        status = own.failed != IWMO_OK ? no_memory(emitter)
                                       : iwmo_emit_type(emitter, child->type, own.at);
        iwmo_buffer_release(&own);
    }
    if (status != IWMO_OK || type->child_count == 0)
        return status;
    iwmo_buffer_printf(&emitter->out,
                       "static const struct iwmo_element children_%s[] = {\n", name);
    for (size_t i = 0; i < type->child_count; i++) {
        iwmo_buffer_text(&emitter->out, "    ");
        iwmo_emit_element(emitter, &type->children[i]);
        iwmo_buffer_text(&emitter->out, ",\n");
    }
    iwmo_buffer_text(&emitter->out, "};\n");
    return IWMO_OK;
}

static void
emit_bound(struct iwmo_buffer *out, const char *which, int64_t bound)
{
    iwmo_buffer_printf(out, "    .has_%s = true,\n", which);
    if (bound == INT64_MIN)
        iwmo_buffer_printf(out, "    .%s = INT64_MIN,\n", which);
    else
        iwmo_buffer_printf(out, "    .%s = INT64_C(%" PRId64 "),\n", which, bound);
}

static void
emit_facets(struct iwmo_buffer *out, const struct iwmo_type *type, const char *name)
{
    if (type->kind == IWMO_STRING && type->min_length > 0)
        iwmo_buffer_printf(out, "    .min_length = %" PRIu32 ",\n", type->min_length);
    emit_count(out, "    .max_length = ", type->max_length);
    iwmo_buffer_text(out, ",\n");
    if (type->has_min_inclusive)
        emit_bound(out, "min_inclusive", type->min_inclusive);
    if (type->has_max_inclusive)
        emit_bound(out, "max_inclusive", type->max_inclusive);
    if (type->pattern_count > 0)
        iwmo_buffer_printf(out,
                           "    .pattern_count = %d,\n    .patterns = patterns_%s,\n",
                           type->pattern_count, name);
    if (type->sure_below > 0) {
        emit_count(out, "    .sure_below = ", type->sure_below);
        iwmo_buffer_text(out, ",\n");
    }
    if (type->code_count > 0)
        iwmo_buffer_printf(out, "    .code_count = %d,\n    .codes = codes_%s,\n",
                           type->code_count, name);
    if (type->keys != NULL)
        iwmo_buffer_printf(out, "    .keys = keys_%s,\n", name);
    if (type->child_count > 0)
        iwmo_buffer_printf(out,
                           "    .child_count = %d,\n    .children = children_%s,\n",
                           type->child_count, name);
}

static enum iwmo_status
emit_row(struct iwmo_emitter *emitter, const struct iwmo_type *type, const char *name)
{
    static const char *const kinds[] = {"IWMO_GROUP", "IWMO_STRING", "IWMO_INTEGER",
                                        "IWMO_DATE", "IWMO_TIME"};
    struct iwmo_buffer *out = &emitter->out;

    if (strlen(type->documentation) > MAX_LITERAL)
        return iwmo_fail(emitter->err, IWMO_LIMIT, "%s: documentation too long", name);
    iwmo_buffer_printf(out, "%sconst struct iwmo_type %s = {\n    .name = ",
                       iwmo_emit_is_shared(emitter, type) ? "" : "static ", name);
    iwmo_emit_string(out, type->name);
    iwmo_buffer_text(out, ",\n    .documentation = ");
    iwmo_emit_string(out, type->documentation);
    iwmo_buffer_printf(out, ",\n    .kind = %s,\n", kinds[type->kind]);
    if (type->space == IWMO_SPACE_BASE)
        iwmo_buffer_text(out, "    .space = IWMO_SPACE_BASE,\n");
    if (type->release != R_none)
        iwmo_buffer_printf(out, "    .release = R_%s,\n",
                           iwmo_emit_suffix(type->release));
    if (type->base != NULL)
        iwmo_buffer_printf(out, "    .base = &%s,\n", find_symbol(emitter, type->base));
    emit_facets(out, type, name);
    iwmo_buffer_text(out, "};\n\n");
    return IWMO_OK;
}

enum iwmo_status
iwmo_emit_type(struct iwmo_emitter *emitter, const struct iwmo_type *type,
               const char *name)
{
    struct iwmo_buffer base_name = {0};
    enum iwmo_status status;

    if (find_symbol(emitter, type) != NULL)
        return IWMO_OK;
    status = add_symbol(emitter, type, name);
    if (status != IWMO_OK)
        return status;
    name = find_symbol(emitter, type);
    if (iwmo_emit_is_shared(emitter, type) && type->release != emitter->release)
        return IWMO_OK; /* stands in the file of that release */
    iwmo_buffer_printf(&base_name, "%s_base", name);
    if (type->base != NULL)
        status = iwmo_emit_type(emitter, type->base, base_name.at);
    iwmo_buffer_release(&base_name);
    if (status == IWMO_OK)
        status = emit_children(emitter, type, name);
    if (status == IWMO_OK)
        status = emit_codes(emitter, type, name);
    if (status == IWMO_OK)
        status = emit_patterns(emitter, type, name);
    return status == IWMO_OK ? emit_row(emitter, type, name) : status;
}
