#ifndef IWMO_BOOKS_BOOKS_H
#define IWMO_BOOKS_BOOKS_H

/*
 * Books: one message through everything: judged, recognised, checked against what came
 * before, registered, answered.
 *
 * Receiving: a message that breaks the schema is kept and gets no answer; one that
 * breaks a rule is answered with its codes and changes nothing else; what was seen
 * before is answered and changes nothing; the rest goes into the books.  Sending: the
 * same rules from the other side, and what would be refused is not registered; an
 * answer that came before its message is applied when that is sent.  What these books
 * sent themselves is not received, unless a role is given: one ledger may serve both.
 * All of one message happens in one mark of the ledger's transaction, which the caller
 * begins and commits, so that nothing is acknowledged before it is on disk.  One Books
 * per thread. Source: process 4, 7 to 11, 15; duplicates 5.
 */
#include "flow/extract.h"
#include "flow/herkenning.h"
#include "flow/intake.h"
#include "judge/judge.h"
#include "judge/take.h"
#include "ledger/ledger.h"
#include "model/retourcodes.h"
#include "registers/registers.h"

struct iwmo_books;

struct iwmo_books_options {
    struct iwmo_ledger *ledger;             /* borrowed */
    const struct iwmo_registers *registers; /* borrowed; NULL: none */
    struct iwmo_date today;
    bool has_role; /* only messages of this side are taken */
    enum iwmo_side role;
    bool is_taakgericht; /* agreed: starts and stops without ToewijzingNummer */
    bool refuses_fixed;  /* vaste_velden = weiger */
    bool is_by_content;  /* a delivery is known by its bytes, whatever its name */
    bool is_strict_identificatie; /* identificatie_streng */
    struct iwmo_intake_settings intake;
    uint64_t seed; /* as of the judge */
};

/* NULL: err says why.  Free with iwmo_books_free(). */
struct iwmo_books *iwmo_books_new(const struct iwmo_books_options *options,
                                  struct iwmo_error *err);

/* What became of a message. */
enum iwmo_booking {
    IWMO_BOOKED_UNDETERMINED, /* unreadable or no message of the standard: not kept */
    IWMO_BOOKED_OTHER_ROLE,   /* not for this side: not kept */
    IWMO_BOOKED_BLOCKED,    /* sending about a client without message traffic (OP003) */
    IWMO_BOOKED_REFUSED_L1, /* breaks the schema: kept, no answer */
    IWMO_BOOKED_REFUSED,
    IWMO_BOOKED_PARTIAL, /* a declaration of which lines were refused */
    IWMO_BOOKED_PROCESSED,
    IWMO_BOOKED_DUPLICATE, /* the same delivery again: the stored answer stands */
    IWMO_BOOKED_SENT,
    IWMO_BOOKED_ACCEPTED,  /* a retour: the other party accepted what we sent */
    IWMO_BOOKED_REJECTED,  /* a retour: it refused it, or lines of it */
    IWMO_BOOKED_IGNORED,   /* a retour that says what we knew */
    IWMO_BOOKED_UNMATCHED, /* a retour that fits nothing, or contradicts: alarm */
    IWMO_BOOKED_OWN,       /* receiving what these books sent: not taken */
    IWMO_BOOKINGS
};

struct iwmo_booked {
    enum iwmo_booking booking;
    const struct iwmo_result *result;       /* findings of the rules across included */
    struct iwmo_extracted extracted;        /* records: with uitkomst */
    const struct iwmo_herkenning *verdicts; /* one per record; NULL: none */
    const struct iwmo_intake_decision *decisions; /* one per record; NULL: none */
    enum iwmo_herkend verdict;
    uint64_t skipped;        /* rules without register: iwmo_across_skippable() */
    struct iwmo_entry entry; /* id 0: not registered */
    uint64_t earlier; /* entry that it repeats, answers or contradicts; 0: none */
    enum iwmo_entry_state earlier_state; /* of a DUPLICATE: what became of that */
    struct iwmo_entry answer;            /* the retour that goes back; id 0: none */
    char answer_name[48];                /* "WMO302-1A2B3C4D5E6F.xml" */
    char codes[IWMO_RETOURCODES_TEXT];   /* of the answer; of a refused sending: what it
                                            would get */

    /* sending: an answer that came before this message was registered (OP080) */
    uint64_t early;                          /* its entry; 0: none */
    enum iwmo_booking early_booking;         /* what it made of this message */
    char early_codes[IWMO_RETOURCODES_TEXT]; /* that it brought */
};

/*
 * Receive the file at `path` ("-": standard input).  `reference` is that of the
 * transport; NULL: the name of the file, without folders.  `*booked` is valid until the
 * next call.  Inside a transaction.  A status other than IWMO_OK: nothing of this
 * message was registered; whether the transaction can go on says
 * iwmo_ledger_is_sound().
 */
enum iwmo_status
iwmo_books_receive(struct iwmo_books *books, const char *path, const char *reference,
                   const struct iwmo_booked **booked, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The same for what goes out. */
enum iwmo_status
iwmo_books_send(struct iwmo_books *books, const char *path, const char *reference,
                const struct iwmo_booked **booked, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Read and judge what is received or sent next, with the same name and reference: all
 * that needs no ledger, so that nobody has to wait for it.  The only way for bytes,
 * which then stand for a file of that name. */
enum iwmo_status iwmo_books_read(struct iwmo_books *books,
                                 const struct iwmo_take_source *source,
                                 const char *reference, struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_books_free(struct iwmo_books *books); /* NULL is allowed */

const char *iwmo_booking_name(enum iwmo_booking booking); /* "processed" */

#endif
