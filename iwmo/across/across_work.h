#ifndef IWMO_ACROSS_ACROSS_WORK_H
#define IWMO_ACROSS_ACROSS_WORK_H

/*
 * Across work: what the rules of across/across.h share while one message is asked.
 *
 * The books at the start of the message (its history), and on top of them what the
 * records of the message that were found right add: a later record sees the effect of
 * an earlier one.  Everything is put by ToewijzingNummer, so that a record is asked
 * against what was said of its number and no more, and each question is put to the
 * history once. Lives in the scratch arena.
 */
#include "across/across.h"

/* What stands in for a record where the message as a whole is asked. */
#define IWMO_RECORD_HEADER IWMO_RECORD_KINDS

/* Starts and stops once more, when all records of the message had their effect. */
#define IWMO_RECORD_LEVERING (IWMO_RECORD_KINDS + 1)

/* A debit that was not rejected, and the credit on it. */
struct iwmo_across_claim {
    const struct iwmo_record *debit;
    const struct iwmo_record *credit; /* not rejected; approved when there is one;
                                         NULL: none */
};

/* All that is known of one ToewijzingNummer (or, without one, of one product). */
struct iwmo_across_number {
    int64_t nummer;
    const char *categorie, *code; /* "" with a number */
    struct iwmo_records history;
    const struct iwmo_record *toewijzing; /* the current version; NULL: none */
    struct iwmo_records standing;         /* starts and stops that were not withdrawn */
    uint32_t *next;      /* of a row of `standing`: the next one by that hash */
    uint32_t *first;     /* the first row by hash of the product; `room` of each */
    size_t room;         /* a power of two, or 0 */
    bool is_folded;      /* the one below is that of `standing` */
    bool has_older_open; /* an open start is not the last one, or there are two */
    bool is_told;        /* of that a person was told */
    struct iwmo_across_claim *claims; /* by content, then reference */
    uint32_t *by_reference;           /* claims, by reference of the debit */
    size_t claim_count;
    const struct iwmo_record *said; /* TOEWIJZING of the message at hand, asked before
                                       the one in turn; NULL: none */
    const struct iwmo_record *granted; /* TOEWIJZING of the message at hand, the last;
                                          NULL: none */
    int64_t volume; /* declared, debits less credits; hours in minutes */
    int64_t cents;
};

struct iwmo_across_work {
    struct iwmo_across *across;
    struct iwmo_error *err;
    enum iwmo_status status;    /* the first failure: nothing is asked any more */
    struct iwmo_records client; /* the history of the one client, by number */
    bool is_client;             /* 317: had it an allocation, whenever decided? */
    struct iwmo_across_number *numbers; /* of the records of the message, ascending */
    size_t number_count;
    struct iwmo_records related; /* said with `reference` */
    struct iwmo_key reference;
    bool has_previous;                  /* was asked */
    const struct iwmo_record *previous; /* DECLARATIE before this one; NULL: none */
    const struct iwmo_entry *claimed;   /* of a 325: the 323 it answers; NULL: none */
    struct iwmo_records lines;          /* of that 323 */
    const struct iwmo_record **by_reference; /* lines of the 323, at hand or answered */
    const struct iwmo_record **by_client;    /* those of the answered one */
    size_t line_count;
    struct iwmo_across_debit *debits; /* of the message, by number and content */
    size_t debit_count;
    struct iwmo_across_grant
        *grant;        /* what the record at hand grants; NULL: not asked */
    const char *other; /* words for the blame at hand */
    struct iwmo_across_blame *blames;
    size_t blame_count, blame_room;
};

/* Is the rule broken at this record (NULL: the message)?  May put words in work->other.
 * Asks no more than it must: every question is one to a database. */
typedef bool iwmo_across_check(struct iwmo_across_work *work,
                               const struct iwmo_record *record);

#define ACROSS(function, ...) iwmo_across_check iwmo_across_##function;
#include "across/across.def"
#undef ACROSS

/* ---- asking (across_ask.c) ---- */

/* Zeroed memory from scratch; NULL: none, and work->status says so. */
void *iwmo_across_take(struct iwmo_across_work *work, size_t count, size_t size);

/* A question about the parties of the message, on the books of its side. */
struct iwmo_question iwmo_across_about(const struct iwmo_across_work *work,
                                       enum iwmo_asked_by by, uint32_t kinds);

/* Put it; nothing when that fails. */
struct iwmo_records iwmo_across_ask(struct iwmo_across_work *work,
                                    const struct iwmo_question *question);

/* What has this reference (IWMO_BY_REFERENTIE) or replaces what has it (IWMO_BY_VORIG),
 * of this provider, whoever the gemeente is. */
struct iwmo_records iwmo_across_referring(struct iwmo_across_work *work,
                                          enum iwmo_asked_by by, uint32_t kinds,
                                          const struct iwmo_key *referentie);

/* What was said of a request of this provider, answers and grants too: in
 * work->related.  The same question twice in a row is put once. */
void iwmo_across_relate(struct iwmo_across_work *work,
                        const struct iwmo_key *referentie);

/* Of the gemeente of the message? */
bool iwmo_across_is_ours(const struct iwmo_across_work *work,
                         const struct iwmo_record *record);

/* This rule cannot be judged: no register.  Always false. */
bool iwmo_across_skip(struct iwmo_across_work *work, const char *code);

/* ---- numbers (across_number.c) ---- */

/* Collect the numbers of the records of the message of these kinds. */
void iwmo_across_collect(struct iwmo_across_work *work, uint32_t kinds);

/* Ask the history of the one client, these kinds. */
void iwmo_across_load_client(struct iwmo_across_work *work, uint32_t kinds);

