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
 *               Toewijzingsdatum, with a border at 42 days; "later": those of which the
 *               Ingangsdatum is still to come; no month
 *   production  allocated and declared volume, per product and unit of the allocation.
 *               Allocated is spread over the months of the allocation, to the month of
 *               today: per month the volume when it touches the month, per week and per
 *               day in proportion to its days in it, and a total or a budget in
 *               proportion to the days of the whole; rounded so that the months add up.
 *               Declared (not refused, not credited) counts in the month of the
 *               ProductPeriode.  A budget has unit "83": both are cents then.
 *   refused     messages refused as a whole or in part, by code, in the month received
 *               or sent; at the provider of a declaration the month of its answer
 *
 * Months more than IWMO_FIGURES_MONTHS before today are left out.
 */
#include "ledger/ledger.h"

#define IWMO_FIGURES_MONTHS 120

enum iwmo_figure_kind {
    IWMO_FIGURE_LEAD,
    IWMO_FIGURE_WAITING,
    IWMO_FIGURE_PRODUCTION,
    IWMO_FIGURE_REFUSED,
    IWMO_FIGURE_KINDS
};

struct iwmo_figure {
    enum iwmo_figure_kind kind;
    int32_t month;       /* year * 100 + month: 202603, -4397; 0: over all */
    char aanbieder[9];   /* "": over all */
    char name[12];       /* waiting: "31-60"; production: "02/02A03"; refused: "9332" */
    char eenheid[3];     /* production */
    int64_t count;       /* starts, allocations, lines, messages */
    int64_t median, p90; /* lead: days */
    int64_t oldest;      /* waiting: days */
    int64_t allocated, declared; /* production: volume */
    int64_t cents;               /* production: declared */
};

/* Year and month of a figure; its day is 0. */
struct iwmo_day iwmo_figures_month_split(int32_t month);

/* What to count; zero is all.  A product leaves the refused messages out, which have
 * none. */
struct iwmo_figures_filter {
    int32_t first, last;        /* months: 202603; the waiting have none */
    char aanbieder[9];          /* "": all */
    char categorie[3], code[6]; /* "": all */
};

struct iwmo_figures {
    struct iwmo_figure *rows; /* by kind, aanbieder, month, name, eenheid */
    size_t count, room;
    bool failed; /* out of memory */
    struct iwmo_figures_filter filter;
};

/* Count what `filter` (NULL: all) leaves; release with iwmo_figures_release(). */
enum iwmo_status
iwmo_figures_collect(struct iwmo_ledger *ledger, enum iwmo_side side,
                     struct iwmo_date today, const struct iwmo_figures_filter *filter,
                     struct iwmo_figures *figures, struct iwmo_error *err)
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
