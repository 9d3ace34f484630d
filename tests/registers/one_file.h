#ifndef TESTS_REGISTERS_ONE_FILE_H
#define TESTS_REGISTERS_ONE_FILE_H

/* Registers that are read from one CSV file, which a test writes. */
#include "registers/registers.h"

extern struct iwmo_registers *registers; /* of the last load; NULL: none */
extern struct iwmo_error one_file_err;   /* and what was wrong with it */

void one_file_setup(void);
void one_file_teardown(void);

/* Load anew, with these options in English. */
enum iwmo_status one_file_load(struct iwmo_registers_options options);

/* The path of the file, which holds `text` from now on. */
const char *one_file_of(const char *text);

#endif
