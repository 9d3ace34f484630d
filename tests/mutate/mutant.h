#ifndef TESTS_MUTATE_MUTANT_H
#define TESTS_MUTATE_MUTANT_H

/*
 * Mutants: what rewritten source asks at each site (see sites.c).
 *
 * Every site of the program has a number from 1.  IWMO_MUTANT names the one that is
 * wrong in this process; without it the program is as written.  IWMO_MUTANT_COVER names
 * a file with a byte per site, mapped and shared, so that a test and every process that
 * it starts mark in one place what they reached, also when they are killed.
 */

extern unsigned tests_mutant;
extern unsigned char *tests_mutant_reached; /* a byte per site, or one row of nothing */
extern unsigned tests_mutant_mask;          /* 0: nobody asks what is reached */

/* Is the site wrong in this process?  1 or 0. */
static inline int
tests_mutant_is(unsigned site)
{
    tests_mutant_reached[site & tests_mutant_mask] = 1;
    return tests_mutant == site;
}

#endif
