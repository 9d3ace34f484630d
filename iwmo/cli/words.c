#include "cli/words.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PIECES 6 /* filled in, in one text */

static const struct row {
    const char *english, *dutch;
} rows[] = {
#define WORDS(english, dutch) {english, dutch},
#include "cli/words.def"
#undef WORDS
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* ---- which language ---- */

/* Does the environment name a language that begins so? */
static bool
is_named(const char *begin)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != '\0')
            return strncmp(value, begin, 2) == 0;
    }
    return false;
}

enum iwmo_lang
iwmo_words_lang(void)
{
    return is_named("nl") ? IWMO_NL : IWMO_EN;
}

enum iwmo_lang
iwmo_words_default(void)
{
    return is_named("en") ? IWMO_EN : IWMO_NL;
}

void
iwmo_words_settle(char **argv)
{
    const char *named = NULL;

    for (; *argv != NULL && strcmp(*argv, "--") != 0; argv++) {
        if (strncmp(*argv, "--lang=", 7) == 0)
            named = *argv + 7;
        else if (strcmp(*argv, "--lang") == 0 && argv[1] != NULL)
            named = *++argv;
    }
    if (named != NULL && (strcmp(named, "nl") == 0 || strcmp(named, "en") == 0))
        setenv("LC_ALL", named, 1);
}

const char *
iwmo_words(const char *english, enum iwmo_lang lang)
{
    for (size_t i = 0; lang == IWMO_NL && i < ROWS; i++)
        if (strcmp(rows[i].english, english) == 0)
            return rows[i].dutch;
    return english;
}

/* ---- texts that were filled in ---- */

/* Size of what is filled in at `format`, "%s" or "%.40s"; 0: nothing is. */
static size_t
hole(const char *format)
{
    return format[0] == '%' ? strcspn(format, "sdcu") + 1 : 0;
}

/* Does `text` follow `format`?  The pieces are what was filled in, each the shortest
 * that fits. */
static bool
follows(const char *text, const char *format, struct iwmo_text *pieces, size_t room)
{
    const size_t size = hole(format);

    if (size == 0) {
        if (*format != *text)
            return false;
        return *format == '\0' || follows(text + 1, format + 1, pieces, room);
    }
    if (room == 0)
        return false;
    for (pieces->size = 0;; pieces->size++) {
        pieces->at = text;
        if (follows(text + pieces->size, format + size, pieces + 1, room - 1))
            return true;
        if (text[pieces->size] == '\0')
            return false;
    }
}

static void
fill_in(const char *format, const struct iwmo_text *pieces, struct iwmo_buffer *out)
{
    while (*format != '\0') {
        const size_t size = strcspn(format, "%");

        iwmo_buffer_add(out, format, size);
        format += size;
        if (*format == '\0')
            return;
        iwmo_buffer_add(out, pieces->at, pieces->size);
        pieces++;
        format += hole(format);
    }
}

void
iwmo_words_error(const char *text, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    struct iwmo_text pieces[MAX_PIECES] = {{NULL, 0}};

    for (size_t i = 0; lang == IWMO_NL && i < ROWS; i++) {
        if (!follows(text, rows[i].english, pieces, MAX_PIECES))
            continue;
        fill_in(rows[i].dutch, pieces, out);
        return;
    }
    iwmo_buffer_text(out, text);
}
