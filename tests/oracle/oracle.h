#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

/*
 * Oracle: a second opinion on what a message is answered and what the books then say.
 *
 * Written from the standard and not from the program, which it shares no code with but
 * the calendar.  A book is the list of messages that count, in the order in which they
 * were registered; every question walks all of it, every time.  Slow, and easy to
 * believe.
 * Source: rules.tsv; process 4, 7 to 11; duplicates 5; the decisions on them.
 */
#include "oracle/tale.h"

enum { ORACLE_MOST = TALE_MOST * 2 };

enum oracle_side { ORACLE_GEMEENTE, ORACLE_AANBIEDER };
enum oracle_uitkomst { ORACLE_OPEN, ORACLE_GOED, ORACLE_AFGEWEZEN };

/* A message in a book. */
struct oracle_entry {
    const struct tale_message *message;
    int teller; /* which message of the tale */
    bool is_out;
    bool counts;                               /* false: refused, as if never sent */
    enum oracle_uitkomst uitkomst[TALE_ITEMS]; /* of its lines */
};

struct oracle_book {
    enum oracle_side side;
    struct oracle_entry entries[ORACLE_MOST];
    int count;
};

enum { ORACLE_CODES = 10 };

struct oracle_codes {
    char at[ORACLE_CODES][8];
    int count;
};

/* What the answer to a message says. */
struct oracle_verdict {
    char text[1200]; /* as stage_read_answer() writes it: "Header 0200, Client ..." */
    bool is_refused; /* as a whole */
    bool is_faultless;
    bool is_line_bad[TALE_ITEMS]; /* 323 */
    long granted;                 /* 323: signed */
};

/* The answer that `message` gets by this book, on that day. */
void oracle_judge(const struct oracle_book *book, const struct tale_message *message,
                  int today, struct oracle_verdict *verdict);

/* ---- what the book says ---- */

/* "ACTIVE ..2026-03-01 4 -": state, end, volume, budget of an allocation. */
void oracle_allocation(const struct oracle_book *book, int gemeente, long nummer,
                       int today, char out[120]);
/* "RUNNING 2026-01-05", "STOPPED 2026-01-05 2026-03-01" */
void oracle_delivery(const struct oracle_book *book, int gemeente, long nummer,
                     char out[120]);
/* "31275 5: APPROVED 31275, ": declared cents and volume, and each debit. */
void oracle_declared(const struct oracle_book *book, int gemeente, long nummer,
                     char *out, size_t room);
/* "OPEN" */
const char *oracle_request(const struct oracle_book *book, int ref);

/* ---- for the parts of the oracle ---- */

/* Walk over the records of a kind in messages that count. */
struct oracle_walk {
    const struct oracle_book *book;
    const char *kind;
    int next_entry, next_item;
    const struct oracle_entry *entry; /* at hand */
    const struct tale_message *message;
    const struct tale_item *item;
    enum oracle_uitkomst uitkomst;
};

struct oracle_walk oracle_walk(const struct oracle_book *book, const char *kind);
bool oracle_next(struct oracle_walk *walk);

void oracle_code(struct oracle_codes *codes, const char *code);

/* Add a class to the text; without codes it is 0200. */
void oracle_class(struct oracle_verdict *verdict, const char *name,
                  const struct oracle_codes *codes);

bool oracle_same_product(const char *a, const char *b);
bool oracle_has_code(const char *product);

/* TR302 and its like: the same product at the same time; removed ones left out by the
 * caller. */
bool oracle_stacks(const struct tale_item *a, const struct tale_item *b);

/* Einddatum = Ingangsdatum with RedenWijziging 13. */
bool oracle_is_removal(const struct tale_item *toewijzing);

/* The version that holds of those decided on `day` or before; NULL: unknown.  `client`
 * -1: of any. */
const struct tale_item *oracle_current(const struct oracle_book *book, int gemeente,
                                       long nummer, int client, int day);
bool oracle_is_removed(const struct oracle_book *book, int gemeente, long nummer,
                       int day);

/* OP380: the gemeente allocates under a new number what it should extend.  No receiver
 * refuses it; its own check does. */
bool oracle_should_extend(const struct oracle_book *book,
                          const struct tale_message *message);

/* A rule inside the message refuses it (0001). */
bool oracle_breaks_rule(const struct tale_message *message);

void oracle_judge_301(const struct oracle_book *book,
                      const struct tale_message *message,
                      struct oracle_verdict *verdict);
void oracle_judge_levering(const struct oracle_book *book,
                           const struct tale_message *message,
                           struct oracle_verdict *verdict);
void oracle_judge_verzoek(const struct oracle_book *book,
                          const struct tale_message *message,
                          struct oracle_verdict *verdict);
void oracle_judge_319(const struct oracle_book *book,
                      const struct tale_message *message,
                      struct oracle_verdict *verdict);
void oracle_judge_323(const struct oracle_book *book,
                      const struct tale_message *message,
                      struct oracle_verdict *verdict);

/* Does an earlier 301 of this gemeente bear the reference? */
bool oracle_is_granted(const struct oracle_book *book, int gemeente, int ref);

#endif
