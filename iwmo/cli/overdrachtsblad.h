#ifndef IWMO_CLI_OVERDRACHTSBLAD_H
#define IWMO_CLI_OVERDRACHTSBLAD_H

/*
 * Overdrachtsblad: what the worker who does an intake takes along: every allocation
 * that is linked to it, each in its newest version, as one page.
 *
 * The page is the newest of their sealed 301s, with the allocations of the others
 * added, with names, so only the owner may read the files.
 */
#include "cli/intake_list.h"

/*
 * Write a page for each open intake on the list that a message asked for, as
 * `folder`/intake-CLIENT-MESSAGE.html, for its user only; the folder is made when it is
 * not there.  The first failure ends it.
 */
enum iwmo_status
iwmo_overdrachtsblad_write(struct iwmo_consult *consult,
                           const struct iwmo_intake_list *list, const char *folder,
                           const struct iwmo_guard *guard, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
