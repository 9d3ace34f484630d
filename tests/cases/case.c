#include "cases/case.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parser {
    struct iwmo_arena *arena;
    struct case_file *file;
    struct case_play base; /* what the variants start from */
    struct case_play *play;
    struct case_step *step;
    struct case_record **next_record;
    struct case_claim **next_claim;
    int line;
};

enum { MAX_TOKENS = 40 };

struct tokens {
    char *at[MAX_TOKENS];
    size_t count;
};

static bool
fail(struct parser *parser, const char *what, const char *about)
{
    snprintf(parser->file->error, sizeof(parser->file->error), "%d: %s '%s'",
             parser->line, what, about);
    return false;
}

static struct tokens
split(struct parser *parser, const char *line)
{
    struct tokens tokens = {0};
    char *copy = iwmo_arena_copy(parser->arena, line, strlen(line)), *state = NULL;

    for (char *token = strtok_r(copy, " \t", &state);
         token != NULL && tokens.count < MAX_TOKENS;
         token = strtok_r(NULL, " \t", &state))
        tokens.at[tokens.count++] = token;
    return tokens;
}

/* Does text follow a pattern in which 9 is a digit and A a capital? */
static bool
looks_like(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; pattern++, text++)
        if (*pattern == '9'   ? !isdigit((unsigned char)*text)
            : *pattern == 'A' ? !isupper((unsigned char)*text)
                              : *text != *pattern)
            return false;
    return *text == '\0';
}

static bool
is_date(const char *text)
{
    return looks_like(text, "9999-99-99");
}

