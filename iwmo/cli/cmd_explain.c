#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "files/output.h"
#include "view/explain_layout.h"

#define NEAREST 3 /* names that are suggested for an unknown code */

static const char *const format_names[] = {"text", "html", "json", NULL};
static iwmo_explain_layout *const layouts[] = {iwmo_explain_text, iwmo_explain_html,
                                               iwmo_explain_json};
static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the options say. */
struct settings {
    const char **codes; /* in argv */
    size_t code_count;
    const char *path;
    bool all;
    int format, lang;
};

static enum iwmo_status
add_code(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    (void)err;
    settings->codes[settings->code_count++] = value;
    return IWMO_OK;
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"all", NULL, "every code there is", FLAG(all)},
    {"format", "text|html|json", "text (default), html or json", CHOICE(format)},
    {"lang", "nl|en", "language of the explanations; default: nl", CHOICE(lang)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(path),
     .letter = 'o', .use = IWMO_USE_OUTPUT},
    {.name = NULL},
};

const struct iwmo_command iwmo_explain = {
    "explain",
    "[OPTION]... CODE...|--all",
    "Explain the codes in a report",
    "CODE is what a finding carries: TR018, CS139, IW-R-CS139 (the warning of CS139) "
    "or\n"
    "IW-S01; upper and lower case are alike.  Tells what the rule asks and why, with a "
    "right\n"
    "and a wrong example, where it holds, and the retourcode.  CODE may also be a "
    "retourcode\n"
    "of an answer, 9019 or S300: what it means, which rule gives it and who does what\n"
    "now.\n",
    "  iwmo explain TR018\n"
    "  iwmo explain 9019\n"
    "  iwmo explain --lang en TR302 IW-S01\n"
    "  iwmo explain --all --format html -o rules.html\n",
    rows,
    add_code,
    .operand_use = IWMO_USE_NONE};

/* ---- what is asked ---- */

static void
take_retourcode(struct iwmo_explain_item *item,
                const struct iwmo_retourcode *retourcode)
{
    item->retourcode = retourcode;
    item->explanation.code = retourcode->code;
}

/* All codes, in the order of explain.def, then those of answers.  NULL: no memory.
 * Free with free(). */
static struct iwmo_explain_item *
all_items(size_t *count)
{
    struct iwmo_explanation explanation;
    struct iwmo_explain_item *items;
    const char *cursor = NULL;

    size_t findings = 0, answers = 0;

    while (iwmo_explanation_next(&cursor, &explanation))
        findings++;
    while (iwmo_retourcode_at(answers) != NULL)
        answers++;
    *count = findings + answers;
    items = calloc(*count + 1, sizeof(*items));
    cursor = NULL;
    for (size_t i = 0; items != NULL && i < findings; i++)
        iwmo_explanation_next(&cursor, &items[i].explanation);
    for (size_t i = 0; items != NULL && i < answers; i++)
        take_retourcode(&items[findings + i], iwmo_retourcode_at(i));
    return items;
}

static bool
is_among(const struct iwmo_explain_item *items, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].explanation.code, code) == 0)
            return true;
    return false;
}

/* The known codes nearest to `code`, at most NEAREST; returns how many. */
static size_t
find_nearest(const char *code, const char *nearest[NEAREST])
{
    size_t count, found = 0;
    struct iwmo_explain_item *items = all_items(&count);
    const char **names = calloc(count, sizeof(*names));
    char upper[20] = "";

    if (strncasecmp(code, "IW-R-", 5) == 0 && strncasecmp(code + 5, "D23", 3) != 0)
        code += 5;
    for (size_t i = 0; i < sizeof(upper) - 1 && code[i] != '\0'; i++)
        upper[i] = (char)toupper((unsigned char)code[i]);
    for (size_t i = 0; items != NULL && names != NULL && i < count; i++)
        names[i] = items[i].explanation.code;
    while (names != NULL && items != NULL && found < NEAREST) {
        nearest[found] = iwmo_options_nearest(upper, names, count);
        if (nearest[found] == NULL)
            break;
        for (size_t i = 0; i < count; i++)
            if (names[i] == nearest[found])
                names[i] = names[--count]; /* not twice */
        found++;
    }
    free(names);
    free(items);
    return found;
}

