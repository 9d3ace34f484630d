#include "xml/stylesheet.h"

#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/late.h"
#include "sonames.h"

/* ---- the library ---- */

/* What is used of it. */
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
#define SYMBOL(name) __typeof__(name) *(name);
    SYMBOLS
#undef SYMBOL
};

static bool
load_library(struct library *library)
{
    static const struct iwmo_late_symbol symbols[] = {
#define SYMBOL(name) {#name, offsetof(struct library, name)},
        SYMBOLS
#undef SYMBOL
    };

    return iwmo_late_load(IWMO_SONAME_xslt, symbols,
                          sizeof(symbols) / sizeof(symbols[0]), library);
}

/* ---- documents ---- */

static xmlDocPtr
parse(struct iwmo_text xml)
{
    if (xml.size == 0 || xml.size > INT32_MAX)
        return NULL;
    return xmlReadMemory(xml.at, (int)xml.size, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                             XML_PARSE_COMPACT);
}

xmlDocPtr
iwmo_stylesheet_parse(const char *const *lines)
{
    struct iwmo_buffer text = {0};
    xmlDocPtr document = NULL;

    for (; *lines != NULL; lines++) {
        iwmo_buffer_text(&text, *lines);
        iwmo_buffer_char(&text, '\n');
    }
    if (text.failed == IWMO_OK)
        document = parse((struct iwmo_text){text.at, text.size});
    iwmo_buffer_release(&text);
    return document;
}

/* ---- a run ---- */

struct run {
    struct library library;
    xsltStylesheetPtr sheet;
    xsltTransformContextPtr context;
    xsltSecurityPrefsPtr security;
    xmlDocPtr result;
};

static void
say_nothing(void *self, const char *fmt, ...)
{
    (void)self;
    (void)fmt;
}

/* Nothing may be read or written.  false: out of memory. */
static bool
forbid_all(struct run *run)
{
    static const xsltSecurityOption options[] = {
        XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
        XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
    const struct library *library = &run->library;

    run->security = library->xsltNewSecurityPrefs();
    if (run->security == NULL)
        return false;
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        if (library->xsltSetSecurityPrefs(run->security, options[i],
                                          library->xsltSecurityForbid) != 0)
            return false;
    return library->xsltSetCtxtSecurityPrefs(run->security, run->context) == 0;
}

static enum iwmo_status
apply(struct run *run, xmlDocPtr source, const struct iwmo_stylesheet_limits *limits)
{
    const struct library *library = &run->library;
    xsltTransformContextPtr context =
        library->xsltNewTransformContext(run->sheet, source);

    run->context = context;
    if (context == NULL || !forbid_all(run))
        return IWMO_NO_MEMORY;
    library->xsltSetTransformErrorFunc(context, NULL, say_nothing);
    context->maxTemplateDepth = limits->depth;
    context->maxTemplateVars = limits->variables;
    context->opLimit = limits->steps;
    run->result =
        library->xsltApplyStylesheetUser(run->sheet, source, NULL, NULL, NULL, context);
    if (context->opCount >= context->opLimit)
        return IWMO_LIMIT;
    return run->result != NULL && context->state == XSLT_STATE_OK ? IWMO_OK
                                                                  : IWMO_MALFORMED;
}

/* Takes `sheet`.  Close `run` in any case. */
static enum iwmo_status
start(struct run *run, xmlDocPtr sheet, xmlDocPtr source,
      const struct iwmo_stylesheet_limits *limits)
{
    if (sheet == NULL || source == NULL || !load_library(&run->library)) {
        xmlFreeDoc(sheet);
        return sheet == NULL || source == NULL ? IWMO_NO_MEMORY : IWMO_IO;
    }
    run->sheet = run->library.xsltParseStylesheetDoc(sheet);
    if (run->sheet == NULL) {
        xmlFreeDoc(sheet);
        return IWMO_NO_MEMORY;
    }
    return apply(run, source, limits);
}

static void
close_run(struct run *run)
{
    xmlFreeDoc(run->result);
    if (run->context != NULL)
        run->library.xsltFreeTransformContext(run->context);
    if (run->security != NULL)
        run->library.xsltFreeSecurityPrefs(run->security);
    if (run->sheet != NULL)
        run->library.xsltFreeStylesheet(run->sheet);
}

enum iwmo_status
iwmo_stylesheet_tree(xmlDocPtr sheet, xmlDocPtr source,
                     const struct iwmo_stylesheet_limits *limits, xmlDocPtr *result)
{
    struct run run = {0};
    enum iwmo_status status = start(&run, sheet, source, limits);

    if (status == IWMO_OK) {
        *result = run.result;
        run.result = NULL;
    }
    close_run(&run);
    return status;
}

static enum iwmo_status
print(const struct run *run, struct iwmo_buffer *out)
{
    xmlChar *text = NULL;
    int size = 0;

    if (run->library.xsltSaveResultToString(&text, &size, run->result, run->sheet) !=
            0 ||
        text == NULL)
        return IWMO_NO_MEMORY;
    iwmo_buffer_add(out, (const char *)text, (size_t)size);
    xmlFree(text);
    return out->failed;
}

enum iwmo_status
iwmo_stylesheet_text(const char *const *lines, struct iwmo_text source,
                     const struct iwmo_stylesheet_limits *limits,
                     struct iwmo_buffer *out)
{
    struct run run = {0};
    xmlDocPtr document = parse(source);
    enum iwmo_status status =
        start(&run, iwmo_stylesheet_parse(lines), document, limits);

    if (status == IWMO_OK)
        status = print(&run, out);
    close_run(&run);
    xmlFreeDoc(document);
    return status;
}
