#ifndef IWMO_MODEL_RESULT_H
#define IWMO_MODEL_RESULT_H

/*
 * Result: what was judged about one file, for the reports.
 *
 * Lives as long as the arena of the message it is about: until the judge that made it
 * reads the next message.  Source: conventions, Verdicts and exit status.
 */
#include "model/comparison.h"
#include "model/finding.h"
#include "schema/schema.h"

enum iwmo_verdict { IWMO_VALID, IWMO_INVALID, IWMO_UNDETERMINED };

enum iwmo_layer {
    IWMO_LAYER_FILE,
    IWMO_LAYER_XML,
    IWMO_LAYER_SCHEMA,
    IWMO_LAYER_RULES,
    IWMO_LAYER_HISTORY,
    IWMO_LAYER_COUNT
};

enum iwmo_layer_state {
    IWMO_SKIPPED, /* was not asked for, or an earlier layer made it pointless */
    IWMO_RAN,
    IWMO_FAILED /* could not be completed */
};

/* What Header says about the message, as Rapport 1.1 repeats it.  NULL: not there. */
struct iwmo_heading {
    const char *bericht_code, *bericht_versie, *bericht_subversie; /* as sent */
    bool has_identificatie;    /* there is a BerichtIdentificatie, maybe an empty one */
    const char *identificatie; /* white space normalised */
    const char *dagtekening;   /* at most ten characters */
    const char *afzender;      /* Aanbieder where there is no Afzender: 303, 304 */
    struct {                   /* their rows: what each may look like */
        const struct iwmo_element *bericht_code, *bericht_versie, *bericht_subversie;
        const struct iwmo_element *identificatie, *dagtekening;
    } of;
};

struct iwmo_result {
    const char *file;                        /* as given; "-" for standard input */
    const struct iwmo_message_kind *message; /* NULL: not recognised */
    bool is_bericht; /* its root was Bericht, so it was judged */
    struct iwmo_heading heading;
    enum iwmo_verdict verdict;
    enum iwmo_layer_state layers[IWMO_LAYER_COUNT];
    char sha256[65]; /* of the bytes as sent; "" when not asked for or not read */
    uint64_t size_bytes;
    struct iwmo_findings findings;
    const struct iwmo_comparison *against; /* a stylesheet; NULL: not asked for */
};

const char *iwmo_verdict_name(enum iwmo_verdict verdict);       /* "valid" */
const char *iwmo_layer_name(enum iwmo_layer layer);             /* "file" */
const char *iwmo_layer_state_name(enum iwmo_layer_state state); /* "ran" */

#endif
