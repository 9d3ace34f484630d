#ifndef IWMO_TRANSLATE_JSON_FAULT_H
#define IWMO_TRANSLATE_JSON_FAULT_H

/*
 * JSON fault: what can be wrong with JSON that is to become a message.
 */
#include "model/finding.h"

/* The rows of translate/json_faults.def. */
enum iwmo_json_fault_id {
#define FAULT(id, code, kind, severity, nl, en) IWMO_JSON_FAULT_##id,
#include "translate/json_faults.def"
#undef FAULT
    IWMO_JSON_FAULT_COUNT
};
extern const struct iwmo_fault iwmo_json_faults[IWMO_JSON_FAULT_COUNT];

#endif
