#ifndef TESTS_CASES_ANSWER_H
#define TESTS_CASES_ANSWER_H

/*
 * Answer: the codes in a retour message or a 325, and what a case claims of them.
 */
#include <stdbool.h>

#include "base/text.h"

enum { ANSWER_MAX_CLASSES = 60, ANSWER_MAX_CODES = 8 };

/* A class of the message that carries RetourCodes. */
struct answer_class {
    char name[40]; /* "StartProduct" */
    char key[40];  /* Bsn, ToewijzingNummer, ReferentieNummer...; "": it has none */
    char codes[ANSWER_MAX_CODES][8];
    int count;
};

struct answer {
    char message[8]; /* "306" */
    struct answer_class classes[ANSWER_MAX_CLASSES];
    int count;
    char ingediend[24], toegekend[24]; /* "58000 D"; "": not there */
};

/* False: it cannot be read. */
bool answer_read(const char *path, struct answer *answer);

/* No class refuses. */
bool answer_accepts(const struct answer *answer);

/* Does "Header 0200, StartProduct 9074 and 9326" describe all of it?  If not, `why`
 * gets a line. */
bool answer_matches(const struct answer *answer, const char *claim,
                    struct iwmo_buffer *why);

/* Does a claim tell of a refusal? */
bool answer_claim_refuses(const char *claim);

/* "Header 0200, StartProduct 9063" */
void answer_print(const struct answer *answer, struct iwmo_buffer *out);

#endif
