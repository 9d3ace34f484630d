#ifndef IWMO_XSDC_NAMING_H
#define IWMO_XSDC_NAMING_H

/*
 * Naming: every element name gets one number.
 *
 * Internal to xsdc/compile.
 */
#include "xsdc/compiler.h"

/*
 * Number the names of all elements that the compiler remembers, those of `known` as
 * they are there and new ones after them in order of name; fill the names of `schema`
 * and the ids of the elements.
 */
enum iwmo_status iwmo_compiler_names(struct iwmo_compiler *compiler,
                                     struct iwmo_schema *schema);

#endif
