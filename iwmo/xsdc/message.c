#include "xsdc/message.h"

#include <stdlib.h>
#include <string.h>

#include "xsdc/construct.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

/* "http://.../wmo301/..." -> "WMO301", 301. */
static enum iwmo_status
read_name(struct iwmo_compiler *compiler, const struct iwmo_xsd *xsd,
          struct iwmo_message_kind *message)
{
    for (const char *at = strchr(xsd->space, '/'); at != NULL; at = strchr(at, '/')) {
        at++;
        size_t letters = strspn(at, LETTERS), digits = strspn(at + letters, DIGITS);
        size_t size = letters + digits;
        if (letters < 2 || digits < 3 || digits > 4 ||
            (at[size] != '/' && at[size] != '\0'))
            continue;
        char *name = iwmo_arena_copy(compiler->arena, at, size);
        if (name == NULL)
            return iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
        for (size_t i = 0; i < letters; i++)
            name[i] = (char)(name[i] >= 'a' ? name[i] - 'a' + 'A' : name[i]);
        message->name = name;
        message->number = (uint16_t)strtoul(name + letters, NULL, 10);
        const struct iwmo_bericht *bericht = iwmo_bericht_named(name);
        message->bericht = bericht != NULL ? bericht->id : BERICHT_none;
        return IWMO_OK;
    }
    return iwmo_xsd_fail(xsd, xsd->root, compiler->err,
                         "the namespace names no message");
}

static enum iwmo_status
read_versions(struct iwmo_compiler *compiler, const struct iwmo_xsd *xsd,
              struct iwmo_versions *versions)
{
    const struct {
        const char *name;
        const char **value;
    } rows[] = {
        {"BerichtXsdVersie", &versions->bericht},
        {"BerichtXsdMinVersie", &versions->bericht_min},
        {"BerichtXsdMaxVersie", &versions->bericht_max},
        {"BasisschemaXsdVersie", &versions->basisschema},
        {"BasisschemaXsdMinVersie", &versions->basisschema_min},
        {"BasisschemaXsdMaxVersie", &versions->basisschema_max},
    };
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < sizeof(rows) / sizeof(rows[0]); i++)
        status = iwmo_xsd_appinfo(xsd, rows[i].name, compiler->arena, rows[i].value,
                                  compiler->err);
    return status;
}

/* The root is Bericht; the only global element, when there is no Bericht. */
static enum iwmo_status
choose_root(struct iwmo_compiler *compiler, const struct iwmo_xsd *xsd,
            struct iwmo_element *elements, size_t count,
            struct iwmo_message_kind *message)
{
    struct iwmo_element *root = count == 1 ? &elements[0] : NULL;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(elements[i].name, "Bericht") == 0)
            root = &elements[i];
    }
    if (root == NULL)
        return iwmo_xsd_fail(xsd, xsd->root, compiler->err,
                             "no global element Bericht");
    if (root->type->kind != IWMO_GROUP)
        return iwmo_xsd_fail(xsd, xsd->root, compiler->err, "%s has no complex type",
                             root->name);
    message->root = root;
    return IWMO_OK;
}

static enum iwmo_status
read_root(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
          struct iwmo_message_kind *message)
{
    size_t count = 0, done = 0;
    enum iwmo_status status = IWMO_OK;

    for (const xmlNode *at = iwmo_xsd_child(xsd->root, "element"); at != NULL;
         at = iwmo_xsd_next(at, "element"))
        count++;
    struct iwmo_element *elements =
        iwmo_compiler_alloc(compiler, (count + 1) * sizeof(*elements));
    if (elements == NULL)
        return IWMO_NO_MEMORY;
    for (const xmlNode *at = iwmo_xsd_child(xsd->root, "element");
         at != NULL && status == IWMO_OK; at = iwmo_xsd_next(at, "element")) {
        if (xmlHasProp((xmlNode *)(uintptr_t)at, (const xmlChar *)"minOccurs") ||
            xmlHasProp((xmlNode *)(uintptr_t)at, (const xmlChar *)"maxOccurs"))
            return iwmo_xsd_fail(xsd, at, compiler->err,
                                 "a global element has no occurrence");
        status = iwmo_compiler_element(compiler, xsd, at, &elements[done++]);
    }
    if (status == IWMO_OK)
        status = choose_root(compiler, xsd, elements, count, message);
    return status == IWMO_OK ? iwmo_compiler_remember(compiler, elements, count)
                             : status;
}

enum iwmo_status
iwmo_compiler_message(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
                      struct iwmo_message_kind *message)
{
    message->release_name = xsd->release_name;
    message->release = xsd->release;
    message->space = xsd->space;
    message->base_space = xsd->base == NULL ? "" : xsd->base->space;

    enum iwmo_status status = read_name(compiler, xsd, message);
    if (status == IWMO_OK)
        status = read_versions(compiler, xsd, &message->versions);
    if (status == IWMO_OK)
        status = iwmo_xsd_documentation(xsd->root, compiler->arena,
                                        &message->documentation, compiler->err);
    return status == IWMO_OK ? read_root(compiler, xsd, message) : status;
}

int
iwmo_message_compare(const void *left, const void *right)
{
    const struct iwmo_message_kind *a = left, *b = right;

    if (a->release != b->release)
        return a->release < b->release ? -1 : 1;
    int order = strcmp(a->release_name, b->release_name);
    if (order != 0)
        return order;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return strcmp(a->name, b->name);
}
