/*
 * Any bytes as a policy: refused with a word, or read, and then no finding is lost:
 * each is an error, a warning or suppressed.
 */
#include <string.h>

#include "fuzz/memory_file.h"
#include "judge/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const broken[] = {
    "fixtures/3.2/WMO307/CS139-date-unknown-but-filled.xml",
    "fixtures/3.2/WMO323/TR416-same-debit-twice.xml",
};

static uint64_t
count(const char *path, const struct iwmo_policy *policy)
{
    const struct iwmo_judge_options options = {.policy = policy,
                                               .today = iwmo_date_of(2025, 6, 1)};
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    const struct iwmo_result *result;

    if (judge == NULL || iwmo_judge_file(judge, path, &result, NULL) != IWMO_OK)
        abort();
    const struct iwmo_findings *findings = &result->findings;
    if ((findings->errors == 0) != (result->verdict == IWMO_VALID))
        abort();
    uint64_t all = findings->errors + findings->warnings + findings->suppressed;
    iwmo_judge_free(judge);
    return all;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = memory_file(data, size);
    struct iwmo_error err = {0};
    struct iwmo_policy *policy =
        iwmo_policy_open(path, &iwmo_schema_builtin, iwmo_date_of(2025, 6, 1), &err);

    if (policy == NULL) {
        if (err.status == IWMO_OK || strncmp(err.text, path, strlen(path)) != 0)
            abort();
        return 0;
    }
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
        if (count(broken[i], policy) == 0 ||
            count(broken[i], policy) != count(broken[i], NULL))
            abort();
    iwmo_policy_close(policy);
    return 0;
}
