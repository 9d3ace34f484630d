#include "xsdc/compile.h"

#include <stdlib.h>
#include <string.h>

#include "schema/lookup.h"
#include "xsdc/compiler.h"
#include "xsdc/message.h"
#include "xsdc/naming.h"
#include "xsdc/source.h"

void *
iwmo_compiler_alloc(struct iwmo_compiler *compiler, size_t size)
{
    void *memory = iwmo_arena_alloc(compiler->arena, size);

    if (memory == NULL)
        iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
    return memory;
}

static bool
is_message(const struct iwmo_xsd *xsd)
{
    return !xsd->is_base && iwmo_xsd_child(xsd->root, "element") != NULL;
}

/* The same file may lie beside several messages; once is enough. */
static bool
is_copy(const struct iwmo_xsd_source *files, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (iwmo_text_same(files[i].bytes, files[index].bytes))
            return true;
    }
    return false;
}

static enum iwmo_status
open_files(struct iwmo_compiler *compiler, const struct iwmo_xsd_source *files,
           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct iwmo_xsd *xsd = &compiler->files[compiler->file_count];
        if (is_copy(files, i))
            continue;
        compiler->file_count++;
        enum iwmo_status status =
            iwmo_xsd_open(xsd, &files[i], compiler->arena, compiler->err);
        if (status != IWMO_OK)
            return status;
        xsd->release = iwmo_release_of(xsd->release_name);
        if (xsd->release == R_none)
            xsd->release = R_other;
        for (size_t j = 0; j + 1 < compiler->file_count; j++) {
            if (strcmp(compiler->files[j].space, xsd->space) == 0)
                return iwmo_xsd_fail(xsd, xsd->root, compiler->err,
                                     "has the namespace of %s",
                                     compiler->files[j].file);
        }
    }
    return IWMO_OK;
}

static struct iwmo_xsd *
find_file(const struct iwmo_compiler *compiler, const char *space)
{
    for (size_t i = 0; i < compiler->file_count; i++) {
        if (strcmp(compiler->files[i].space, space) == 0)
            return &compiler->files[i];
    }
    return NULL;
}

static enum iwmo_status
pair_files(struct iwmo_compiler *compiler)
{
    for (size_t i = 0; i < compiler->file_count; i++) {
        struct iwmo_xsd *xsd = &compiler->files[i];
        if (xsd->import_space == NULL)
            continue;
        xsd->base = find_file(compiler, xsd->import_space);
        if (xsd->base == NULL)
            return iwmo_xsd_fail(xsd, xsd->import_node, compiler->err,
                                 "no file has namespace %s", xsd->import_space);
        if (xsd->base->import_space != NULL)
            return iwmo_xsd_fail(xsd->base, xsd->base->import_node, compiler->err,
                                 "an import in an imported schema is not known");
        xsd->base->is_base = true;
    }
    return IWMO_OK;
}

static enum iwmo_status
compile_types(struct iwmo_compiler *compiler)
{
    for (size_t i = 0; i < compiler->file_count; i++) {
        struct iwmo_xsd *xsd = &compiler->files[i];
        if (xsd->is_base && iwmo_xsd_child(xsd->root, "element") != NULL)
            return iwmo_xsd_fail(xsd, iwmo_xsd_child(xsd->root, "element"),
                                 compiler->err,
                                 "a global element in an imported schema is not known");
        for (size_t j = 0; j < xsd->entry_count; j++) {
            if (iwmo_compiler_entry(compiler, xsd, &xsd->entries[j]) == NULL)
                return IWMO_MALFORMED; /* noted already */
        }
    }
    return IWMO_OK;
}

static enum iwmo_status
compile_messages(struct iwmo_compiler *compiler, struct iwmo_schema *schema)
{
    struct iwmo_message_kind *messages =
        iwmo_compiler_alloc(compiler, (compiler->file_count + 1) * sizeof(*messages));
    enum iwmo_status status = messages == NULL ? IWMO_NO_MEMORY : IWMO_OK;

    for (size_t i = 0; i < compiler->file_count && status == IWMO_OK; i++) {
        struct iwmo_xsd *xsd = &compiler->files[i];
        if (is_message(xsd))
            status = iwmo_compiler_message(compiler, xsd,
                                           &messages[schema->message_count++]);
    }
    if (status != IWMO_OK)
        return status;
    if (schema->message_count == 0)
        return iwmo_fail(compiler->err, IWMO_MALFORMED, "no XSD of a message found");
    qsort(messages, schema->message_count, sizeof(*messages), iwmo_message_compare);
    schema->messages = messages;
    return IWMO_OK;
}

