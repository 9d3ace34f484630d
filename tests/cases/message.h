#ifndef TESTS_CASES_MESSAGE_H
#define TESTS_CASES_MESSAGE_H

/*
 * Message: the XML of a step.
 *
 * Written here and not by the program, so that messages which it would not make can be
 * told too.  What a step does not say gets a value that obeys the standard.
 */
#include "base/text.h"
#include "cases/case.h"

struct message_header {
    const char *afzender, *ontvanger, *identificatie, *dagtekening;
    const char *bsn;     /* of the play; a step may name another */
    const char *release; /* "2.3"; NULL: 3.2 */
};

void message_write(const struct case_step *step, const struct message_header *header,
                   struct iwmo_buffer *out);

#endif
