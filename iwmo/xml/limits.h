#ifndef IWMO_XML_LIMITS_H
#define IWMO_XML_LIMITS_H

/*
 * Limits: named maxima for hostile input.  A limit hit makes a message undetermined.
 */
#include <stddef.h>
#include <stdint.h>

#define IWMO_MAX_MESSAGE_BYTES ((uint64_t)8 << 30)
#define IWMO_MAX_TEXT_BYTES    ((size_t)10000000) /* one value; libxml2's own maximum */
#define IWMO_MAX_UNIT_BYTES    ((size_t)512 << 20) /* nodes and text of one Client */
#define IWMO_MAX_FINDING_BYTES ((size_t)256 << 20) /* findings of one message */
#define IWMO_MAX_DEPTH         255                 /* open elements */
#define IWMO_MAX_ATTRIBUTES    128                 /* on one element */

struct iwmo_limits {
    uint64_t message_bytes;
    size_t text_bytes;
    size_t unit_bytes;
    size_t finding_bytes;
    unsigned depth;
    unsigned attributes;
};

#endif
