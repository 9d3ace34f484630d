#ifndef IWMO_GENERATE_LINES_GROUP_H
#define IWMO_GENERATE_LINES_GROUP_H

/*
 * Lines group: which lines go into one message, and what they must share.
 *
 * Messages come in order of Afzender, Ontvanger and month; Clienten and lines in the
 * order in which the rows first have them.  Part of generate/lines.
 */
#include "generate/lines.h"

/*
 * Put lines of one message together.  Remarks: what belongs to the message and differs
 * between its lines, and references that must be unique for the Afzender and are given
 * twice (process 10.1).
 */
void iwmo_lines_group(struct iwmo_lines *lines);

#endif