static enum iwmo_status
refuse_code(const char *code, struct iwmo_error *err)
{
    const char *nearest[NEAREST] = {NULL};
    char list[100] = "";
    size_t count = find_nearest(code, nearest);

    for (size_t i = 0; i < count; i++) {
        strncat(list, i == 0 ? "" : i + 1 < count ? ", " : " or ", 5);
        strncat(list, nearest[i], 20);
    }
    if (count > 0)
        return iwmo_fail(err, IWMO_USAGE, "unknown code '%.40s'; did you mean %s?",
                         code, list);
    return iwmo_fail(err, IWMO_USAGE, "unknown code '%.40s'; --all lists every code",
                     code);
}

/* The codes asked for, each once.  NULL: err says why.  Free with free(). */
static struct iwmo_explain_item *
asked_items(const struct settings *settings, size_t *count, struct iwmo_error *err)
{
    struct iwmo_explain_item *items = calloc(settings->code_count, sizeof(*items));

    *count = 0;
    for (size_t i = 0; items != NULL && i < settings->code_count; i++) {
        struct iwmo_explain_item *item = &items[*count];
        const char *code = settings->codes[i];
        const struct iwmo_retourcode *retourcode = iwmo_retourcode_find(code);

        if (retourcode != NULL) {
            take_retourcode(item, retourcode);
        } else if (!iwmo_explanation_find(code, &item->explanation)) {
            refuse_code(code, err);
            free(items);
            return NULL;
        }
        item->as_warning = strcasecmp(code, item->explanation.code) != 0;
        *count += !is_among(items, *count, item->explanation.code);
    }
    if (items == NULL)
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return items;
}

static enum iwmo_status
check(const struct settings *settings, struct iwmo_error *err)
{
    if (settings->all && settings->code_count > 0)
        return iwmo_fail(err, IWMO_USAGE, "either CODEs or --all");
    if (!settings->all && settings->code_count == 0)
        return iwmo_fail(err, IWMO_USAGE, "nothing to explain: name a CODE, or --all");
    return IWMO_OK;
}

/* ---- the answer ---- */

static enum iwmo_exit
write_out(const struct settings *settings, struct iwmo_text text)
{
    struct iwmo_error err = {0};
    struct iwmo_output *output =
        iwmo_output_open(settings->path != NULL ? settings->path : "-", &err);
    bool is_quiet = false;

    if (output != NULL) {
        iwmo_output_write(output, text);
        if (iwmo_output_commit(output, &err) != IWMO_OK)
            is_quiet = iwmo_output_lost_reader(output);
        iwmo_output_close(output);
    }
    if (err.status == IWMO_OK)
        return IWMO_EXIT_OK;
    return is_quiet ? IWMO_EXIT_FAILURE : iwmo_complain("explain", &err);
}

static enum iwmo_exit
answer(const struct settings *settings)
{
    struct iwmo_error err = {0};
    struct iwmo_buffer out = {0};
    size_t count;
    enum iwmo_exit exit_status;

    struct iwmo_explain_item *items =
        settings->all ? all_items(&count) : asked_items(settings, &count, &err);
    if (items != NULL) {
        struct iwmo_explain_view view = {items, count, (enum iwmo_lang)settings->lang,
                                         settings->all, &out};
        layouts[settings->format](&view);
    }
    if (err.status == IWMO_OK && (items == NULL || out.failed != IWMO_OK))
        iwmo_fail(&err, IWMO_NO_MEMORY, "out of memory");
    if (err.status == IWMO_OK)
        exit_status = write_out(settings, (struct iwmo_text){out.at, out.size});
    else
        exit_status = iwmo_complain("explain", &err);
    iwmo_buffer_release(&out);
    free(items);
    return exit_status;
}

enum iwmo_exit
iwmo_command_explain(char **argv)
{
    struct settings settings = {.codes = (const char **)argv};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_explain, argv, &settings, &exit_status))
        return exit_status;
    if (check(&settings, &err) != IWMO_OK)
        return iwmo_complain("explain", &err);
    return answer(&settings);
}
