#ifndef TESTS_CASES_PARTY_H
#define TESTS_CASES_PARTY_H

/*
 * Party: who takes part in a case, and the program in its hands.
 *
 * Works in the current folder, where each party has a ledger of its own, and drives the
 * program ($IWMO) as a person at a terminal would.
 */
#include <jansson.h>
#include <stdbool.h>

struct party {
    const char *name; /* "G" */
    const char *code; /* "0384" */
    const char *role; /* "gemeente"; "": nobody, has no books */
};

/* NULL when there is none. */
const struct party *party_find(const char *name);
const struct party *party_by_code(const char *code);

/* What the program said. */
struct told {
    int status;      /* exit status */
    json_t *json;    /* standard output, its first object; NULL: none.  Owned */
    char error[400]; /* the first line of standard error */
};

void told_release(struct told *told);

/* `iwmo COMMAND --ledger ... REST`; `input` (NULL: nothing) goes to standard input. */
struct told party_run(const struct party *party, const char *command, const char *input,
                      const char *rest_fmt, ...) __attribute__((format(printf, 4, 5)));

/* Did this party get or send anything yet? */
bool party_has_books(const struct party *party);

#endif
