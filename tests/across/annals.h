#ifndef IWMO_TESTS_RULES_ANNALS_H
#define IWMO_TESTS_RULES_ANNALS_H

/*
 * Books: a history in an array, and a message to ask against it, in a few words.
 *
 * A record is a line of words in the notation of the end-to-end cases:
 *
 *     TP 600001 07/07A12 2026-01-01..2026-12-31 4/16/4 t=2 rw=04 ref=V-001 budget=5000
 *     SP 600001 07/07A12 in=2026-01-01 begin=2026-01-05 st=1
 *     PR RN1 600001 07/07A12 2026-03-01..2026-03-31 5x6255 een=04
 *
 * first the kind (CL client, TP toewijzing, SP start, ST stop, AP aanvraag, VZ verzoek,
 * ON ongewijzigd, TW te wijzigen, NW nieuw, AN antwoord, DE declaratie, PR prestatie,
 * CR credit, TK toekenning, TB prestatie that comes back), then what it has.  bsn=B is
 * another client than A, gem= and agb= other parties, uit=af a line that was rejected,
 * uit=open one without an answer.
 */
#include "across/across.h"

#define BOOKS_ROOM 64

struct annals {
    struct iwmo_arena *arena;
    struct iwmo_record past[BOOKS_ROOM], now[BOOKS_ROOM];
    size_t past_count, now_count;
    struct iwmo_entry entries[8];
    size_t entry_count;
    struct iwmo_entry entry; /* of the message */
    struct iwmo_history history;
    struct iwmo_findings findings;
    struct iwmo_across across;
    uint64_t message; /* the last in the past */
    uint32_t client, verzoek;
    size_t questions; /* put so far */
    size_t rows;      /* that records() gave for them */
    size_t fails_at;  /* the question that fails, from 1; 0: none */
};

/* Empty books; the message is "WMO301", made and asked on `today`.  Close them. */
void annals_open(struct annals *books, const char *message, const char *today);
void annals_close(struct annals *books);

/* An earlier message said this; `also` the same one. */
void annals_said(struct annals *books, const char *words);
void annals_also(struct annals *books, const char *words);

/* An earlier message with this Identificatie; returns it to fill in the rest. */
struct iwmo_entry *annals_entry(struct annals *books, const char *message,
                                const char *identificatie);

/* The message says this. */
void annals_now(struct annals *books, const char *words);

struct iwmo_key annals_key(const char *name);
struct iwmo_date annals_day(const char *text);

/* Ask, and expect just these findings: "9332@2 IW-H01@1", the retourcode (or the code,
 * when there is none) and the place of the record, 0 for the message. */
void annals_expect(struct annals *books, const char *expected);

/* Test(suite, name) with books for this message on this day, as `books`. */
#define BOOKS(suite, name, message, today)                                             \
    static void suite##_##name(struct annals *books);                                  \
    Test(suite, name)                                                                  \
    {                                                                                  \
        struct annals books;                                                           \
        annals_open(&books, message, today);                                           \
        suite##_##name(&books);                                                        \
        annals_close(&books);                                                          \
    }                                                                                  \
    static void suite##_##name(struct annals *books)

#endif
