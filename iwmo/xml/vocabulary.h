#ifndef IWMO_XML_VOCABULARY_H
#define IWMO_XML_VOCABULARY_H

/*
 * Vocabulary: the tags of a message as the document at hand writes them.
 *
 * A document binds prefixes of its own choice to the two namespaces of a message, at
 * its root.  From these and the schema follows what every tag must look like, so that
 * the scan takes one comparison for a tag.  Made once per message and choice of
 * prefixes, and kept for the next document: senders seldom change theirs.
 */
#include <string.h>

#include "base/text.h"
#include "schema/schema.h"
#include "xml/block.h"

#define IWMO_WORD_BYTES 64 /* prefix, colon, name and > */

/* A row of the schema. */
struct iwmo_word {
    struct iwmo_block_text block; /* of its text */
    const struct iwmo_element *decl;
    /* one per row of its type, and one that is never found; NULL: a simple element */
    const struct iwmo_word *below;
    uint32_t min, max; /* as in `decl`; of the one that is never found: UINT32_MAX */
    /* how many there must be for the group to end here; UINT32_MAX: a later row must
     * come */
    uint32_t end_min;
    uint16_t row;
    bool is_unit;               /* or the root: is handed over */
    uint8_t tail_at;            /* where the tail of `block` stands in the text */
    uint8_t size;               /* of the text; 0: is never found */
    char text[IWMO_WORD_BYTES]; /* "wmo323:Client>"; zeros behind it */
};

/* Does the text at `at` begin with this word?  64 bytes from `at` may be read. */
static inline bool
iwmo_word_is_at(const struct iwmo_word *word, const char *at)
{
    const size_t step = sizeof(word->block.head);

    if (!iwmo_block_is_text(&word->block, at, at + word->tail_at))
        return false;
    for (size_t i = step; i < word->tail_at; i += step) /* in the midst of a long one */
        if (memcmp(at + i, word->text + i, step) != 0)
            return false;
    return true;
}

struct iwmo_vocabulary;

/* `schema` is borrowed.  NULL: out of memory.  Free with iwmo_vocabulary_free(). */
struct iwmo_vocabulary *iwmo_vocabulary_new(const struct iwmo_schema *schema);

/*
 * The word of the root of `message`, when `prefixes` stand for its namespaces (by enum
 * iwmo_space; size 0: the default namespace, at NULL: not declared).  NULL: this
 * message cannot be told by words alone, or out of memory.  Valid until the next call
 * for the same message.
 */
const struct iwmo_word *iwmo_vocabulary_root(struct iwmo_vocabulary *vocabulary,
                                             const struct iwmo_message_kind *message,
                                             const struct iwmo_text prefixes[2]);

void iwmo_vocabulary_free(struct iwmo_vocabulary *vocabulary); /* NULL is allowed */

#endif
