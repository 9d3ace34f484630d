#ifndef TESTS_CASES_PLAY_H
#define TESTS_CASES_PLAY_H

/*
 * Play: a case, carried out in the current folder by parties that have the program.
 *
 * What goes wrong is collected, a line each, and the play goes on: a case tells all
 * that is the matter with it.
 */
#include "base/text.h"
#include "cases/case.h"
#include "cases/party.h"

/* What became of the message of a step. */
struct play_message {
    char path[40]; /* of its file; "": none */
    char identificatie[16];
    const struct party *from, *to;
    bool is_sent; /* it stands in the sender's books */
    struct told sent, received;
    char retour[300]; /* path of the answer; "": none */
};

struct play {
    const struct case_play *script;
    const char *folder;                               /* of the registers: "fixtures" */
    struct play_message messages[CASE_MAX_STEPS + 1]; /* by number of the step */
    struct pending {
        int step; /* of which the retour is under way */
        char date[16];
    } pending[CASE_MAX_STEPS];
    size_t pending_count;
    const struct case_step *step; /* at hand */
    struct iwmo_buffer faults;
};

/* Carry it out.  play->faults is empty when all was as claimed. */
void play_run(struct play *play, const struct case_play *script);
void play_release(struct play *play);

/* Note that the step at hand, or a claim on `line`, is not as it should be. */
void play_fault(struct play *play, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Only the XML of a step, into `path`. */
void play_write(const struct case_play *script, const struct case_step *content,
                const struct case_step *step, const char *identificatie,
                const char *path);

#endif
