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

#define IWMO_WORD_BYTES 64 /* prefix, colon, name and > */

struct iwmo_word {
    const struct iwmo_element *decl;
    const struct iwmo_word *below; /* one per row of its type; NULL: a simple element */
    uint64_t tail, mask; /* the last eight bytes of the text, or all of a short one */
    uint8_t tail_at;     /* where these stand in it */
    uint8_t size;
    char text[IWMO_WORD_BYTES]; /* "wmo323:Client>"; zeros behind it */
};

/* Does the text at `at` begin with this word?  64 bytes from `at` may be read. */
static inline bool
iwmo_word_is_at(const struct iwmo_word *word, const char *at)
{
    uint64_t ours, theirs;

    /* names in one group differ most in their last bytes */
    memcpy(&theirs, at + word->tail_at, sizeof(theirs));
    if ((theirs & word->mask) != word->tail)
        return false;
    for (size_t i = 0; i < word->tail_at; i += sizeof(ours)) {
        memcpy(&ours, word->text + i, sizeof(ours));
        memcpy(&theirs, at + i, sizeof(theirs));
        if (ours != theirs)
            return false;
    }
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
                                             const struct iwmo_message *message,
                                             const struct iwmo_text prefixes[2]);

void iwmo_vocabulary_free(struct iwmo_vocabulary *vocabulary); /* NULL is allowed */

#endif
