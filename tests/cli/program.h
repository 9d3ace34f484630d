#ifndef TESTS_CLI_PROGRAM_H
#define TESTS_CLI_PROGRAM_H

/*
 * Program: the program from the outside, in a folder of its own.
 *
 * A line of shell has $IWMO (the program; IWMO_BIN names another) and $FIXTURES.  All
 * of it fails the test at hand when it does not see what it should.
 */

/* For TestSuite(.init, .fini). */
void program_enter_folder(void);
void program_leave_folder(void);

/* The exit status is `status`, and of standard output and standard error each has its
 * `part` (NULL: anything, "": nothing at all). */
void program_assert(const char *line, int status, const char *out_part,
                    const char *err_part);

#endif
