#include "cli/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/words.h"

#define MAX_OPTIONS 64
#define MAX_NAME    40 /* longer names are not near to anything */
#define HELP_COLUMN 30

/* ---- near misses ---- */

/* Letters to add, drop or replace to make `b` of `a`. */
static size_t
distance(const char *a, const char *b)
{
    size_t row[MAX_NAME + 1], width = strlen(b);

    if (strlen(a) > MAX_NAME || width > MAX_NAME)
        return MAX_NAME;
    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            row[j] = best;
        }
    }
    return row[width];
}

const char *
iwmo_options_nearest(const char *name, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t least = strlen(name) / 3 + 2;

    for (size_t i = 0; i < count; i++) {
        size_t away = distance(name, names[i]);
        if (away < least) {
            least = away;
            nearest = names[i];
        }
    }
    return nearest;
}

static const struct iwmo_option *
find_option(const struct iwmo_option *rows, char letter, const char *name, size_t size)
{
    for (; rows->name != NULL; rows++) {
        if (name == NULL
                ? rows->letter == letter
                : strlen(rows->name) == size && memcmp(rows->name, name, size) == 0)
            return rows;
    }
    return NULL;
}

static enum iwmo_parsed
refuse_unknown(const struct iwmo_command *command, const char *name, size_t size,
               struct iwmo_error *err)
{
    const char *names[MAX_OPTIONS] = {"help"};
    char given[MAX_NAME + 1];
    size_t count = 1;

    for (const struct iwmo_option *row = command->options;
         row->name != NULL && count < MAX_OPTIONS; row++)
        names[count++] = row->name;
    snprintf(given, sizeof(given), "%.*s", (int)(size < MAX_NAME ? size : MAX_NAME),
             name);
    const char *nearest = iwmo_options_nearest(given, names, count);
    if (nearest != NULL)
        iwmo_fail(err, IWMO_USAGE, "unknown option --%s; did you mean --%s?", given,
                  nearest);
    else
        iwmo_fail(err, IWMO_USAGE, "unknown option --%s", given);
    return IWMO_PARSED_WRONG;
}

/* ---- values ---- */

static bool
needs_value(const struct iwmo_option *option)
{
    return option->argument != NULL && option->bare == NULL;
}

static enum iwmo_status
read_number(const struct iwmo_option *option, const char *value, unsigned long *number,
            struct iwmo_error *err)
{
    char *end;

    errno = 0;
    *number = strtoul(value, &end, 10);
    if (value[0] >= '0' && value[0] <= '9' && *end == '\0' && errno == 0 &&
        *number > 0 && *number <= option->most)
        return IWMO_OK;
    return iwmo_fail(err, IWMO_USAGE, "--%s: '%s' is not a number from 1 to %lu",
                     option->name, value, option->most);
}

static enum iwmo_status
read_choice(const struct iwmo_option *option, const char *value, int *choice,
            struct iwmo_error *err)
{
    char list[100] = "";

    for (int i = 0; option->choices[i] != NULL; i++) {
        if (strcmp(option->choices[i], value) == 0) {
            *choice = i;
            return IWMO_OK;
        }
        size_t size = strlen(list);
        snprintf(list + size, sizeof(list) - size, "%s%s", i > 0 ? ", " : "",
                 option->choices[i]);
    }
    return iwmo_fail(err, IWMO_USAGE, "--%s: '%s' is none of %s", option->name, value,
                     list);
}

/* FORMAT, or FORMAT:PATH. */
static enum iwmo_status
read_report(const struct iwmo_option *option, const char *value, void *settings,
            struct iwmo_error *err)
{
    int *choice = (int *)(void *)((char *)settings + option->offset);
    const char **path = (const char **)(void *)((char *)settings + option->path);
    size_t size = strcspn(value, ":");
    char name[24] = "";

    if (value[size] == '\0')
        return read_choice(option, value, choice, err);
    if (value[size + 1] == '\0')
        return iwmo_fail(err, IWMO_USAGE, "--%s: no path after '%s'", option->name,
                         value);
    memcpy(name, value, size < sizeof(name) ? size : sizeof(name) - 1);
    *path = value + size + 1;
    return read_choice(option, name, choice, err);
}

