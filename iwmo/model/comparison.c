#include "model/comparison.h"

const char *
iwmo_comparison_state_name(enum iwmo_comparison_state state)
{
    static const char *const names[] = {
        [IWMO_COMPARED] = "compared",
        [IWMO_NOT_XML] = "not_xml",
        [IWMO_MESSAGE_LARGE] = "message_too_large",
        [IWMO_SHEET_TIMEOUT] = "timeout",
        [IWMO_SHEET_DIED] = "died",
        [IWMO_SHEET_GAVE_UP] = "gave_up",
        [IWMO_SHEET_FORBIDDEN] = "forbidden",
        [IWMO_SHEET_NO_RAPPORT] = "no_rapport",
        [IWMO_FINDINGS_MANY] = "too_many_findings",
    };

    return names[state];
}

bool
iwmo_comparison_failed(const struct iwmo_comparison *comparison)
{
    return comparison->state != IWMO_COMPARED && comparison->state != IWMO_NOT_XML;
}
