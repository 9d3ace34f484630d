#ifndef IWMO_H
#define IWMO_H

/*
 * libiwmo: judge the iWmo messages of Dutch municipalities and providers of care.
 *
 * The public face; stands alone.  A checker judges messages: structure and the rules of
 * the standard, releases 2.3 and 3.2.  A maker makes them: answers, and messages from
 * and to JSON.  A bookkeeper keeps a ledger: what is received and sent is checked
 * against all that came before.
 *
 * Strings and bytes that a call gives belong to the object and are valid until its next
 * call.  Threads: each object for one thread at a time; call iwmo_start() once before
 * the first is made.  Personal data in texts is masked unless it was asked for; the
 * bytes of messages are what they are.
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

/* Room for why something failed, its NUL included; in English. */
#define IWMO_ERROR_SIZE 512

/*
 * What the three can be told, all optional: set `size` to sizeof(struct iwmo_settings),
 * the rest to 0.  Texts and paths are borrowed for the call that makes the object.
 */
struct iwmo_settings {
    size_t size;
    const char *today;    /* "2026-01-05"; NULL: the day it is made */
    const char *language; /* of texts: "nl" (default) or "en" */
    int show_values;      /* values of messages in texts, unmasked */

    /* of a bookkeeper, as the options of `iwmo receive` */
    const char *ledger; /* NULL: $XDG_STATE_HOME/iwmo/ledger.db */
    const char *key;    /* NULL: the ledger's path with .key after it */
    int new_ledger;     /* make one though its key file is there already */
    const char *role;   /* "gemeente" or "aanbieder": only messages of this side */
    int taakgericht;    /* starts and stops without ToewijzingNummer were agreed */
    const char *gemeenten, *agb, *producten, *contracten, *organisatie; /* CSV files */
    const char *afspraken; /* CSV file: kind and period of declarations of 2.3 */
};

/* ---- judging ---- */

struct iwmo_checker;

/* A checker with the built-in schemas; NULL when out of memory. */
IWMO_API struct iwmo_checker *iwmo_checker_new(void);

/* The same, told things (NULL: nothing).  NULL: `error` (may be NULL) says why. */
IWMO_API struct iwmo_checker *
iwmo_checker_new_with(const struct iwmo_settings *settings,
                      char error[IWMO_ERROR_SIZE]);

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

/* ---- making ---- */

#define IWMO_MADE          0
#define IWMO_NOT_MADE      1    /* findings, or iwmo_maker_error(), say why */
#define IWMO_MAKING_FAILED (-1) /* our own failure; iwmo_maker_error() says which */

struct iwmo_maker;

/* NULL: `error` (may be NULL) says why. */
IWMO_API struct iwmo_maker *iwmo_maker_new(const struct iwmo_settings *settings,
                                           char error[IWMO_ERROR_SIZE]);

/*
 * In each of these: a message or text of `size` bytes, of which `name` is what findings
 * call it; `bytes` NULL: the file of that name.  Returns one of IWMO_MADE...; what was
 * made is in iwmo_maker_bytes(), and nothing when it was not.
 *
 * Its retour message, or the answer to a declaration (process 4.2).  `decisions`: a
 * JSON array of what a back-office says, [{"code": "9019", "key": {...}}] as in
 * `iwmo retour --decision`; NULL: none.  A message that does not obey the schema has no
 * answer.
 */
IWMO_API int iwmo_maker_answer(struct iwmo_maker *maker, const char *name,
                               const void *bytes, size_t size, const char *decisions);

/* The JSON form of a message that obeys the schema. */
IWMO_API int iwmo_maker_to_json(struct iwmo_maker *maker, const char *name,
                                const void *bytes, size_t size);

/*
 * A message from JSON (UTF-8, NUL-terminated).  `message` ("WMO305") and `release`
 * ("3.2"; NULL: the newest that has it) say what to make, and what can be derived may
 * be left out, the header among it; `message` NULL: the JSON form of a whole message,
 * as iwmo_maker_to_json() gives it.  `identificatie`: 1 to 12 characters; NULL: made
 * from the content.  Only a valid message is made.
 */
IWMO_API int iwmo_maker_make(struct iwmo_maker *maker, const char *message,
                             const char *release, const char *json,
                             const char *identificatie);

/* What the last call made; NULL and 0: nothing. */
IWMO_API const void *iwmo_maker_bytes(const struct iwmo_maker *maker, size_t *size);

/* Why the last call made nothing; "" when findings say so. */
IWMO_API const char *iwmo_maker_error(const struct iwmo_maker *maker);

/* As iwmo_checker_finding(). */
IWMO_API int iwmo_maker_finding(struct iwmo_maker *maker, size_t index,
                                struct iwmo_check_finding *finding);

IWMO_API void iwmo_maker_free(struct iwmo_maker *maker); /* NULL is allowed */

/* ---- books ---- */

struct iwmo_bookkeeper;

/* Open the ledger, or make it with its key file.  NULL: `error` (may be NULL) says why;
 * several processes may have one ledger open. */
IWMO_API struct iwmo_bookkeeper *
iwmo_bookkeeper_new(const struct iwmo_settings *settings, char error[IWMO_ERROR_SIZE]);

/*
 * A message comes in, or goes out: judged, checked against the books, registered, on
 * disk when this returns.  `bytes` NULL: the file called `name`.  `reference`: that of
 * the transport, by which a delivery is known again; NULL: the last part of the name.
 * Returns what became of it, as `iwmo receive --report json` says it: "processed",
 * "refused", "partial", "duplicate", "sent", "accepted"...; NULL: it failed and nothing
 * was registered, iwmo_bookkeeper_error() says why.
 */
IWMO_API const char *iwmo_bookkeeper_receive(struct iwmo_bookkeeper *bookkeeper,
                                             const char *name, const void *bytes,
                                             size_t size, const char *reference);
IWMO_API const char *iwmo_bookkeeper_send(struct iwmo_bookkeeper *bookkeeper,
                                          const char *name, const void *bytes,
                                          size_t size, const char *reference);

IWMO_API const char *iwmo_bookkeeper_error(const struct iwmo_bookkeeper *bookkeeper);

/* The retourcodes of the last answer, parted by spaces; "" when there are none. */
IWMO_API const char *iwmo_bookkeeper_codes(const struct iwmo_bookkeeper *bookkeeper);

/* The answer that goes back, of what was seen before the stored one: its name, a file
 * name, and bytes; NULL: there is none. */
IWMO_API const char *iwmo_bookkeeper_answer(const struct iwmo_bookkeeper *bookkeeper,
                                            const void **bytes, size_t *size);

/* What a provider has to do for an allocation of a 301 that was received. */
struct iwmo_allocation {
    int64_t toewijzingnummer;
    const char *outcome; /* "NEW_CLIENT", "IN_CARE"...; `iwmo intake` explains them */
    const char *intake;  /* "full", "renewed", "short", "none" */
    int opens;           /* an intake opened, or one that is open got a reason more */
};

/* Allocation `index`, from 0, of the last message received.  0: there is none. */
IWMO_API int iwmo_bookkeeper_intake(const struct iwmo_bookkeeper *bookkeeper,
                                    size_t index, struct iwmo_allocation *allocation);

/* As iwmo_checker_finding(). */
IWMO_API int iwmo_bookkeeper_finding(struct iwmo_bookkeeper *bookkeeper, size_t index,
                                     struct iwmo_check_finding *finding);

IWMO_API void
iwmo_bookkeeper_free(struct iwmo_bookkeeper *bookkeeper); /* NULL is allowed */

#ifdef __cplusplus
}
#endif

#endif