/* What was given is not repeated: it may be a number of a person in a wrong place. */
static enum iwmo_status
read_day(const struct iwmo_option *option, const char *value,
         struct iwmo_given_day *day, struct iwmo_error *err)
{
    if (!iwmo_date_parse(iwmo_text(value), &day->date))
        return iwmo_fail(err, IWMO_USAGE,
                         "--%s: no date; a day is written as 2026-01-31", option->name);
    day->is_given = true;
    return IWMO_OK;
}

static enum iwmo_status
store(const struct iwmo_option *option, const char *value, void *settings,
      struct iwmo_error *err)
{
    void *member = (char *)settings + option->offset;

    switch (option->kind) {
    case IWMO_OPTION_FLAG:
        *(bool *)member = true;
        return IWMO_OK;
    case IWMO_OPTION_TEXT:
        if (value[0] == '\0')
            return iwmo_fail(err, IWMO_USAGE, "--%s: its value is empty", option->name);
        *(const char **)member = value;
        return IWMO_OK;
    case IWMO_OPTION_NUMBER:
        return read_number(option, value, member, err);
    case IWMO_OPTION_CHOICE:
        if (option->use == IWMO_USE_REPORT)
            return read_report(option, value, settings, err);
        return read_choice(option, value, member, err);
    case IWMO_OPTION_DAY:
        return read_day(option, value, member, err);
    case IWMO_OPTION_CALL:
        break;
    }
    return option->set(settings, value, err);
}

/* Where what is read goes. */
struct taking {
    void *settings;
    struct iwmo_guard *guard; /* paths that are read and written to */
};

static enum iwmo_parsed
set(const struct iwmo_option *option, const char *value, const struct taking *to,
    struct iwmo_error *err)
{
    if (option->argument == NULL && value != NULL) {
        iwmo_fail(err, IWMO_USAGE, "--%s takes no value", option->name);
        return IWMO_PARSED_WRONG;
    }
    if (value == NULL)
        value = option->bare;
    if (option->argument != NULL && value == NULL) {
        iwmo_fail(err, IWMO_USAGE, "--%s needs a value: %s", option->name,
                  option->argument);
        return IWMO_PARSED_WRONG;
    }
    enum iwmo_status status = store(option, value, to->settings, err);
    if (status == IWMO_OK && option->use != IWMO_USE_NONE)
        status = iwmo_guard_add(to->guard, option->use, value, err);
    return status == IWMO_OK ? IWMO_PARSED : IWMO_PARSED_WRONG;
}

/* ---- words ---- */

/* "--name" or "--name=value" at **argv; moves on when the value is the next word. */
static enum iwmo_parsed
parse_long(const struct iwmo_command *command, char ***argv, const struct taking *to,
           struct iwmo_error *err)
{
    const char *name = **argv + 2;
    size_t size = strcspn(name, "=");
    const char *value = name[size] == '=' ? name + size + 1 : NULL;

    if (size == 4 && memcmp(name, "help", 4) == 0)
        return IWMO_PARSED_HELP;
    const struct iwmo_option *option = find_option(command->options, 0, name, size);
    if (option == NULL)
        return refuse_unknown(command, name, size, err);
    if (value == NULL && needs_value(option) && (*argv)[1] != NULL)
        value = *++*argv;
    return set(option, value, to, err);
}

/* "-rj8" at **argv. */
static enum iwmo_parsed
parse_letters(const struct iwmo_command *command, char ***argv, const struct taking *to,
              struct iwmo_error *err)
{
    enum iwmo_parsed parsed = IWMO_PARSED;

    for (const char *at = **argv + 1; *at != '\0' && parsed == IWMO_PARSED; at++) {
        const struct iwmo_option *option = find_option(command->options, *at, NULL, 0);
        if (option == NULL && *at == 'h')
            return IWMO_PARSED_HELP;
        if (option == NULL) {
            iwmo_fail(err, IWMO_USAGE, "unknown option -%c", *at);
            return IWMO_PARSED_WRONG;
        }
        if (!needs_value(option)) {
            parsed = set(option, NULL, to, err);
            continue;
        }
        const char *value = at[1] != '\0' ? at + 1 : (*argv)[1];
        if (at[1] == '\0' && value != NULL)
            ++*argv;
        return set(option, value, to, err);
    }
    return parsed;
}

