#include "xml/vocabulary.h"

#include <stdlib.h>

#include "xml/assembly.h"

#define MAX_VOCABULARY_BYTES ((size_t)16 << 20) /* of one message */
#define MAX_PREFIX           24
#define MAX_WORD             (IWMO_WORD_BYTES - 8)
#define MAX_TYPES            1024

/* The rows of one type, in the words of one document. */
struct rows {
    const struct iwmo_type *type;
    const struct iwmo_word *words;
};

struct book {
    char prefixes[2][MAX_PREFIX];
    bool is_declared[2];
    struct iwmo_arena *arena; /* NULL: not made yet */
    const struct iwmo_word *root;
    struct rows *types; /* while it is made */
    size_t type_count;
};

struct iwmo_vocabulary {
    const struct iwmo_schema *schema;
    struct book *books; /* by message of the schema */
};

struct iwmo_vocabulary *
iwmo_vocabulary_new(const struct iwmo_schema *schema)
{
    struct iwmo_vocabulary *vocabulary = calloc(1, sizeof(*vocabulary));
    if (vocabulary == NULL)
        return NULL;
    vocabulary->schema = schema;
    vocabulary->books = calloc(schema->message_count, sizeof(*vocabulary->books));
    if (vocabulary->books != NULL)
        return vocabulary;
    free(vocabulary);
    return NULL;
}

void
iwmo_vocabulary_free(struct iwmo_vocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    for (size_t i = 0; i < vocabulary->schema->message_count; i++)
        iwmo_arena_free(vocabulary->books[i].arena);
    free(vocabulary->books);
    free(vocabulary);
}

/* ---- one word ---- */

/* At no place at all: no byte is both 0 and 1. */
static void
make_absent(struct iwmo_word *word)
{
    word->block.tail[0] = 1;
    word->block.mask[0] = (char)0xFF;
}

static void
make_block(struct iwmo_word *word)
{
    struct iwmo_block_text *block = &word->block;
    size_t most = sizeof(block->head), size = word->size < most ? word->size : most;

    word->tail_at = (uint8_t)(word->size - size);
    memcpy(block->head, word->text, size);
    memcpy(block->tail, word->text + word->tail_at, size);
    memset(block->mask, 0xFF, size);
}

/* A name that does not fit, a unit without content and what may come 0 times are never
 * found: so the size of the word stays 0. */
static void
spell(const struct book *book, struct iwmo_word *word)
{
    const struct iwmo_element *decl = word->decl;
    const char *prefix = book->prefixes[decl->space];
    size_t prefix_size = strlen(prefix), name_size = strlen(decl->name);
    size_t size = prefix_size + (prefix_size > 0) + name_size + 1;
    bool is_odd = decl->type->kind != IWMO_GROUP && iwmo_assembly_is_unit(decl->id);
    char *at = word->text;

    if (size >= MAX_WORD || is_odd || decl->max == 0 ||
        !book->is_declared[decl->space]) {
        make_absent(word);
        return;
    }
    memcpy(at, prefix, prefix_size);
    at += prefix_size;
    if (prefix_size > 0)
        *at++ = ':';
    memcpy(at, decl->name, name_size);
    at[name_size] = '>';
    word->size = (uint8_t)size;
    make_block(word);
}

/* ---- all words ---- */

static const struct iwmo_word *known_rows(const struct book *book,
                                          const struct iwmo_type *type);
static const struct iwmo_word *make_rows(struct book *book,
                                         const struct iwmo_type *type);

static bool
fill(struct book *book, struct iwmo_word *word, const struct iwmo_element *decl)
{
    word->decl = decl;
    word->min = decl->min;
    word->max = decl->max;
    word->is_unit = iwmo_assembly_is_unit(decl->id);
    spell(book, word);
    if (decl->type->kind != IWMO_GROUP)
        return true;
    word->below = known_rows(book, decl->type);
    if (word->below == NULL)
        word->below = make_rows(book, decl->type);
    return word->below != NULL;
}

static const struct iwmo_word *
known_rows(const struct book *book, const struct iwmo_type *type)
{
    for (size_t i = 0; i < book->type_count; i++)
        if (book->types[i].type == type)
            return book->types[i].words;
    return NULL;
}

/* With two rows of one name, the name does not tell the row. */
static bool
is_told_by_name(const struct iwmo_type *type)
{
    for (uint16_t i = 0; i < type->child_count; i++)
        for (uint16_t k = 0; k < i; k++)
            if (type->children[i].id == type->children[k].id)
                return false;
    return true;
}

/* What stands behind the last of `count` rows, and when the group may end at each. */
static void
end_rows(struct iwmo_word *words, size_t count)
{
    bool is_complete = true;

    words[count].min = words[count].max = UINT32_MAX;
    make_absent(&words[count]);
    for (size_t i = count; i-- > 0;) {
        words[i].row = (uint16_t)i;
        words[i].end_min = is_complete ? words[i].min : UINT32_MAX;
        is_complete = is_complete && words[i].min == 0;
    }
}

static const struct iwmo_word *
make_rows(struct book *book, const struct iwmo_type *type)
{
    size_t count = type->child_count;
    struct iwmo_word *words =
        iwmo_arena_alloc(book->arena, (count + 1) * sizeof(*words));

    if (words == NULL || book->type_count == MAX_TYPES || !is_told_by_name(type))
        return NULL;
    book->types[book->type_count++] = (struct rows){type, words};
    for (size_t i = 0; i < count; i++)
        if (!fill(book, &words[i], &type->children[i]))
            return NULL;
    end_rows(words, count);
    return words;
}

static void
make(struct book *book, const struct iwmo_message_kind *message)
{
    struct iwmo_word *root = iwmo_arena_alloc(book->arena, sizeof(*root));

    book->types = malloc(MAX_TYPES * sizeof(*book->types));
    book->type_count = 0;
    if (root != NULL && book->types != NULL && fill(book, root, message->root)) {
        root->is_unit = true;
        book->root = root;
    }
    free(book->types);
    book->types = NULL;
}

/* ---- the book of a document ---- */

static bool
is_written_so(const struct book *book, const struct iwmo_text prefixes[2])
{
    for (size_t i = 0; i < 2; i++)
        if (book->is_declared[i] != (prefixes[i].at != NULL) ||
            !iwmo_text_equals(prefixes[i], book->prefixes[i]))
            return false;
    return book->arena != NULL;
}

const struct iwmo_word *
iwmo_vocabulary_root(struct iwmo_vocabulary *vocabulary,
                     const struct iwmo_message_kind *message,
                     const struct iwmo_text prefixes[2])
{
    struct book *book = &vocabulary->books[message - vocabulary->schema->messages];

    if (is_written_so(book, prefixes))
        return book->root;
    if (prefixes[0].size >= MAX_PREFIX || prefixes[1].size >= MAX_PREFIX)
        return NULL;
    if (book->arena == NULL)
        book->arena = iwmo_arena_new(MAX_VOCABULARY_BYTES);
    if (book->arena == NULL)
        return NULL;
    iwmo_arena_reset(book->arena);
    book->root = NULL;
    for (size_t i = 0; i < 2; i++) {
        memset(book->prefixes[i], 0, sizeof(book->prefixes[i]));
        memcpy(book->prefixes[i], prefixes[i].at ? prefixes[i].at : "",
               prefixes[i].size);
        book->is_declared[i] = prefixes[i].at != NULL;
    }
    make(book, message);
    return book->root;
}
