#include "xml/vocabulary.h"

#include <criterion/criterion.h>

#include "names.h"
#include "schema/lookup.h"

static const struct iwmo_message_kind *
message_301(void)
{
    return iwmo_message_by_name(&iwmo_schema_builtin, "301", R_3_2);
}

static const struct iwmo_word *
root_with(struct iwmo_vocabulary *vocabulary, const char *own, const char *base)
{
    struct iwmo_text prefixes[2] = {{0}};

    if (own != NULL)
        prefixes[IWMO_SPACE_MESSAGE] = iwmo_text(own);
    if (base != NULL)
        prefixes[IWMO_SPACE_BASE] = iwmo_text(base);
    return iwmo_vocabulary_root(vocabulary, message_301(), prefixes);
}

static bool
is_at(const struct iwmo_word *word, const char *text)
{
    char room[128] = {0};

    strncpy(room, text, sizeof(room) - 1);
    return iwmo_word_is_at(word, room);
}

/* All words in `words`, and in those below: each finds itself and none of the others.
 */
static void
expect_apart(const struct iwmo_type *type, const struct iwmo_word *words)
{
    for (uint16_t i = 0; i < type->child_count; i++) {
        cr_expect_eq(words[i].decl, &type->children[i]);
        for (uint16_t k = 0; k < type->child_count; k++)
            cr_expect_eq(is_at(&words[i], words[k].text), i == k, "%s %s",
                         words[i].text, words[k].text);
        if (words[i].below != NULL)
            expect_apart(type->children[i].type, words[i].below);
    }
}

Test(vocabulary, spells_every_element_with_the_prefixes_of_the_document)
{
    struct iwmo_vocabulary *vocabulary = iwmo_vocabulary_new(&iwmo_schema_builtin);
    const struct iwmo_word *root = root_with(vocabulary, "wmo301", "iwmo");

    cr_assert_not_null(root);
    cr_expect_str_eq(root->text, "wmo301:Bericht>");
    cr_expect_str_eq(root->below[0].text, "wmo301:Header>");
    cr_expect(is_at(root, "wmo301:Bericht>x"));
    cr_expect_not(is_at(root, "wmo301:Bericht "));
    cr_expect_not(is_at(root, "wmo302:Bericht>"));
    cr_expect_not(is_at(root, "wmo301:Bericht"));
    expect_apart(message_301()->root->type, root->below);

    root = root_with(vocabulary, "", "b"); /* short words */
    cr_assert_not_null(root);
    cr_expect_str_eq(root->text, "Bericht>");
    expect_apart(message_301()->root->type, root->below);
    iwmo_vocabulary_free(vocabulary);
}

/* No byte of a word can change, nor of those below it. */
static void
expect_exact(const struct iwmo_word *word, const struct iwmo_type *type)
{
    char text[IWMO_WORD_BYTES];

    memcpy(text, word->text, sizeof(text));
    for (size_t i = 0; i < word->size; i++) {
        text[i] ^= 0x20;
        cr_expect_not(is_at(word, text), "%s", text);
        text[i] ^= 0x20;
    }
    cr_expect(is_at(word, text), "%s", text);
    for (uint16_t i = 0; word->below != NULL && i < type->child_count; i++)
        expect_exact(&word->below[i], type->children[i].type);
}

Test(vocabulary, finds_words_of_any_length_and_nothing_like_them)
{
    static const char *const prefixes[] = {"", "a", "wmo301",
                                           "a2345678901234567890123"};
    struct iwmo_vocabulary *vocabulary = iwmo_vocabulary_new(&iwmo_schema_builtin);

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
        expect_exact(root_with(vocabulary, prefixes[i], "base"),
                     message_301()->root->type);
    iwmo_vocabulary_free(vocabulary);
}

