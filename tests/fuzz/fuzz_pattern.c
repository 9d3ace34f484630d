/*
 * Any bytes as a pattern and a subject: we refuse or decide, in time, and decide as
 * libxml2 does where it can be asked safely.
 *
 * libxml2 backtracks, so it is asked about short patterns without nested repeats only.
 * Skipped are also what it is known to read otherwise: see fixtures/differences.txt.
 */
#include <libxml/xmlregexp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "schema/match.h"
#include "xsdc/compile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_safe_for_libxml2(const char *source)
{
    size_t repeats = 0;

    for (const char *at = source; *at != '\0'; at++)
        repeats += strchr("*+?{", *at) != NULL;
    /* a - in a class that begins with ^ is where libxml2 errs */
    bool may_err = strstr(source, "[^") != NULL && strchr(source, '-') != NULL;
    return strlen(source) < 40 && repeats < 4 && !may_err;
}

/* XML cannot carry these, and libxml2 does as it likes with them. */
static bool
holds_xml_only(const char *subject)
{
    for (const char *at = subject; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 && strchr("\t\n\r", *at) == NULL)
            return false;
    }
    return strstr(subject, "\xEF\xBF\xBE") == NULL &&
           strstr(subject, "\xEF\xBF\xBF") == NULL;
}

static void
compare(const char *source, const char *subject, bool ours)
{
    xmlRegexp *other = xmlRegexpCompile((const xmlChar *)source);

    if (other != NULL) {
        int theirs = xmlRegexpExec(other, (const xmlChar *)subject);
        if (theirs >= 0 && (theirs == 1) != ours)
            abort();
    }
    xmlRegFreeRegexp(other);
}

static void
silent(void *context, const char *fmt, ...)
{
    (void)context, (void)fmt;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *border = size == 0 ? NULL : memchr(data, '\n', size);
    size_t length = border == NULL ? size : (size_t)(border - data);
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_error err = {0};
    char *source = iwmo_arena_copy(arena, (const char *)data, length);
    char *subject = iwmo_arena_copy(arena, (const char *)data + length, size - length);
    const struct iwmo_pattern *pattern = iwmo_pattern_compile(source, arena, &err);

    xmlSetGenericErrorFunc(NULL, silent);
    if (pattern != NULL) {
        struct iwmo_text text = iwmo_text(border == NULL ? subject : subject + 1);
        bool ours = iwmo_pattern_matches(pattern, text);
        /* our own check: libxml2 takes surrogates and overlong forms for UTF-8 */
        if (iwmo_utf8_valid(text) && text.size < 24 && holds_xml_only(text.at) &&
            iwmo_utf8_valid(iwmo_text(source)) && holds_xml_only(source) &&
            is_safe_for_libxml2(source))
            compare(source, text.at, ours);
    } else if (err.status == IWMO_OK) {
        abort();
    }
    iwmo_arena_free(arena);
    return 0;
}
