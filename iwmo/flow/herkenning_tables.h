#ifndef IWMO_FLOW_HERKENNING_TABLES_H
#define IWMO_FLOW_HERKENNING_TABLES_H

/*
 * The tables of duplicates 5, one function for each.
 *
 * Internal to flow/herkenning.
 */
#include "flow/ask.h"
#include "flow/herkenning.h"

/* Of a kind of record: two withdrawals in the message at hand that differ in their key;
 * NULL: there is none, or none that differs. */
struct iwmo_herkenning_withdrawn {
    const struct iwmo_record *one, *other;
};

/* What is asked of the message for each record of it is put in order once, so that the
 * cost of a record does not depend on how many there are. */
struct iwmo_herkenning_blame {
    const struct iwmo_finding *finding;
    size_t turn; /* of the finding among all */
};

struct iwmo_herkenner {
    const struct iwmo_herkenning_task *task;
    struct iwmo_ask ask;
    struct iwmo_herkenning_blame *blames; /* by place, then turn */
    size_t blame_count;
    const struct iwmo_record **credits; /* by what they credit */
    size_t credit_count;
    const struct iwmo_herkenning *verdicts; /* of the records before the one at hand */
    struct iwmo_herkenning_withdrawn withdrawn[IWMO_RECORD_KINDS];
};

typedef enum iwmo_status iwmo_herkenning_table(const struct iwmo_herkenner *herkenner,
                                               const struct iwmo_record *record,
                                               struct iwmo_herkenning *verdict,
                                               struct iwmo_error *err);

iwmo_herkenning_table iwmo_herkenning_toewijzing; /* 5.2 */
iwmo_herkenning_table iwmo_herkenning_levering;   /* 5.3 */
iwmo_herkenning_table iwmo_herkenning_verzoek;    /* 5.4: AANVRAAG and VERZOEK */
iwmo_herkenning_table iwmo_herkenning_deel;       /* 5.4: what stands in a VERZOEK */
iwmo_herkenning_table iwmo_herkenning_antwoord;   /* 5.5 */
iwmo_herkenning_table iwmo_herkenning_declaratie; /* 5.6 */
iwmo_herkenning_table iwmo_herkenning_prestatie;  /* 5.6 */
iwmo_herkenning_table iwmo_herkenning_toekenning; /* 5.7 */
iwmo_herkenning_table iwmo_herkenning_terug;      /* 5.7 */

/* Was `record` blamed by a rule whose retourcode this is ("TR342": whose code)? */
bool iwmo_herkenning_has_code(const struct iwmo_herkenner *herkenner,
                              const struct iwmo_record *record, const char *code);

/* Any code of a rule at `record`; NULL: none. */
const char *iwmo_herkenning_any_code(const struct iwmo_herkenner *herkenner,
                                     const struct iwmo_record *record);

/* The CLIENT or VERZOEK that `record` stands in; NULL: none. */
const struct iwmo_record *
iwmo_herkenning_parent(const struct iwmo_herkenning_task *task,
                       const struct iwmo_record *record);

/* Refused with `code`. */
struct iwmo_herkenning iwmo_herkenning_refused(enum iwmo_herkend verdict,
                                               const char *row, const char *code);

/* Accepted. */
struct iwmo_herkenning iwmo_herkenning_taken(enum iwmo_herkend verdict,
                                             enum iwmo_herkenning_kind kind,
                                             const char *row);

#endif
