#ifndef IWMO_STANDARD_RELEASE_H
#define IWMO_STANDARD_RELEASE_H

/*
 * Releases of the standard that have tables and rules here.
 */
#include <stdbool.h>

/* Ordered by age; R_other is a release that came with --xsd and is unknown to us. */
enum iwmo_release { R_none, R_2_3, R_3_2, R_other };

/* The releases that a row of a table is for: what a later one keeps is extended to it
 * by hand, when it was read; nothing is for a release that nobody read. */
struct iwmo_releases {
    enum iwmo_release since, until;
};

static inline bool
iwmo_releases_have(struct iwmo_releases releases, enum iwmo_release release)
{
    return release >= releases.since && release <= releases.until;
}

/* "2.3" -> R_2_3; R_none when unknown. */
enum iwmo_release iwmo_release_of(const char *name);

/* R_2_3 -> "2.3"; "" for a release without a name of ours. */
const char *iwmo_release_name(enum iwmo_release release);

#endif
