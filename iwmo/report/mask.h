#ifndef IWMO_REPORT_MASK_H
#define IWMO_REPORT_MASK_H

/*
 * Mask: a piece of an XML file as it may be shown to anyone.
 *
 * The piece may start and end anywhere and need not be well-formed.  Shown are white
 * space, the names of elements of the standard, the namespaces of the standard, and the
 * value between a start tag and an end tag as model/privacy.h lets it be shown; all
 * else (other names and attributes, comments, CDATA, loose text, what was cut in two)
 * is "…". The unknown name at the marked place is shown, for the finding is about it.
 */
#include "base/text.h"

/* Part of a buffer that a reader should look at. */
struct iwmo_span {
    size_t begin, end;
};

/*
 * Append `piece` to `out`, masked unless `show_values`; line ends stay.  Returns what
 * has become of the tag or value at offset `at` of the piece.
 */
struct iwmo_span iwmo_mask_xml(struct iwmo_text piece, size_t at, bool show_values,
                               struct iwmo_buffer *out);

#endif
