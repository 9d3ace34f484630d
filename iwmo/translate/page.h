#ifndef IWMO_TRANSLATE_PAGE_H
#define IWMO_TRANSLATE_PAGE_H

/*
 * Page: a message -> one HTML page that a person can read.
 *
 * The page stands alone: no scripts, nothing from elsewhere.  It holds personal data as
 * the message does; nothing is masked.  The elements become a small XML tree in memory
 * (at most IWMO_PAGE_BYTES) with labels, labels of codes and dates in words; at the end
 * transforms/message-html.xsl makes the page of it.  Of a declaration the first
 * IWMO_PAGE_PRESTATIES prestaties are shown and the rest counted.  In English,
 * texts of codes that page_words.def does not have stay Dutch.  Not thread-safe.
 */
#include "base/drain.h"
#include "model/visitor.h"
#include "translate/page_text.h"

#define IWMO_PAGE_BYTES      ((size_t)32 << 20)
#define IWMO_PAGE_PRESTATIES 1000

struct iwmo_page;

/* `drain` is copied.  NULL: out of memory. */
struct iwmo_page *iwmo_page_new(struct iwmo_drain drain,
                                enum iwmo_page_language language);

/* Who to tell of the elements; borrows `page`.  IWMO_LIMIT: the message is too large
 * for a page; IWMO_IO: libxslt is not there. */
struct iwmo_visitor iwmo_page_visitor(struct iwmo_page *page);

void iwmo_page_free(struct iwmo_page *page); /* NULL is allowed */

#endif