/* Not repeated in what is wrong: it may be what was meant for standard input. */
static enum iwmo_parsed
take_operand(const struct iwmo_command *command, const char *value,
             const struct taking *to, struct iwmo_error *err)
{
    enum iwmo_status status =
        command->operand != NULL
            ? command->operand(to->settings, value, err)
            : iwmo_fail(err, IWMO_USAGE, "this command takes options only");

    if (status == IWMO_OK && command->operand_use != IWMO_USE_NONE)
        status = iwmo_guard_add(to->guard, command->operand_use, value, err);
    return status == IWMO_OK ? IWMO_PARSED : IWMO_PARSED_WRONG;
}

static enum iwmo_parsed
parse_all(const struct iwmo_command *command, char **argv, const struct taking *to,
          struct iwmo_error *err)
{
    enum iwmo_parsed parsed = IWMO_PARSED;
    bool has_options = true;

    for (; *argv != NULL && parsed == IWMO_PARSED; argv++) {
        if (has_options && strcmp(*argv, "--") == 0)
            has_options = false;
        else if (has_options && strncmp(*argv, "--", 2) == 0)
            parsed = parse_long(command, &argv, to, err);
        else if (has_options && (*argv)[0] == '-' && (*argv)[1] != '\0')
            parsed = parse_letters(command, &argv, to, err);
        else
            parsed = take_operand(command, *argv, to, err);
    }
    return parsed;
}

/* The usual ledger is nobody's output, also when another one was named. */
static enum iwmo_parsed
check_paths(struct iwmo_guard *guard, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_guard_add(guard, IWMO_USE_LEDGER, NULL, err);

    if (status == IWMO_OK)
        status = iwmo_guard_check(guard, err);
    return status == IWMO_OK ? IWMO_PARSED : IWMO_PARSED_WRONG;
}

/* The language of what is said, until --lang names one. */
static void
take_language(const struct iwmo_command *command, void *settings)
{
    for (const struct iwmo_option *row = command->options; row->name != NULL; row++)
        if (row->kind == IWMO_OPTION_CHOICE && strcmp(row->name, "lang") == 0)
            *(int *)(void *)((char *)settings + row->offset) =
                (int)iwmo_words_default();
}

enum iwmo_parsed
iwmo_options_parse(const struct iwmo_command *command, char **argv, void *settings,
                   struct iwmo_error *err)
{
    struct taking to = {settings, iwmo_guard_new(command->keeps_guard)};

    take_language(command, settings);
    if (to.guard == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return IWMO_PARSED_WRONG;
    }
    enum iwmo_parsed parsed = parse_all(command, argv, &to, err);
    if (parsed == IWMO_PARSED)
        parsed = check_paths(to.guard, err);
    if (parsed == IWMO_PARSED && command->keeps_guard)
        *(struct iwmo_guard **)(void *)((char *)settings + command->guard) = to.guard;
    else
        iwmo_guard_free(to.guard);
    return parsed;
}

/* ---- help ---- */

/* "-j, --jobs N" or "    --color[=WHEN]" */
static int
print_left(const struct iwmo_option *option, FILE *out)
{
    const char *argument = option->argument != NULL ? option->argument : "";
    char letter[] = "   ";
    if (option->letter != 0) {
        letter[0] = '-';
        letter[1] = option->letter;
        letter[2] = ',';
    }
    const char *before = option->argument == NULL ? ""
                         : option->bare != NULL   ? "[="
                                                  : " ";
    return fprintf(out, "  %s --%s%s%s%s", letter, option->name, before, argument,
                   option->bare != NULL ? "]" : "");
}

