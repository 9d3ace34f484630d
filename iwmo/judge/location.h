#ifndef IWMO_JUDGE_LOCATION_H
#define IWMO_JUDGE_LOCATION_H

/*
 * Location: which places in a message a measure of a policy is about.
 *
 * /Bericht/Client/Contact*[2]/Naam: a name with * for any letters, ** for any number of
 * steps (also none), [n] for the n-th of that name below its parent.
 */
#include "base/arena.h"
#include "base/error.h"
#include "model/measure.h"
#include "model/path.h"

/* Read `text`, into the steps of `measure`, in `arena`.
 * IWMO_MALFORMED: err says what is wrong with it. */
enum iwmo_status iwmo_location_parse(const char *text, struct iwmo_arena *arena,
                                     struct iwmo_measure *measure,
                                     struct iwmo_error *err);

/* Is the place that ends in `step` (NULL: the file as a whole) one of them? */
bool iwmo_location_matches(const struct iwmo_measure *measure,
                           const struct iwmo_step *step);

#endif
