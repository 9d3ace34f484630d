#include <criterion/criterion.h>

#include "translate/csv_choice.h"

static struct iwmo_drain
nowhere(void *self, size_t number)
{
    (void)number;
    return iwmo_drain_buffer(self);
}

/* The tables of every message fit the limit, and begin with a row of names. */
Test(csv_writer, every_message_has_tables_with_names)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        struct iwmo_buffer out = {0};
        const struct iwmo_csv_writer_options options = {false, nowhere, &out};
        struct iwmo_csv_writer *writer = iwmo_csv_writer_new(&options);
        const struct iwmo_visitor visitor = iwmo_csv_writer_visitor(writer);

        cr_assert_eq(visitor.begin(visitor.self, message), IWMO_OK);
        cr_assert_eq(visitor.end(visitor.self), IWMO_OK);
        cr_assert_gt(iwmo_csv_writer_count(writer), 1, "%s", message->name);
        cr_assert_gt(out.size, 0);
        for (size_t k = 0; k < iwmo_csv_writer_count(writer); k++)
            cr_assert_eq(iwmo_csv_writer_rows(writer, k), 0);
        iwmo_csv_writer_free(writer);
        iwmo_buffer_release(&out);
    }
}

Test(csv_writer, a_failing_drain_is_a_failure)
{
    struct iwmo_buffer out = {.limit_bytes = 10};
    const struct iwmo_csv_writer_options options = {true, nowhere, &out};
    struct iwmo_csv_writer *writer = iwmo_csv_writer_new(&options);
    const struct iwmo_visitor visitor = iwmo_csv_writer_visitor(writer);

    cr_assert_eq(visitor.begin(visitor.self, &iwmo_schema_builtin.messages[0]),
                 IWMO_OK);
    cr_assert_eq(visitor.end(visitor.self), IWMO_LIMIT);
    iwmo_csv_writer_free(writer);
    iwmo_buffer_release(&out);
}

Test(csv_writer, a_table_is_named_after_its_message)
{
    static const struct {
        struct iwmo_csv_choice choice;
        const char *path;
    } rows[] = {
        {{"a/b.c.xml", "out", true, NULL}, "out/b.c-Client.csv"},
        {{"b", "out/", true, NULL}, "out/b-Client.csv"},
        {{"-", "out/", true, NULL}, "out/message-Client.csv"},
        {{"b.xml", "x.csv", false, NULL}, "x.csv"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct iwmo_buffer path = {0};
        iwmo_csv_choice_path(&rows[i].choice, "Client", &path);
        cr_assert_str_eq(path.at, rows[i].path);
        iwmo_buffer_release(&path);
    }
}
