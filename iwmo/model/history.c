#include "model/history.h"

bool
iwmo_entry_counts(enum iwmo_entry_state state)
{
    return state == IWMO_ENTRY_PROCESSED || state == IWMO_ENTRY_PARTIAL ||
           state == IWMO_ENTRY_SENT || state == IWMO_ENTRY_ACCEPTED;
}

static const struct {
    const char *name, *nl;
} state_words[IWMO_ENTRY_STATES] = {
    [IWMO_ENTRY_RECEIVED] = {"received", "niet verwerkt"},
    [IWMO_ENTRY_PROCESSED] = {"processed", "verwerkt"},
    [IWMO_ENTRY_PARTIAL] = {"partial", "deels geweigerd"},
    [IWMO_ENTRY_REFUSED] = {"refused", "geweigerd"},
    [IWMO_ENTRY_REFUSED_L1] = {"refused-l1", "voldoet niet aan het schema"},
    [IWMO_ENTRY_DUPLICATE] = {"duplicate", "al eerder geboekt"},
    [IWMO_ENTRY_SENT] = {"sent", "geboekt"},
    [IWMO_ENTRY_ACCEPTED] = {"accepted", "aanvaard"},
    [IWMO_ENTRY_FAILED] = {"failed", "verloren gegaan"},
};

const char *
iwmo_entry_state_name(enum iwmo_entry_state state)
{
    return state_words[state].name;
}

const char *
iwmo_entry_state_words(enum iwmo_entry_state state, bool is_dutch)
{
    return is_dutch ? state_words[state].nl : state_words[state].name;
}
