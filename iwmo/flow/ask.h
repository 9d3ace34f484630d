#ifndef IWMO_FLOW_ASK_H
#define IWMO_FLOW_ASK_H

/*
 * Ask: the questions of flow to the books, without what the message at hand put there.
 *
 * Short forms of model/history.h.  Answers live in `arena`; "" and zero are "any",
 * where the history allows that.
 */
#include "base/arena.h"
#include "model/history.h"

struct iwmo_ask {
    const struct iwmo_history *history;
    struct iwmo_arena *arena;
    enum iwmo_side side;
    uint64_t without; /* records of this message are left out; 0: none */
};

enum iwmo_status iwmo_ask_client(const struct iwmo_ask *ask,
                                 const struct iwmo_key *client, const char *gemeente,
                                 const char *aanbieder, uint32_t kinds,
                                 struct iwmo_records *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

enum iwmo_status
iwmo_ask_toewijzing(const struct iwmo_ask *ask, const char *gemeente, int64_t nummer,
                    uint32_t kinds, struct iwmo_records *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* PRESTATIEs on a number of a provider that begin on `day`. */
enum iwmo_status iwmo_ask_lines(const struct iwmo_ask *ask,
                                const struct iwmo_record *like, struct iwmo_date day,
                                struct iwmo_records *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* What was said of the number of `like`, or without one of its client, to this client
 * at this provider. */
enum iwmo_status iwmo_ask_alike(const struct iwmo_ask *ask,
                                const struct iwmo_record *like, uint32_t kinds,
                                struct iwmo_records *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* `by`: IWMO_BY_REFERENTIE or IWMO_BY_VORIG. */
enum iwmo_status
iwmo_ask_referentie(const struct iwmo_ask *ask, enum iwmo_asked_by by,
                    const char *aanbieder, const struct iwmo_key *referentie,
                    uint32_t kinds, struct iwmo_records *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

enum iwmo_status iwmo_ask_message(const struct iwmo_ask *ask, uint64_t message,
                                  uint32_t kinds, struct iwmo_records *answer,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The entry of that id; *entry is NULL when there is none. */
enum iwmo_status iwmo_ask_entry(const struct iwmo_ask *ask, uint64_t message,
                                const struct iwmo_entry **entry, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
