#ifndef TESTS_ORACLE_TALE_H
#define TESTS_ORACLE_TALE_H

/*
 * Tale: a made-up history of messages between a provider and two gemeenten, as data.
 *
 * A tale can be told again with a message or a record less, so that one that fails is
 * made as short as it can be.  It prints as the text of a case (cases/case.h).
 */
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { TALE_MOST = 48, TALE_ITEMS = 6, TALE_CLIENTS = 3 };

#define NEVER INT_MAX /* of a day, a volume, an amount: absent */

/* A record; which members a kind has stands in cases/case.h. */
struct tale_item {
    char kind[3]; /* "TP" */
    int client;   /* PR: whose line */
    long nummer;
    const char *product; /* "02/02A03", "02/-"; NULL: absent */
    int begin, eind, ingang;
    int volume, budget, tarief, bedrag;
    const char *eenheid;
    char frequentie;
    const char *reden; /* "": absent */
    char status;       /* '1', '3'; of an answer '1', '2'; of a line 'D', 'C' */
    int ref, vorig;    /* 0: absent */
    int64_t moment;    /* seconds since 1970 */
};

struct tale_message {
    char kind[4]; /* "301" */
    int day;      /* its Dagtekening, and when it is sent */
    int received; /* when it arrives */
    int gemeente, client;
    int ident, file;  /* Identificatie; as which file it is delivered */
    int ref, dn;      /* 317; 323 */
    int month;        /* 323: first day of its DeclaratiePeriode */
    bool is_by_hand;  /* the sender's books do not know it */
    bool insists;     /* goes although the own check refuses */
    bool is_lost;     /* never arrives */
    int answer_after; /* its answer comes so many messages later; NEVER: it is lost */
    struct tale_item items[TALE_ITEMS];
    int count;
};

struct tale {
    uint64_t seed;
    struct tale_message messages[TALE_MOST];
    int count;
};

/* Equal seeds, equal tales. */
void tale_make(struct tale *tale, uint64_t seed);

/* One message as a case of one step, with the lines that come before it. */
void tale_print(const struct tale_message *message, struct iwmo_buffer *out);

/* The whole, for people. */
void tale_print_all(const struct tale *tale, struct iwmo_buffer *out);

const char *tale_bsn(int client);
const char *tale_gemeente(int gemeente); /* "0384" */

/* Is it sent by a gemeente? */
bool tale_is_from_gemeente(const struct tale_message *message);

#endif
