#include "cases/answer.h"

#include <ctype.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

static const char *
name_of(const xmlNode *node)
{
    return (const char *)node->name;
}

static const xmlNode *
child(const xmlNode *node, const char *name)
{
    for (const xmlNode *each = node->children; each != NULL; each = each->next)
        if (each->type == XML_ELEMENT_NODE && strcmp(name_of(each), name) == 0)
            return each;
    return NULL;
}

static void
copy_value(const xmlNode *node, char *out, size_t room)
{
    xmlChar *value = node != NULL ? xmlNodeGetContent(node) : NULL;

    snprintf(out, room, "%s", value != NULL ? (const char *)value : "");
    xmlFree(value);
}

/* ---- reading ---- */

static void
read_key(const xmlNode *node, struct answer_class *class)
{
    static const char *const keys[] = {"Bsn", "ToewijzingNummer", "ReferentieAanbieder",
                                       "DeclaratieNummer"};
    const xmlNode *reference = child(node, "ProductReferentie");
    const xmlNode *key = reference ? child(reference, "ReferentieNummer") : NULL;

    for (size_t i = 0; key == NULL && i < sizeof(keys) / sizeof(keys[0]); i++)
        key = child(node, keys[i]);
    copy_value(key, class->key, sizeof(class->key));
}

static void
read_class(const xmlNode *node, const xmlNode *codes, struct answer *answer)
{
    struct answer_class *class = &answer->classes[answer->count];

    if (answer->count == ANSWER_MAX_CLASSES)
        return;
    answer->count++;
    snprintf(class->name, sizeof(class->name), "%s", name_of(node));
    read_key(node, class);
    for (const xmlNode *code = codes->children; code != NULL; code = code->next)
        if (code->type == XML_ELEMENT_NODE && class->count < ANSWER_MAX_CODES)
            copy_value(code, class->codes[class->count++], sizeof(class->codes[0]));
}

static void
read_total(const xmlNode *node, char *out, size_t room)
{
    char amount[20], sign[4];

    copy_value(child(node, "TotaalBedrag"), amount, sizeof(amount));
    copy_value(child(node, "DebetCredit"), sign, sizeof(sign));
    snprintf(out, room, "%s %s", amount, sign);
}

static void
read_node(const xmlNode *node, struct answer *answer)
{
    const xmlNode *codes = child(node, "RetourCodes");

    if (codes != NULL)
        read_class(node, codes, answer);
    for (const xmlNode *each = node->children; each != NULL; each = each->next) {
        if (each->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp(name_of(each), "TotaalIngediendBedrag") == 0 ||
            strcmp(name_of(each), "IngediendTotaalBedrag") == 0)
            read_total(each, answer->ingediend, sizeof(answer->ingediend));
        else if (strcmp(name_of(each), "TotaalToegekendBedrag") == 0 ||
                 strcmp(name_of(each), "ToegekendTotaalBedrag") == 0)
            read_total(each, answer->toegekend, sizeof(answer->toegekend));
        else
            read_node(each, answer);
    }
}

bool
answer_read(const char *path, struct answer *answer)
{
    static const struct answer none;
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NONET);
    const xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    const char *space = root != NULL && root->ns != NULL
                            ? strstr((const char *)root->ns->href, "/wmo")
                            : NULL;

    *answer = none;
    if (space != NULL) {
        snprintf(answer->message, sizeof(answer->message), "%.3s", space + 4);
        read_node(root, answer);
    }
    xmlFreeDoc(document);
    return space != NULL;
}

bool
answer_accepts(const struct answer *answer)
{
    for (int i = 0; i < answer->count; i++)
        for (int k = 0; k < answer->classes[i].count; k++)
            if (strcmp(answer->classes[i].codes[k], "0200") != 0 &&
                strcmp(answer->classes[i].codes[k], "8001") != 0)
                return false;
    return true;
}

void
answer_print(const struct answer *answer, struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, answer->count == 0 ? "accepted" : "");
    for (int i = 0; i < answer->count; i++) {
        const struct answer_class *class = &answer->classes[i];

        iwmo_buffer_printf(out, "%s%s", i > 0 ? ", " : "", class->name);
        if (strcmp(class->name, "Prestatie") == 0)
            iwmo_buffer_printf(out, "[%s]", class->key);
        for (int k = 0; k < class->count; k++)
            iwmo_buffer_printf(out, "%s%s", k > 0 ? " and " : " ", class->codes[k]);
    }
    if (answer->ingediend[0] != '\0')
        iwmo_buffer_printf(out, ", ingediend %s, toegekend %s", answer->ingediend,
                           answer->toegekend);
}

