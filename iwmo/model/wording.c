#include "model/wording.h"

#include <inttypes.h>
#include <string.h>

#include "model/privacy.h"

#define MAX_LISTED_CODES 12
#define RANK_UNKNOWN     3 /* a pattern that has no words: it is quoted */
#define RANK_LITERAL     4 /* "414": says it all */
#define COUNT(array)     (sizeof(array) / sizeof((array)[0]))

static const char *
in(enum iwmo_lang lang, const char *nl, const char *en)
{
    return lang == IWMO_EN ? en : nl;
}

/* ---- what a type accepts ---- */

/* How a row and its type's lengths go together. */
enum pattern_use {
    LENGTH_TOO, /* says nothing about length: "1 tot en met 9 tekens, alleen cijfers" */
    SAYS_LENGTH, /* its words say all there is to say */
    WITH_KIND    /* only narrows a date or time */
};

struct pattern_words {
    const char *source; /* as it stands in the XSD */
    enum pattern_use use;
    uint8_t rank; /* a row of higher rank says more; lower ones beside it are dropped */
    const char *nl, *en;
};

static const struct pattern_words pattern_words[] = {
    {"[^:Z]*", WITH_KIND, 1, "zonder tijdzone", "without time zone"},
    {"[^Z+-]+", WITH_KIND, 1, "zonder tijdzone", "without time zone"},
    {".*[^\\s].*", LENGTH_TOO, 1, "op één regel, niet alleen spaties",
     "on one line, not only spaces"},
    {"([.\\s]*\\S+[.\\s]*)+", LENGTH_TOO, 1, "niet alleen spaties", "not only spaces"},
    {"[0-9]*", LENGTH_TOO, 2, "alleen cijfers", "digits only"},
    {"([a-zA-Z0-9])+", LENGTH_TOO, 2, "alleen cijfers en letters zonder accent",
     "only digits and letters without accents"},
    {"([a-zA-ZÀ-ỳ])+", LENGTH_TOO, 2, "alleen letters, zonder punten of spaties",
     "letters only, without full stops or spaces"},
    {"[0-9]{4}", SAYS_LENGTH, 2, "precies 4 cijfers", "exactly 4 digits"},
    {"[0-9]{8}", SAYS_LENGTH, 2, "precies 8 cijfers", "exactly 8 digits"},
    {"[0-9]{9}", SAYS_LENGTH, 2, "precies 9 cijfers", "exactly 9 digits"},
    {"(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)", SAYS_LENGTH, 2,
     "een versie als 1.0.0, drie getallen met punten ertussen",
     "a version such as 1.0.0, three numbers with full stops between them"},
    {"NL[0-9]{9}B[0-9]{2}", SAYS_LENGTH, 2, "NL, 9 cijfers, B en 2 cijfers",
     "NL, 9 digits, B and 2 digits"},
    {"(0{8})|98((00000[1-9])|(0000[1-9][0-9])|(000[1-9][0-9]{2})|(00[1-9][0-9]{3})|"
     "(0[1-9][0-9]{4})|([1-9][0-9]{5}))",
     SAYS_LENGTH, 3, "8 nullen, of 98 en 6 cijfers die niet alle nul zijn",
     "8 zeros, or 98 and 6 digits that are not all zero"},
};

static const struct pattern_words *
words_of(const struct iwmo_pattern *pattern)
{
    for (size_t i = 0; i < COUNT(pattern_words); i++)
        if (strcmp(pattern_words[i].source, pattern->source) == 0)
            return &pattern_words[i];
    return NULL;
}

/* "414" or "416|448": nothing but values to choose from. */
static bool
is_literal(const struct iwmo_pattern *pattern)
{
    return pattern->source[0] != '\0' &&
           strpbrk(pattern->source, ".\\?*+{}()[]") == NULL;
}

static void
print_choice(const char *source, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    if (strchr(source, '|') == NULL) {
        iwmo_buffer_printf(out, "%s %s", in(lang, "precies", "exactly"), source);
        return;
    }
    iwmo_buffer_text(out, in(lang, "een van ", "one of "));
    for (; *source != '\0'; source++)
        iwmo_buffer_text(out, *source == '|' ? ", " : (char[]){*source, '\0'});
}

static void
print_codes(const struct iwmo_type *type, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    const struct iwmo_type *named = type;

    while (named != NULL && named->name[0] == '\0')
        named = named->base;
    if (type->code_count > MAX_LISTED_CODES) {
        iwmo_buffer_printf(out, "%s %s (%u %s)",
                           in(lang, "een code uit", "a code from"),
                           named ? named->name : in(lang, "een lijst", "a list"),
                           type->code_count, in(lang, "waarden", "values"));
        return;
    }
    iwmo_buffer_text(out, type->code_count == 1 ? in(lang, "precies ", "exactly ")
                                                : in(lang, "een van ", "one of "));
    for (size_t i = 0; i < type->code_count; i++)
        iwmo_buffer_printf(out, "%s%s", i > 0 ? ", " : "", type->codes[i].value);
}

