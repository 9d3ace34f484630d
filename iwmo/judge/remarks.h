#ifndef IWMO_JUDGE_REMARKS_H
#define IWMO_JUDGE_REMARKS_H

/*
 * Remarks: what the schema lets pass and hubs and older readers stumble over.
 *
 * The name, size and line ends of a file, and the versions in its header.  Nothing here
 * makes a message invalid.
 * Source: process 14 (OP192, OP179): extension .xml, at most 25 MB (not a ground for
 * refusal by the receiver), CR LF; version block of the XSDs.
 */
#include "model/finding.h"
#include "xml/reader.h"

#define IWMO_HUB_MAX_BYTES ((uint64_t)25 * 1000 * 1000)

/* The extension of a file; "-" and names without a message's place are not judged. */
void iwmo_remarks_name(const char *name, struct iwmo_findings *findings);

/* Size in bytes and line ends. */
void iwmo_remarks_text(uint64_t size_bytes, struct iwmo_line_ends ends,
                       struct iwmo_findings *findings);

/* XsdVersie in `header` against the version block of the message's schema. */
void iwmo_remarks_versions(const struct iwmo_node *header,
                           const struct iwmo_message_kind *message,
                           struct iwmo_findings *findings);

#endif
