#include "generate/edit.h"

#include <stdlib.h>
#include <string.h>

#include "generate/fit.h"
#include "generate/grow.h"
#include "names.h"
#include "schema/lookup.h"

#define MAX_WORD 200

struct editor {
    struct iwmo_draft *draft;
    struct iwmo_node *here;
};

/* ---- paths ---- */

static struct iwmo_node *
find_below(struct iwmo_node *node, uint16_t id)
{
    for (struct iwmo_node *child = node->first; child; child = child->next) {
        struct iwmo_node *found = child->decl->id == id ? child : find_below(child, id);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static bool
has_below(const struct iwmo_type *type, uint16_t id)
{
    for (uint16_t i = 0; i < type->child_count; i++)
        if (type->children[i].id == id || has_below(type->children[i].type, id))
            return true;
    return false;
}

/* The first element of that name in the message; made, with what is around it, when
 * there is none. */
static struct iwmo_node *
go_below(struct iwmo_draft *draft, uint16_t id)
{
    struct iwmo_node *node = draft->root, *found = find_below(node, id);

    while (found == NULL && has_below(node->decl->type, id)) {
        const struct iwmo_type *type = node->decl->type;
        uint16_t i = 0;
        while (type->children[i].id != id && !has_below(type->children[i].type, id))
            i++;
        node = iwmo_grow_child(draft, node, type->children[i].id);
        found = node->decl->id == id ? node : find_below(node, id);
    }
    return found;
}

static struct iwmo_node *
nth(struct iwmo_node *node, long index)
{
    while (node != NULL && --index > 0)
        node = iwmo_draft_next(node);
    return node;
}

/* Follow `path` from here; NULL: it is not there, or when `makes`, cannot be. */
static struct iwmo_node *
follow(const struct editor *editor, const char *path, bool makes)
{
    struct iwmo_node *node = editor->here;
    bool is_first = path[0] == '/';

    for (const char *at = path + is_first; node != NULL; at++) {
        size_t size = strcspn(at, "/[");
        uint16_t id = iwmo_name_id(&iwmo_schema_builtin, (struct iwmo_text){at, size});
        long index = at[size] == '[' ? strtol(at + size + 1, NULL, 10) : 1;
        if (is_first)
            node = go_below(editor->draft, id);
        else
            node = makes ? iwmo_grow_child(editor->draft, node, id)
                         : iwmo_draft_child(node, id);
        node = nth(node, index);
        is_first = false;
        at += strcspn(at, "/");
        if (*at == '\0')
            break;
    }
    return node;
}

/* ---- values ---- */

static void
shift_date(struct iwmo_date *date, const char *shifts)
{
    char *end;

    while (*shifts != '\0') {
        if (*shifts == '^')
            *date = iwmo_date_month_start(*date);
        else if (*shifts == '$')
            *date = iwmo_date_month_end(*date);
        if (*shifts == '^' || *shifts == '$') {
            shifts++;
            continue;
        }
        date->days += (int32_t)strtol(shifts, &end, 10);
        shifts = end > shifts ? end : shifts + 1;
    }
}

/* Give `node` the value that `text` stands for; false: what it refers to is absent. */
static bool
set_value(const struct editor *editor, struct iwmo_node *node, char *text)
{
    struct iwmo_draft *draft = editor->draft;
    struct iwmo_date date = draft->day;
    char *shifts = strchr(text, '}');

    if (text[0] != '{' || shifts == NULL) {
        iwmo_draft_set(draft, node, text);
        return true;
    }
    *shifts++ = '\0';
    const struct iwmo_node *from =
        strcmp(text + 1, "D") != 0 ? follow(editor, text + 1, false) : NULL;
    if (from == NULL && strcmp(text + 1, "D") != 0)
        return false;
    if (from == NULL || iwmo_date_parse(from->value.text, &date)) {
        shift_date(&date, shifts);
        iwmo_draft_set_date(draft, node, date);
    } else if (*shifts != '\0') {
        iwmo_draft_print(
            draft, node, "%lld",
            (long long)(iwmo_draft_number(from) + strtoll(shifts, NULL, 10)));
    } else {
        node->value.text = from->value.text;
    }
    return true;
}

/* ---- what no schema has ---- */

/* An element row of our own, in the namespace `space`. */
static struct iwmo_node *
alien(struct iwmo_draft *draft, const char *name, uint8_t space)
{
    static const struct iwmo_type text_type = {.name = "",
                                               .documentation = "",
                                               .kind = IWMO_STRING,
                                               .max_length = IWMO_UNBOUNDED};
    struct iwmo_element *row = iwmo_arena_alloc(draft->arena, sizeof(*row));
    char *copy = iwmo_arena_copy(draft->arena, name, strlen(name));

    if (row == NULL || copy == NULL) {
        draft->failed = true;
        return NULL;
    }
    *row = (struct iwmo_element){
        .name = copy, .space = space, .type = &text_type, .min = 1, .max = 1};
    struct iwmo_node *node = iwmo_draft_node(draft, row);
    iwmo_draft_set(draft, node, "1");
    return node;
}

static bool
add_alien(struct iwmo_draft *draft, struct iwmo_node *parent, const char *name)
{
    struct iwmo_node *node = alien(draft, name, IWMO_SPACE_MESSAGE);

    if (node != NULL && !draft->failed)
        iwmo_draft_link(parent, parent->last, node);
    return true;
}

static bool
change_space(struct iwmo_draft *draft, struct iwmo_node *node)
{
    struct iwmo_element *row = iwmo_arena_alloc(draft->arena, sizeof(*row));

    if (row == NULL) {
        draft->failed = true;
        return true;
    }
    *row = *node->decl;
    row->space = row->space == IWMO_SPACE_BASE ? IWMO_SPACE_MESSAGE : IWMO_SPACE_BASE;
    node->decl = row;
    return true;
}

static bool
put_first(struct iwmo_node *node)
{
    struct iwmo_node *parent = node->parent;

    iwmo_draft_drop(node);
    iwmo_draft_link(parent, NULL, node);
    return true;
}

/* ---- words ---- */

/* A word that begins with a sign and goes on with a path. */
static bool
apply_sign(struct editor *editor, const char *word)
{
    struct iwmo_draft *draft = editor->draft;
    struct iwmo_node *node = NULL;

    if (word[0] == '?')
        return add_alien(draft, editor->here, word + 1);
    node = follow(editor, word + 1, strchr("+%<>", word[0]) != NULL);
    if (node == NULL)
        return word[0] == '-'; /* not there: so much the better */
    switch (word[0]) {
    case '-':
        iwmo_draft_drop(node);
        return true;
    case '*':
        iwmo_draft_copy(draft, node);
        return true;
    case '>':
        return add_alien(draft, node, "Kenmerk");
    case '%':
        return change_space(draft, node);
    case '<':
        return put_first(node);
    default: /* +: it is made */
        return true;
    }
}

static bool
apply(struct editor *editor, char *word)
{
    if (word[0] == '@') {
        word[0] = '/';
        editor->here = follow(editor, word, true);
        return editor->here != NULL;
    }
    if (word[0] == '!') {
        iwmo_fit_totals(editor->draft);
        return true;
    }
    if (strchr("+-*?><%", word[0]) != NULL)
        return apply_sign(editor, word);
    char *value = strchr(word, '=');
    if (value == NULL)
        return false;
    *value = '\0';
    struct iwmo_node *node = follow(editor, word, true);
    return node != NULL && set_value(editor, node, value + 1);
}

/* The next word of `*edits` into `word`; false: there are no more. */
static bool
next_word(const char **edits, char word[MAX_WORD])
{
    *edits += strspn(*edits, " ");
    size_t size = strcspn(*edits, " ");

    if (size == 0 || size >= MAX_WORD)
        return false;
    memcpy(word, *edits, size);
    word[size] = '\0';
    *edits += size;
    return true;
}

enum iwmo_status
iwmo_edit(struct iwmo_draft *draft, const char *edits, struct iwmo_error *err)
{
    struct editor editor = {draft, draft->root};
    char word[MAX_WORD];

    while (next_word(&edits, word) && !draft->failed) {
        if (word[0] == '~' || apply(&editor, word) || draft->failed)
            continue;
        return iwmo_fail(err, IWMO_MALFORMED, "generate/breaks.def: '%s' in %s %s",
                         word, draft->message->name, draft->message->release_name);
    }
    return draft->failed ? IWMO_NO_MEMORY : IWMO_OK;
}

/* ---- bytes ---- */

/* Replace the first `from` in `bytes` by `to`; false: it is not there. */
static bool
replace(struct iwmo_buffer *bytes, const char *from, const char *to)
{
    struct iwmo_buffer result = {.limit_bytes = bytes->limit_bytes};
    const char *at = bytes->at != NULL ? strstr(bytes->at, from) : NULL;

    if (at == NULL)
        return false;
    iwmo_buffer_add(&result, bytes->at, (size_t)(at - bytes->at));
    iwmo_buffer_text(&result, to);
    at += strlen(from);
    iwmo_buffer_add(&result, at, bytes->size - (size_t)(at - bytes->at));
    iwmo_buffer_release(bytes);
    *bytes = result;
    return true;
}

enum iwmo_status
iwmo_edit_bytes(const char *edits, struct iwmo_buffer *bytes, struct iwmo_error *err)
{
    char word[MAX_WORD];

    while (next_word(&edits, word)) {
        if (word[0] != '~')
            continue;
        char *to = strchr(word, '|');
        for (char *at = word; *at != '\0'; at++)
            if (*at == '&')
                *at = ' ';
        if (to != NULL)
            *to++ = '\0';
        if (to == NULL || !replace(bytes, word + 1, to))
            return iwmo_fail(err, IWMO_MALFORMED,
                             "generate/breaks.def: '%s' is not there", word);
    }
    return bytes->failed;
}
