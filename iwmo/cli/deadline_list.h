#ifndef IWMO_CLI_DEADLINE_LIST_H
#define IWMO_CLI_DEADLINE_LIST_H

/*
 * Deadline list: what is due, as text, JSON, CSV or a calendar.
 *
 * The calendar (RFC 5545) is meant to be loaded by others' programs: it has the short
 * form of a client and never who it is, also when values are shown.
 */
#include "cli/consult.h"
#include "flow/deadline.h"

typedef void iwmo_deadline_layout(struct iwmo_consult *consult,
                                  const struct iwmo_deadlines *deadlines);

extern iwmo_deadline_layout iwmo_deadlines_text, iwmo_deadlines_json,
    iwmo_deadlines_csv, iwmo_deadlines_ics;

#endif
