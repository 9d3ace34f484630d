#include "report/mask.h"

#include <string.h>

#include "model/privacy.h"
#include "schema/facet.h"
#include "schema/lookup.h"

#define DENIED       "…"
#define PREFIX_BYTES 12 /* a longer one may be anything */

struct mask {
    struct iwmo_text piece;
    size_t next; /* first byte that was not looked at */
    bool is_at;  /* the finding is about the token at hand */
    struct iwmo_buffer *out;
    uint16_t opened; /* EL_x of a start tag right before; 0: none, or not known */
};

/* ---- bytes ---- */

static bool
is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool
is_name_end(char c)
{
    return is_white(c) || c == '>' || c == '/' || c == '=' || c == '<';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static struct iwmo_text
slice(const struct mask *mask, size_t begin, size_t end)
{
    return (struct iwmo_text){mask->piece.at + begin, end - begin};
}

static bool
starts(const struct mask *mask, const char *string)
{
    size_t size = strlen(string);

    return mask->piece.size - mask->next >= size &&
           memcmp(mask->piece.at + mask->next, string, size) == 0;
}

/* Where `string` ends, at or behind `from`; the end of the piece when it has none. */
static size_t
end_of(const struct mask *mask, size_t from, const char *string)
{
    size_t size = mask->piece.size;

    if (from >= size)
        return size;
    const char *found =
        memmem(mask->piece.at + from, size - from, string, strlen(string));
    return found ? (size_t)(found - mask->piece.at) + strlen(string) : size;
}

/* ---- what is shown ---- */

/* White space as it is, each run of other bytes as one "…". */
static void
deny(struct mask *mask, struct iwmo_text text)
{
    bool is_denied = false;

    for (size_t i = 0; i < text.size; i++) {
        if (is_white(text.at[i])) {
            iwmo_buffer_char(mask->out, text.at[i]);
            is_denied = false;
        } else if (!is_denied) {
            iwmo_buffer_text(mask->out, DENIED);
            is_denied = true;
        }
    }
}

static bool
is_plain_prefix(struct iwmo_text prefix)
{
    for (size_t i = 0; i < prefix.size; i++)
        if (!is_letter(prefix.at[i]))
            return false;
    return prefix.size <= PREFIX_BYTES;
}

/* A tag's name, with or without prefix.  Returns its element, 0 when there is none. */
static uint16_t
show_name(struct mask *mask, struct iwmo_text name)
{
    struct iwmo_text local = name;
    const char *colon = name.size > 0 ? memchr(name.at, ':', name.size) : NULL;
    size_t prefix = colon != NULL ? (size_t)(colon - name.at) + 1 : 0;

    local.at += prefix;
    local.size -= prefix;
    uint16_t id = iwmo_name_id(&iwmo_schema_builtin, local);
    if (prefix > 0 && is_plain_prefix((struct iwmo_text){name.at, prefix - 1}))
        iwmo_privacy_digits((struct iwmo_text){name.at, prefix}, false, mask->out);
    if (id != 0 || mask->is_at)
        iwmo_privacy_digits(local, false, mask->out);
    else if (local.size > 0)
        iwmo_buffer_text(mask->out, DENIED);
    return id;
}

/* A namespace of the standard tells the release; others are denied. */
static bool
is_namespace(struct iwmo_text value)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        if (iwmo_text_equals(value, message->space) ||
            iwmo_text_equals(value, message->base_space))
            return true;
    }
    return false;
}

/* An attribute's value with its quotes. */
static void
show_quoted(struct mask *mask, struct iwmo_text quoted)
{
    struct iwmo_text value = {quoted.at + 1, quoted.size - 2};

    iwmo_buffer_char(mask->out, quoted.at[0]);
    if (is_namespace(value))
        iwmo_buffer_add(mask->out, value.at, value.size);
    else
        deny(mask, value);
    iwmo_buffer_char(mask->out, quoted.at[0]);
}

