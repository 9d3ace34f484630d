#ifndef IWMO_TESTS_SUPPORT_H
#define IWMO_TESTS_SUPPORT_H

/*
 * Support: what several tests need: files in memory, fixtures, results as text.
 *
 * All of it fails the test at hand when it cannot do its work.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "judge/judge.h"
#include "model/result.h"

/* The whole file, NUL-terminated behind its size.  Release it. */
struct iwmo_buffer test_read(const char *path);

void test_write(const char *path, const void *bytes, size_t size);

/*
 * A new folder, or a new empty file, in $TMPDIR (else /tmp); its path in `path`.  Tests
 * make nothing there in any other way: tests/run.sh sets TMPDIR, and takes away what a
 * test that was killed left in it.
 */
#define TEST_PATH 200
void test_make_folder(char path[TEST_PATH]);
void test_make_file(char path[TEST_PATH]);

/* The folder with all that is in it, whatever is closed off. */
void test_remove_folder(const char *path);

/* A judge with today 2025-06-01 and the defaults.  Free with iwmo_judge_free(). */
struct iwmo_judge *test_judge(void);

/* Judge bytes in chunks; a failure of our own fails the test. */
const struct iwmo_result *test_judge_chunks(struct iwmo_judge *judge, const char *name,
                                            struct iwmo_text bytes, size_t chunk);

/* Place of a location, "/" for the file as a whole; an attribute as /@name. */
void test_print_place(const struct iwmo_location *location, struct iwmo_buffer *out);

/* All that a result says, a line per finding: equal text, equal result. */
void test_print_result(const struct iwmo_result *result, struct iwmo_buffer *out);

/* Sorted paths of the files in `folder` that end in `ending`, NULL-terminated.  None is
 * a failure of the test, but for the ending "".  Free with test_free_paths(). */
char **test_paths(const char *folder, const char *ending);
void test_free_paths(char **paths);

#endif
