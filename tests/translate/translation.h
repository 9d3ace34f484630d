#ifndef TESTS_TRANSLATE_TRANSLATION_H
#define TESTS_TRANSLATE_TRANSLATION_H

/*
 * Translation: messages in memory from one form to another.
 *
 * All of it fails the test at hand when memory runs out.  Release the buffers.
 */
#include "base/text.h"
#include "model/filler.h"
#include "model/finding.h"
#include "translate/json_reader.h"

/* Canonical XML, fed in chunks of `chunk` bytes; empty when the walker refuses it. */
struct iwmo_buffer translation_fmt(struct iwmo_text xml, size_t chunk);

/* The JSON form; empty when the walker refuses it. */
struct iwmo_buffer translation_to_json(struct iwmo_text xml);

/* What a document in JSON becomes. */
struct translation {
    struct iwmo_arena *arena;
    struct iwmo_findings findings;
    struct iwmo_json_form form;
    struct iwmo_buffer xml; /* of use when there are no findings */
};

/* Read `json` as `message` (NULL: as it says), with `filler`.  Release it. */
struct translation translation_to_xml(const struct iwmo_message_kind *message,
                                      struct iwmo_filler filler, struct iwmo_text json);

/* "IW-S24 $.Bericht.Client.Geslacht\n" per finding. */
struct iwmo_buffer translation_findings(const struct translation *translation);

void translation_release(struct translation *translation);

#endif
