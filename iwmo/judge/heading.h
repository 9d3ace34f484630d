#ifndef IWMO_JUDGE_HEADING_H
#define IWMO_JUDGE_HEADING_H

/*
 * Heading: the few texts of a Header that reports repeat.
 *
 * Read also when Header has structural faults: what is there counts.
 * Source: Rapport 1.1, Header.
 */
#include "model/result.h"

/* Texts live in the arena of `findings`; longer ones than IWMO_FOUND_BYTES are cut. */
struct iwmo_heading iwmo_heading_read(const struct iwmo_node *header,
                                      struct iwmo_findings *findings);

#endif
