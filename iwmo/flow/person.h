#ifndef IWMO_FLOW_PERSON_H
#define IWMO_FLOW_PERSON_H

/*
 * Person: who a client is, read from the sealed messages about it.
 *
 * Only for who asked for values: it names a person.  The newest message that counts and
 * has a name tells: of two, the later.  Wipe what is not needed any more with
 * iwmo_person_wipe().
 */
#include "ledger/ledger.h"

struct iwmo_person {
    char bsn[10];   /* "": no message could be opened */
    char name[480]; /* "Z.F. van den Bergström" */
    char birth[11]; /* "1951-06-01" */
};

/* Of `client`, on the books of either side.  What is not known stays "". */
enum iwmo_status iwmo_person_find(struct iwmo_ledger *ledger,
                                  const struct iwmo_key *client,
                                  struct iwmo_person *person, struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_person_wipe(struct iwmo_person *person);

#endif
