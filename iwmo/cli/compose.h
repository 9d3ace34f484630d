#ifndef IWMO_CLI_COMPOSE_H
#define IWMO_CLI_COMPOSE_H

/*
 * Compose: the JSON form of a message in, the message out.
 *
 * All that is wrong with the JSON is told in one run; what is made of it is judged
 * before it is written, and an invalid message is told of and not written.
 */
#include "base/date.h"
#include "cli/tell.h"

struct iwmo_compose {
    struct iwmo_tell tell;
    const struct iwmo_message_kind *message; /* to make; NULL: as the JSON says */
    bool is_filled;                 /* derive what the data leave out (generate/fill) */
    bool wants_rules;               /* judge by the rules too, not only by the schema */
    const char *identificatie;      /* when derived; NULL: from the content */
    const struct iwmo_guard *guard; /* what may not be replaced in a folder */
    struct iwmo_date date; /* of the message when derived, and today for the rules */
};

/* From the file `from` to the file `path`, "-" for standard input and output. */
enum iwmo_exit iwmo_compose(const struct iwmo_compose *compose, const char *from,
                            const char *path);

#endif
