#ifndef TESTS_FLOW_BOOKS_H
#define TESTS_FLOW_BOOKS_H

/*
 * Books: a history in two arrays, and records written as the cases write them.
 */
#include "model/history.h"

#define BOOKS_MOST 200

struct books {
    struct iwmo_record rows[BOOKS_MOST];
    size_t count;
    struct iwmo_entry entries[BOOKS_MOST];
    size_t entry_count;
};

struct iwmo_history books_history(struct books *books);

/* Add an entry on that day; its id is returned. */
uint64_t books_message(struct books *books, enum iwmo_direction direction,
                       const char *message, const char *day);

/* Add a record of message `message`; gives it its id and place. */
const struct iwmo_record *books_add(struct books *books, uint64_t message,
                                    struct iwmo_record record);

struct iwmo_date books_day(const char *text); /* "": open end */
struct iwmo_key books_key(const char *text);  /* "": absent */

/*
 * "500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2026-01-05 rw=03 ref=V-001
 * budget=100 G=0363 bsn=x": client "a" of gemeente 0384 and aanbieder 65656055 unless
 * said otherwise; a `t` with an hour is 2026-01-05T10.
 */
struct iwmo_record books_toewijzing(const char *text);

/* "500001 02/02A03 begin=2026-01-05 eind=2026-06-17 reden=22 st=1" */
struct iwmo_record books_levering(enum iwmo_record_kind kind, const char *text);

/* The same words, any kind. */
struct iwmo_record books_record(enum iwmo_record_kind kind, const char *text);

#endif