static void
print_length(const struct iwmo_type *type, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    const char *unit = in(lang, "tekens", "characters");

    if (type->min_length == 1 && type->max_length == 1)
        iwmo_buffer_text(out, in(lang, "precies 1 teken", "exactly 1 character"));
    else if (type->min_length == type->max_length)
        iwmo_buffer_printf(out, "%s %" PRIu32 " %s", in(lang, "precies", "exactly"),
                           type->max_length, unit);
    else if (type->max_length == IWMO_UNBOUNDED && type->min_length <= 1)
        iwmo_buffer_text(out, type->min_length == 0 ? in(lang, "tekst", "text")
                                                    : in(lang, "ten minste 1 teken",
                                                         "at least 1 character"));
    else if (type->max_length == IWMO_UNBOUNDED)
        iwmo_buffer_printf(out, "%s %" PRIu32 " %s", in(lang, "ten minste", "at least"),
                           type->min_length, unit);
    else if (type->min_length == 0)
        iwmo_buffer_printf(out, "%s %" PRIu32 " %s", in(lang, "hoogstens", "at most"),
                           type->max_length, unit);
    else
        iwmo_buffer_printf(out, "%" PRIu32 " %s %" PRIu32 " %s", type->min_length,
                           in(lang, "tot en met", "to"), type->max_length, unit);
}

static void
print_integer(const struct iwmo_type *type, enum iwmo_lang lang,
              struct iwmo_buffer *out)
{
    int64_t min = type->min_inclusive, max = type->max_inclusive;

    iwmo_buffer_text(out, in(lang, "een geheel getal", "a whole number"));
    if (type->has_min_inclusive && type->has_max_inclusive)
        iwmo_buffer_printf(out, " %s %" PRId64 " %s %" PRId64, in(lang, "van", "from"),
                           min, in(lang, "tot en met", "to"), max);
    else if (type->has_min_inclusive)
        iwmo_buffer_printf(out, " %s %" PRId64,
                           in(lang, "van ten minste", "of at least"), min);
    else if (type->has_max_inclusive)
        iwmo_buffer_printf(out, " %s %" PRId64, in(lang, "van hoogstens", "of at most"),
                           max);
}

static void
print_pattern(const struct iwmo_pattern *pattern, enum iwmo_lang lang,
              struct iwmo_buffer *out)
{
    const struct pattern_words *words = words_of(pattern);

    if (words != NULL)
        iwmo_buffer_text(out, in(lang, words->nl, words->en));
    else if (is_literal(pattern))
        print_choice(pattern->source, lang, out);
    else
        iwmo_buffer_printf(out, "%s \"%s\"",
                           in(lang, "volgens het patroon", "matching the pattern"),
                           pattern->source);
}

static unsigned
rank_of(const struct iwmo_pattern *pattern)
{
    const struct pattern_words *words = words_of(pattern);

    return words != NULL         ? words->rank
           : is_literal(pattern) ? RANK_LITERAL
                                 : RANK_UNKNOWN;
}

static unsigned
highest_rank(const struct iwmo_type *type)
{
    unsigned highest = 0;

    for (size_t i = 0; i < type->pattern_count; i++)
        if (rank_of(type->patterns[i]) > highest)
            highest = rank_of(type->patterns[i]);
    return highest;
}

/* Do the patterns that will be printed make the lengths superfluous? */
static bool
says_length(const struct iwmo_type *type, unsigned rank)
{
    for (size_t i = 0; i < type->pattern_count; i++) {
        const struct pattern_words *words = words_of(type->patterns[i]);
        if (rank_of(type->patterns[i]) == rank &&
            (words != NULL ? words->use == SAYS_LENGTH : is_literal(type->patterns[i])))
            return true;
    }
    return false;
}

static void
print_kind(const struct iwmo_type *type, enum iwmo_lang lang, struct iwmo_buffer *out)
{
    switch (type->kind) {
    case IWMO_GROUP:
        iwmo_buffer_text(out, in(lang, "elementen", "elements"));
        break;
    case IWMO_STRING:
        print_length(type, lang, out);
        break;
    case IWMO_INTEGER:
        print_integer(type, lang, out);
        break;
    case IWMO_DATE:
        iwmo_buffer_text(
            out, in(lang, "een datum als 2024-01-31", "a date such as 2024-01-31"));
        break;
    case IWMO_TIME:
        iwmo_buffer_text(out,
                         in(lang, "een tijd als 13:45:00", "a time such as 13:45:00"));
        break;
    }
}

void
iwmo_wording_type(const struct iwmo_type *type, enum iwmo_lang lang,
                  struct iwmo_buffer *out)
{
    if (type->code_count > 0) {
        print_codes(type, lang, out);
        return;
    }
    unsigned rank = highest_rank(type);
    bool is_first =
        (type->kind == IWMO_STRING || rank == RANK_LITERAL) && says_length(type, rank);
    if (!is_first)
        print_kind(type, lang, out);
    for (size_t i = 0; i < type->pattern_count; i++) {
        if (rank_of(type->patterns[i]) != rank)
            continue;
        iwmo_buffer_text(out, is_first ? "" : ", ");
        print_pattern(type->patterns[i], lang, out);
        is_first = false;
    }
}

