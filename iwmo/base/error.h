#ifndef IWMO_BASE_ERROR_H
#define IWMO_BASE_ERROR_H

/*
 * Error: we could not do our work.
 *
 * A finding about somebody's message is not an error, and a broken promise
 * between our own functions is an assert.  A function that can fail returns an
 * `enum iwmo_status` (or NULL when it makes something) and takes a
 * `struct iwmo_error *err` last.  Texts never hold values from a message.
 */

enum iwmo_status {
    IWMO_OK = 0,
    IWMO_USAGE, /* the caller asked for something that does not exist */
    IWMO_NO_MEMORY,
    IWMO_IO,       /* file, directory or pipe; the text names it */
    IWMO_LIMIT,    /* a named maximum was reached */
    IWMO_MALFORMED /* our own input (an XSD, a policy file) makes no sense */
};

#define IWMO_ERROR_TEXT 512

/* Zero-initialise before use.  May be reused after setting status to IWMO_OK. */
struct iwmo_error {
    enum iwmo_status status;
    char text[IWMO_ERROR_TEXT];
};

/*
 * Note a failure and return its status.  The first one wins: later failures are
 * usually its consequences.  `err` may be NULL.
 */
enum iwmo_status iwmo_fail(struct iwmo_error *err, enum iwmo_status status,
                           const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
