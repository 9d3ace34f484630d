#include "cli/desk.h"

const struct iwmo_command iwmo_send = {
    "send",
    "[OPTION]... FILE|DIR|-...",
    "Register what goes out, and refuse what would be refused",
    "Check each message as the receiver will: schema, rules, and everything that came\n"
    "before in the ledger.  What passes is registered as sent (hand it to the network\n"
    "then); what does not is told and not registered (exit status 1).  A message "
    "counts\n"
    "as sent until its answer refuses it.\n",
    "  iwmo send wmo305.xml && cp wmo305.xml outbox/\n",
    iwmo_desk_options,
    iwmo_desk_operand,
    .operand_use = IWMO_USE_MESSAGES,
    .keeps_guard = true,
    .guard = offsetof(struct iwmo_desk, guard)};

enum iwmo_exit
iwmo_command_send(char **argv)
{
    return iwmo_desk_run(&iwmo_send, true, argv);
}
