#include "against/transform.h"

#include <dlfcn.h>
#include <errno.h>
#include <libexslt/exslt.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/late.h"
#include "sonames.h"

/* ---- the libraries ---- */

/* What is used of libxslt. */
#define SYMBOLS                                                                        \
    SYMBOL(xsltInit)                                                                   \
    SYMBOL(xsltSetGenericErrorFunc)                                                    \
    SYMBOL(xsltNewSecurityPrefs)                                                       \
    SYMBOL(xsltSetSecurityPrefs)                                                       \
    SYMBOL(xsltSetDefaultSecurityPrefs)                                                \
    SYMBOL(xsltParseStylesheetDoc)                                                     \
    SYMBOL(xsltNewTransformContext)                                                    \
    SYMBOL(xsltSetCtxtSecurityPrefs)                                                   \
    SYMBOL(xsltApplyStylesheetUser)

struct library {
#define SYMBOL(name) __typeof__(name) *(name);
    SYMBOLS
#undef SYMBOL
    __typeof__(exsltRegisterAll) *exsltRegisterAll;
};

static bool
load_library(struct library *library, struct iwmo_error *err)
{
    static const struct iwmo_late_symbol symbols[] = {
#define SYMBOL(name) {#name, offsetof(struct library, name)},
        SYMBOLS
#undef SYMBOL
    };
    static const struct iwmo_late_symbol extensions = {
        "exsltRegisterAll", offsetof(struct library, exsltRegisterAll)};

    if (iwmo_late_load(IWMO_SONAME_xslt, symbols, sizeof(symbols) / sizeof(symbols[0]),
                       library) &&
        iwmo_late_load(IWMO_SONAME_exslt, &extensions, 1, library))
        return true;
    iwmo_fail(err, IWMO_IO, "a stylesheet needs libxslt and libexslt: %s", dlerror());
    return false;
}

struct iwmo_transform {
    struct library library;
    xsltSecurityPrefsPtr security;
    xsltStylesheetPtr sheet;
};

/* ---- what it may do; libxml2 and libxslt ask functions without a self ---- */

static struct {
    char folder[PATH_MAX];               /* of the stylesheet, with / at its end */
    bool was_forbidden;                  /* it asked for something it may not have */
    char complaint[IWMO_ERROR_TEXT / 2]; /* of the libraries, the first ones */
} jail;

/* The real path of a file in the folder, or NULL. */
static char *
allowed_path(const char *url)
{
    const char *path = strncmp(url, "file://", 7) == 0 ? url + 7 : url;
    char *plain = xmlURIUnescapeString(path, 0, NULL);
    char *real = plain != NULL ? realpath(plain, NULL) : NULL;

    xmlFree(plain);
    if (real != NULL && strncmp(real, jail.folder, strlen(jail.folder)) == 0)
        return real;
    jail.was_forbidden = true;
    free(real);
    return NULL;
}

static xmlParserInputPtr
load_allowed(const char *url, const char *id, xmlParserCtxtPtr context)
{
    char *path = url != NULL ? allowed_path(url) : NULL;
    xmlParserInputPtr input = path != NULL ? xmlNewInputFromFile(context, path) : NULL;

    (void)id;
    free(path);
    return input;
}

static int
may_read(xsltSecurityPrefsPtr security, xsltTransformContextPtr context,
         const char *value)
{
    char *path = allowed_path(value);

    (void)security;
    (void)context;
    free(path);
    return path != NULL;
}

static int
may_not(xsltSecurityPrefsPtr security, xsltTransformContextPtr context,
        const char *value)
{
    (void)security;
    (void)context;
    (void)value;
    jail.was_forbidden = true;
    return 0;
}

static void __attribute__((format(printf, 2, 3)))
note_complaint(void *self, const char *fmt, ...)
{
    size_t size = strlen(jail.complaint);
    va_list args;

    (void)self;
    va_start(args, fmt);
    vsnprintf(jail.complaint + size, sizeof(jail.complaint) - size, fmt, args);
    va_end(args);
    for (char *end; (end = strchr(jail.complaint + size, '\n')) != NULL;)
        *end = ' ';
}

static bool
close_jail(struct iwmo_transform *transform, const char *path)
{
    static const struct {
        xsltSecurityOption option;
        xsltSecurityCheck check;
    } rows[] = {
        {XSLT_SECPREF_READ_FILE, may_read},       {XSLT_SECPREF_WRITE_FILE, may_not},
        {XSLT_SECPREF_CREATE_DIRECTORY, may_not}, {XSLT_SECPREF_READ_NETWORK, may_not},
        {XSLT_SECPREF_WRITE_NETWORK, may_not},
    };
    const struct library *library = &transform->library;

    if (realpath(path, jail.folder) == NULL)
        return false;
    strrchr(jail.folder, '/')[1] = '\0';
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    xmlSetExternalEntityLoader(load_allowed);
    xmlSetGenericErrorFunc(NULL, note_complaint);
    library->xsltSetGenericErrorFunc(NULL, note_complaint);
    transform->security = library->xsltNewSecurityPrefs();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (transform->security == NULL ||
            library->xsltSetSecurityPrefs(transform->security, rows[i].option,
                                          rows[i].check) != 0)
            return false;
    library->xsltSetDefaultSecurityPrefs(transform->security);
    return true;
}

