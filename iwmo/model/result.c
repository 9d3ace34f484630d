#include "model/result.h"

const char *
iwmo_verdict_name(enum iwmo_verdict verdict)
{
    static const char *const names[] = {"valid", "invalid", "undetermined"};

    return names[verdict];
}

const char *
iwmo_layer_name(enum iwmo_layer layer)
{
    static const char *const names[] = {"file", "xml", "schema", "rules", "history"};

    return names[layer];
}

const char *
iwmo_layer_state_name(enum iwmo_layer_state state)
{
    static const char *const names[] = {"skipped", "ran", "failed"};

    return names[state];
}
