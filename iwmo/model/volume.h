#ifndef IWMO_MODEL_VOLUME_H
#define IWMO_MODEL_VOLUME_H

/*
 * Volume: how much care an allocation allows, and what a line of a declaration costs.
 *
 * Pure arithmetic in whole numbers; nothing overflows, and what would says so.  Days of
 * a period count on both sides; a period that ends before it begins has none.  Weeks
 * run from Monday to Sunday (ISO 8601) and have no year: a week over New Year is one.
 * Source: process facts 10.2, 10.4 and 10.5; TR321, TR322, TR341, TR346, TR387, TR388;
 * IV076-IV081.
 */
#include "base/date.h"
#include "base/money.h"
#include "base/text.h"

/* ---- periods ---- */

struct iwmo_period {
    struct iwmo_date begin, end; /* both in it */
};

int64_t iwmo_period_days(struct iwmo_period period);
int64_t iwmo_period_weeks(struct iwmo_period period); /* touched */
int64_t iwmo_period_sundays(struct iwmo_period period);
int64_t iwmo_period_months(struct iwmo_period period); /* touched */

/*
 * The ProductPeriode of an allocation in the month of `day`: that month in so far as it
 * lies in the allocation (TR387, TR388).  False: no day of it does.
 */
bool iwmo_period_in_month(struct iwmo_period toewijzing, struct iwmo_date day,
                          struct iwmo_period *productperiode);

/* ---- units ---- */

/* The codes of LDT_Eenheid that say something here. */
enum iwmo_eenheid {
    IWMO_EENHEID_NONE = 0, /* none, or no such code */
    IWMO_EENHEID_MINUUT = 1,
    IWMO_EENHEID_UUR = 4,
    IWMO_EENHEID_ETMAAL = 14,
    IWMO_EENHEID_DAGDEEL = 16,
    IWMO_EENHEID_STUKS_OUTPUT = 82,
    IWMO_EENHEID_EURO = 83, /* volume in eurocents */
    IWMO_EENHEID_STUKS_INSPANNING = 84
};

/* "04" -> IWMO_EENHEID_UUR. */
enum iwmo_eenheid iwmo_eenheid_of(struct iwmo_text code);
bool iwmo_eenheid_is_output(enum iwmo_eenheid eenheid);

/* May `declared` be used on an allocation, or contract, in `allocated`?  The same unit,
 * or minutes for hours (TR341). */
bool iwmo_eenheid_fits(enum iwmo_eenheid declared, enum iwmo_eenheid allocated);

/* ---- what an allocation allows ---- */

enum iwmo_frequentie {
    IWMO_FREQUENTIE_DAG = 1,
    IWMO_FREQUENTIE_WEEK = 2,
    IWMO_FREQUENTIE_VIER_WEKEN = 3, /* release 2.3: blocks from Ingangsdatum */
    IWMO_FREQUENTIE_MAAND = 4,
    IWMO_FREQUENTIE_JAAR = 5, /* release 2.3: years from Ingangsdatum */
    IWMO_FREQUENTIE_TOTAAL = 6
};

/* An allocation with Omvang, in so far as it counts. */
struct iwmo_omvang {
    int64_t volume; /* >= 0 */
    enum iwmo_eenheid eenheid;
    enum iwmo_frequentie frequentie;
    bool is_huishouden; /* Categorie 01, hulp bij het huishouden: six weeks a month */
    bool is_old;        /* release 2.3: all weeks that are touched count, no more */
    bool has_end;       /* false: toewijzing.end says nothing */
    struct iwmo_period toewijzing;
};

struct iwmo_maximum {
    int64_t volume;    /* in the unit declared in */
    bool is_known;     /* false: nothing to compare with; volume is 0 */
    bool is_saturated; /* more than 64 bits hold; volume is INT64_MAX */
};

/*
 * The most that may be declared in one ProductPeriode, in unit `declared` (TR321).  Not
 * known: the Frequentie is none of ours.  With Frequentie 6 it is the whole volume.
 */
struct iwmo_maximum iwmo_volume_in_period(const struct iwmo_omvang *omvang,
                                          struct iwmo_period productperiode,
                                          enum iwmo_eenheid declared);

/* The most over the whole allocation (TR322).  Not known as well: it has no end, unless
 * Frequentie is 6. */
struct iwmo_maximum iwmo_volume_in_all(const struct iwmo_omvang *omvang,
                                       enum iwmo_eenheid declared);

/* Is `volume` more than the maximum?  Never when that is not known. */
bool iwmo_volume_exceeds(int64_t volume, struct iwmo_maximum maximum);

/* ---- what a line costs ---- */

/* GeleverdVolume in hours of the minutes of a whole ProductPeriode: half an hour and
 * more goes up, the least is one; 0 minutes, 0 hours (IV079). */
int64_t iwmo_volume_hours(int64_t minutes);

/* ProductTarief to show with minutes: the hourly tariff / 60, half a cent up (IV081).
 * `hourly_cents` >= 0. */
int64_t iwmo_volume_minute_tarief(int64_t hourly_cents);

struct iwmo_geleverd {
    int64_t volume; /* GeleverdVolume, >= 0 */
    enum iwmo_eenheid eenheid;
    int64_t tarief_cents; /* >= 0; says nothing with Eenheid 83 */
    bool is_hourly;       /* the tariff is for an hour, the volume in minutes */
};

/*
 * IngediendBedrag of a line (CS339, TR346, IV081).  False: it is more than 64 bits
 * hold, and `bedrag` is INT64_MAX cents.
 */
bool iwmo_volume_bedrag(const struct iwmo_geleverd *levering, struct iwmo_money *bedrag)
    __attribute__((warn_unused_result));

/*
 * Could minutes at a shown `minute_cents` cost so much?  For who does not know the
 * hourly tariff: that was rounded by half a cent at most for each minute, and the
 * amount by half a cent (TR346).
 */
bool iwmo_volume_could_cost(int64_t minutes, int64_t minute_cents,
                            struct iwmo_money bedrag);

#endif
