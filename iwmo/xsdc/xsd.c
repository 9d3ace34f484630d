#include "xsdc/xsd.h"

#include <libxml/parser.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xsdc/construct.h"

enum iwmo_status
iwmo_xsd_fail(const struct iwmo_xsd *xsd, const xmlNode *node, struct iwmo_error *err,
              const char *fmt, ...)
{
    char text[IWMO_ERROR_TEXT];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    return iwmo_fail(err, IWMO_MALFORMED, "%s:%ld: %s", xsd->file, xmlGetLineNo(node),
                     text);
}

static void
refuse_doctype(void *context, const xmlChar *name, const xmlChar *external,
               const xmlChar *system)
{
    xmlParserCtxt *parser = context;

    (void)name, (void)external, (void)system;
    *(bool *)parser->_private = true;
    xmlStopParser(parser);
}

static enum iwmo_status
parse_failed(const struct iwmo_xsd *xsd, xmlParserCtxt *parser, bool has_doctype,
             struct iwmo_error *err)
{
    const xmlError *last = xmlCtxtGetLastError(parser);
    size_t size =
        last != NULL && last->message != NULL ? strcspn(last->message, "\n") : 0;

    if (has_doctype)
        return iwmo_fail(err, IWMO_MALFORMED, "%s:%d: a DOCTYPE is not known",
                         xsd->file, xmlSAX2GetLineNumber(parser));
    return iwmo_fail(err, IWMO_MALFORMED, "%s:%d: %.*s", xsd->file,
                     last != NULL ? last->line : 1, size > 0 ? (int)size : 14,
                     size > 0 ? last->message : "not well-formed");
}

static enum iwmo_status
parse(struct iwmo_xsd *xsd, struct iwmo_text bytes, struct iwmo_error *err)
{
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                        XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA;
    bool has_doctype = false;
    enum iwmo_status status = IWMO_OK;

    if (bytes.size > IWMO_XSD_MAX_BYTES)
        return iwmo_fail(err, IWMO_LIMIT, "%s: larger than %u bytes", xsd->file,
                         IWMO_XSD_MAX_BYTES);
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "%s: out of memory", xsd->file);
    parser->_private = &has_doctype;
    parser->sax->internalSubset = refuse_doctype;
    xsd->document =
        xmlCtxtReadMemory(parser, bytes.at, (int)bytes.size, NULL, NULL, options);
    if (xsd->document == NULL || has_doctype)
        status = parse_failed(xsd, parser, has_doctype, err);
    else
        xsd->root = xmlDocGetRootElement(xsd->document);
    xmlFreeParserCtxt(parser);
    return status;
}

