#ifndef IWMO_FLOW_INTAKE_FOLD_H
#define IWMO_FLOW_INTAKE_FOLD_H

/*
 * Intake fold: all that is known of one client, folded into decisions and intakes.
 *
 * What happened is put in order by its own time, not by when it came: an allocation
 * counts from the moment of its first version, a start from its Begindatum, a person's
 * word from its day.  So any order of arrival gives the same decisions, the same open
 * intakes.  What later messages say of a number (that it was removed, that another one
 * replaced it) is looked ahead at where the table asks for it.  A person's word stands:
 * an intake that a person opened or closed stays as it was said.
 * Internal to flow/intake.  Source: duplicates 6.2 as amended (decisions, Intake).
 */
#include "flow/intake_books.h"

/* An intake as it should stand. */
struct iwmo_intake_talk {
    struct iwmo_intake row;             /* id 0: the ledger has none yet */
    const struct iwmo_intake *stored;   /* what the ledger has; NULL: nothing */
    struct iwmo_intake_number *opener;  /* NULL: a person opened it, or nobody knows */
    struct iwmo_intake_number *numbers; /* that it is for */
    bool is_foreign;  /* opened by a person, or for what the books do not know */
    bool is_followed; /* a delivery began on what it was for */
};

struct iwmo_intake_fold {
    struct iwmo_intake_books books;
    struct iwmo_intake_talk *talks; /* as they were opened */
    size_t talk_count;
};

/* Where the fold is. */
struct iwmo_intake_desk {
    const struct iwmo_intake_matter *matter;
    const struct iwmo_intake_dossier *dossier;
    struct iwmo_intake_fold *fold;
    struct iwmo_intake_talk *open;     /* NULL: none */
    struct iwmo_intake_number *number; /* at hand */
    int64_t moment;
    struct iwmo_date day;
    size_t begun; /* so many deliveries began before */
};

/* Fold `known`, records of one client in any order. */
enum iwmo_status iwmo_intake_fold(const struct iwmo_intake_matter *matter,
                                  const struct iwmo_intake_dossier *dossier,
                                  const struct iwmo_records *known,
                                  struct iwmo_intake_fold *fold, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Rows I7 to I17 for the number at hand: its decision and its intake are set. */
enum iwmo_status iwmo_intake_weigh(struct iwmo_intake_desk *desk,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The allocation that the one at hand follows, by I9 to I12; *outcome says how.  NULL:
 * none. */
struct iwmo_intake_number *iwmo_intake_succeeded(const struct iwmo_intake_desk *desk,
                                                 enum iwmo_intake_outcome *outcome,
                                                 struct iwmo_intake_sight *sight);

/* Of the intake at `place` in the dossier: the number among those it is for that came
 * first; NULL: the books know none. */
struct iwmo_intake_number *iwmo_intake_first_number(const struct iwmo_intake_desk *desk,
                                                    size_t place);

/* Was it not opened for anything that the books show? */
bool iwmo_intake_is_foreign(const struct iwmo_intake *row,
                            const struct iwmo_intake_number *first);

/* Give each folded intake the row that the ledger has of it, if any. */
void iwmo_intake_match(struct iwmo_intake_desk *desk);

/* Of numbers of one moment that share an intake, the one that was registered first is
 * told to have opened it: a matter of words, which changes no intake. */
void iwmo_intake_tell_first(struct iwmo_intake_fold *fold);

/* The number at hand belongs to `talk` from now on. */
void iwmo_intake_join(struct iwmo_intake_desk *desk, struct iwmo_intake_talk *talk);

/* The open intake, opened for the number at hand when there is none. */
struct iwmo_intake_talk *iwmo_intake_open_talk(struct iwmo_intake_desk *desk,
                                               enum iwmo_intake_outcome outcome,
                                               char strength);

/* Write what differs from what the ledger has: intakes, links, and the notes of numbers
 * of which `before` (NULL: all) decided otherwise.  `message`: of the records at hand.
 */
enum iwmo_status
iwmo_intake_write(struct iwmo_ledger *ledger, const struct iwmo_intake_matter *matter,
                  const struct iwmo_intake_dossier *dossier,
                  const struct iwmo_intake_fold *before, struct iwmo_intake_fold *after,
                  uint64_t message, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