static void
print_option(const struct iwmo_option *option, FILE *out)
{
    int size = print_left(option, out);

    if (size >= HELP_COLUMN) {
        fputc('\n', out);
        size = 0;
    }
    for (const char *line = iwmo_words(option->help, iwmo_words_lang()); *line != '\0';
         size = 0) {
        int length = (int)strcspn(line, "\n");
        fprintf(out, "%*s%.*s\n", HELP_COLUMN - size, "", length, line);
        line += length + (line[length] == '\n');
    }
}

/* "[OPTION]... FILE", its first part in the language of the help. */
static void
print_usage(const struct iwmo_command *command, FILE *out)
{
    static const char option[] = "[OPTION]...";
    const char *at = strstr(command->usage, option);

    if (at == NULL) {
        fputs(command->usage, out);
        return;
    }
    fprintf(out, "%.*s%s%s", (int)(at - command->usage), command->usage,
            iwmo_words(option, iwmo_words_lang()), at + strlen(option));
}

static const struct iwmo_option help_option = {
    .letter = 'h', .name = "help", .help = "print this help"};

void
iwmo_options_help(const struct iwmo_command *command, FILE *out)
{
    const enum iwmo_lang lang = iwmo_words_lang();

    fprintf(out, "%s %s ", iwmo_words("Usage: iwmo", lang), command->name);
    print_usage(command, out);
    fprintf(out, "\n\n%s.\n%s\n%s\n", iwmo_words(command->summary, lang),
            iwmo_words(command->details, lang), iwmo_words("Options:", lang));
    for (const struct iwmo_option *row = command->options; row->name != NULL; row++)
        print_option(row, out);
    print_option(&help_option, out);
    fprintf(out, "\n%s\n%s", iwmo_words("Example:", lang), command->example);
}

/* ---- manual ---- */

/* In mdoc: a line that begins with what could be a request does not. */
static void
print_roff(const char *text, FILE *out)
{
    for (bool is_first = true; *text != '\0'; text++) {
        if (is_first && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        is_first = *text == '\n';
        if (*text == '\\')
            fputs("\\e", out);
        else
            fputc(*text, out);
    }
}

static void
print_manual_option(const struct iwmo_option *option, enum iwmo_lang lang, FILE *out)
{
    fputs(".It ", out);
    if (option->letter != 0)
        fprintf(out, "Fl %c , ", option->letter);
    fprintf(out, "Fl -%s", option->name);
    if (option->argument != NULL)
        fprintf(out, " Ar %s", option->argument);
    fputc('\n', out);
    print_roff(iwmo_words(option->help, lang), out);
    fputs(".\n", out);
}

void
iwmo_options_manual(const struct iwmo_command *command, FILE *out)
{
    const enum iwmo_lang lang = iwmo_words_lang();
    const bool is_dutch = lang == IWMO_NL;

    fprintf(
        out,
        ".Dd December 1, 2026\n.Dt IWMO-%s 1\n.Os \"iwmo %s\"\n.Sh %s\n.Nm iwmo-%s\n"
        ".Nd %s\n.Sh %s\n.Nm iwmo %s\n",
        command->name, IWMO_VERSION, is_dutch ? "NAAM" : "NAME", command->name,
        iwmo_words(command->summary, lang), is_dutch ? "SAMENVATTING" : "SYNOPSIS",
        command->name);
    print_usage(command, out);
    fprintf(out, "\n.Sh %s\n.Bd -literal\n", is_dutch ? "BESCHRIJVING" : "DESCRIPTION");
    print_roff(iwmo_words(command->details, lang), out);
    fprintf(out, ".Ed\n.Sh %s\n.Bl -tag -width Ds\n", is_dutch ? "OPTIES" : "OPTIONS");
    for (const struct iwmo_option *row = command->options; row->name != NULL; row++)
        print_manual_option(row, lang, out);
    print_manual_option(&help_option, lang, out);
    fprintf(out, ".El\n.Sh %s\n.Bd -literal\n", is_dutch ? "VOORBEELDEN" : "EXAMPLES");
    print_roff(command->example, out);
    fprintf(out, ".Ed\n.Sh %s\n.Xr iwmo 1\n", is_dutch ? "ZIE OOK" : "SEE ALSO");
}
