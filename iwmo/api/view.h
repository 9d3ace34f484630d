#ifndef IWMO_API_VIEW_H
#define IWMO_API_VIEW_H

/*
 * View: findings and words as the public face gives them; what its three objects share.
 */
#include "base/date.h"
#include "iwmo.h"
#include "model/finding.h"
#include "model/wording.h"
#include "report/report.h"

struct iwmo_view {
    struct iwmo_report_options options;
    const struct iwmo_findings *findings; /* of the last call; NULL: none */
    const struct iwmo_finding *at;        /* where the walk over them is */
    size_t index;
    struct iwmo_buffer text, path;
};

/* Of the next call. */
void iwmo_view_set(struct iwmo_view *view, const struct iwmo_findings *findings);

/* Finding `index`; 0: there is none, or no memory for its words. */
int iwmo_view_finding(struct iwmo_view *view, size_t index,
                      struct iwmo_check_finding *out);

void iwmo_view_release(struct iwmo_view *view);

/* What the settings say; NULL: nothing.  IWMO_USAGE: err says which makes no sense. */
enum iwmo_status iwmo_view_read(struct iwmo_view *view,
                                const struct iwmo_settings *settings,
                                struct iwmo_settings *whole, struct iwmo_date *today,
                                struct iwmo_error *err);

/* Into the caller's room; `error` NULL: nowhere. */
void iwmo_view_tell(const struct iwmo_error *err, char error[IWMO_ERROR_SIZE]);

#endif
