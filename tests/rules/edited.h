#ifndef IWMO_TESTS_RULES_EDITED_H
#define IWMO_TESTS_RULES_EDITED_H

/*
 * Edited: a fixture with a few values changed, and the codes that it then gets.
 *
 * All of it fails the test at hand when it cannot do its work.
 */
#include "base/text.h"
#include "judge/judge.h"

/* The bytes of fixtures/<name>.xml, "3.2/WMO301/valid".  Release them. */
struct iwmo_buffer edited_load(const char *name);

/* Replace the first `from` behind the nth (1-based) start tag of `element`. */
void edited_replace(struct iwmo_buffer *bytes, const char *element, unsigned nth,
                    const char *from, const char *to);

/* Give the nth element of this name another value. */
void edited_set(struct iwmo_buffer *bytes, const char *element, unsigned nth,
                const char *value);

/* Take the nth element of this name out, with all in it. */
void edited_drop(struct iwmo_buffer *bytes, const char *element, unsigned nth);

/* Judge with the defaults: the codes in order, parted by spaces, are `codes`. */
void edited_expect(const struct iwmo_buffer *bytes, const char *codes);

/* The same for fixtures/<name>.xml with one value changed. */
void edited_expect_one(const char *name, const char *element, unsigned nth,
                       const char *value, const char *codes);

/* A judge with these options, and the result for the bytes; both end with the judge. */
struct iwmo_judge *edited_judge(const struct iwmo_judge_options *options);
const struct iwmo_result *edited_result(struct iwmo_judge *judge,
                                        const struct iwmo_buffer *bytes);

/* Append the codes of the findings, in order, parted by spaces. */
void edited_print_codes(const struct iwmo_result *result, struct iwmo_buffer *out);

#endif
