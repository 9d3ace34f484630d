#include <criterion/criterion.h>
#include <stdlib.h>

#include "cli/program.h"
#include "oracle/stage.h"

/*
 * The program and a second opinion on it, over random tales.  IWMO_TALES=n tells n of
 * them (300; `make soak`: 10 000), IWMO_TALE=n begins with that one.
 */

enum { MOST_TOLD_OF = 5 };

static uint64_t
number_of(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);

    return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

static void
tell_of(struct stage *stage, struct tale *tale, struct iwmo_buffer *why)
{
    struct iwmo_buffer text;

    stage_shorten(stage, tale, why);
    iwmo_buffer_init(&text, 0);
    tale_print_all(tale, &text);
    cr_expect_fail("tale %llu:\n%s%s", (unsigned long long)tale->seed, text.at,
                   why->at);
    iwmo_buffer_release(&text);
}

Test(oracle, the_program_does_what_it_says, .init = program_enter_folder,
     .fini = program_leave_folder, .timeout = 7200)
{
    uint64_t count = number_of("IWMO_TALES", 300), first = number_of("IWMO_TALE", 1);
    struct stage *stage = stage_open();
    struct tale *tale = calloc(1, sizeof(*tale));
    struct iwmo_buffer why;
    int differences = 0;

    iwmo_buffer_init(&why, 0);
    for (uint64_t i = 0; i < count; i++) {
        tale_make(tale, first + i);
        if (stage_play(stage, tale, &why))
            continue;
        if (++differences <= MOST_TOLD_OF)
            tell_of(stage, tale, &why);
    }
    cr_expect_eq(differences, 0, "%d of %llu tales", differences,
                 (unsigned long long)count);
    iwmo_buffer_release(&why);
    free(tale);
    stage_close(stage);
}