/* ---- matching ---- */

struct item { /* one part of a claim */
    bool is_at_least, is_some;
    char name[40], key[40];
    char codes[ANSWER_MAX_CODES][8];
    int count;
};

static bool
is_code(const char *word)
{
    return strlen(word) == 4 && (isdigit((unsigned char)word[0]) || word[0] == 'S') &&
           strspn(word + 1, "0123456789") == 3;
}

static void
read_item(char *text, struct item *item)
{
    static const struct item none;
    char *state = NULL;

    *item = none;
    for (char *word = strtok_r(text, " ", &state); word != NULL;
         word = strtok_r(NULL, " ", &state)) {
        char *bracket = strchr(word, '[');

        if (strcmp(word, "at") == 0)
            item->is_at_least = true;
        else if (strcmp(word, "some") == 0)
            item->is_some = true;
        else if (is_code(word) && item->count < ANSWER_MAX_CODES)
            snprintf(item->codes[item->count++], sizeof(item->codes[0]), "%s", word);
        else if (isupper((unsigned char)word[0])) {
            if (bracket != NULL) {
                *bracket++ = '\0';
                snprintf(item->key, sizeof(item->key), "%.*s",
                         (int)strcspn(bracket, "]"), bracket);
            }
            snprintf(item->name, sizeof(item->name), "%s", word);
        }
    }
}

static bool
has_code(const char (*codes)[8], int count, const char *code)
{
    for (int i = 0; i < count; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}

static bool
item_matches(const struct item *item, const struct answer_class *class)
{
    if (strcmp(item->name, class->name) != 0 ||
        (item->key[0] != '\0' && strcmp(item->key, class->key) != 0))
        return false;
    for (int i = 0; !item->is_some && i < item->count; i++)
        if (!has_code(class->codes, class->count, item->codes[i]))
            return false;
    for (int i = 0; !item->is_at_least && i < class->count; i++)
        if (!has_code(item->codes, item->count, class->codes[i]))
            return false;
    return class->count > 0;
}

static const char *
after_word(const char *text, const char *word)
{
    size_t size = strlen(word);

    return strncmp(text, word, size) == 0 ? text + size : NULL;
}

/* A total, or the next class. */
static bool
part_matches(const struct answer *answer, char *part, int *at)
{
    const char *total;
    struct item item;

    part += strspn(part, " ");
    if ((total = after_word(part, "ingediend ")) != NULL)
        return strcmp(total, answer->ingediend) == 0;
    if ((total = after_word(part, "toegekend ")) != NULL)
        return strcmp(total, answer->toegekend) == 0;
    read_item(part, &item);
    return *at < answer->count && item_matches(&item, &answer->classes[(*at)++]);
}

bool
answer_matches(const struct answer *answer, const char *claim, struct iwmo_buffer *why)
{
    char copy[1000], *state = NULL;
    int at = 0;
    bool matches = true;

    snprintf(copy, sizeof(copy), "%s", claim);
    if (strcmp(claim, "accepted") == 0 && strcmp(answer->message, "325") == 0)
        snprintf(copy, sizeof(copy), "Header 0200, DeclaratieAntwoord 8001");
    if (strcmp(copy, "accepted") == 0)
        matches = answer->count == 0;
    else
        for (char *part = strtok_r(copy, ",", &state); part != NULL;
             part = strtok_r(NULL, ",", &state))
            matches = part_matches(answer, part, &at) && matches;
    if (strcmp(copy, "accepted") != 0 && at != answer->count)
        matches = false;
    if (!matches && why != NULL) {
        iwmo_buffer_text(why, "the answer is ");
        answer_print(answer, why);
    }
    return matches;
}

/* The amounts of a 325 may look like codes. */
static bool
is_amount(const char *claim, const char *at)
{
    return at - claim >= 10 && (strncmp(at - 10, "ingediend ", 10) == 0 ||
                                strncmp(at - 10, "toegekend ", 10) == 0);
}

bool
answer_claim_refuses(const char *claim)
{
    for (const char *at = claim; *at != '\0'; at++) {
        char word[5] = {0};

        if ((at > claim && at[-1] != ' ') || is_amount(claim, at))
            continue;
        memcpy(word, at, strnlen(at, 4));
        if (is_code(word) && strchr(" ,", at[strlen(word)]) != NULL &&
            strcmp(word, "0200") != 0 && strcmp(word, "8001") != 0)
            return true;
    }
    return false;
}
