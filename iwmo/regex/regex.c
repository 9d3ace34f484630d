#include "regex/regex.h"

#include <string.h>

#include "regex/regex_parser.h"

enum iwmo_status
iwmo_regex_refuse(const struct iwmo_regex_parser *parser, const char *what)
{
    return iwmo_fail(parser->err, IWMO_MALFORMED, "pattern \"%.200s\", byte %zu: %s",
                     parser->source, (size_t)(parser->at - parser->source) + 1, what);
}

enum iwmo_status
iwmo_regex_no_memory(const struct iwmo_regex_parser *parser)
{
    return iwmo_fail(parser->err, IWMO_NO_MEMORY, "pattern: out of memory");
}

bool
iwmo_regex_sees(const struct iwmo_regex_parser *parser, char byte)
{
    return parser->at < parser->end && *parser->at == byte;
}

bool
iwmo_regex_eat(struct iwmo_regex_parser *parser, char byte)
{
    if (!iwmo_regex_sees(parser, byte))
        return false;
    parser->at++;
    return true;
}

static struct iwmo_regex_node *
new_node(struct iwmo_regex_parser *parser, enum iwmo_regex_kind kind)
{
    struct iwmo_regex_node *node = iwmo_arena_alloc(parser->arena, sizeof(*node));

    if (node == NULL)
        iwmo_regex_no_memory(parser);
    else
        node->kind = kind;
    return node;
}

static struct iwmo_regex_node *
parse_leaf(struct iwmo_regex_parser *parser)
{
    struct iwmo_regex *regex = parser->regex;
    struct iwmo_charset set = {0};

    if (iwmo_regex_parse_set(parser, &set) != IWMO_OK)
        return NULL;
    iwmo_charset_seal(&set);

    struct iwmo_regex_node *node = new_node(parser, IWMO_REGEX_SET);
    if (node == NULL)
        return NULL;
    while (node->set < regex->set_count &&
           !iwmo_charset_equal(&regex->sets[node->set], &set))
        node->set++;
    if (node->set == IWMO_REGEX_MAX_SETS) {
        iwmo_regex_refuse(parser, "too many different characters");
        return NULL;
    }
    if (node->set == regex->set_count)
        regex->sets[regex->set_count++] = set;
    return node;
}

static enum iwmo_status
parse_count(struct iwmo_regex_parser *parser, uint32_t *count)
{
    const char *begin = parser->at;

    *count = 0;
    while (parser->at < parser->end && *parser->at >= '0' && *parser->at <= '9') {
        *count = *count * 10 + (uint32_t)(*parser->at - '0');
        if (*count > IWMO_REGEX_MAX_REPEAT)
            return iwmo_regex_refuse(parser, "repeats too often");
        parser->at++;
    }
    return parser->at == begin ? iwmo_regex_refuse(parser, "a number is missing")
                               : IWMO_OK;
}

/* After "{": up to and with "}". */
static enum iwmo_status
parse_quantity(struct iwmo_regex_parser *parser, struct iwmo_regex_node *node)
{
    enum iwmo_status status = parse_count(parser, &node->min);

    if (status != IWMO_OK)
        return status;
    node->max = node->min;
    if (iwmo_regex_eat(parser, ',')) {
        node->max = IWMO_REGEX_UNBOUNDED;
        if (!iwmo_regex_sees(parser, '}'))
            status = parse_count(parser, &node->max);
    }
    if (status != IWMO_OK)
        return status;
    if (!iwmo_regex_eat(parser, '}'))
        return iwmo_regex_refuse(parser, "} is missing");
    return node->max < node->min
               ? iwmo_regex_refuse(parser, "the maximum is below the minimum")
               : IWMO_OK;
}

static bool
parse_quantifier(struct iwmo_regex_parser *parser, struct iwmo_regex_node *node,
                 bool *found)
{
    node->max = IWMO_REGEX_UNBOUNDED;
    *found = true;
    if (iwmo_regex_eat(parser, '*'))
        return true;
    if (iwmo_regex_eat(parser, '+')) {
        node->min = 1;
        return true;
    }
    if (iwmo_regex_eat(parser, '?')) {
        node->max = 1;
        return true;
    }
    if (iwmo_regex_eat(parser, '{'))
        return parse_quantity(parser, node) == IWMO_OK;
    *found = false;
    return true;
}

static struct iwmo_regex_node *parse_choice(struct iwmo_regex_parser *parser);

static struct iwmo_regex_node *
parse_piece(struct iwmo_regex_parser *parser)
{
    struct iwmo_regex_node *atom;
    bool is_repeated;

    if (iwmo_regex_eat(parser, '(')) {
        if (++parser->nesting > IWMO_REGEX_MAX_NESTING) {
            iwmo_regex_refuse(parser, "is nested too deep");
            return NULL;
        }
        atom = parse_choice(parser);
        parser->nesting--;
        if (atom != NULL && !iwmo_regex_eat(parser, ')')) {
            iwmo_regex_refuse(parser, ") is missing");
            return NULL;
        }
    } else {
        atom = parse_leaf(parser);
    }
    struct iwmo_regex_node *repeat =
        atom == NULL ? NULL : new_node(parser, IWMO_REGEX_REPEAT);
    if (repeat == NULL || !parse_quantifier(parser, repeat, &is_repeated))
        return NULL;
    repeat->last = atom;
    return is_repeated ? repeat : atom;
}

static struct iwmo_regex_node *
parse_branch(struct iwmo_regex_parser *parser)
{
    struct iwmo_regex_node *all = new_node(parser, IWMO_REGEX_ALL);

    while (all != NULL && parser->at < parser->end && !iwmo_regex_sees(parser, '|') &&
           !iwmo_regex_sees(parser, ')')) {
        struct iwmo_regex_node *piece = parse_piece(parser);
        if (piece == NULL)
            return NULL;
        piece->prev = all->last;
        all->last = piece;
    }
    return all;
}

static struct iwmo_regex_node *
parse_choice(struct iwmo_regex_parser *parser)
{
    struct iwmo_regex_node *any = new_node(parser, IWMO_REGEX_ANY);

    if (any == NULL)
        return NULL;
    do {
        struct iwmo_regex_node *branch = parse_branch(parser);
        if (branch == NULL)
            return NULL;
        branch->prev = any->last;
        any->last = branch;
    } while (iwmo_regex_eat(parser, '|'));
    return any;
}

enum iwmo_status
iwmo_regex_parse(struct iwmo_regex *regex, const char *source, struct iwmo_arena *arena,
                 struct iwmo_error *err)
{
    struct iwmo_error first = {0}; /* so that a NULL `err` still tells success */
    size_t size = strlen(source);
    struct iwmo_regex_parser parser = {.regex = regex,
                                       .source = source,
                                       .at = source,
                                       .end = source + size,
                                       .arena = arena,
                                       .err = &first};

    if (size > IWMO_REGEX_MAX_BYTES)
        return iwmo_fail(err, IWMO_LIMIT, "pattern \"%.40s...\" is too long", source);
    regex->set_count = 0;
    regex->root = parse_choice(&parser);
    if (regex->root != NULL && parser.at < parser.end)
        iwmo_regex_refuse(&parser, ") without (");
    if (first.status != IWMO_OK)
        return iwmo_fail(err, first.status, "%s", first.text);
    return IWMO_OK;
}
