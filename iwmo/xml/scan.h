#ifndef IWMO_XML_SCAN_H
#define IWMO_XML_SCAN_H

/*
 * Scan: a reader for messages that are as they should be, led by the schema.
 *
 * Knows at each place which tags may come and compares bytes with those, instead of
 * finding out what came.  Makes the same nodes with the same values and places in the
 * same assembly as reader and builder do, but only ever accepts: at anything unusual
 * (a comment, CDATA, an attribute, another prefix, an element or value that does not
 * fit, a bad byte, a limit) it gives up without a word, and the document must be read
 * from its start by the reader, which alone gives findings.  So no judgement depends on
 * it. Bytes come through a window of fixed size; no pointer into it is kept. Not
 * thread-safe; one document at a time; reused for the next.
 */
#include "xml/assembly.h"
#include "xml/reader.h"
#include "xml/stream.h"

struct iwmo_scan;

struct iwmo_scan_options {
    const struct iwmo_schema *schema;
    struct iwmo_limits limits; /* zero members take the defaults */
    size_t window_bytes;       /* 0: IWMO_SCAN_BYTES; for tests, at least
                                  IWMO_SCAN_LEAST_BYTES */
};

#define IWMO_SCAN_BYTES       ((size_t)128 << 10)
#define IWMO_SCAN_LEAST_BYTES ((size_t)1024)

/* `assembly` and the schema are borrowed.  NULL: out of memory. */
struct iwmo_scan *iwmo_scan_new(struct iwmo_assembly *assembly,
                                const struct iwmo_scan_options *options);

/*
 * Read a document into the assembly, which was reset.  `release` R_none takes any.
 * False: it gave up, or `units` did, or memory ran out; what the units heard is void.
 */
bool iwmo_scan_read(struct iwmo_scan *scan, const struct iwmo_source *source,
                    enum iwmo_release release, struct iwmo_units units);

/* All bytes that were read so far, when none were forgotten; at NULL: some were. */
struct iwmo_text iwmo_scan_kept(const struct iwmo_scan *scan);

/* Of a document that was accepted. */
struct iwmo_line_ends iwmo_scan_line_ends(const struct iwmo_scan *scan);

void iwmo_scan_free(struct iwmo_scan *scan); /* NULL is allowed */

#endif
