#ifndef IWMO_RULES_DECLARATIE_H
#define IWMO_RULES_DECLARATIE_H

/*
 * Declaratie: rules over a whole declaration, and what must be remembered for them.
 */
#include "model/node.h"
#include "rules/facts.h"

/* A line will be judged and remembered. */
void iwmo_declaratie_expect(const struct iwmo_node *prestatie,
                            struct iwmo_facts *facts);

/* A line (Prestatie) or Client of a declaration has been judged: remember its keys and
 * amounts in the tally. */
void iwmo_declaratie_remember(const struct iwmo_node *unit, struct iwmo_facts *facts);

/* TR101 for Clienten and Prestaties, whose records are gone. */
void iwmo_declaratie_TR101(const struct iwmo_node *parent, struct iwmo_facts *facts);

#endif
