#ifndef IWMO_VIEW_EXPLAIN_LAYOUT_H
#define IWMO_VIEW_EXPLAIN_LAYOUT_H

/*
 * Explain layout: what `iwmo explain` prints, for people, browsers and programs.
 */
#include "across/retourcode.h"
#include "base/text.h"
#include "model/finding.h"
#include "rules/explain.h"
#include "rules/rule.h"

/* One code that is explained: of a finding, or that of an answer. */
struct iwmo_explain_item {
    struct iwmo_explanation explanation;      /* of a retourcode: its code alone */
    bool as_warning;                          /* asked for was IW-R-<code> */
    const struct iwmo_retourcode *retourcode; /* NULL: of a finding */
};

struct iwmo_explain_view {
    const struct iwmo_explain_item *items;
    size_t count;
    enum iwmo_lang lang;
    bool is_all; /* the items are all there are */
    struct iwmo_buffer *out;
};

/* Where a code is reported: a row of a register. */
struct iwmo_explain_use {
    const struct iwmo_fault *fault;
    const struct iwmo_rule *rule; /* NULL: a fault in the file or the structure */
    enum iwmo_release release;    /* of a rule: one of those that have it */
};

/* The next use of what is explained.  Start with `*cursor` 0; false: no more. */
bool iwmo_explain_next_use(const struct iwmo_explanation *explanation, size_t *cursor,
                           struct iwmo_explain_use *use);

/* The next message of the rule in that release, "WMO301"; NULL: no more.  Start with
 * `*cursor` 0. */
const char *iwmo_explain_next_message(const struct iwmo_explain_use *use,
                                      size_t *cursor);

/* The name of its anchor. */
const char *iwmo_explain_element(const struct iwmo_rule *rule);

/* Append the text of a finding; what is filled in each time is left open, as "…". */
void iwmo_explain_print_finding(const struct iwmo_fault *fault, enum iwmo_lang lang,
                                struct iwmo_buffer *out);

/* Append "fout, retourcode 0001" and the like. */
void iwmo_explain_print_severity(const struct iwmo_fault *fault, enum iwmo_lang lang,
                                 struct iwmo_buffer *out);

/* The headings that text and HTML share. */
enum iwmo_explain_heading {
    IWMO_EXPLAIN_ASKS,
    IWMO_EXPLAIN_WHY,
    IWMO_EXPLAIN_CONFORMING,
    IWMO_EXPLAIN_VIOLATING,
    IWMO_EXPLAIN_REMARK,
    IWMO_EXPLAIN_DEVIATION,
    IWMO_EXPLAIN_USES,
    IWMO_EXPLAIN_MEANING, /* the rest: of a retourcode */
    IWMO_EXPLAIN_ACTION,
    IWMO_EXPLAIN_RULES
};
const char *iwmo_explain_heading(enum iwmo_explain_heading heading,
                                 enum iwmo_lang lang);

/* Append the rules that answer with a code, "TR019, TR020", or that there are none. */
void iwmo_explain_print_rules(const struct iwmo_retourcode *retourcode,
                              enum iwmo_lang lang, struct iwmo_buffer *out);

/* What stands instead of uses when there are none. */
const char *iwmo_explain_no_uses(enum iwmo_lang lang);

/* Append what it means that the code asked for is the warning of this one. */
void iwmo_explain_print_as_warning(const struct iwmo_explain_item *item,
                                   enum iwmo_lang lang, struct iwmo_buffer *out);

typedef void iwmo_explain_layout(const struct iwmo_explain_view *view);

extern iwmo_explain_layout iwmo_explain_text, iwmo_explain_html, iwmo_explain_json;

#endif
