#ifndef IWMO_MODEL_AMOUNT_H
#define IWMO_MODEL_AMOUNT_H

/*
 * Amount: money, volumes and products as people read them, in Dutch or English.
 *
 * Only for people: programs get cents, codes and bare numbers.  Labels of codes are
 * those of the code lists and stay Dutch in English.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* "€ 2.869,80"; English "€ 2,869.80"; a credit has a minus before the sign. */
void iwmo_amount_euros(int64_t cents, bool is_dutch, struct iwmo_buffer *out);

/* "1 uur", "12 dagdelen"; of Eenheid 83, which counts cents, euros.  `eenheid` unknown
 * or "": the bare number. */
void iwmo_amount_volume(int64_t volume, const char *eenheid, bool is_dutch,
                        struct iwmo_buffer *out);

/* "uren"; "" when the code says nothing. */
const char *iwmo_amount_unit(const char *eenheid, bool is_dutch);

/* "per week", of a Frequentie; "" when the code says nothing. */
const char *iwmo_amount_frequency(const char *frequentie, bool is_dutch);

/* "Begeleiding (02), product 02A03"; "" for both codes: any product. */
void iwmo_amount_product(const char *categorie, const char *code, bool is_dutch,
                         struct iwmo_buffer *out);

#endif