static int
by_release(const void *left, const void *right)
{
    const struct iwmo_xsd *const *a = left, *const *b = right;

    if ((*a)->release != (*b)->release)
        return (*a)->release < (*b)->release ? -1 : 1;
    int order = strcmp((*a)->release_name, (*b)->release_name);
    return order != 0 ? order : strcmp((*a)->space, (*b)->space);
}

/* All named types of the base schemas. */
static enum iwmo_status
list_types(struct iwmo_compiler *compiler, struct iwmo_schema *schema)
{
    const struct iwmo_xsd *bases[IWMO_XSD_MAX_FILES] = {NULL};
    size_t base_count = 0, count = 0;

    for (size_t i = 0; i < compiler->file_count; i++) {
        if (is_message(&compiler->files[i]))
            continue;
        bases[base_count++] = &compiler->files[i];
        count += compiler->files[i].entry_count;
    }
    qsort(bases, base_count, sizeof(*bases), by_release);
    const struct iwmo_type **types =
        iwmo_compiler_alloc(compiler, (count + 1) * sizeof(*types));
    if (types == NULL)
        return IWMO_NO_MEMORY;
    for (size_t i = 0; i < base_count; i++) {
        for (size_t j = 0; j < bases[i]->entry_count; j++)
            types[schema->type_count++] = bases[i]->entries[j].type;
    }
    schema->types = types;
    return IWMO_OK;
}

static enum iwmo_status
compile(struct iwmo_compiler *compiler, const struct iwmo_xsd_source *files,
        size_t count, struct iwmo_schema *schema)
{
    enum iwmo_status status = open_files(compiler, files, count);

    if (status == IWMO_OK)
        status = pair_files(compiler);
    if (status == IWMO_OK)
        status = compile_types(compiler);
    if (status == IWMO_OK)
        status = compile_messages(compiler, schema);
    if (status == IWMO_OK)
        status = list_types(compiler, schema);
    return status == IWMO_OK ? iwmo_compiler_names(compiler, schema) : status;
}

const struct iwmo_schema *
iwmo_schema_compile_memory(const struct iwmo_xsd_source *files, size_t count,
                           const struct iwmo_schema *known, struct iwmo_arena *arena,
                           struct iwmo_error *err)
{
    struct iwmo_error first = {0};
    struct iwmo_compiler compiler = {.known = known, .arena = arena, .err = &first};
    struct iwmo_schema *schema = iwmo_arena_alloc(arena, sizeof(*schema));
    enum iwmo_status status = IWMO_NO_MEMORY;

    compiler.scratch = iwmo_arena_new(0);
    compiler.files = calloc(count + 1, sizeof(*compiler.files));
    if (count > IWMO_XSD_MAX_FILES)
        status = iwmo_fail(&first, IWMO_LIMIT, "more than %d XSDs", IWMO_XSD_MAX_FILES);
    else if (schema == NULL || compiler.scratch == NULL || compiler.files == NULL)
        status = iwmo_fail(&first, IWMO_NO_MEMORY, "schema: out of memory");
    else
        status = compile(&compiler, files, count, schema);
    for (size_t i = 0; i < compiler.file_count; i++)
        iwmo_xsd_close(&compiler.files[i]);
    free(compiler.files);
    iwmo_arena_free(compiler.scratch);
    if (status == IWMO_OK)
        return schema;
    iwmo_fail(err, first.status != IWMO_OK ? first.status : status, "%s", first.text);
    return NULL;
}

const struct iwmo_schema *
iwmo_schema_compile(const char *directory, const struct iwmo_schema *known,
                    struct iwmo_arena *arena, struct iwmo_error *err)
{
    struct iwmo_sources sources = {0};
    const struct iwmo_schema *schema = NULL;

    if (iwmo_sources_read(&sources, directory, err) == IWMO_OK)
        schema =
            iwmo_schema_compile_memory(sources.files, sources.count, known, arena, err);
    iwmo_sources_release(&sources);
    return schema;
}
