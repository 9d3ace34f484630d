#ifndef IWMO_TESTS_LEDGER_FOLIO_H
#define IWMO_TESTS_LEDGER_FOLIO_H

/*
 * Folio: a ledger in a folder of its own, and messages and records to put in it.
 *
 * All of it fails the test at hand when it cannot do its work.
 */
#include "ledger/check.h"
#include "ledger/ledger.h"
#include "support.h"

/* Path of the ledger in the folder of this test, which folio_remove() empties. */
extern char folio_path[TEST_PATH + 20];
void folio_make(void);
void folio_remove(void);

struct iwmo_ledger *folio_open(void);

/* A try that may fail. */
enum iwmo_status folio_try(struct iwmo_ledger **ledger, struct iwmo_error *err);

void folio_begin(struct iwmo_ledger *ledger);
void folio_commit(struct iwmo_ledger *ledger);

struct iwmo_key folio_key(struct iwmo_ledger *ledger, const char *kind,
                          const char *value);

/* A received 301 in this state, with `identificatie` and client; not added. */
struct iwmo_entry folio_entry(struct iwmo_ledger *ledger, const char *identificatie,
                              const char *bsn);

/* An allocation in the message; not added. */
struct iwmo_record folio_toewijzing(const struct iwmo_entry *entry, uint32_t ordinal,
                                    int64_t nummer);

/* Both of them added, and a file of a few bytes sealed; returns the entry. */
struct iwmo_entry folio_register(struct iwmo_ledger *ledger, const char *identificatie,
                                 const char *bsn, int64_t nummer);

/* Number of damages that a check finds, the first of them in `first` (may be NULL). */
uint64_t folio_check(struct iwmo_ledger *ledger, char first[300]);

/* Change the file behind the ledger's back. */
void folio_sql(const char *sql);

int64_t folio_count(struct iwmo_ledger *ledger, enum iwmo_side side);

#endif