/* The rows of `type` as the schema has them, and the one behind them. */
static void
expect_rows(const struct iwmo_type *type, const struct iwmo_word *words)
{
    uint16_t count = type->child_count;
    bool is_more_needed = false;

    cr_expect_eq(words[count].min, UINT32_MAX);
    cr_expect_eq(words[count].max, UINT32_MAX);
    for (unsigned byte = 0; byte < 256; byte++)
        cr_expect_not(is_at(&words[count], (char[]){(char)byte, '\0'}));
    for (uint16_t i = count; i-- > 0;) {
        cr_expect_eq(words[i].row, i);
        cr_expect_eq(words[i].min, type->children[i].min);
        cr_expect_eq(words[i].max, type->children[i].max);
        cr_expect_eq(words[i].end_min,
                     is_more_needed ? UINT32_MAX : type->children[i].min);
        is_more_needed = is_more_needed || type->children[i].min > 0;
        if (words[i].below != NULL)
            expect_rows(type->children[i].type, words[i].below);
    }
}

Test(vocabulary, knows_how_many_may_come_and_where_a_group_may_end)
{
    struct iwmo_vocabulary *vocabulary = iwmo_vocabulary_new(&iwmo_schema_builtin);
    const struct iwmo_word *root = root_with(vocabulary, "a", "b");

    cr_expect(root->is_unit);
    cr_expect(root->below[0].is_unit);
    cr_expect_not(root->below[0].below[0].is_unit);
    expect_rows(message_301()->root->type, root->below);
    iwmo_vocabulary_free(vocabulary);
}

Test(vocabulary, is_kept_while_prefixes_stay_the_same)
{
    struct iwmo_vocabulary *vocabulary = iwmo_vocabulary_new(&iwmo_schema_builtin);
    const struct iwmo_word *root = root_with(vocabulary, "a", "b");

    cr_expect_eq(root_with(vocabulary, "a", "b"), root);
    cr_expect_str_eq(root_with(vocabulary, "b", "a")->text, "b:Bericht>");
    cr_expect_str_eq(root_with(vocabulary, "", "a")->text, "Bericht>");
    iwmo_vocabulary_free(vocabulary);
}

/* The first word below `words` that is of the basisschema. */
static const struct iwmo_word *
word_of_base(const struct iwmo_type *type, const struct iwmo_word *words)
{
    const struct iwmo_word *found = NULL;

    for (uint16_t i = 0; i < type->child_count && found == NULL; i++) {
        if (words[i].decl->space == IWMO_SPACE_BASE)
            return &words[i];
        if (words[i].below != NULL)
            found = word_of_base(type->children[i].type, words[i].below);
    }
    return found;
}

Test(vocabulary, has_no_word_in_a_namespace_that_is_not_declared)
{
    struct iwmo_vocabulary *vocabulary = iwmo_vocabulary_new(&iwmo_schema_builtin);
    const struct iwmo_word *root = root_with(vocabulary, "a", NULL);
    const struct iwmo_word *word = word_of_base(message_301()->root->type, root->below);

    cr_assert_not_null(word);
    cr_expect_eq(word->size, 0);
    cr_expect_not(is_at(word, word->decl->name));
    cr_expect_not(is_at(word, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
    cr_expect_not(is_at(word, ""));
    /* a default namespace is another thing */
    cr_expect_neq(root_with(vocabulary, "a", ""), NULL);
    word =
        word_of_base(message_301()->root->type, root_with(vocabulary, "a", "")->below);
    cr_expect(is_at(word, word->text));
    cr_expect_gt(word->size, 0);
    iwmo_vocabulary_free(vocabulary);
}

Test(vocabulary, refuses_prefixes_of_any_length)
{
    struct iwmo_vocabulary *vocabulary = iwmo_vocabulary_new(&iwmo_schema_builtin);

    cr_expect_null(root_with(vocabulary, "a23456789012345678901234567890", "b"));
    cr_expect_not_null(root_with(vocabulary, "a2345678901234567890123", "b"));
    iwmo_vocabulary_free(vocabulary);
    iwmo_vocabulary_free(NULL);
}
