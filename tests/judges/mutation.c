#include "judges/mutation.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

#define XSI          " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint32_t
below(const struct mutation_scene *scene, size_t bound)
{
    return test_random_below(scene->random, (uint32_t)bound);
}

static const char *
keep(const struct mutation_scene *scene, struct iwmo_buffer *text)
{
    const char *copy = iwmo_arena_copy(scene->arena, text->at, text->size);

    cr_assert_not_null(copy);
    iwmo_buffer_release(text);
    return copy;
}

static struct tree_item *
any_element(const struct mutation_scene *scene)
{
    return scene->elements[below(scene, scene->count)];
}

/* Not the root; the root itself when there is nothing else. */
static struct tree_item *
any_inner(const struct mutation_scene *scene)
{
    if (scene->count < 2)
        return scene->root;
    return scene->elements[1 + below(scene, scene->count - 1)];
}

static bool
is_group(const struct tree_item *item)
{
    return item->decl != NULL && item->decl->type->kind == IWMO_GROUP;
}

static struct tree_item *
any_value(const struct mutation_scene *scene)
{
    for (int tries = 0; tries < 100; tries++) {
        struct tree_item *item = any_element(scene);
        if (item->decl != NULL && !is_group(item))
            return item;
    }
    return any_inner(scene);
}

static struct tree_item *
any_group(const struct mutation_scene *scene)
{
    for (int tries = 0; tries < 100; tries++) {
        struct tree_item *item = any_element(scene);
        if (is_group(item))
            return item;
    }
    return scene->root;
}

static bool
is_inside(const struct tree_item *item, const struct tree_item *outer)
{
    for (; item != NULL; item = item->parent)
        if (item == outer)
            return true;
    return false;
}

/* A child of `parent` to stand before, or NULL for the end. */
static struct tree_item *
any_place(const struct mutation_scene *scene, const struct tree_item *parent)
{
    uint32_t steps = below(scene, 8);
    struct tree_item *place = parent->first;

    while (place != NULL && steps-- > 0)
        place = place->next;
    return place;
}

/* ---- structure ---- */

static void
drop(const struct mutation_scene *scene)
{
    tree_remove(any_inner(scene));
}

static void
repeat(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene);
    uint32_t copies = below(scene, 4) == 0 ? 1 + below(scene, 12) : 1;

    if (item->parent == NULL)
        return;
    while (copies-- > 0)
        tree_insert(item->parent, item->next, tree_copy(item, scene->arena));
}

static void
swap(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene);
    struct tree_item *next = item->next;
    struct tree_item *parent = item->parent;

    if (next == NULL)
        return;
    tree_remove(next);
    tree_insert(parent, item, next);
}

static void
shift(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene);
    struct tree_item *parent = item->parent;

    if (parent == NULL)
        return;
    tree_remove(item);
    tree_insert(parent, any_place(scene, parent), item);
}

static void
move(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene), *parent = any_group(scene);

    if (item->parent == NULL || is_inside(parent, item))
        return;
    tree_remove(item);
    tree_insert(parent, any_place(scene, parent), item);
}

static void
implant(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene), *parent = any_group(scene);

    if (item->parent != NULL)
        tree_insert(parent, any_place(scene, parent), tree_copy(item, scene->arena));
}

static void
unwrap(const struct mutation_scene *scene)
{
    struct tree_item *item = any_group(scene), *parent = item->parent;

    if (parent == NULL)
        return;
    while (item->first != NULL) {
        struct tree_item *child = item->first;
        tree_remove(child);
        tree_insert(parent, item, child);
    }
    tree_remove(item);
}

static void
wrap(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene), *parent = item->parent;

    if (parent == NULL)
        return;
    struct tree_item *outer = tree_element(any_element(scene)->tag, scene->arena);
    tree_insert(parent, item, outer);
    tree_remove(item);
    tree_insert(outer, NULL, item);
}

static void
clear(const struct mutation_scene *scene)
{
    struct tree_item *item = any_element(scene);

    while (item->first != NULL)
        tree_remove(item->first);
}

