#ifndef IWMO_CLI_WORDS_H
#define IWMO_CLI_WORDS_H

/*
 * Words: what the program says of itself (help, wrong usage) in Dutch or English.
 *
 * Texts stand in English where they are used; words.def has the Dutch of each, once.
 * What has no Dutch there is said in English.  The language is the one of --lang, else
 * of the environment (LC_ALL, LC_MESSAGES, LANG).  Where that names none of the two,
 * what is said about messages is Dutch, and about the program itself English.
 */
#include "base/text.h"
#include "model/wording.h"

/* For help and wrong usage: Dutch when the environment begins with "nl". */
enum iwmo_lang iwmo_words_lang(void);

/* For what is said about messages, without --lang: English when the environment begins
 * with "en". */
enum iwmo_lang iwmo_words_default(void);

/* Make the language that `argv` names with --lang that of the environment too, for all
 * that is said from here on.  Once, at the start, before there are threads. */
void iwmo_words_settle(char **argv);

/* In `lang`; returns `english` itself when there is nothing else. */
const char *iwmo_words(const char *english, enum iwmo_lang lang);

/*
 * Append `text`, which iwmo_fail() made of some format, in `lang`: the row whose format
 * it follows says how; what was filled in is kept as it is.
 */
void iwmo_words_error(const char *text, enum iwmo_lang lang, struct iwmo_buffer *out);

#endif