static bool
is_digits(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

static void
set(struct parser *parser, struct case_record *record, const char *key,
    const char *value)
{
    struct case_field *field = iwmo_arena_alloc(parser->arena, sizeof(*field));

    if (value[0] == '\0')
        return;
    field->key = key;
    field->value = value;
    field->next = record->fields;
    record->fields = field;
}

const char *
case_get(const struct case_record *record, const char *key)
{
    for (const struct case_field *field = record->fields; field != NULL;
         field = field->next)
        if (strcmp(field->key, key) == 0)
            return field->value;
    return NULL;
}

bool
case_has(const struct case_record *record, const char *key)
{
    return case_get(record, key) != NULL;
}

/* "3/04/2", "8/04", "02/02A03", "02/-" */
static bool
set_slashed(struct parser *parser, struct case_record *record, char *token)
{
    char *second = strchr(token, '/') + 1, *third = strchr(second, '/');

    second[-1] = '\0';
    if (third != NULL) {
        *third++ = '\0';
        set(parser, record, "frequentie", third);
    }
    if (third != NULL || is_digits(second)) {
        set(parser, record, "volume", token);
        set(parser, record, "eenheid", second);
    } else {
        set(parser, record, "categorie", token);
        if (strcmp(second, "-") != 0)
            set(parser, record, "code", second);
    }
    return true;
}

static bool
set_token(struct parser *parser, struct case_record *record, char *token)
{
    char *equals = strchr(token, '='), *dots = strstr(token, "..");

    if (equals != NULL) {
        *equals = '\0';
        set(parser, record, token, equals + 1);
    } else if (dots != NULL) {
        *dots = '\0';
        set(parser, record, "van", token);
        set(parser, record, "tot", dots + 2);
    } else if (strchr(token, '/') != NULL) {
        return set_slashed(parser, record, token);
    } else if (is_digits(token) || looks_like(token, "abc")) {
        set(parser, record, "nummer", token);
    } else {
        return fail(parser, "what is", token);
    }
    return true;
}

static bool
add_record(struct parser *parser, struct tokens *tokens)
{
    struct case_record *record = iwmo_arena_alloc(parser->arena, sizeof(*record));

    if (parser->step == NULL || parser->step->act != CASE_MESSAGE)
        return fail(parser, "no message to put it in:", tokens->at[0]);
    record->line = parser->line;
    record->kind = tokens->at[0];
    *parser->next_record = record;
    parser->next_record = &record->next;
    for (size_t i = 1; i < tokens->count; i++)
        if (!set_token(parser, record, tokens->at[i]))
            return false;
    return true;
}

static bool
add_claim(struct parser *parser, const char *text)
{
    struct case_claim *claim = iwmo_arena_alloc(parser->arena, sizeof(*claim));

    if (parser->step == NULL)
        return fail(parser, "no step to claim it of:", text);
    claim->line = parser->line;
    claim->text = iwmo_arena_copy(parser->arena, text, strlen(text));
    *parser->next_claim = claim;
    parser->next_claim = &claim->next;
    return true;
}

/* ---- steps ---- */

static bool
set_words(struct parser *parser, struct tokens *tokens, size_t from)
{
    struct case_record *words = &parser->step->words;
    static const char *const flags[] = {"by-hand", "no-contract", "unchecked"};

    for (size_t i = from; i < tokens->count; i++) {
        bool is_flag = false;

        for (size_t f = 0; f < sizeof(flags) / sizeof(flags[0]); f++)
            if (strcmp(tokens->at[i], flags[f]) == 0)
                is_flag = true;
        if (is_flag)
            set(parser, words, tokens->at[i], "yes");
        else if (strchr(tokens->at[i], '=') == NULL)
            return fail(parser, "what is", tokens->at[i]);
        else if (!set_token(parser, words, tokens->at[i]))
            return false;
    }
    return true;
}

/* DATE FROM > TO NNN..., DATE FROM > TO again N... */
static bool
set_traffic(struct parser *parser, struct tokens *tokens)
{
    struct case_step *step = parser->step;

    step->from = tokens->at[1];
    step->to = tokens->at[3];
    if (strcmp(tokens->at[4], "again") == 0 && tokens->count > 5) {
        step->act = CASE_AGAIN;
        step->again = atoi(tokens->at[5]);
        return set_words(parser, tokens, 6);
    }
    if (!looks_like(tokens->at[4], "999"))
        return fail(parser, "no message", tokens->at[4]);
    step->act = CASE_MESSAGE;
    step->message = tokens->at[4];
    return set_words(parser, tokens, 5);
}

static bool
set_act(struct parser *parser, struct tokens *tokens)
{
    struct case_step *step = parser->step;

    if (tokens->count >= 5 && strcmp(tokens->at[2], ">") == 0)
        return set_traffic(parser, tokens);
    if (tokens->count == 2 && strcmp(tokens->at[1], "look") == 0) {
        step->act = CASE_LOOK;
    } else if (tokens->count == 3 && strcmp(tokens->at[1], "deliver") == 0) {
        step->act = CASE_DELIVER;
        step->again = atoi(tokens->at[2]);
    } else if (tokens->count == 3 && strcmp(tokens->at[1], "retour") == 0) {
        step->act = CASE_RETOUR;
        step->again = atoi(tokens->at[2]);
    } else if (tokens->count == 3 && strcmp(tokens->at[1], "send") == 0) {
        step->act = CASE_SEND;
        step->again = atoi(tokens->at[2]);
    } else if (tokens->count == 4 && (strcmp(tokens->at[2], "restore") == 0 ||
                                      strcmp(tokens->at[2], "granted") == 0)) {
        step->act = CASE_REMEDY;
        step->from = tokens->at[1];
        step->message = tokens->at[2];
        step->about = tokens->at[3];
    } else if (tokens->count == 4 && strcmp(tokens->at[2], "intake") == 0) {
        step->act = CASE_INTAKE_DONE;
        step->from = tokens->at[1];
    } else {
        return fail(parser, "no step:", tokens->count > 1 ? tokens->at[1] : "");
    }
    return true;
}

static bool
add_step(struct parser *parser, struct tokens *tokens)
{
    struct case_step *step = iwmo_arena_alloc(parser->arena, sizeof(*step));
    struct case_play *play = parser->play;

    if (play == NULL || play->count == CASE_MAX_STEPS)
        return fail(parser, "no room for the step of", tokens->at[0]);
    play->steps[play->count++] = step;
    step->line = step->words.line = parser->line;
    step->number = (int)play->count;
    step->date = tokens->at[0];
    parser->step = step;
    parser->next_record = &step->records;
    parser->next_claim = &step->claims;
    return set_act(parser, tokens);
}

/* ---- the case and its variants ---- */

static const char *
rest_of(const char *line, size_t words)
{
    for (; words > 0; words--) {
        line += strcspn(line, " ");
        line += strspn(line, " ");
    }
    return line;
}

static bool
begin_case(struct parser *parser, struct tokens *tokens, const char *line)
{
    const char *title = rest_of(line, 2);

    if (tokens->count < 3 || parser->play != NULL)
        return fail(parser, "not the one case of a file:", line);
    parser->play = &parser->base;
    parser->base.name = tokens->at[1];
    parser->base.title = iwmo_arena_copy(parser->arena, title, strlen(title));
    parser->base.bsn = "999900006";
    parser->base.release = "3.2";
    return true;
}

static bool
finish_play(struct parser *parser)
{
    if (parser->play == &parser->base && parser->base.count == 0)
        return true;
    if (parser->file->count == CASE_MAX_PLAYS)
        return fail(parser, "too many variants of", parser->base.name);
    parser->file->plays[parser->file->count++] = *parser->play;
    return true;
}

/* "variant a:", "variant a after 2:" */
static bool
begin_variant(struct parser *parser, struct tokens *tokens, const char *line)
{
    static const struct case_play none;
    const char *colon = strchr(line, ':');
    size_t after = 0;

    if (parser->play == NULL || colon == NULL || !finish_play(parser))
        return fail(parser, "no variant:", line);
    if (tokens->count > 3 && strcmp(tokens->at[2], "after") == 0)
        after = (size_t)atoi(tokens->at[3]);
    if (after > parser->base.count)
        return fail(parser, "no such step before", line);
    struct case_play *play = iwmo_arena_alloc(parser->arena, sizeof(*play));
    *play = none;
    char *name = iwmo_arena_alloc(parser->arena, 60);
    snprintf(name, 60, "%s%.*s", parser->base.name, (int)strcspn(tokens->at[1], ":"),
             tokens->at[1]);
    play->name = name;
    play->title = iwmo_arena_copy(parser->arena, colon + 1, strlen(colon + 1));
    play->bsn = parser->base.bsn;
    play->setting = parser->base.setting;
    play->release = parser->base.release;
    memcpy(play->steps, parser->base.steps, after * sizeof(play->steps[0]));
    play->count = after;
    parser->play = play;
    parser->step = NULL;
    return true;
}

static bool
is_record_kind(const char *token)
{
    static const char kinds[] = " TP SP ST AP OD TW NW AN PR ";
    const char *at = strlen(token) == 2 ? strstr(kinds, token) : NULL;

    return at != NULL && at[-1] == ' ';
}

static bool
parse_line(struct parser *parser, const char *line)
{
    struct tokens tokens = split(parser, line);
    const char *first = tokens.count > 0 ? tokens.at[0] : "#";

    if (first[0] == '#')
        return true;
    if (strcmp(first, "case") == 0)
        return begin_case(parser, &tokens, line);
    if (parser->play == NULL)
        return fail(parser, "no case yet for", line);
    if (strcmp(first, "variant") == 0 && tokens.count > 1)
        return begin_variant(parser, &tokens, line);
    if (strcmp(first, "bsn") == 0 && tokens.count == 2)
        return parser->play->bsn = tokens.at[1], true;
    if (strcmp(first, "setting") == 0 && tokens.count == 2)
        return parser->play->setting = tokens.at[1], true;
    if (strcmp(first, "release") == 0 && tokens.count == 2)
        return parser->play->release = tokens.at[1], true;
    if (is_date(first))
        return add_step(parser, &tokens);
    if (is_record_kind(first))
        return add_record(parser, &tokens);
    if (strchr(line, ':') != NULL || strcmp(line, "no retour") == 0)
        return add_claim(parser, line);
    return fail(parser, "what is", line);
}

bool
case_parse(struct iwmo_arena *arena, const char *text, struct case_file *file)
{
    struct parser parser = {.arena = arena, .file = file};

    file->count = 0;
    file->error[0] = '\0';
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        const char *start = text + strspn(text, " \t");
        size_t indent = (size_t)(start - text);
        char *line = iwmo_arena_copy(arena, indent < size ? start : "",
                                     indent < size ? size - indent : 0);

        parser.line++;
        for (size_t end = strlen(line); end > 0 && line[end - 1] == ' '; end--)
            line[end - 1] = '\0';
        if (!parse_line(&parser, line))
            return false;
        text += size + (text[size] == '\n');
    }
    if (parser.play == NULL)
        return fail(&parser, "no case in", "it");
    return finish_play(&parser);
}
