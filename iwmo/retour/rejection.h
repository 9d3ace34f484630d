#ifndef IWMO_RETOUR_REJECTION_H
#define IWMO_RETOUR_REJECTION_H

/*
 * Rejection: the codes that go back, by the place of the class they belong to.
 *
 * Places are those of retour/trail.h, of the message that is answered;
 * "/Bericht/Header[1]" stands for the header.  A place that has none itself but holds
 * one that has is known too, so that a walk can pass over everything else.  Source:
 * process 4.2 and 11 (IV028, IV087, IV088).
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

#define IWMO_HEADER_PLACE "/Bericht/Header[1]"

struct iwmo_code_list { /* in order of discovery, each code once */
    const char *code;
    const struct iwmo_code_list *next;
};

struct iwmo_rejections;

/* NULL: out of memory.  Free with iwmo_rejections_free(). */
struct iwmo_rejections *iwmo_rejections_new(void);

/* Reject the class at `place` with `code`; both are copied. */
enum iwmo_status iwmo_rejections_add(struct iwmo_rejections *rejections,
                                     struct iwmo_text place, const char *code);

/* Is there a code at or below `place`? */
bool iwmo_rejections_touch(const struct iwmo_rejections *rejections,
                           struct iwmo_text place);

/* The codes of the class at `place`; NULL: none. */
const struct iwmo_code_list *
iwmo_rejections_at(const struct iwmo_rejections *rejections, struct iwmo_text place);

size_t iwmo_rejections_count(const struct iwmo_rejections *rejections);

void iwmo_rejections_free(struct iwmo_rejections *rejections); /* NULL is allowed */

#endif
