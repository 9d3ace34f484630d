#ifndef IWMO_CLI_FROM_LINES_H
#define IWMO_CLI_FROM_LINES_H

/*
 * From lines: one table of lines in, any number of messages out.
 *
 * Every message is judged; only when all are valid do their files appear, all together.
 */
#include "cli/compose.h"

/* Messages of the lines in the file `from` ("-": standard input) to `path`: a file,
 * "-", or a directory when they are more than one. */
enum iwmo_exit iwmo_from_lines(const struct iwmo_compose *compose, const char *from,
                               const char *path);

/* The columns such lines may have, with a word on each, to `path`. */
enum iwmo_exit iwmo_from_lines_template(const struct iwmo_compose *compose,
                                        const char *path);

#endif