static void
add_unknown(const struct mutation_scene *scene)
{
    static const char *const tags[] = {"Onbekend", "x", "iwmo:Onbekend", "iwmo:Datum",
                                       "n\xC3\xA9w"};
    struct tree_item *parent = any_group(scene);
    const char *tag = tags[below(scene, COUNT(tags))];

    for (uint32_t copies = 1 + below(scene, 2); copies > 0; copies--)
        tree_insert(parent, any_place(scene, parent), tree_element(tag, scene->arena));
}

/* ---- names ---- */

static const char *
local(const char *tag)
{
    const char *colon = strchr(tag, ':');

    return colon ? colon + 1 : tag;
}

static void
rename_item(const struct mutation_scene *scene)
{
    struct tree_item *item = any_element(scene);
    struct iwmo_buffer tag = {0};

    iwmo_buffer_add(&tag, item->tag, (size_t)(local(item->tag) - item->tag));
    switch (below(scene, 4)) {
    case 0:
        iwmo_buffer_text(&tag, "Anders");
        break;
    case 1:
        iwmo_buffer_printf(&tag, "%sX", local(item->tag));
        break;
    case 2:
        iwmo_buffer_text(&tag, local(item->tag));
        tag.at[local(item->tag) - item->tag] ^= 0x20;
        break;
    default:
        iwmo_buffer_text(&tag, local(any_element(scene)->tag));
    }
    item->tag = keep(scene, &tag);
}

static void
change_prefix(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene);
    struct iwmo_buffer tag = {0};

    switch (below(scene, 6)) {
    case 0:
        iwmo_buffer_text(&tag, "iwmo:");
        break;
    case 1:
    case 2:
        iwmo_buffer_printf(&tag, "wmo%u:", scene->message->number);
        break;
    case 3:
        iwmo_buffer_text(&tag, "onbekend:");
        break;
    case 4:
        item->attributes = " xmlns=\"urn:anders\"";
        break;
    default:
        break;
    }
    iwmo_buffer_text(&tag, local(item->tag));
    item->tag = keep(scene, &tag);
}

static void
change_prefixes_inside(const struct mutation_scene *scene)
{
    struct tree_item *item = any_group(scene);
    const char *prefix = below(scene, 2) ? "iwmo" : scene->root->tag;
    int size = prefix == scene->root->tag ? (int)strcspn(prefix, ":") : 4;
    size_t count;
    struct tree_item **all = tree_elements(item, scene->arena, &count);

    for (size_t i = item->parent == NULL; i < count; i++) {
        struct iwmo_buffer tag = {0};
        iwmo_buffer_printf(&tag, "%.*s:%s", size, prefix, local(all[i]->tag));
        all[i]->tag = keep(scene, &tag);
    }
}

/* ---- values ---- */

static void
set_value(const struct mutation_scene *scene, struct tree_item *item, const char *value)
{
    while (item->first != NULL)
        tree_remove(item->first);
    tree_insert(item, NULL, tree_text(value, scene->arena));
}

