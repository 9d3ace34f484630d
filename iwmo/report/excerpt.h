#ifndef IWMO_REPORT_EXCERPT_H
#define IWMO_REPORT_EXCERPT_H

/*
 * Excerpt: the lines of a file around a place, masked, with the place marked.
 *
 * The file is read again, a few kilobytes per place, and only when it is a regular file
 * of the size that was judged.  Lines beyond a width of 160 characters are cut to what
 * is around the mark.  A file that is not in UTF-8 is shown as far as it reads as such.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "model/node.h"

struct iwmo_source;

/* NULL: not a file that can be read again, or no memory; then there are no excerpts. */
struct iwmo_source *iwmo_source_open(const char *path, uint64_t size_bytes);

/*
 * Append <source> with <line number="">s, the marked part in <mark>; nothing when the
 * place cannot be read or has no line.  `source` may be NULL.
 */
void iwmo_source_excerpt(struct iwmo_source *source, struct iwmo_position at,
                         bool show_values, struct iwmo_buffer *out);

void iwmo_source_close(struct iwmo_source *source); /* NULL is allowed */

#endif
