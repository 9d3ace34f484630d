#ifndef IWMO_LEDGER_LEDGER_H
#define IWMO_LEDGER_LEDGER_H

/*
 * Ledger: what came in and went out, remembered between messages.
 *
 * An entry per message, the records that it made, its bytes sealed, the intakes of the
 * provider, and an audit trail in which every row is chained to the one before it by
 * SHA-256.  Nothing in it names a person: keys are pseudonyms (crypto/pseudonym.h),
 * bytes and texts are sealed (crypto/seal.h) with the key file outside.
 *
 * Everything happens in a transaction: iwmo_ledger_begin() .. commit() or rollback();
 * within it, iwmo_ledger_mark() .. keep() or undo() make one message all or nothing, so
 * that a batch of messages can share a commit.  After commit() returned IWMO_OK it is
 * on disk.  Several processes may use one ledger: begin() waits for its turn, at most
 * IWMO_LEDGER_WAIT_SECONDS.  One ledger per thread.
 *
 * Statuses: IWMO_IO (disk full, cannot open; the text names the file), IWMO_MALFORMED
 * (damaged, not a ledger, or of a newer schema), IWMO_LIMIT (the wait was too long),
 * IWMO_NO_MEMORY.  Texts of errors hold no values.  No type of the back end is visible
 * here; a second, networked one can stand behind the same functions.
 */
#include "base/drain.h"
#include "base/error.h"
#include "crypto/pseudonym.h"
#include "model/history.h"

struct iwmo_ledger;

#define IWMO_LEDGER_WAIT_SECONDS 60

struct iwmo_ledger_options {
    const char *path; /* NULL: $XDG_STATE_HOME/iwmo/ledger.db (~/.local/state/...) */
    const char *key_path; /* NULL: path with .key after it */
    bool must_exist;      /* else it is made, with the folders above it (mode 0700) */
    bool takes_key;     /* made with a key file that is there; else that is IWMO_IO, for
                           then     a ledger is lost or another one is meant */
    bool may_only_read; /* one that may not be written to is opened to ask it; then no
                           transaction can begin */
    const struct iwmo_date *today; /* as iwmo_ledger_set_day(); NULL: not set */
};

