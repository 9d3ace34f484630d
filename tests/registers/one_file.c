#include "registers/one_file.h"

#include <string.h>
#include <unistd.h>

#include "support.h"

struct iwmo_registers *registers;
struct iwmo_error one_file_err;

static char path[TEST_PATH];

void
one_file_setup(void)
{
    test_make_file(path);
}

void
one_file_teardown(void)
{
    unlink(path);
    iwmo_registers_free(registers);
}

enum iwmo_status
one_file_load(struct iwmo_registers_options options)
{
    iwmo_registers_free(registers);
    registers = NULL;
    one_file_err = (struct iwmo_error){0};
    options.lang = IWMO_EN;
    return iwmo_registers_load(&options, &registers, &one_file_err);
}

const char *
one_file_of(const char *text)
{
    test_write(path, text, strlen(text));
    return path;
}
