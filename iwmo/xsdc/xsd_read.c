#include "xsdc/xsd.h"

#include <string.h>

#include "xsdc/construct.h"

#define BLANKS " \t\r\n"

static bool
fits(const xmlNode *node, const char *name)
{
    if (node->type != XML_ELEMENT_NODE)
        return false;
    return name != NULL ? iwmo_construct_is(node, name)
                        : !iwmo_construct_is(node, "annotation");
}

const xmlNode *
iwmo_xsd_child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (fits(node, name))
            return node;
    }
    return NULL;
}

const xmlNode *
iwmo_xsd_next(const xmlNode *node, const char *name)
{
    while ((node = node->next) != NULL) {
        if (fits(node, name))
            return node;
    }
    return NULL;
}

static enum iwmo_status
keep(const char *at, size_t size, struct iwmo_arena *arena, const char **value,
     struct iwmo_error *err)
{
    *value = iwmo_arena_copy(arena, at, size);
    return *value != NULL ? IWMO_OK
                          : iwmo_fail(err, IWMO_NO_MEMORY, "schema: out of memory");
}

enum iwmo_status
iwmo_xsd_text(const xmlNode *node, const char *name, struct iwmo_arena *arena,
              const char **value, struct iwmo_error *err)
{
    xmlChar *found = xmlGetNoNsProp(node, (const xmlChar *)name);
    enum iwmo_status status = IWMO_OK;

    *value = NULL;
    if (found != NULL)
        status =
            keep((const char *)found, strlen((const char *)found), arena, value, err);
    xmlFree(found);
    return status;
}

enum iwmo_status
iwmo_xsd_token(const xmlNode *node, const char *name, struct iwmo_arena *arena,
               const char **value, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_xsd_text(node, name, arena, value, err);

    if (status != IWMO_OK || *value == NULL)
        return status;
    struct iwmo_text text = iwmo_text_trim(iwmo_text(*value));
    return keep(text.at, text.size, arena, value, err);
}

static enum iwmo_status
keep_collapsed(const xmlNode *node, struct iwmo_arena *arena, const char **text,
               struct iwmo_error *err)
{
    xmlChar *content = xmlNodeGetContent(node);

    if (content == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "schema: out of memory");
    char *out = (char *)content;
    for (const char *at = (char *)content + strspn((char *)content, BLANKS);
         *at != '\0'; at += strspn(at, BLANKS)) {
        size_t size = strcspn(at, BLANKS);
        if (out != (char *)content)
            *out++ = ' ';
        memmove(out, at, size);
        out += size;
        at += size;
    }
    enum iwmo_status status =
        keep((char *)content, (size_t)(out - (char *)content), arena, text, err);
    xmlFree(content);
    return status;
}

enum iwmo_status
iwmo_xsd_documentation(const xmlNode *node, struct iwmo_arena *arena, const char **text,
                       struct iwmo_error *err)
{
    *text = "";
    for (const xmlNode *note = iwmo_xsd_child(node, "annotation"); note != NULL;
         note = iwmo_xsd_next(note, "annotation")) {
        const xmlNode *found = iwmo_xsd_child(note, "documentation");
        if (found != NULL)
            return keep_collapsed(found, arena, text, err);
    }
    return IWMO_OK;
}

static const xmlNode *
by_local_name(const xmlNode *parent, const char *name)
{
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE &&
            strcmp((const char *)node->name, name) == 0)
            return node;
    }
    return NULL;
}

enum iwmo_status
iwmo_xsd_appinfo(const struct iwmo_xsd *xsd, const char *name, struct iwmo_arena *arena,
                 const char **text, struct iwmo_error *err)
{
    *text = "";
    for (const xmlNode *note = iwmo_xsd_child(xsd->root, "annotation"); note != NULL;
         note = iwmo_xsd_next(note, "annotation")) {
        for (const xmlNode *info = iwmo_xsd_child(note, "appinfo"); info != NULL;
             info = iwmo_xsd_next(info, "appinfo")) {
            const xmlNode *found = by_local_name(info, name);
            if (found != NULL)
                return keep_collapsed(found, arena, text, err);
        }
    }
    return IWMO_OK;
}