static void
show_attribute_name(struct mask *mask, struct iwmo_text name)
{
    bool is_xmlns = name.size >= 5 && memcmp(name.at, "xmlns", 5) == 0;

    if (is_xmlns && name.size > 5)
        is_xmlns = name.at[5] == ':' &&
                   is_plain_prefix((struct iwmo_text){name.at + 6, name.size - 6});
    if (is_xmlns || mask->is_at)
        iwmo_privacy_digits(name, false, mask->out);
    else
        deny(mask, name);
}

/* What stands behind the name in a tag, its quotes balanced. */
static void
show_attributes(struct mask *mask, struct iwmo_text text)
{
    while (text.size > 0) {
        size_t size = 1;
        if (text.at[0] == '"' || text.at[0] == '\'') {
            const char *quote = memchr(text.at + 1, text.at[0], text.size - 1);
            if (quote == NULL) { /* its other half was taken for the name */
                deny(mask, text);
                return;
            }
            size = (size_t)(quote - text.at) + 1;
            show_quoted(mask, (struct iwmo_text){text.at, size});
        } else if (is_name_end(text.at[0])) {
            iwmo_buffer_char(mask->out, text.at[0]);
        } else {
            while (size < text.size && !is_name_end(text.at[size]) &&
                   text.at[size] != '"' && text.at[size] != '\'')
                size++;
            show_attribute_name(mask, (struct iwmo_text){text.at, size});
        }
        text.at += size;
        text.size -= size;
    }
}

/* The element with this name inside a group: one that `text` fits, else the last. */
static const struct iwmo_element *
find_element(const struct iwmo_type *group, uint16_t id, struct iwmo_text text,
             bool *fits)
{
    const struct iwmo_element *found = NULL;

    for (size_t i = 0; i < group->child_count && !*fits; i++) {
        const struct iwmo_element *child = &group->children[i];
        const struct iwmo_element *inside = NULL;
        struct iwmo_value value;
        if (child->type->kind == IWMO_GROUP)
            inside = find_element(child->type, id, text, fits);
        else if (child->id == id)
            inside = child;
        if (inside == child)
            *fits = iwmo_type_check(child->type, text, &value) == IWMO_FACET_NONE;
        found = inside != NULL ? inside : found;
    }
    return found;
}

/* The element that a value may be of: a piece does not tell the message.  NULL: none.
 */
static const struct iwmo_element *
element_of(uint16_t id, struct iwmo_text text)
{
    const struct iwmo_element *found = NULL;
    bool fits = false;

    for (size_t i = 0; i < iwmo_schema_builtin.message_count && !fits; i++) {
        const struct iwmo_element *element =
            find_element(iwmo_schema_builtin.messages[i].root->type, id, text, &fits);
        found = element != NULL ? element : found;
    }
    return found;
}

/* The text between the tag `opened` and an end tag, as privacy lets it be shown. */
static void
show_value(struct mask *mask, struct iwmo_text text)
{
    bool is_simple = memchr(text.at, '&', text.size) == NULL &&
                     memchr(text.at, '\n', text.size) == NULL &&
                     memchr(text.at, '\r', text.size) == NULL;

    if (is_simple)
        iwmo_privacy_print(element_of(mask->opened, text), text, false, mask->out);
    else
        deny(mask, text);
}

/* ---- tokens ---- */

/* A start, end or empty tag that is complete. */
static void
show_tag(struct mask *mask, size_t end)
{
    bool is_end = mask->piece.at[mask->next + 1] == '/';
    size_t name = mask->next + (is_end ? 2 : 1), behind = name;

    while (behind < end - 1 && !is_name_end(mask->piece.at[behind]))
        behind++;
    iwmo_buffer_text(mask->out, is_end ? "</" : "<");
    uint16_t id = show_name(mask, slice(mask, name, behind));
    show_attributes(mask, slice(mask, behind, end - 1));
    iwmo_buffer_char(mask->out, '>');
    bool is_empty = mask->piece.at[end - 2] == '/';
    mask->opened = is_end || is_empty ? 0 : id;
}

