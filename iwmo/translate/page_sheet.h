#ifndef IWMO_TRANSLATE_PAGE_SHEET_H
#define IWMO_TRANSLATE_PAGE_SHEET_H

/*
 * Page sheet: transforms/message-html.xsl, which the program carries, at work.
 *
 * It may read and write nothing, and its depth and steps are limited.  libxslt is
 * loaded here, when it is needed, so that other commands need not wait for it.
 */
#include "base/text.h"

/* Append the page made of the well-formed `tree` to `out`.  IWMO_LIMIT: too much work;
 * IWMO_IO: no libxslt. */
enum iwmo_status iwmo_page_sheet_run(struct iwmo_text tree, struct iwmo_buffer *out);

#endif
