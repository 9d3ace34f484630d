#ifndef IWMO_GENERATE_FIT_H
#define IWMO_GENERATE_FIT_H

/*
 * Fit: make a group that was grown by chance obey the rules within the message.
 *
 * One function per kind of group; it may add, drop and change what is in the group, and
 * looks at what stands before it.  Groups are fitted from the inside out, so the outer
 * one has the last word: totals at the declaration, retourcodes at the root.
 */
#include "generate/draft.h"

/* Fit `group`, whose contents are complete and fitted. */
void iwmo_fit(struct iwmo_draft *draft, struct iwmo_node *group);

/* The totals of a declaration once more, after its lines were changed.  Nothing happens
 * in another message. */
void iwmo_fit_totals(struct iwmo_draft *draft);

typedef void iwmo_fit_function(struct iwmo_draft *draft, struct iwmo_node *group);

/* fit_person.c */
iwmo_fit_function iwmo_fit_Naam, iwmo_fit_Geboortedatum, iwmo_fit_Communicatie,
    iwmo_fit_Relatie, iwmo_fit_Contactgegevens, iwmo_fit_Adres, iwmo_fit_Periode;
/* fit_product.c */
iwmo_fit_function iwmo_fit_Beschikking, iwmo_fit_Grondslagen, iwmo_fit_Beperkingen,
    iwmo_fit_BeperkingScores, iwmo_fit_products, iwmo_fit_StartProducten,
    iwmo_fit_StopProducten, iwmo_fit_TeWijzigenProduct, iwmo_fit_Verzoek,
    iwmo_fit_Verwijzer, iwmo_fit_Antwoord, iwmo_fit_Omvang;
/* fit_declaratie.c */
iwmo_fit_function iwmo_fit_DeclaratieFactuurIdentificatie, iwmo_fit_DeclaratiePeriode,
    iwmo_fit_Declaratie, iwmo_fit_DeclaratieAntwoord, iwmo_fit_Prestatie,
    iwmo_fit_totals_2_3;
/* fit_header.c */
iwmo_fit_function iwmo_fit_BerichtIdentificatie, iwmo_fit_Header, iwmo_fit_Bericht;

/* Give every RetourCodes in `group` codes: one class the code of a rule, the others
 * none of interest. */
void iwmo_fit_retourcodes(struct iwmo_draft *draft, struct iwmo_node *group);

/* Exactly this code in RetourCodes of `parent`. */
void iwmo_fit_retourcode(struct iwmo_draft *draft, struct iwmo_node *parent,
                         const char *code);

#endif
