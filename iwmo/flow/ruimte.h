#ifndef IWMO_FLOW_RUIMTE_H
#define IWMO_FLOW_RUIMTE_H

/*
 * Ruimte: how much a TOEWIJZING allows over its whole period.
 *
 * From the record to the arithmetic of model/volume.h.  Source: process 10.5, TR322.
 */
#include "model/record.h"

/* The most that may be declared, in the unit of the allocation.  False: it has no
 * Omvang, or no end over which to count; *maximum is 0. */
bool iwmo_ruimte_of(const struct iwmo_record *toewijzing, int64_t *maximum);

/* Is the line in minutes and the allocation in hours (TR341)? */
bool iwmo_ruimte_in_minutes(const struct iwmo_record *line,
                            const struct iwmo_record *toewijzing);

#endif
