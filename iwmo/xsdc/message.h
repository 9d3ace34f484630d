#ifndef IWMO_XSDC_MESSAGE_H
#define IWMO_XSDC_MESSAGE_H

/*
 * Message: the row that a message schema becomes.
 *
 * Internal to xsdc/compile.
 */
#include "xsdc/compiler.h"

/* Fill `message` from `xsd`, whose base is known. */
enum iwmo_status iwmo_compiler_message(struct iwmo_compiler *compiler,
                                       struct iwmo_xsd *xsd,
                                       struct iwmo_message_kind *message);

/* Order of messages: release, release name, number, name. */
int iwmo_message_compare(const void *left, const void *right);

#endif
