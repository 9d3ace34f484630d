#ifndef TESTS_ORACLE_STAGE_H
#define TESTS_ORACLE_STAGE_H

/*
 * Stage: a tale, played by the program itself, without starting it.
 *
 * Three ledgers (two gemeenten, a provider) in the current folder; each tale happens in
 * a transaction that is rolled back, so the next one starts with empty books.  Beside
 * each ledger stands the oracle's book, and after every message the two are compared.
 */
#include "oracle/oracle.h"

struct stage;

/* Fails the test at hand when it cannot do its work, as all of stage does. */
struct stage *stage_open(void);
void stage_close(struct stage *stage);

/* True: the program does what the oracle says.  If not, `why` (emptied first) tells
 * what differs, and after which message. */
bool stage_play(struct stage *stage, const struct tale *tale, struct iwmo_buffer *why);

/* Take away all of the tale that the difference can do without. */
void stage_shorten(struct stage *stage, struct tale *tale, struct iwmo_buffer *why);

#endif