/* Where the tag at `next` ends; 0 when it is not complete or no tag. */
static size_t
tag_end(const struct mask *mask)
{
    char quote = '\0';
    size_t i = mask->next + 1;
    char first = i < mask->piece.size ? mask->piece.at[i] : ' ';

    if (is_white(first) || first == '<' || first == '>' || first == '?' || first == '!')
        return 0;
    for (; i < mask->piece.size; i++) {
        char c = mask->piece.at[i];
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i + 1;
        else if (c == '<')
            return 0;
    }
    return 0;
}

/* Comment, CDATA, processing instruction, declaration: nothing of what is inside. */
static size_t
show_special(struct mask *mask)
{
    static const struct {
        const char *begin, *end;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (!starts(mask, kinds[i].begin))
            continue;
        size_t inside = mask->next + strlen(kinds[i].begin);
        size_t end = end_of(mask, inside, kinds[i].end);
        size_t last = end - inside >= strlen(kinds[i].end) ? strlen(kinds[i].end) : 0;
        bool is_closed =
            last > 0 && memcmp(mask->piece.at + end - last, kinds[i].end, last) == 0;
        iwmo_buffer_text(mask->out, kinds[i].begin);
        deny(mask, slice(mask, inside, is_closed ? end - last : end));
        iwmo_buffer_text(mask->out, is_closed ? kinds[i].end : "");
        return end;
    }
    return 0;
}

/* A token that starts with "<"; returns where it ends. */
static size_t
show_markup(struct mask *mask)
{
    size_t end = tag_end(mask);

    if (end > 0) {
        show_tag(mask, end);
        return end;
    }
    mask->opened = 0;
    end = show_special(mask);
    if (end > 0)
        return end;
    end = end_of(mask, mask->next + 1, "<");
    end -= end > mask->next + 1 && mask->piece.at[end - 1] == '<';
    iwmo_buffer_char(mask->out, '<');
    deny(mask, slice(mask, mask->next + 1, end));
    return end;
}

/* Text up to the next "<"; returns where it ends. */
static size_t
show_text(struct mask *mask)
{
    const char *less =
        memchr(mask->piece.at + mask->next, '<', mask->piece.size - mask->next);
    size_t end = less != NULL ? (size_t)(less - mask->piece.at) : mask->piece.size;
    struct iwmo_text text = slice(mask, mask->next, end);
    bool is_value = end + 1 < mask->piece.size && mask->piece.at[end + 1] == '/';

    if (mask->opened != 0 && is_value)
        show_value(mask, text);
    else
        deny(mask, text);
    return end;
}

/* Is the token a start tag with a value and an end tag behind it, on one line? */
static bool
has_value(const struct mask *mask, size_t begin)
{
    size_t end = mask->next;
    bool is_start = end >= begin + 3 && mask->piece.at[begin] == '<' &&
                    mask->piece.at[begin + 1] != '/' &&
                    mask->piece.at[end - 1] == '>' && mask->piece.at[end - 2] != '/';

    if (!is_start)
        return false;
    while (end < mask->piece.size && mask->piece.at[end] != '<')
        if (mask->piece.at[end++] == '\n')
            return false;
    return end + 1 < mask->piece.size && mask->piece.at[end + 1] == '/';
}

struct iwmo_span
iwmo_mask_xml(struct iwmo_text piece, size_t at, bool show_values,
              struct iwmo_buffer *out)
{
    struct mask mask = {.piece = piece, .out = out};
    struct iwmo_span span = {0, 0};
    bool goes_on = false; /* the mark, up to the end tag */

    while (mask.next < piece.size) {
        size_t begin = mask.next, before = out->size;
        bool is_markup = piece.at[begin] == '<';
        mask.is_at = begin == at;
        mask.next = is_markup ? show_markup(&mask) : show_text(&mask);
        if (show_values) {
            out->size = before;
            iwmo_buffer_add(out, piece.at + begin, mask.next - begin);
        }
        if (goes_on)
            span.end = out->size;
        goes_on = goes_on && !is_markup;
        if (begin <= at && at < mask.next) {
            span = (struct iwmo_span){before, out->size};
            goes_on = has_value(&mask, begin);
        }
    }
    return span;
}
