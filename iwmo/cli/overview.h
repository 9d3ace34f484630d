#ifndef IWMO_CLI_OVERVIEW_H
#define IWMO_CLI_OVERVIEW_H

/*
 * Overview: what `iwmo status` found, as text for people or JSON for programs.
 *
 * One per side, for a ledger may hold the books of both parties, and they may differ.
 */
#include "cli/consult.h"
#include "flow/stand.h"

/* One ReferentieAanbieder. */
struct iwmo_overview_request {
    const struct iwmo_record *request; /* AANVRAAG or VERZOEK */
    struct iwmo_records records;       /* all with this reference, by message */
    enum iwmo_verzoek_state state;
    bool has_due;
    struct iwmo_date due; /* of the answer */
};

struct iwmo_overview_declaratie {
    const struct iwmo_record *declaratie, *toekenning; /* either may be NULL */
    struct iwmo_records lines; /* PRESTATIE, and the credits on them elsewhere */
};

/* One message and what it says. */
struct iwmo_overview_message {
    const struct iwmo_entry *entry;
    struct iwmo_records records;
};

struct iwmo_overview {
    struct iwmo_stand *stands;
    struct iwmo_overview_request *requests;
    struct iwmo_overview_declaratie *declaraties;
    struct iwmo_overview_message *messages;
    struct iwmo_intakes intakes;
    size_t stand_count, request_count, declaratie_count, message_count;
    const struct iwmo_ask *ask; /* to name the messages */
};

#define IWMO_OVERVIEW_SIDES 2 /* by enum iwmo_side */

bool iwmo_overview_has_any(const struct iwmo_overview *overview);

/* `overviews`: IWMO_OVERVIEW_SIDES of them. */
enum iwmo_status iwmo_overview_json(struct iwmo_consult *consult,
                                    const struct iwmo_overview *overviews,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_overview_text(struct iwmo_consult *consult,
                                    const struct iwmo_overview *overviews,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
