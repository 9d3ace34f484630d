#ifndef IWMO_XML_COMPLAINT_H
#define IWMO_XML_COMPLAINT_H

/*
 * Complaint: what libxml2 calls an error, as a fault of ours.
 *
 * Part of the reader.  libxml2's codes say where it stumbled, which may depend on how
 * the bytes were cut into chunks; with the place and what was read so far they say what
 * is wrong with the message, and always the same.
 */
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdint.h>

/* The FAULT_XML_... of an error at which `parser` stands, inside `depth` elements. */
int iwmo_complaint_fault(const xmlError *error, xmlParserCtxtPtr parser, unsigned depth,
                         bool has_root);

/* libxml2 calls a namespace empty also to this error, so that it says nothing of the
 * message? */
bool iwmo_complaint_lacks_memory(const xmlError *error, xmlParserCtxtPtr parser);

/* Is an error with this code, `left_bytes` before the end, just that the bytes ended?
 */
bool iwmo_complaint_is_truncation(int code, uint64_t left_bytes);

#endif
