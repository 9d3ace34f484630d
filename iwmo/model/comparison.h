#ifndef IWMO_MODEL_COMPARISON_H
#define IWMO_MODEL_COMPARISON_H

/*
 * Comparison: the rules as we judged them beside the Rapport of a stylesheet.
 *
 * Two findings are the same when code, first place and further places are; what one
 * side found more often than the other is a difference.  Made by against/against,
 * printed by reports; lives in the arena of the message.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum iwmo_comparison_state {
    IWMO_COMPARED,
    IWMO_NOT_XML,       /* the message is no well-formed XML: nothing to compare */
    IWMO_MESSAGE_LARGE, /* larger than the limit for stylesheets */
    IWMO_SHEET_TIMEOUT,
    IWMO_SHEET_DIED,      /* its process ended: out of memory or stack */
    IWMO_SHEET_GAVE_UP,   /* an error or xsl:message terminate */
    IWMO_SHEET_FORBIDDEN, /* it wanted to write, or to read from elsewhere */
    IWMO_SHEET_NO_RAPPORT,
    IWMO_FINDINGS_MANY /* more than can be compared, theirs or ours */
};

struct iwmo_difference {
    bool is_ours; /* only we found it; else only the stylesheet did */
    const char *code;
    const char *places; /* each ended by NUL */
    size_t place_count;
    const char *known; /* it differs so on purpose: its key; NULL: it does not */
    const char *known_text[2]; /* why, in Dutch and English */
};

struct iwmo_comparison {
    enum iwmo_comparison_state state;
    bool is_schema_valid; /* else a stylesheet assumes more than there is */
    uint64_t same, only_ours, only_theirs;
    const struct iwmo_difference
        *differences; /* ours, then theirs; by code and place */
    size_t difference_count;
};

/* "compared", "timeout", ... as programs read it. */
const char *iwmo_comparison_state_name(enum iwmo_comparison_state state);

/* The sheet could not be compared with us, though the message is XML. */
bool iwmo_comparison_failed(const struct iwmo_comparison *comparison);

#endif
