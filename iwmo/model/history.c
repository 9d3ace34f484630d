#include "model/history.h"

bool
iwmo_entry_counts(enum iwmo_entry_state state)
{
    return state == IWMO_ENTRY_PROCESSED || state == IWMO_ENTRY_PARTIAL ||
           state == IWMO_ENTRY_SENT || state == IWMO_ENTRY_ACCEPTED;
}

const char *
iwmo_entry_state_name(enum iwmo_entry_state state)
{
    static const char *const names[IWMO_ENTRY_STATES] = {
        [IWMO_ENTRY_RECEIVED] = "received",
        [IWMO_ENTRY_PROCESSED] = "processed",
        [IWMO_ENTRY_PARTIAL] = "partial",
        [IWMO_ENTRY_REFUSED] = "refused",
        [IWMO_ENTRY_REFUSED_L1] = "refused-l1",
        [IWMO_ENTRY_DUPLICATE] = "duplicate",
        [IWMO_ENTRY_SENT] = "sent",
        [IWMO_ENTRY_ACCEPTED] = "accepted",
        [IWMO_ENTRY_FAILED] = "failed",
    };

    return names[state];
}