static const char *
any_listed(const struct mutation_scene *scene)
{
    static const char *const values[] = {
        "",
        " ",
        "\t\n ",
        "0",
        "00",
        "+5",
        "-0",
        "-1",
        "1.0",
        "1 2",
        "99999999999999999999",
        "999999999999999999999999999",
        "000000000000000000000000000000001",
        "+",
        "-",
        "--1",
        "2025-02-29",
        "2024-02-29",
        "1900-02-29",
        "2000-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-01-32",
        "0000-01-01",
        "0001-01-01",
        "-0001-01-01",
        "12025-01-01",
        "012025-01-01",
        "2025-1-1",
        " 2025-03-10 ",
        "2025-03-10\n",
        "2025-03-10Z",
        "2025-03-10+01:00",
        "2025-03-10-14:00",
        "2025-03-10+14:01",
        "20250310",
        "2025-03-10T00:00:00",
        "10-03-2025",
        "24:00:00",
        "24:00:01",
        "12:60:00",
        "12:00:60",
        "12:00:00.5",
        "12:00:00.",
        "12:34",
        "1:02:03",
        "12:34:56Z",
        "12:34:56+01:00",
        " 12:34:56 ",
        "12:34:56-05:00",
        "12:34:56.123456789",
        "A",
        "a",
        "aa",
        "\xC3\xA9",
        "\xE2\x82\xAC",
        "\xF0\x9F\x98\x80",
        "\xC2\xA0",
        "a b",
        " a",
        "a ",
        "a\nb",
        "a&#13;b",
        "&#9;",
        "&amp;",
        "&lt;",
        "01",
        "02",
        "1",
        "2",
        "9",
        "X1",
        "NL",
        "nl",
        "0000",
        "1234",
        "123456789",
        "12345678",
        "1234567890",
        "99A99",
        "01A03",
        "3511AB",
        "3511 AB",
        "a@b.nl",
        "a@b",
        "@",
        "0301234567",
        "1.0.0",
        "1.0",
        "01.0.0",
        "<![CDATA[1]]>",
        "0<!-- x -->1",
        "<?x y?>",
        "<![CDATA[]]>",
        "&#x31;",
        "<b/>",
        "1<b>2</b>",
    };
    return values[below(scene, COUNT(values))];
}

static const char *
of_length(const struct mutation_scene *scene, const struct iwmo_type *type)
{
    static const char *const fills[] = {"a", "1", "\xC3\xA9",
                                        "A", " ", "\xF0\x9F\x98\x80"};
    const char *fill = fills[below(scene, COUNT(fills))];
    uint32_t max = type->max_length < 1000 ? type->max_length : 40;
    const uint32_t lengths[] = {
        0, type->min_length - 1, type->min_length, max - 1, max, max + 1};
    uint32_t length = lengths[below(scene, COUNT(lengths))];
    struct iwmo_buffer value = {0};

    for (uint32_t i = 0; i < length && i < 1001; i++)
        iwmo_buffer_text(&value, fill);
    return keep(scene, &value);
}

static const char *
of_range(const struct mutation_scene *scene, const struct iwmo_type *type)
{
    static const char *const fronts[] = {"", "", "", "+", "0", "000", " ", "-"};
    int64_t bound = below(scene, 2) ? type->max_inclusive : type->min_inclusive;
    int64_t value = bound + (int64_t)below(scene, 3) - 1;
    struct iwmo_buffer text = {0};

    iwmo_buffer_printf(&text, "%s%" PRId64, fronts[below(scene, COUNT(fronts))], value);
    return keep(scene, &text);
}

/* The value of another element, or a code of its list. */
static const char *
of_other(const struct mutation_scene *scene)
{
    const struct tree_item *other = any_value(scene);

    if (other->decl != NULL && other->decl->type->code_count > 0)
        return other->decl->type->codes[below(scene, other->decl->type->code_count)]
            .value;
    return other->first && other->first->text ? other->first->text : "";
}

/* One character more, less or other; the text may hold references, which then break up
 * into text: only letters and digits are touched. */
static const char *
nudged(const struct mutation_scene *scene, const struct tree_item *item)
{
    static const char characters[] = "0159-+.:Zz A\n_";
    const char *old = item->first && item->first->text ? item->first->text : "";
    size_t size = strlen(old), at = below(scene, size + 1);
    char c = characters[below(scene, sizeof(characters) - 1)];
    struct iwmo_buffer value = {0};

    if (strpbrk(old, "&<") != NULL)
        return old;
    for (size_t i = 0; i < size; i++)
        if (old[i] & 0x80)
            return "\xC3\x85ngstr\xC3\xB6m-";
    uint32_t kind = below(scene, 3); /* 0: more, 1: less, 2: other */
    iwmo_buffer_add(&value, old, at);
    if (kind != 1)
        iwmo_buffer_char(&value, c);
    if (at < size)
        iwmo_buffer_text(&value, old + at + (kind != 0));
    return keep(scene, &value);
}

