#include "rules/rule.h"

#include "names.h"

const struct iwmo_rule iwmo_rules[] = {
#define RULE(function, code, kind, anchor, messages, since, until, severity,           \
             retourcode, nl, en)                                                       \
    {{code, retourcode, IWMO_KIND_##kind, IWMO_SEVERITY_##severity, nl, en},           \
     iwmo_check_##function,                                                            \
     EL_##anchor,                                                                      \
     messages,                                                                         \
     {since, until}},
#include "rules/rules.def"
#undef RULE
};

const size_t iwmo_rule_count = sizeof(iwmo_rules) / sizeof(iwmo_rules[0]);