static int
by_name(const void *left, const void *right)
{
    const struct iwmo_xsd_entry *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static bool
is_type(const xmlNode *node)
{
    return iwmo_construct_is(node, "simpleType") ||
           iwmo_construct_is(node, "complexType");
}

static enum iwmo_status
index_types(struct iwmo_xsd *xsd, struct iwmo_arena *arena, struct iwmo_error *err)
{
    size_t count = 0;

    for (const xmlNode *node = xsd->root->children; node != NULL; node = node->next)
        count += is_type(node);
    xsd->entries = iwmo_arena_alloc(arena, (count + 1) * sizeof(*xsd->entries));
    if (xsd->entries == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "%s: out of memory", xsd->file);

    for (const xmlNode *node = xsd->root->children; node != NULL; node = node->next) {
        if (!is_type(node))
            continue;
        struct iwmo_xsd_entry *entry = &xsd->entries[xsd->entry_count];
        enum iwmo_status status =
            iwmo_xsd_token(node, "name", arena, &entry->name, err);
        if (status != IWMO_OK)
            return status;
        if (entry->name == NULL || *entry->name == '\0')
            return iwmo_xsd_fail(xsd, node, err, "a type has no name");
        entry->node = node;
        xsd->entry_count++;
    }
    qsort(xsd->entries, xsd->entry_count, sizeof(*xsd->entries), by_name);
    for (size_t i = 1; i < xsd->entry_count; i++) {
        if (strcmp(xsd->entries[i - 1].name, xsd->entries[i].name) == 0)
            return iwmo_xsd_fail(xsd, xsd->entries[i].node, err,
                                 "type %s is there twice", xsd->entries[i].name);
    }
    return IWMO_OK;
}

static enum iwmo_status
read_import(struct iwmo_xsd *xsd, struct iwmo_arena *arena, struct iwmo_error *err)
{
    const xmlNode *node = iwmo_xsd_child(xsd->root, "import");

    if (node == NULL)
        return IWMO_OK;
    xsd->import_node = node;
    if (iwmo_xsd_next(node, "import") != NULL)
        return iwmo_xsd_fail(xsd, iwmo_xsd_next(node, "import"), err,
                             "a second xs:import is not known");
    enum iwmo_status status =
        iwmo_xsd_token(node, "namespace", arena, &xsd->import_space, err);
    if (status == IWMO_OK && xsd->import_space == NULL)
        return iwmo_xsd_fail(xsd, node, err,
                             "xs:import without namespace is not known");
    return status;
}

/* "http://.../3_2/..." -> "3.2"; NULL: no such part, or out of memory. */
static const char *
release_in(const char *space, struct iwmo_arena *arena)
{
    for (const char *at = strchr(space, '/'); at != NULL; at = strchr(at, '/')) {
        at++;
        size_t major = strspn(at, "0123456789");
        size_t minor = at[major] == '_' ? strspn(at + major + 1, "0123456789") : 0;
        size_t size = major + 1 + minor;
        if (major == 0 || minor == 0 || (at[size] != '/' && at[size] != '\0'))
            continue;
        char *name = iwmo_arena_copy(arena, at, size);
        if (name != NULL)
            name[major] = '.';
        return name;
    }
    return NULL;
}

static enum iwmo_status
read_release(struct iwmo_xsd *xsd, struct iwmo_arena *arena, struct iwmo_error *err)
{
    xsd->release_name = release_in(xsd->space, arena);
    if (xsd->release_name == NULL) {
        enum iwmo_status status =
            iwmo_xsd_appinfo(xsd, "release", arena, &xsd->release_name, err);
        if (status != IWMO_OK)
            return status;
    }
    return xsd->release_name != NULL && *xsd->release_name != '\0'
               ? IWMO_OK
               : iwmo_xsd_fail(xsd, xsd->root, err,
                               "neither namespace nor appinfo names a release");
}

static enum iwmo_status
read_head(struct iwmo_xsd *xsd, struct iwmo_arena *arena, struct iwmo_error *err)
{
    const char *form = NULL;
    enum iwmo_status status =
        iwmo_xsd_token(xsd->root, "targetNamespace", arena, &xsd->space, err);

    if (status == IWMO_OK && (xsd->space == NULL || *xsd->space == '\0'))
        return iwmo_xsd_fail(xsd, xsd->root, err, "a target namespace is missing");
    if (status == IWMO_OK)
        status = iwmo_xsd_token(xsd->root, "elementFormDefault", arena, &form, err);
    if (status != IWMO_OK)
        return status;
    xsd->is_qualified = form != NULL && strcmp(form, "qualified") == 0;
    status = read_import(xsd, arena, err);
    return status == IWMO_OK ? read_release(xsd, arena, err) : status;
}

enum iwmo_status
iwmo_xsd_open(struct iwmo_xsd *xsd, const struct iwmo_xsd_source *source,
              struct iwmo_arena *arena, struct iwmo_error *err)
{
    *xsd = (struct iwmo_xsd){.file = source->name};
    enum iwmo_status status = parse(xsd, source->bytes, err);

    if (status == IWMO_OK)
        status = iwmo_construct_check(xsd->file, xsd->root, err);
    if (status == IWMO_OK)
        status = read_head(xsd, arena, err);
    if (status == IWMO_OK)
        status = index_types(xsd, arena, err);
    return status;
}

void
iwmo_xsd_close(struct iwmo_xsd *xsd)
{
    xmlFreeDoc(xsd->document);
    *xsd = (struct iwmo_xsd){0};
}

struct iwmo_xsd_entry *
iwmo_xsd_find(struct iwmo_xsd *xsd, const char *name)
{
    struct iwmo_xsd_entry key = {.name = name};

    return bsearch(&key, xsd->entries, xsd->entry_count, sizeof(key), by_name);
}
