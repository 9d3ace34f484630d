#ifndef IWMO_VIEW_FIGURES_WORDS_H
#define IWMO_VIEW_FIGURES_WORDS_H

/*
 * Figures in words: what a row of the figures is called, for people.
 */
#include "base/text.h"
#include "flow/figures.h"
#include "model/wording.h"

/* "Doorlooptijd van toewijzing tot start". */
const char *iwmo_figures_title(enum iwmo_figure_kind kind, enum iwmo_lang lang);

/* "15 tot en met 28 dagen", "Begeleiding (02), product 02A03", "9019: De start ...";
 * nothing for a lead time. */
void iwmo_figures_label(const struct iwmo_figure *figure, enum iwmo_lang lang,
                        struct iwmo_buffer *out);

/* "januari 2026"; month 0: "alle maanden". */
void iwmo_figures_month(int32_t month, enum iwmo_lang lang, struct iwmo_buffer *out);

/* A volume of production, in its unit. */
void iwmo_figures_volume(const struct iwmo_figure *figure, int64_t volume,
                         enum iwmo_lang lang, struct iwmo_buffer *out);

#endif
