#ifndef IWMO_H
#define IWMO_H

/*
 * libiwmo: judge the iWmo messages of Dutch municipalities and providers of care.
 *
 * The public face, in a handful of calls; stands alone.  A checker judges one message
 * after the other: structure and the rules of the standard, releases 2.3 and 3.2.
 * Strings that a result gives belong to the checker and are valid until its next call.
 * Threads: one checker per thread; call iwmo_start() once before the first is made.
 * Personal data in texts is masked unless the checker was told to show it.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define IWMO_API __attribute__((visibility("default")))
#else
#define IWMO_API
#endif

/* The verdicts on a message. */
#define IWMO_CHECK_VALID        0
#define IWMO_CHECK_INVALID      1
#define IWMO_CHECK_UNDETERMINED 2    /* it could not be judged */
#define IWMO_CHECK_FAILED       (-1) /* our own failure: out of memory */

/* Version of the library, "0.1.0". */
IWMO_API const char *iwmo_version(void);

/* Start the libraries underneath; once per process, before threads. */
IWMO_API void iwmo_start(void);

struct iwmo_checker;

/* A checker with the built-in schemas; NULL when out of memory. */
IWMO_API struct iwmo_checker *iwmo_checker_new(void);

/* Show values of messages in texts, unmasked (0 or 1; default 0). */
IWMO_API void iwmo_checker_show_values(struct iwmo_checker *checker, int show);

/* Language of texts: "nl" (default) or "en". */
IWMO_API void iwmo_checker_language(struct iwmo_checker *checker, const char *language);

/*
 * Judge a file ("-": standard input), or bytes in memory (borrowed for the call; `name`
 * is what reports call them).  Returns one of IWMO_CHECK_...
 */
IWMO_API int iwmo_check_file(struct iwmo_checker *checker, const char *path);
IWMO_API int iwmo_check_bytes(struct iwmo_checker *checker, const char *name,
                              const void *bytes, size_t size);

/* What the last call judged: "WMO301" and "3.2"; NULL when it was not recognised. */
IWMO_API const char *iwmo_checker_message(const struct iwmo_checker *checker);
IWMO_API const char *iwmo_checker_release(const struct iwmo_checker *checker);

/* One finding.  line, column (1-based) and offset are 0 for the file as a whole. */
struct iwmo_check_finding {
    const char *code;       /* "TR018", "IW-S01" */
    const char *retourcode; /* "" when there is none */
    const char *text;
    const char *path; /* "/Bericht/Client/..." */
    uint64_t line, column, offset;
    int is_warning;
};

/*
 * Finding `index`, from 0, of the last call.  Returns 0 when there is none.  Strings in
 * `*finding` are valid until the next call of any function with this checker.
 */
IWMO_API int iwmo_checker_finding(struct iwmo_checker *checker, size_t index,
                                  struct iwmo_check_finding *finding);

/* The last result as one JSON object (the JSON Lines contract), NUL-terminated; NULL
 * when out of memory. */
IWMO_API const char *iwmo_checker_json(struct iwmo_checker *checker);

IWMO_API void iwmo_checker_free(struct iwmo_checker *checker); /* NULL is allowed */

#ifdef __cplusplus
}
#endif

#endif
