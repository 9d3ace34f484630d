#include "translate/release_sheet.h"

#include <dlfcn.h>
#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"

#define XML(text) ((const xmlChar *)(text))

/* ---- the stylesheets; the Makefile makes the lines ---- */

static const struct file {
    const char *name;
    const char *const *lines;
} files[] = {
    {"release.xsl",
     (const char *const[]){
#include "release.inc"
         NULL}},
    {"2.3-3.2.xsl",
     (const char *const[]){
#include "2.3-3.2.inc"
         NULL}},
    {"2.3-3.2-declaratie.xsl",
     (const char *const[]){
#include "2.3-3.2-declaratie.inc"
         NULL}},
    {"2.3-3.2-retour.xsl",
     (const char *const[]){
#include "2.3-3.2-retour.inc"
         NULL}},
    {"3.2-2.3.xsl",
     (const char *const[]){
#include "3.2-2.3.inc"
         NULL}},
    {"3.2-2.3-declaratie.xsl",
     (const char *const[]){
#include "3.2-2.3-declaratie.inc"
         NULL}},
};

static xmlDocPtr
read_file(const char *name)
{
    struct iwmo_buffer text = {0};
    xmlDocPtr document = NULL;

    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        if (strcmp(files[i].name, name) != 0)
            continue;
        for (const char *const *line = files[i].lines; *line != NULL; line++) {
            iwmo_buffer_text(&text, *line);
            iwmo_buffer_char(&text, '\n');
        }
    }
    if (text.failed == IWMO_OK && text.size > 0)
        document =
            xmlReadMemory(text.at, (int)text.size, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    iwmo_buffer_release(&text);
    return document;
}

/* Put what the included stylesheet says in the place of `include`: so nothing is ever
 * loaded by name. */
static bool
resolve(xmlNodePtr include)
{
    xmlChar *name = xmlGetNoNsProp(include, XML("href"));
    xmlDocPtr included = name != NULL ? read_file((const char *)name) : NULL;
    bool is_done = included != NULL;

    for (xmlNodePtr node = is_done ? xmlDocGetRootElement(included)->children : NULL;
         node != NULL && is_done; node = node->next) {
        xmlNodePtr copy = node->type == XML_ELEMENT_NODE
                              ? xmlDocCopyNode(node, include->doc, 1)
                              : NULL;
        if (copy != NULL)
            xmlAddPrevSibling(include, copy);
        is_done = copy != NULL || node->type != XML_ELEMENT_NODE;
    }
    xmlUnlinkNode(include);
    xmlFreeNode(include);
    xmlFreeDoc(included);
    xmlFree(name);
    return is_done;
}

static xmlDocPtr
read_sheet(enum iwmo_release to)
{
    xmlDocPtr sheet = read_file(to == R_3_2 ? "2.3-3.2.xsl" : "3.2-2.3.xsl");
    xmlNodePtr node = sheet != NULL ? xmlDocGetRootElement(sheet)->children : NULL;

    while (node != NULL) {
        xmlNodePtr next = node->next;
        if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, XML("include")) &&
            !resolve(node)) {
            xmlFreeDoc(sheet);
            return NULL;
        }
        node = next;
    }
    return sheet;
}

/* ---- the library ---- */

/* What is used of it. */
#define SYMBOLS                                                                        \
    SYMBOL(xsltParseStylesheetDoc)                                                     \
    SYMBOL(xsltFreeStylesheet)                                                         \
    SYMBOL(xsltNewTransformContext)                                                    \
    SYMBOL(xsltFreeTransformContext)                                                   \
    SYMBOL(xsltSetTransformErrorFunc)                                                  \
    SYMBOL(xsltApplyStylesheetUser)                                                    \
    SYMBOL(xsltNewSecurityPrefs)                                                       \
    SYMBOL(xsltSetSecurityPrefs)                                                       \
    SYMBOL(xsltSetCtxtSecurityPrefs)                                                   \
    SYMBOL(xsltFreeSecurityPrefs)                                                      \
    SYMBOL(xsltSecurityForbid)

struct library {
#define SYMBOL(name) __typeof__(name) *(name);
    SYMBOLS
#undef SYMBOL
};

static bool
load_library(struct library *library)
{
    static const struct {
        const char *name;
        size_t offset;
    } symbols[] = {
#define SYMBOL(name) {#name, offsetof(struct library, name)},
        SYMBOLS
#undef SYMBOL
    };
    void *handle = dlopen("libxslt.so.1", RTLD_NOW);

    for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
        void *symbol = handle != NULL ? dlsym(handle, symbols[i].name) : NULL;
        if (symbol == NULL)
            return false;
        memcpy((char *)library + symbols[i].offset, &symbol, sizeof(symbol));
    }
    return true;
}

/* ---- a run ---- */

static void
say_nothing(void *self, const char *fmt, ...)
{
    (void)self;
    (void)fmt;
}

/* Nothing may be read or written.  NULL: out of memory. */
static xsltSecurityPrefsPtr
forbid_all(const struct library *library, xsltTransformContextPtr context)
{
    static const xsltSecurityOption options[] = {
        XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
        XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefsPtr security = library->xsltNewSecurityPrefs();

    if (security == NULL)
        return NULL;
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        library->xsltSetSecurityPrefs(security, options[i],
                                      library->xsltSecurityForbid);
    if (library->xsltSetCtxtSecurityPrefs(security, context) != 0) {
        library->xsltFreeSecurityPrefs(security);
        return NULL;
    }
    return security;
}

static enum iwmo_status
run(const struct library *library, xsltStylesheetPtr sheet, xmlDocPtr source,
    xmlDocPtr *result, struct iwmo_error *err)
{
    xsltTransformContextPtr context = library->xsltNewTransformContext(sheet, source);
    xsltSecurityPrefsPtr security =
        context != NULL ? forbid_all(library, context) : NULL;
    enum iwmo_status status = IWMO_OK;

    if (security != NULL) {
        library->xsltSetTransformErrorFunc(context, NULL, say_nothing);
        context->maxTemplateDepth = IWMO_RELEASE_MAX_DEPTH;
        context->maxTemplateVars = IWMO_RELEASE_MAX_VARIABLES;
        context->opLimit = IWMO_RELEASE_MAX_STEPS;
        *result =
            library->xsltApplyStylesheetUser(sheet, source, NULL, NULL, NULL, context);
        if (context->opCount >= context->opLimit)
            status = iwmo_fail(err, IWMO_LIMIT, "the conversion takes too much work");
        else if (*result == NULL || context->state != XSLT_STATE_OK)
            status = iwmo_fail(err, IWMO_MALFORMED, "the conversion failed");
    } else {
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    }
    library->xsltFreeTransformContext(context);
    library->xsltFreeSecurityPrefs(security);
    return status;
}

enum iwmo_status
iwmo_release_sheet_run(enum iwmo_release to, xmlDocPtr source, xmlDocPtr *result,
                       struct iwmo_error *err)
{
    struct library library;

    if (!load_library(&library))
        return iwmo_fail(err, IWMO_IO, "a conversion needs libxslt");
    xmlDocPtr document = read_sheet(to);
    xsltStylesheetPtr sheet =
        document != NULL ? library.xsltParseStylesheetDoc(document) : NULL;
    if (sheet == NULL) {
        xmlFreeDoc(document);
        return iwmo_fail(err, IWMO_NO_MEMORY, "the stylesheet cannot be used");
    }
    enum iwmo_status status = run(&library, sheet, source, result, err);
    library.xsltFreeStylesheet(sheet);
    return status;
}
