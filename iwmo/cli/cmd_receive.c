#include "cli/desk.h"

const struct iwmo_command iwmo_receive = {
    "receive",
    "[OPTION]... FILE|DIR|-...",
    "Take in messages: check, recognise, register, answer",
    "Judge each message, recognise whether it is new, a repeat or a correction, check "
    "it\n"
    "against everything that came before, put it in the ledger and write the answer\n"
    "(retour message, or for a declaration the 325).  Says in one line what happened\n"
    "and what to do.  Receiving a file again changes nothing and gives the same "
    "answer;\n"
    "the same message in another file is answered with 9056.  Answers of the other\n"
    "party are received the same way.\n",
    "  iwmo receive -r inbox/ -d outbox/\n"
    "  iwmo receive --role aanbieder --report jsonl wmo301.xml\n",
    iwmo_desk_options,
    iwmo_desk_operand,
    .operand_use = IWMO_USE_MESSAGES,
    .keeps_guard = true,
    .guard = offsetof(struct iwmo_desk, guard)};

enum iwmo_exit
iwmo_command_receive(char **argv)
{
    return iwmo_desk_run(&iwmo_receive, false, argv);
}