/* Open, make or migrate.  Close with iwmo_ledger_close(). */
enum iwmo_status iwmo_ledger_open(const struct iwmo_ledger_options *options,
                                  struct iwmo_ledger **ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * After asking: is what was read from one moment?  Only in doubt when the ledger may
 * not be written to; IWMO_IO: another wrote to it meanwhile, and *err, whatever it
 * held, says so.  NULL is allowed.
 */
enum iwmo_status iwmo_ledger_confirm(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * The head of the chain also stands beside the ledger, in path.head: begin() refuses
 * (IWMO_MALFORMED) a ledger that ends before it.  From here on its end is accepted as
 * it is: after a backup was put back.
 */
enum iwmo_status iwmo_ledger_accept_head(struct iwmo_ledger *ledger,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_ledger_close(struct iwmo_ledger *ledger); /* rolls back; NULL is allowed */

/* To make keys with, as long as the ledger is open. */
struct iwmo_pseudonyms *iwmo_ledger_pseudonyms(struct iwmo_ledger *ledger);

/* To ask with; sees what the transaction at hand wrote. */
struct iwmo_history iwmo_ledger_history(struct iwmo_ledger *ledger);

/* The day that rows of the audit trail bear from now on.  Before it is set: that of the
 * last entry that was added, if any. */
void iwmo_ledger_set_day(struct iwmo_ledger *ledger, struct iwmo_date day);

/* How long one message, from its mark on, may keep others from the ledger; 0 (the
 * default): as long as it takes.  When it is over whatever is asked or written fails
 * with IWMO_LIMIT, and iwmo_ledger_undo() leaves nothing of it. */
void iwmo_ledger_set_hold(struct iwmo_ledger *ledger, unsigned seconds);

/* May the transaction at hand go on after a failure in it? */
bool iwmo_ledger_is_sound(const struct iwmo_ledger *ledger);

/* ---- transactions ---- */

enum iwmo_status iwmo_ledger_begin(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_ledger_commit(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));
void iwmo_ledger_rollback(struct iwmo_ledger *ledger);
enum iwmo_status iwmo_ledger_mark(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_ledger_keep(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));
void iwmo_ledger_undo(struct iwmo_ledger *ledger);

/* ---- writing: only inside a transaction ---- */

/* Add an entry; entry->id is set.  Writes an audit row. */
enum iwmo_status iwmo_ledger_add_entry(struct iwmo_ledger *ledger,
                                       struct iwmo_entry *entry, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Write entry->state, answer, codes and verdict again; writes an audit row. */
enum iwmo_status iwmo_ledger_change_entry(struct iwmo_ledger *ledger,
                                          const struct iwmo_entry *entry,
                                          struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Add a record of entry record->message; record->id is set. */
enum iwmo_status iwmo_ledger_add_record(struct iwmo_ledger *ledger, enum iwmo_side side,
                                        struct iwmo_record *record,
                                        struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Set the uitkomst of one record, or (record 0) of all PRESTATIE records of a message.
 */
enum iwmo_status iwmo_ledger_decide(struct iwmo_ledger *ledger, uint64_t message,
                                    uint64_t record, enum iwmo_uitkomst uitkomst,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Seal bytes of entry `message`: those of the file, in pieces of at most a megabyte in
 * order; `name` ("file", "notes") tells several apart. */
enum iwmo_status iwmo_ledger_seal(struct iwmo_ledger *ledger, uint64_t message,
                                  const char *name, struct iwmo_text piece,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Open them again, into `drain`, in order.  Nothing there: IWMO_OK and no call.  A seal
 * that does not open: IWMO_MALFORMED. */
enum iwmo_status iwmo_ledger_unseal(struct iwmo_ledger *ledger, uint64_t message,
                                    const char *name, struct iwmo_drain drain,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* ---- settings of the client file: blocks and intakes (duplicates 6.1) ---- */

struct iwmo_intake {
    uint64_t id;
    struct iwmo_key client;
    char aanbieder[9]; /* whose client file */
    bool is_open;
    bool is_needed;                  /* closed and not needed: it never took place */
    char strength;                   /* 'F' full, 'R' renewed, 'S' short */
    char outcome[24];                /* why: "NEW_CLIENT" */
    char categorie[3];               /* subject; "": free */
    struct iwmo_date opened, closed; /* closed: IWMO_DATE_OPEN_END while open */
    uint64_t message;                /* of which message it follows; 0: made by hand */
    char closing; /* who or what closed it: 'P' a person, 'S' a start, 'N' nothing was
                     left to start; NUL: it is open, or that was not kept yet */
    uint64_t settled; /* message that closed it; 0: none */
};

/* Add (id 0; set) or write again. */
enum iwmo_status iwmo_ledger_put_intake(struct iwmo_ledger *ledger,
                                        struct iwmo_intake *intake,
                                        struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Link an allocation to an intake; twice is once. */
enum iwmo_status iwmo_ledger_link_intake(struct iwmo_ledger *ledger, uint64_t intake,
                                         const char *gemeente, int64_t nummer,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));

struct iwmo_intakes {
    struct iwmo_intake *rows; /* oldest first */
    size_t count;
};

/* Those of a client at one provider; client NULL: all of that provider ("": of all). */
enum iwmo_status
iwmo_ledger_intakes(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                    const char *aanbieder, struct iwmo_arena *arena,
                    struct iwmo_intakes *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

struct iwmo_intake_link {
    char gemeente[5];
    int64_t nummer;
};

enum iwmo_status iwmo_ledger_intake_links(struct iwmo_ledger *ledger, uint64_t intake,
                                          struct iwmo_arena *arena,
                                          struct iwmo_intake_link **links,
                                          size_t *count, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* What was decided about one record of a received 301 (duplicates 6.2), for `intake`.
 */
struct iwmo_intake_note {
    uint64_t message, record;
    char outcome[24]; /* "NO_ACTION" */
    char strength;    /* 'F', 'R', 'S'; '-': none */
    uint64_t intake;  /* linked; 0: none */
    uint64_t because; /* message from which it follows; 0: none */
};
enum iwmo_status iwmo_ledger_note_intake(struct iwmo_ledger *ledger,
                                         const struct iwmo_intake_note *note,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));
/* Write what was decided on note->record of note->message again; without such a note
 * nothing happens. */
enum iwmo_status iwmo_ledger_change_note(struct iwmo_ledger *ledger,
                                         const struct iwmo_intake_note *note,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_ledger_intake_notes(struct iwmo_ledger *ledger, uint64_t message,
                                          struct iwmo_arena *arena,
                                          struct iwmo_intake_note **notes,
                                          size_t *count, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * The client whose pseudonym lies from `first` to `last`.  `*count`: how many there are
 * that records tell of, 2 for more; `*client` is one of them.
 */
enum iwmo_status
iwmo_ledger_find_client(struct iwmo_ledger *ledger, const struct iwmo_key *first,
                        const struct iwmo_key *last, struct iwmo_key *client,
                        unsigned *count, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* "No message traffic" (OP003): set, lift, ask. */
enum iwmo_status iwmo_ledger_block(struct iwmo_ledger *ledger,
                                   const struct iwmo_key *client, bool is_blocked,
                                   struct iwmo_date day, struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_ledger_is_blocked(struct iwmo_ledger *ledger,
                                        const struct iwmo_key *client, bool *is_blocked,
                                        struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* ---- walking over all, for work lists and figures ---- */

/* Entries after `after` (0: from the first) by id; a status other than IWMO_OK of
 * `each` stops. */
enum iwmo_status iwmo_ledger_each_entry(
    struct iwmo_ledger *ledger, uint64_t after,
    enum iwmo_status (*each)(void *self, const struct iwmo_entry *entry), void *self,
    struct iwmo_error *err) __attribute__((warn_unused_result));

/* Records of these kinds that count, by (gemeente, nummer, message, ordinal). */
enum iwmo_status iwmo_ledger_each_record(
    struct iwmo_ledger *ledger, enum iwmo_side side, uint32_t kinds,
    enum iwmo_status (*each)(void *self, const struct iwmo_record *record), void *self,
    struct iwmo_error *err) __attribute__((warn_unused_result));

#endif
