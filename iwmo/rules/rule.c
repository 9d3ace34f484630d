#include "rules/rule.h"

#include "names.h"

const struct iwmo_rule iwmo_rules[] = {
#define RULE(function, code, kind, anchor, messages, release, severity, retourcode, nl,  \
             en)                                                                         \
    {{code, retourcode, IWMO_KIND_##kind, IWMO_SEVERITY_##severity, nl, en},             \
     iwmo_check_##function,                                                              \
     EL_##anchor,                                                                        \
     messages,                                                                           \
     release},
#include "rules/rules.def"
#undef RULE
};

const size_t iwmo_rule_count = sizeof(iwmo_rules) / sizeof(iwmo_rules[0]);

uint32_t
iwmo_message_bit(unsigned number)
{
    static const struct {
        unsigned number;
        uint32_t bit;
    } rows[] = {
        {301, M301}, {302, M302}, {303, M303}, {304, M304}, {305, M305}, {306, M306},
        {307, M307}, {308, M308}, {315, M315}, {316, M316}, {317, M317}, {318, M318},
        {319, M319}, {320, M320}, {323, M323}, {325, M325},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].number == number)
            return rows[i].bit;
    return 0;
}
