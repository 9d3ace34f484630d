#ifndef IWMO_CLI_FROM_TABLES_H
#define IWMO_CLI_FROM_TABLES_H

/*
 * From tables: the CSV tables that `iwmo convert --to csv` makes, back to the message.
 */
#include "cli/compose.h"

/* Does `path` (NULL: no) name tables: a directory, or a file X-Header.csv? */
bool iwmo_from_tables_are_in(const char *path);

/*
 * Make the message of the tables beside X-Header.csv; a directory has one such file.
 * Without compose->message the Header says which it is.  An invalid message is told of,
 * with file, row and column, and not written.
 */
enum iwmo_exit iwmo_from_tables(const struct iwmo_compose *compose, const char *from,
                                const char *path);

#endif
