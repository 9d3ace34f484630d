#ifndef IWMO_VIEW_FIGURES_PAGE_H
#define IWMO_VIEW_FIGURES_PAGE_H

/*
 * Figures page: the figures as one HTML page with charts.
 *
 * The page stands alone: no scripts, nothing from elsewhere.  Every chart is an SVG
 * with a title and a description, and every number in it stands in the table beside it.
 */
#include "flow/figures.h"
#include "model/wording.h"

void iwmo_figures_page(const struct iwmo_figures *figures, struct iwmo_date today,
                       enum iwmo_lang lang, struct iwmo_buffer *out);

#endif
