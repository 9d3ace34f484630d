#include "translate/json_fault.h"

const struct iwmo_fault iwmo_json_faults[IWMO_JSON_FAULT_COUNT] = {
#define FAULT(id, code, kind, severity, nl, en)                                        \
    {code, "", IWMO_KIND_##kind, IWMO_SEVERITY_##severity, nl, en},
#include "translate/json_faults.def"
#undef FAULT
};