/* ---- what a finding says ---- */

/* Details that the reader gives in one word. */
static const struct {
    const char *word, *nl, *en;
} details[] = {
    {"attributes", "te veel attributen op één element",
     "too many attributes on one element"},
    {"bytes", "het bestand is te groot", "the file is too large"},
    {"depth", "te diep geneste elementen", "elements nested too deeply"},
    {"findings", "te veel bevindingen", "too many findings"},
    {"names", "te veel verschillende namen", "too many different names"},
    {"text", "te lange tekst in één element", "too much text in one element"},
    {"unit", "één cliënt is te groot", "one client is too large"},
    {"NUL", "een binair bestand", "a binary file"},
    {"No such file or directory", "het bestaat niet", "it does not exist"},
    {"Permission denied", "er is geen toegang toe", "there is no access to it"},
    {"Is a directory", "het is een map", "it is a directory"},
    {"Input/output error", "de schijf of verbinding geeft een fout",
     "the disk or connection gives an error"},
};

/* Rows whose {other} is such a detail or a remark of the system or the parser. */
static const enum iwmo_fault_id with_detail[] = {
    FAULT_FILE_UNREADABLE, FAULT_FILE_BINARY, FAULT_XML_LIMIT, FAULT_XML_MALFORMED};

static bool
has_detail(const struct iwmo_fault *fault)
{
    for (size_t i = 0; i < COUNT(with_detail); i++)
        if (fault == &iwmo_faults[with_detail[i]])
            return true;
    return false;
}

static void
print_detail(const char *detail, enum iwmo_lang lang, bool show_values,
             struct iwmo_buffer *out)
{
    for (size_t i = 0; i < COUNT(details); i++) {
        if (strcmp(details[i].word, detail) == 0) {
            iwmo_buffer_text(out, in(lang, details[i].nl, details[i].en));
            return;
        }
    }
    struct iwmo_text text = iwmo_text_trim(iwmo_text(detail));
    while (text.size > 0 && text.at[text.size - 1] == '.')
        text.size--; /* libxml2 sometimes ends a remark so; our text does too */
    iwmo_privacy_digits(text, show_values, out);
}

static void
print_other(const struct iwmo_finding *finding, enum iwmo_lang lang, bool show_values,
            struct iwmo_buffer *out)
{
    if (finding->other == NULL)
        return;
    if (has_detail(finding->fault))
        print_detail(finding->other, lang, show_values, out);
    else
        iwmo_privacy_digits(iwmo_text(finding->other), show_values, out);
}

static void
print_expected(const struct iwmo_finding *finding, enum iwmo_lang lang,
               bool show_values, struct iwmo_buffer *out)
{
    const char *last = finding->expected ? strrchr(finding->expected, ',') : NULL;
    bool is_list = finding->fault == &iwmo_faults[FAULT_NOT_RELEASE] && last != NULL;

    if (is_list) {
        iwmo_buffer_add(out, finding->expected, (size_t)(last - finding->expected));
        iwmo_buffer_printf(out, "%s%s", in(lang, " en", " and"), last + 1);
    } else if (finding->expected != NULL)
        iwmo_privacy_digits(iwmo_text(finding->expected), show_values, out);
    else if (finding->type != NULL)
        iwmo_wording_type(finding->type, lang, out);
    else
        iwmo_buffer_text(out, in(lang, "iets anders", "something else"));
}

/* Fill in the placeholder at the start of `text`; returns its length, 0 when it is
 * none. */
static size_t
print_placeholder(const char *text, const struct iwmo_finding *finding,
                  enum iwmo_lang lang, bool show_values, struct iwmo_buffer *out)
{
    static const char *const names[] = {"{name}", "{found}", "{expected}", "{other}"};
    size_t i = 0;

    while (i < 4 && strncmp(text, names[i], strlen(names[i])) != 0)
        i++;
    if (i == 0 && finding->name != NULL)
        iwmo_privacy_digits(iwmo_text(finding->name), show_values, out);
    else if (i == 1 && finding->found != NULL)
        iwmo_privacy_print(finding->subject, iwmo_text(finding->found), show_values,
                           out);
    else if (i == 2)
        print_expected(finding, lang, show_values, out);
    else if (i == 3)
        print_other(finding, lang, show_values, out);
    return i < 4 ? strlen(names[i]) : 0;
}

void
iwmo_wording_print(const struct iwmo_finding *finding, enum iwmo_lang lang,
                   bool show_values, struct iwmo_buffer *out)
{
    const char *text = in(lang, finding->fault->nl, finding->fault->en);

    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        iwmo_buffer_add(out, text, plain);
        text += plain;
        if (*text == '\0')
            break;
        size_t placeholder = print_placeholder(text, finding, lang, show_values, out);
        if (placeholder == 0)
            iwmo_buffer_char(out, *text++);
        text += placeholder;
    }
}
