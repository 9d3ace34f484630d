#include "xml/prolog.h"

#include <string.h>
#include <strings.h>

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

/* What is left to read.  A byte 0 ends it, and is part of nothing. */
struct text {
    const char *at;
};

struct attribute {
    struct iwmo_text prefix, name, value;
};

/* The other attributes that were seen, while the namespaces are not known yet. */
struct others {
    struct attribute rows[2];
    size_t count;
};

static bool
take(struct text *text, const char *word)
{
    size_t size = strlen(word);

    if (strncmp(text->at, word, size) != 0)
        return false;
    text->at += size;
    return true;
}

static bool
take_white(struct text *text)
{
    size_t size = strspn(text->at, " \t\r\n");

    text->at += size;
    return size > 0;
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* An NCName of plain letters; empty: none. */
static struct iwmo_text
take_name(struct text *text)
{
    struct iwmo_text name = {text->at, 0};

    if (!is_letter(*text->at))
        return name;
    while (is_letter(*text->at) || (*text->at >= '0' && *text->at <= '9') ||
           *text->at == '-' || *text->at == '.')
        text->at++;
    name.size = (size_t)(text->at - name.at);
    return name;
}

/* "value" or 'value', of plain characters only. */
static bool
take_value(struct text *text, struct iwmo_text *value)
{
    char quote = *text->at;

    if (quote != '"' && quote != '\'')
        return false;
    value->at = ++text->at;
    while (*text->at != quote) {
        unsigned char c = (unsigned char)*text->at;
        if (c < ' ' || c >= 0x7F || c == '<' || c == '&')
            return false;
        text->at++;
    }
    value->size = (size_t)(text->at++ - value->at);
    return true;
}

/* ---- the XML declaration: XML 1.0, 2.8 ---- */

/* White space, `name`, = and a value; nothing is taken when it is not there. */
static bool
take_pseudo(struct text *text, const char *name, struct iwmo_text *value)
{
    struct text ahead = *text;

    if (!take_white(&ahead) || !take(&ahead, name) || !take(&ahead, "=") ||
        !take_value(&ahead, value))
        return false;
    *text = ahead;
    return true;
}

static bool
take_declaration(struct text *text)
{
    struct iwmo_text value;

    if (!take(text, "<?xml"))
        return true; /* none */
    if (!take_pseudo(text, "version", &value) || !iwmo_text_equals(value, "1.0"))
        return false;
    if (take_pseudo(text, "encoding", &value) &&
        (value.size != 5 || strncasecmp(value.at, "UTF-8", 5) != 0))
        return false;
    if (take_pseudo(text, "standalone", &value) && !iwmo_text_equals(value, "yes") &&
        !iwmo_text_equals(value, "no"))
        return false;
    take_white(text);
    return take(text, "?>");
}

/* ---- the root ---- */

static bool
take_qname(struct text *text, struct iwmo_text *prefix, struct iwmo_text *name)
{
    *prefix = (struct iwmo_text){text->at, 0};
    *name = take_name(text);
    if (*text->at == ':') {
        text->at++;
        *prefix = *name;
        *name = take_name(text);
        if (prefix->size == 0)
            return false;
    }
    return name->size > 0;
}

static bool
add_space(struct iwmo_prolog *prolog, struct iwmo_text prefix, struct iwmo_text space)
{
    bool is_reserved = prefix.size >= 3 && strncasecmp(prefix.at, "xml", 3) == 0;
    bool is_of_xml = iwmo_text_equals(space, "http://www.w3.org/XML/1998/namespace") ||
                     iwmo_text_equals(space, "http://www.w3.org/2000/xmlns/");

    if (is_reserved || is_of_xml || space.size == 0 ||
        prolog->space_count == IWMO_PROLOG_SPACES ||
        iwmo_prolog_space(prolog, prefix).at != NULL)
        return false;
    prolog->spaces[prolog->space_count].prefix = prefix;
    prolog->spaces[prolog->space_count++].space = space;
    return true;
}

static bool
take_attribute(struct text *text, struct iwmo_prolog *prolog, struct others *others)
{
    struct attribute one;

    if (!take_qname(text, &one.prefix, &one.name) || !take(text, "=") ||
        !take_value(text, &one.value))
        return false;
    if (iwmo_text_equals(one.prefix, "xmlns"))
        return add_space(prolog, one.name, one.value);
    if (one.prefix.size == 0)
        return iwmo_text_equals(one.name, "xmlns") &&
               add_space(prolog, one.prefix, one.value);
    if (others->count == 2)
        return false;
    others->rows[others->count++] = one;
    return true;
}

/* xsi:schemaLocation and xsi:noNamespaceSchemaLocation, each once. */
static bool
are_locations(const struct iwmo_prolog *prolog, const struct others *others)
{
    for (size_t i = 0; i < others->count; i++) {
        const struct attribute *row = &others->rows[i];
        struct iwmo_text space = iwmo_prolog_space(prolog, row->prefix);
        if (space.at == NULL || !iwmo_text_equals(space, XSI))
            return false;
        if (!iwmo_text_equals(row->name, "schemaLocation") &&
            !iwmo_text_equals(row->name, "noNamespaceSchemaLocation"))
            return false;
        if (i > 0 && iwmo_text_same(row->name, others->rows[0].name))
            return false;
    }
    return true;
}

bool
iwmo_prolog_read(const char *at, const char *end, struct iwmo_prolog *prolog)
{
    struct text text = {at};
    struct others others = {.count = 0};

    *prolog = (struct iwmo_prolog){.space_count = 0};
    if (!take_declaration(&text))
        return false;
    if (text.at > at)
        take_white(&text); /* before the declaration there may be none */
    prolog->root = text.at;
    if (!take(&text, "<") || !take_qname(&text, &prolog->prefix, &prolog->name))
        return false;
    while (take_white(&text) && *text.at != '>')
        if (!take_attribute(&text, prolog, &others))
            return false;
    prolog->attribute_count = others.count;
    prolog->end = text.at + 1;
    return *text.at == '>' && prolog->end <= end && are_locations(prolog, &others);
}

struct iwmo_text
iwmo_prolog_space(const struct iwmo_prolog *prolog, struct iwmo_text prefix)
{
    for (size_t i = 0; i < prolog->space_count; i++)
        if (iwmo_text_same(prolog->spaces[i].prefix, prefix))
            return prolog->spaces[i].space;
    return (struct iwmo_text){0};
}

struct iwmo_text
iwmo_prolog_prefix(const struct iwmo_prolog *prolog, const char *space)
{
    for (size_t i = 0; i < prolog->space_count; i++)
        if (iwmo_text_equals(prolog->spaces[i].space, space))
            return prolog->spaces[i].prefix;
    return (struct iwmo_text){0};
}
