#ifndef IWMO_REGISTERS_REGISTERS_H
#define IWMO_REGISTERS_REGISTERS_H

/*
 * Registers: what the rules ask of lists outside the messages.
 *
 * Which gemeenten, providers and products exist on a day (TR378, TR381), and what is
 * contracted (registers/contract.h; TR341, TR346, TR418).  Every register may come from
 * a file (registers/register.h); a file replaces what is built in as a whole.
 *
 *     gemeenten   code;naam;begin;eind
 *     agb         code;naam;begin;eind
 *     producten   categorie;code;omschrijving;begin;eind
 *     organisatie agb;organisatie;begin;eind
 *     afspraken   gemeente;aanbieder;soort;declaratieperiode;begin;eind
 *     contracten  see registers/contract.h
 *
 * Built in: the gemeenten of 2025 and 2026 (CBS), and the product codes of aids on the
 * national list.  A question without a register to answer it has an answer of its own,
 * so that a rule is told as skipped and never passes unseen.
 *
 * Loaded once and read-only: shared by all threads.
 */
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "model/wording.h"
#include "registers/register.h"

enum iwmo_registered {
    IWMO_REGISTERED_UNKNOWN, /* no register can tell */
    IWMO_REGISTERED_NO,
    IWMO_REGISTERED_YES
};

struct iwmo_registers_options {
    const char *gemeenten, *agb, *producten, *contracten; /* paths; NULL: no file */
    enum iwmo_lang lang;                                  /* of what is wrong in them */
    const char *organisatie;
    const char *afspraken;
};

struct iwmo_registers;

/*
 * Load what `options` name.  A file with anything wrong in it is refused, and nothing
 * is loaded then: `*registers` is NULL and err says why (registers/register.h).  Free
 * with iwmo_registers_free().
 */
enum iwmo_status iwmo_registers_load(const struct iwmo_registers_options *options,
                                     struct iwmo_registers **registers,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * Did a gemeente have that code on `day` (TR378)?  The list that is built in knows the
 * codes of 2025 and 2026: one of these is a yes on every day, because an older list may
 * be used; another one is a no in those years, and unknown before and after.
 */
enum iwmo_registered iwmo_registers_has_gemeente(const struct iwmo_registers *registers,
                                                 struct iwmo_text code,
                                                 struct iwmo_date day);

/* Had a provider that AGB code on `day`?  Unknown without a file. */
enum iwmo_registered iwmo_registers_has_agb(const struct iwmo_registers *registers,
                                            struct iwmo_text code,
                                            struct iwmo_date day);

/*
 * Was that code a product of the category on `day` (TR381)?  Without a file: yes for
 * the aids that are built in, else unknown, since a gemeente and a provider may agree
 * on codes of their own.
 */
enum iwmo_registered iwmo_registers_has_product(const struct iwmo_registers *registers,
                                                struct iwmo_text categorie,
                                                struct iwmo_text code,
                                                struct iwmo_date day);

/* Their names, for people; NULL when there is none on `day`.  They live as long as the
 * registers. */
const char *iwmo_registers_gemeente(const struct iwmo_registers *registers,
                                    struct iwmo_text code, struct iwmo_date day);
const char *iwmo_registers_aanbieder(const struct iwmo_registers *registers,
                                     struct iwmo_text code, struct iwmo_date day);
const char *iwmo_registers_product(const struct iwmo_registers *registers,
                                   struct iwmo_text categorie, struct iwmo_text code,
                                   struct iwmo_date day);

/*
 * The AGB codes of the organisation that `code` belongs to on `day`, which is one of
 * them; without a file, or when it is not in it: only that one.  The list lives in the
 * arena, the codes as long as the registers (`code` itself: as long as the caller's).
 */
enum iwmo_status iwmo_registers_organisatie(const struct iwmo_registers *registers,
                                            const char *code, struct iwmo_date day,
                                            struct iwmo_arena *arena,
                                            const char *const **codes, size_t *count,
                                            struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The rows of registers/contract.h; its form is NULL when there is no file. */
const struct iwmo_register *
iwmo_registers_contracten(const struct iwmo_registers *registers);

void iwmo_registers_free(struct iwmo_registers *registers); /* NULL is allowed */

/* How a provider claims of a gemeente in release 2.3: by declaration (416) or invoice
 * (448), one for all care (OP278), over which periods (OP265). */
enum iwmo_afspraak_soort {
    IWMO_AFSPRAAK_GEEN_SOORT,
    IWMO_AFSPRAAK_DECLARATIE,
    IWMO_AFSPRAAK_FACTUUR
};

enum iwmo_afspraak_periode {
    IWMO_AFSPRAAK_GEEN_PERIODE, /* any */
    IWMO_AFSPRAAK_VRIJ,         /* any */
    IWMO_AFSPRAAK_MAAND,
    IWMO_AFSPRAAK_VIER_WEKEN
};

struct iwmo_afspraak {
    enum iwmo_afspraak_soort soort;
    enum iwmo_afspraak_periode periode;
};

/* What was agreed on that day; false: nothing that is known, and all of it is absent.
 */
bool iwmo_registers_afspraak(const struct iwmo_registers *registers,
                             const char *gemeente, const char *aanbieder,
                             struct iwmo_date day, struct iwmo_afspraak *afspraak);

#endif
