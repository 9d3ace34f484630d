#include "translate/page_sheet.h"

#include <dlfcn.h>
#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define MAX_DEPTH     200 /* templates within templates */
#define MAX_VARIABLES 10000
#define MAX_STEPS     4000000000UL /* of XPath */

/* transforms/message-html.xsl; the Makefile makes the lines */
static const char *const stylesheet[] = {
#include "message-html.inc"
    NULL,
};

/* ---- the library; as translate/release_sheet.c has it ---- */

#define SYMBOLS                                                                        \
    SYMBOL(xsltParseStylesheetDoc)                                                     \
    SYMBOL(xsltFreeStylesheet)                                                         \
    SYMBOL(xsltNewTransformContext)                                                    \
    SYMBOL(xsltFreeTransformContext)                                                   \
    SYMBOL(xsltSetTransformErrorFunc)                                                  \
    SYMBOL(xsltApplyStylesheetUser)                                                    \
    SYMBOL(xsltSaveResultToString)                                                     \
    SYMBOL(xsltNewSecurityPrefs)                                                       \
    SYMBOL(xsltSetSecurityPrefs)                                                       \
    SYMBOL(xsltSetCtxtSecurityPrefs)                                                   \
    SYMBOL(xsltFreeSecurityPrefs)                                                      \
    SYMBOL(xsltSecurityForbid)

struct library {
#define SYMBOL(name) __typeof__(name) *name;
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

/* ---- documents ---- */

static xmlDocPtr
parse(struct iwmo_text xml)
{
    if (xml.size > INT32_MAX)
        return NULL;
    return xmlReadMemory(xml.at, (int)xml.size, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                             XML_PARSE_COMPACT);
}

static xsltStylesheetPtr
read_sheet(const struct library *library)
{
    struct iwmo_buffer text = {0};
    xmlDocPtr document = NULL;

    for (const char *const *line = stylesheet; *line != NULL; line++) {
        iwmo_buffer_text(&text, *line);
        iwmo_buffer_char(&text, '\n');
    }
    if (text.failed == IWMO_OK)
        document = parse((struct iwmo_text){text.at, text.size});
    iwmo_buffer_release(&text);
    if (document == NULL)
        return NULL;
    xsltStylesheetPtr sheet = library->xsltParseStylesheetDoc(document);
    if (sheet == NULL)
        xmlFreeDoc(document);
    return sheet;
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
apply(const struct library *library, xsltTransformContextPtr context,
      xsltStylesheetPtr sheet, xmlDocPtr tree, struct iwmo_buffer *out)
{
    enum iwmo_status status = IWMO_NO_MEMORY;
    xmlChar *text = NULL;
    int size = 0;

    library->xsltSetTransformErrorFunc(context, NULL, say_nothing);
    context->maxTemplateDepth = MAX_DEPTH;
    context->maxTemplateVars = MAX_VARIABLES;
    context->opLimit = MAX_STEPS;
    xmlDocPtr page =
        library->xsltApplyStylesheetUser(sheet, tree, NULL, NULL, NULL, context);
    if (context->opCount >= context->opLimit)
        status = IWMO_LIMIT;
    else if (page != NULL && context->state == XSLT_STATE_OK &&
             library->xsltSaveResultToString(&text, &size, page, sheet) == 0 &&
             text != NULL) {
        iwmo_buffer_add(out, (const char *)text, (size_t)size);
        status = out->failed;
    }
    xmlFree(text);
    xmlFreeDoc(page);
    return status;
}

enum iwmo_status
iwmo_page_sheet_run(struct iwmo_text tree, struct iwmo_buffer *out)
{
    enum iwmo_status status = IWMO_NO_MEMORY;
    xsltTransformContextPtr context = NULL;
    xsltSecurityPrefsPtr security = NULL;
    struct library library;

    if (!load_library(&library))
        return IWMO_IO;
    xmlDocPtr document = parse(tree);
    xsltStylesheetPtr sheet = document != NULL ? read_sheet(&library) : NULL;
    if (sheet != NULL)
        context = library.xsltNewTransformContext(sheet, document);
    if (context != NULL)
        security = forbid_all(&library, context);
    if (security != NULL)
        status = apply(&library, context, sheet, document, out);
    if (context != NULL)
        library.xsltFreeTransformContext(context);
    if (security != NULL)
        library.xsltFreeSecurityPrefs(security);
    if (sheet != NULL)
        library.xsltFreeStylesheet(sheet);
    xmlFreeDoc(document);
    return status;
}