/* ---- the stylesheet ---- */

static bool
parse_sheet(struct iwmo_transform *transform, const char *path, struct iwmo_error *err)
{
    xmlDocPtr document = xmlReadFile(path, NULL, XSLT_PARSE_OPTIONS | XML_PARSE_NONET);

    if (document != NULL)
        transform->sheet = transform->library.xsltParseStylesheetDoc(document);
    if (transform->sheet != NULL && transform->sheet->errors == 0 &&
        !jail.was_forbidden)
        return true;
    if (jail.was_forbidden)
        iwmo_fail(err, IWMO_MALFORMED,
                  "%s: the stylesheet asks for a file outside its directory, or one "
                  "that is not there",
                  path);
    else
        iwmo_fail(err, IWMO_MALFORMED, "%s: this is no XSLT stylesheet: %s", path,
                  jail.complaint);
    return false;
}

struct iwmo_transform *
iwmo_transform_new(const char *path, struct iwmo_error *err)
{
    struct iwmo_transform *transform = calloc(1, sizeof(*transform));
    FILE *file = fopen(path, "re");

    if (transform == NULL || file == NULL) {
        iwmo_fail(err, transform == NULL ? IWMO_NO_MEMORY : IWMO_IO, "%s: %s", path,
                  strerror(errno));
        if (file != NULL)
            fclose(file);
        free(transform);
        return NULL;
    }
    fclose(file);
    if (load_library(&transform->library, err)) {
        transform->library.xsltInit();
        transform->library.exsltRegisterAll();
        if (!close_jail(transform, path))
            iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(errno));
        else if (parse_sheet(transform, path, err))
            return transform;
    }
    free(transform);
    return NULL;
}

/* ---- the Rapport ---- */

static bool
is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           xmlStrEqual(node->name, (const xmlChar *)name);
}

/* The text of `node`, trimmed, on one line, and a tab. */
static void
add_content(struct iwmo_buffer *out, xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    struct iwmo_text text = {0};

    if (content == NULL)
        out->failed = IWMO_NO_MEMORY;
    else
        text = iwmo_text_trim(iwmo_text((const char *)content));
    for (size_t i = 0; i < text.size; i++)
        iwmo_buffer_char(out, (unsigned char)text.at[i] < 0x20 ? ' ' : text.at[i]);
    iwmo_buffer_char(out, '\t');
    xmlFree(content);
}

static void
add_fout(struct iwmo_buffer *out, const xmlNode *fout)
{
    xmlNode *code = fout->children;

    while (code != NULL && !is_named(code, "Code"))
        code = code->next;
    if (code != NULL)
        add_content(out, code);
    else
        iwmo_buffer_char(out, '\t');
    for (xmlNode *child = fout->children; child != NULL; child = child->next)
        if (is_named(child, "Locatie"))
            add_content(out, child);
    iwmo_buffer_char(out, '\n');
}

static enum iwmo_comparison_state
add_rapport(struct iwmo_buffer *out, xmlDocPtr document)
{
    const xmlNode *root = xmlDocGetRootElement(document);

    if (root == NULL || !is_named(root, "Rapport"))
        return IWMO_SHEET_NO_RAPPORT;
    for (const xmlNode *fouten = root->children; fouten != NULL; fouten = fouten->next)
        for (const xmlNode *fout = is_named(fouten, "Fouten") ? fouten->children : NULL;
             fout != NULL && out->failed == IWMO_OK; fout = fout->next)
            if (is_named(fout, "Fout"))
                add_fout(out, fout);
    return out->failed == IWMO_OK ? IWMO_COMPARED : IWMO_FINDINGS_MANY;
}

enum iwmo_comparison_state
iwmo_transform_run(struct iwmo_transform *transform, struct iwmo_text message,
                   struct iwmo_buffer *out)
{
    const struct library *library = &transform->library;
    xmlDocPtr document = NULL, rapport = NULL;

    if (message.size <= INT_MAX)
        document = xmlReadMemory(message.at, (int)message.size, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOCDATA);
    if (document == NULL)
        return IWMO_NOT_XML;
    xsltTransformContextPtr context =
        library->xsltNewTransformContext(transform->sheet, document);
    if (context != NULL &&
        library->xsltSetCtxtSecurityPrefs(transform->security, context) == 0)
        rapport = library->xsltApplyStylesheetUser(transform->sheet, document, NULL,
                                                   NULL, NULL, context);
    if (jail.was_forbidden)
        return IWMO_SHEET_FORBIDDEN;
    if (rapport == NULL || context->state != XSLT_STATE_OK)
        return IWMO_SHEET_GAVE_UP;
    return add_rapport(out, rapport);
}
