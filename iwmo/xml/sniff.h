#ifndef IWMO_XML_SNIFF_H
#define IWMO_XML_SNIFF_H

/*
 * Sniff: what the first bytes of a file tell, before any parser sees them.
 *
 * Source: process 14 (OP192, OP179): UTF-8, no byte order mark; XML 1.0 appendix F for
 * finding the encoding.
 */
#include <stdbool.h>
#include <stddef.h>

#define IWMO_SNIFF_BYTES   512 /* enough to decide; fewer only at the end of a file */
#define IWMO_ENCODING_NAME 41

struct iwmo_sniff {
    int fault; /* FAULT_FILE_... when this is no XML (model/finding.h), else -1 */
    const char *what; /* with FAULT_FILE_BINARY: "ZIP", "PDF", ... */
    bool has_bom;
    size_t bom_size;
    bool is_utf8;       /* or says nothing about its encoding, which is the same */
    bool reads_as_utf8; /* needs no decoder, whatever it says */
    char encoding[IWMO_ENCODING_NAME]; /* "UTF-8", "UTF-16LE", or as declared */
};

struct iwmo_sniff iwmo_sniff(const char *bytes, size_t size);

#endif
