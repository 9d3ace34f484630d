/*
 * Any bytes as a register or as holidays: refused with a word, or loaded, and then
 * every question comes to an answer, also about the days that the bytes name.
 *
 * The first byte says as which of the five files they are read: A contract, B
 * gemeenten, C agb, D producten, E holidays.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/calendar.h"
#include "registers/contract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same file in memory each time. */
static const char *
make_file(const uint8_t *data, size_t size)
{
    static int file = -1;
    static char path[64];

    if (file < 0)
        file = memfd_create("registers", 0);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
    if (file < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, data, size, 0) != (ssize_t)size)
        abort();
    return path;
}

static void
expect_words(const struct iwmo_error *err)
{
    if (err->status == IWMO_OK || err->text[0] == '\0')
        abort();
}

static void
try_calendar(const char *path)
{
    struct iwmo_error err = {0};
    struct iwmo_calendar *calendar = iwmo_calendar_open(path, &err);
    struct iwmo_date day = {20500};

    if (calendar == NULL) {
        expect_words(&err);
        return;
    }
    struct iwmo_date due = iwmo_calendar_after(calendar, day, 10);
    if (iwmo_calendar_between(calendar, day, due) != 10 ||
        !iwmo_calendar_is_working_day(calendar, due))
        abort();
    iwmo_calendar_close(calendar);
}

/* Every row is found by its own key on its own first day. */
static void
ask_contracts(const struct iwmo_registers *registers)
{
    const struct iwmo_register *reg = iwmo_registers_contracten(registers);
    const struct iwmo_contract *rows = reg->rows, *found;

    for (size_t i = 0; i < reg->count; i++) {
        struct iwmo_contract_question question = {
            iwmo_text(rows[i].gemeente),  iwmo_text(rows[i].aanbieder),
            iwmo_text(rows[i].categorie), iwmo_text(rows[i].code),
            iwmo_text(rows[i].eenheid),   rows[i].term.begin};
        enum iwmo_registered answer = iwmo_contract_find(registers, &question, &found);
        if (answer != IWMO_REGISTERED_YES ||
            (question.eenheid.size > 0 && found != &rows[i]))
            abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct iwmo_registers_options options = {.lang = IWMO_EN};
    const char **const files[] = {&options.contracten, &options.gemeenten, &options.agb,
                                  &options.producten, &options.organisatie};
    struct iwmo_registers *registers;
    struct iwmo_error err = {0};

    if (size == 0)
        return 0;
    const char *path = make_file(data + 1, size - 1);
    unsigned kind = data[0] % 6;
    if (kind == 5) {
        try_calendar(path);
        return 0;
    }
    *files[kind] = path;
    if (iwmo_registers_load(&options, &registers, &err) != IWMO_OK)
        expect_words(&err);
    else
        ask_contracts(registers);
    iwmo_registers_free(registers);
    return 0;
}
