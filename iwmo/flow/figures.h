#ifndef IWMO_FLOW_FIGURES_H
#define IWMO_FLOW_FIGURES_H

/*
 * Figures: what a gemeente steers by, counted over the ledger.
 *
 * Every figure stands once for a month and a provider, once for each of the two over
 * all of the other, and once over all.  Counted from what is in the books on the day
 * asked; nothing is stored.
 *
 *   lead        days from the Toewijzingsdatum of the first version to the Begindatum
 *               of the first start, in the month of that start
 *   waiting     allocations that are not over and have no start, by days since the
 *               Toewijzingsdatum; no month
 *   production  allocated (the most over the whole period, in the month in which it
 *               begins) and declared (not refused, not credited, in the month of the
 *               ProductPeriode) volume, per product and unit of the allocation
 *   refused     messages refused as a whole or in part, by code, in the month received
 *               or sent
 */
#include "ledger/ledger.h"

enum iwmo_figure_kind {
    IWMO_FIGURE_LEAD,
    IWMO_FIGURE_WAITING,
    IWMO_FIGURE_PRODUCTION,
    IWMO_FIGURE_REFUSED,
    IWMO_FIGURE_KINDS
};

struct iwmo_figure {
    enum iwmo_figure_kind kind;
    int32_t month;       /* 202603; 0: over all */
    char aanbieder[9];   /* "": over all */
    char name[12];       /* waiting: "31-60"; production: "02/02A03"; refused: "9332" */
    char eenheid[3];     /* production */
    int64_t count;       /* starts, allocations, lines, messages */
    int64_t median, p90; /* lead: days */
    int64_t oldest;      /* waiting: days */
    int64_t allocated, declared; /* production: volume */
    int64_t cents;               /* production: declared */
};

struct iwmo_figures {
    struct iwmo_figure *rows; /* by kind, aanbieder, month, name, eenheid */
    size_t count, room;
    bool failed; /* out of memory */
};

/* Count; release with iwmo_figures_release(). */
enum iwmo_status iwmo_figures_collect(struct iwmo_ledger *ledger, enum iwmo_side side,
                                      struct iwmo_date today,
                                      struct iwmo_figures *figures,
                                      struct iwmo_error *err)
    __attribute__((warn_unused_result));
void iwmo_figures_release(struct iwmo_figures *figures);

/* Piece by piece: an entry; all records of one gemeente + ToewijzingNummer; then the
 * sum. */
void iwmo_figures_entry(struct iwmo_figures *figures, const struct iwmo_entry *entry);
void iwmo_figures_number(struct iwmo_figures *figures, const struct iwmo_records *group,
                         struct iwmo_date today);
void iwmo_figures_sum(struct iwmo_figures *figures);

const char *iwmo_figure_kind_name(enum iwmo_figure_kind kind); /* "lead" */

#endif