static void
change_value(const struct mutation_scene *scene)
{
    struct tree_item *item = any_value(scene);
    const struct iwmo_type *type = item->decl ? item->decl->type : NULL;
    const char *value;

    switch (below(scene, 5)) {
    case 0:
        value = of_other(scene);
        break;
    case 1:
        value = nudged(scene, item);
        break;
    case 2:
        value = type && type->kind == IWMO_INTEGER  ? of_range(scene, type)
                : type && type->kind == IWMO_STRING ? of_length(scene, type)
                                                    : any_listed(scene);
        break;
    case 3:
        value = type && type->code_count
                    ? type->codes[below(scene, type->code_count)].value
                    : any_listed(scene);
        break;
    default:
        value = any_listed(scene);
    }
    set_value(scene, item, value);
}

/* ---- text and attributes where there are none ---- */

static void
add_text(const struct mutation_scene *scene)
{
    static const char *const texts[] = {
        "x",    " x ",           "&#65;", "\xC3\xA9",   "<![CDATA[x]]>", "&amp;",
        " \n ", "<![CDATA[ ]]>", "&#32;", "<!-- x -->", "<?x y?>",       "\r\n\t",
    };
    struct tree_item *parent = any_group(scene);

    tree_insert(parent, any_place(scene, parent),
                tree_text(texts[below(scene, COUNT(texts))], scene->arena));
}

static void
add_attribute(const struct mutation_scene *scene)
{
    static const char *const attributes[] = {
        " a=\"1\"",
        " xml:lang=\"nl\"",
        " xml:space=\"preserve\"",
        " iwmo:a=\"\"",
        XSI " xsi:nil=\"true\"",
        XSI " xsi:nil=\"false\"",
        " xmlns:q=\"urn:q\"",
        XSI " xsi:type=\"iwmo:LDT_Naam\"",
        XSI " xsi:type=\"niets\"",
        XSI " xsi:type=\"iwmo:LDT_Datum\"",
        XSI " xsi:type=\"iwmo:CDT_Product\"",
        " a=\"1\" b=\"2\"",
    };
    struct tree_item *item = any_inner(scene);

    item->attributes = attributes[below(scene, COUNT(attributes))];
}

static void
add_own_type(const struct mutation_scene *scene)
{
    struct tree_item *item = any_inner(scene);
    struct iwmo_buffer text = {0};

    if (item->decl == NULL || item->decl->type->name[0] == '\0')
        return;
    bool is_base = item->decl->type->space == IWMO_SPACE_BASE;
    if (below(scene, 4) == 0)
        is_base = !is_base;
    iwmo_buffer_printf(&text, XSI " xsi:type=\"%.*s:%s\"",
                       is_base ? 4 : (int)strcspn(scene->root->tag, ":"),
                       is_base ? "iwmo" : scene->root->tag, item->decl->type->name);
    item->attributes = keep(scene, &text);
}

const char *
mutation_apply(const struct mutation_scene *scene)
{
    static const struct {
        const char *name;
        void (*apply)(const struct mutation_scene *scene);
        uint32_t weight;
    } rows[] = {
        {"drop", drop, 4},
        {"repeat", repeat, 3},
        {"swap", swap, 3},
        {"shift", shift, 2},
        {"move", move, 2},
        {"implant", implant, 2},
        {"unwrap", unwrap, 1},
        {"wrap", wrap, 1},
        {"clear", clear, 1},
        {"add unknown", add_unknown, 2},
        {"rename", rename_item, 2},
        {"change prefix", change_prefix, 2},
        {"change prefixes inside", change_prefixes_inside, 1},
        {"change value", change_value, 12},
        {"add text", add_text, 2},
        {"add attribute", add_attribute, 2},
        {"add own type", add_own_type, 1},
    };
    uint32_t total = 0;

    for (size_t i = 0; i < COUNT(rows); i++)
        total += rows[i].weight;
    uint32_t drawn = below(scene, total);
    size_t row = 0;
    while (drawn >= rows[row].weight)
        drawn -= rows[row++].weight;
    rows[row].apply(scene);
    return rows[row].name;
}