/* Give each number its part of that. */
void iwmo_across_share_client(struct iwmo_across_work *work);

/* Ask what was said to the one client of each number, these kinds; without number, of
 * each product. */
void iwmo_across_load_deliveries(struct iwmo_across_work *work, uint32_t kinds);

/* Ask the history of each number, these kinds, of this provider or of any. */
void iwmo_across_load_numbers(struct iwmo_across_work *work, uint32_t kinds,
                              bool is_any_aanbieder);

struct iwmo_across_number *iwmo_across_number(const struct iwmo_across_work *work,
                                              const struct iwmo_record *record);

/* Is this ToewijzingNummer one of the message? */
bool iwmo_across_mentions(const struct iwmo_across_work *work, int64_t nummer);

/*
 * The next allocation of the client: its current version, NULL at the end.  Start with
 * `*cursor` 0.
 */
const struct iwmo_record *
iwmo_across_next_toewijzing(const struct iwmo_across_work *work, size_t *cursor);

/* The rows that stand with the product of a record, one after the other: start with
 * `*cursor` IWMO_ACROSS_NONE, which is also the end of a chain; NULL: no more. */
#define IWMO_ACROSS_NONE UINT32_MAX
const struct iwmo_record *iwmo_across_standing(const struct iwmo_across_number *number,
                                               const struct iwmo_record *record,
                                               uint32_t *cursor);

/* The row of `kind` that stands with the key of a record, `*cursor` its place; NULL:
 * none. */
const struct iwmo_record *
iwmo_across_standing_of(const struct iwmo_across_number *number,
                        const struct iwmo_record *record, enum iwmo_record_kind kind,
                        uint32_t *cursor);

/* Add a start or stop to what stands, or take the one with its key away. */
void iwmo_across_stand(struct iwmo_across_work *work, struct iwmo_across_number *number,
                       const struct iwmo_record *record);
void iwmo_across_withdraw(struct iwmo_across_number *number,
                          const struct iwmo_record *record);

/* "500001, 500002", as long as it fits, in work->other. */
void iwmo_across_name(struct iwmo_across_work *work, int64_t nummer);

/* ---- lines of a 323 (across_line.c) ---- */

/* Sort the PRESTATIEs among `records` by reference. */
void iwmo_across_sort_lines(struct iwmo_across_work *work,
                            const struct iwmo_records *records);

/* The number, product, period, volume and tariff of two lines are equal. */
bool iwmo_across_repeats(const struct iwmo_record *line,
                         const struct iwmo_record *other);

/* The first line with this reference, in document order; NULL: none. */
const struct iwmo_record *iwmo_across_line(const struct iwmo_across_work *work,
                                           const struct iwmo_key *referentie);

/* The allocation that a debit must fit; NULL: none, or it was removed, or this is a
 * credit: that must fit its debit and nothing else (across_declaratie.c). */
const struct iwmo_record *iwmo_across_allocation(const struct iwmo_across_work *work,
                                                 const struct iwmo_record *record);

/* The last claim before the one at hand; NULL: it is the first.  Asked once. */
const struct iwmo_record *iwmo_across_previous(struct iwmo_across_work *work);

/* ---- claims (across_claim.c) ---- */

/*
 * Ask for the claims that the lines of the message can meet, and what was declared on
 * each number: lines that begin on one day with a line of the message, or with the
 * debit that a credit names, and the sum of all.  The numbers have their allocations.
 */
void iwmo_across_load_claims(struct iwmo_across_work *work);

/* Fill the claims of a number from its history. */
void iwmo_across_fill_claims(struct iwmo_across_work *work,
                             struct iwmo_across_number *number);

/* The claim with this reference; NULL: none. */
struct iwmo_across_claim *iwmo_across_claim_of(const struct iwmo_across_number *number,
                                               const struct iwmo_key *referentie);

/* Was the same declared on the number, and not credited (TR389)? */
bool iwmo_across_is_claimed(const struct iwmo_across_number *number,
                            const struct iwmo_record *debit);

/* The same of lines of the message: sort its debits, note that one was found right, and
 * ask whether one of the same content was (the chain's stylesheet compares numbers as
 * text, the books as numbers). */
void iwmo_across_sort_debits(struct iwmo_across_work *work);
void iwmo_across_note_debit(struct iwmo_across_work *work,
                            const struct iwmo_record *debit);
bool iwmo_across_has_debit(const struct iwmo_across_work *work,
                           const struct iwmo_record *debit);

/* The line counts: in the sums, and a credit on its debit. */
void iwmo_across_claim(struct iwmo_across_number *number,
                       const struct iwmo_record *prestatie);

/* Did the gemeente approve it?  In its own books that is all it did not reject. */
bool iwmo_across_is_approved(const struct iwmo_across_work *work,
                             const struct iwmo_record *prestatie);

/* GeleverdVolume to add up: hours in minutes, when the allocation is in hours. */
int64_t iwmo_across_volume(const struct iwmo_across_number *number,
                           const struct iwmo_record *prestatie);

/* ---- per message ---- */

typedef void iwmo_across_prepare(struct iwmo_across_work *work);
typedef void iwmo_across_settle(struct iwmo_across_work *work,
                                const struct iwmo_record *record);

iwmo_across_prepare iwmo_across_prepare_toewijzing, iwmo_across_prepare_levering,
    iwmo_across_prepare_verzoek, iwmo_across_prepare_wijziging,
    iwmo_across_prepare_declaratie, iwmo_across_prepare_retour;
iwmo_across_settle iwmo_across_settle_toewijzing, iwmo_across_settle_levering,
    iwmo_across_settle_declaratie;

#endif
