#include "api/view.h"

#include <stdio.h>
#include <string.h>

#include "model/path.h"

void
iwmo_view_set(struct iwmo_view *view, const struct iwmo_findings *findings)
{
    view->findings = findings;
    view->at = NULL;
}

/* Walk to finding `index`; going on from the last one asked for costs one step. */
static const struct iwmo_finding *
walk(struct iwmo_view *view, size_t index)
{
    if (view->findings == NULL)
        return NULL;
    if (view->at == NULL || index < view->index) {
        view->at = view->findings->first;
        view->index = 0;
    }
    while (view->at != NULL && view->index < index) {
        view->at = view->at->next;
        view->index++;
    }
    return view->at;
}

int
iwmo_view_finding(struct iwmo_view *view, size_t index, struct iwmo_check_finding *out)
{
    const struct iwmo_finding *finding = walk(view, index);

    if (finding == NULL)
        return 0;
    iwmo_buffer_reset(&view->text);
    iwmo_buffer_reset(&view->path);
    iwmo_wording_print(finding, view->options.lang, view->options.show_values,
                       &view->text);
    iwmo_path_print(finding->where.step, &view->path);
    if (view->text.failed != IWMO_OK || view->path.failed != IWMO_OK)
        return 0;
    *out = (struct iwmo_check_finding){
        .code = finding->fault->code,
        .retourcode = finding->fault->retourcode,
        .text = view->text.at,
        .path = view->path.at,
        .line = finding->where.at.line,
        .column = finding->where.at.column,
        .offset = finding->where.at.offset,
        .is_warning = finding->severity == IWMO_SEVERITY_WARNING,
    };
    return 1;
}

void
iwmo_view_release(struct iwmo_view *view)
{
    iwmo_buffer_release(&view->text);
    iwmo_buffer_release(&view->path);
}

/* ---- settings ---- */

enum iwmo_status
iwmo_view_read(struct iwmo_view *view, const struct iwmo_settings *settings,
               struct iwmo_settings *whole, struct iwmo_date *today,
               struct iwmo_error *err)
{
    *whole = (struct iwmo_settings){.size = sizeof(*whole)};
    *today = iwmo_date_today();
    if (settings != NULL && settings->size > sizeof(*whole))
        return iwmo_fail(err, IWMO_USAGE, "settings of a newer library");
    if (settings != NULL) /* those of an older one are shorter */
        memcpy(whole, settings, settings->size);
    if (whole->today != NULL && !iwmo_date_parse(iwmo_text(whole->today), today))
        return iwmo_fail(err, IWMO_USAGE, "today: '%s' is no date", whole->today);
    const char *language = whole->language != NULL ? whole->language : "nl";
    if (strcmp(language, "nl") != 0 && strcmp(language, "en") != 0)
        return iwmo_fail(err, IWMO_USAGE, "language: '%s' is neither nl nor en",
                         language);
    view->options.lang = language[0] == 'e' ? IWMO_EN : IWMO_NL;
    view->options.show_values = whole->show_values != 0;
    return IWMO_OK;
}

void
iwmo_view_tell(const struct iwmo_error *err, char error[IWMO_ERROR_SIZE])
{
    if (error != NULL)
        snprintf(error, IWMO_ERROR_SIZE, "%s", err->text);
}
