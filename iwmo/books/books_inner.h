#ifndef IWMO_BOOKS_BOOKS_INNER_H
#define IWMO_BOOKS_BOOKS_INNER_H

/*
 * Inner: what the parts of books/books share; for these files only.
 */
#include "across/across.h"
#include "books/books.h"
#include "judge/spool.h"
#include "retour/rejection.h"

struct iwmo_books {
    struct iwmo_books_options options;
    struct iwmo_history history;
    struct iwmo_judge *judge, *own; /* of what comes in or goes out; of what we make */
    struct iwmo_extract *extract, *own_extract; /* their sinks */
    struct iwmo_spool *in, *out;
    struct iwmo_arena *arena; /* of one message */
    struct iwmo_rejections *rejections;

    /* the message at hand */
    bool is_read; /* by iwmo_books_read(), and nothing else was done with it */
    struct iwmo_result result; /* a copy, so that findings can be added */
    struct iwmo_booked booked;
};

/* Entries that answer the question, in the arena of the message. */
enum iwmo_status iwmo_books_entries(struct iwmo_books *books,
                                    enum iwmo_entry_asked_by by,
                                    const struct iwmo_entry *like,
                                    struct iwmo_entries *answer,
                                    struct iwmo_error *err);

/* Add the entry at hand with its bytes, and the records when `with_records`. */
enum iwmo_status iwmo_books_register(struct iwmo_books *books, bool with_records,
                                     struct iwmo_error *err);

/* Write the answer to the message at hand and register it. */
enum iwmo_status iwmo_books_answer(struct iwmo_books *books, struct iwmo_error *err);

/* Add the records of the entry at hand that belong in the books. */
enum iwmo_status iwmo_books_add_records(struct iwmo_books *books,
                                        struct iwmo_error *err);

/* Seal what is in `spool` as the file of entry `message`. */
enum iwmo_status iwmo_books_seal(struct iwmo_books *books, struct iwmo_spool *spool,
                                 uint64_t message, struct iwmo_error *err);

/* The name of the file of the answer to entry `id`, received on `day`. */
enum iwmo_status iwmo_books_name_answer(struct iwmo_books *books, uint64_t id,
                                        struct iwmo_date day, char identificatie[13],
                                        struct iwmo_error *err);

/* ---- what a judged message is ---- */

/* Does it obey its schema (level 1)? */
bool iwmo_books_obeys_schema(const struct iwmo_result *result);

/* Does a rule inside the message refuse it as a whole (level 2)? */
bool iwmo_books_breaks_rule(const struct iwmo_result *result);

/* The retourcodes of its errors, each once, with spaces between. */
void iwmo_books_gather_codes(const struct iwmo_findings *findings,
                             char codes[static IWMO_RETOURCODES_TEXT]);

/* Records that a rule with a code of its own blames (TR319) are set to rejected. */
enum iwmo_status iwmo_books_mark_blamed(struct iwmo_books *books,
                                        struct iwmo_error *err);

/* Ask the rules across messages of what is at hand. */
enum iwmo_status iwmo_books_ask_across(struct iwmo_books *books,
                                       struct iwmo_error *err);

/* A verdict per record, then one for the message (A2, A3, A5). */
enum iwmo_status iwmo_books_recognise(struct iwmo_books *books, struct iwmo_error *err);
enum iwmo_status iwmo_books_recognise_message(struct iwmo_books *books,
                                              struct iwmo_error *err);

/* ---- what was refused and is credited (release 2.3) ---- */

/* Lines of the provider at hand with this reference (IWMO_BY_REFERENTIE), or that
 * replace it (IWMO_BY_VORIG); in the arena of the message. */
enum iwmo_status iwmo_books_lines_by(struct iwmo_books *books, enum iwmo_asked_by by,
                                     const struct iwmo_key *referentie,
                                     struct iwmo_records *lines,
                                     struct iwmo_error *err);

/* Credits among the records at hand that take back what was refused are set to
 * rejected: they count in no sum. */
enum iwmo_status iwmo_books_void_credits(struct iwmo_books *books,
                                         struct iwmo_error *err);

/* The same of the lines of message `claim`, which were decided, and of the credits on
 * those that were refused. */
enum iwmo_status iwmo_books_void_decided(struct iwmo_books *books, uint64_t claim,
                                         struct iwmo_error *err);

/* ---- intakes of the provider ---- */

/* About the client of the entry at hand, in the arena of the message. */
enum iwmo_status iwmo_books_matter(struct iwmo_books *books,
                                   const struct iwmo_key *client, const char *aanbieder,
                                   struct iwmo_intake_matter *matter,
                                   struct iwmo_error *err);

/* A message of the provider about a client counts from now on, or does no more
 * (`counts`): decide about its client again. */
enum iwmo_status iwmo_books_review(struct iwmo_books *books,
                                   const struct iwmo_entry *entry, bool counts,
                                   struct iwmo_error *err);

/* ---- the ways a message can go ---- */

/* It breaks its schema: kept, not answered. */
enum iwmo_status iwmo_books_receive_broken(struct iwmo_books *books,
                                           struct iwmo_error *err);
enum iwmo_status iwmo_books_receive_heen(struct iwmo_books *books,
                                         struct iwmo_error *err);
enum iwmo_status iwmo_books_receive_retour(struct iwmo_books *books,
                                           struct iwmo_error *err);
/* Answers to the message at hand, just sent, that came before it. */
enum iwmo_status iwmo_books_take_early(struct iwmo_books *books,
                                       struct iwmo_error *err);
enum iwmo_status iwmo_books_send_heen(struct iwmo_books *books, struct iwmo_error *err);

/* Of a 301 that goes out: a new number that only extends a running one is an error. */
enum iwmo_status iwmo_books_check_extension(struct iwmo_books *books,
                                            struct iwmo_error *err);

/* Does `row`, of the same kind of message, wait for what it answers? */
bool iwmo_books_is_waiting(const struct iwmo_entry *row);

/* Add a finding without place of its own: at the header of the message. */
void iwmo_books_remark(struct iwmo_books *books, int fault, const char *other);

#endif
