#ifndef IWMO_CLI_TO_RELEASE_H
#define IWMO_CLI_TO_RELEASE_H

/*
 * To release: a message of one release in, the same of another out, with the report of
 * what became of its values.
 *
 * The result must obey its schema, or it is not written.  Rules of the other release
 * that it breaks are told, and it is written all the same: 3.2 has rules that 2.3 had
 * not.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "cli/tell.h"

#define IWMO_TO_RELEASE_MAX_GIVEN ((size_t)100000) /* values, those in files included  \
                                                    */
#define IWMO_TO_RELEASE_MAX_FILE ((size_t)16 << 20)

struct iwmo_to_release {
    struct iwmo_tell tell;
    enum iwmo_release release;
    const char *loss; /* where the report goes: JSON when it ends in .json; NULL: text
                         on standard error */
    const char *const *given; /* NAME=VALUE, or @FILE with such lines */
    size_t given_count;
    const char *identificatie; /* NULL: not given */
    bool has_date;             /* date is given, not only today */
    struct iwmo_date date;     /* today for the rules */
};

/*
 * From the file `from` to the file `path`, "-" for standard input and output.
 * IWMO_EXIT_NOT_ACCEPTABLE: an error of the mapping, and nothing is written; or the
 * result breaks rules.
 */
enum iwmo_exit iwmo_to_release(const struct iwmo_to_release *order, const char *from,
                               const char *path);

#endif
