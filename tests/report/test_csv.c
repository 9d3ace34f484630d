#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "report/layout.h"
#include "report/sample.h"

#define COLUMNS 18

/* RFC 4180: take a cell off `text` into `cell`; true when it was the last of its row.
 */
static bool
take_cell(const char **text, struct iwmo_buffer *cell)
{
    const char *at = *text;
    bool is_quoted = *at == '"';

    iwmo_buffer_reset(cell);
    iwmo_buffer_text(cell, "");
    for (at += is_quoted; *at != '\0'; at++) {
        if (is_quoted && *at == '"' && *++at != '"')
            break;
        if (!is_quoted && (*at == ',' || *at == '\r'))
            break;
        cr_assert(is_quoted || *at != '"');
        iwmo_buffer_char(cell, *at);
    }
    cr_assert(*at == ',' || strncmp(at, "\r\n", 2) == 0, "%.100s", *text);
    bool is_last = *at == '\r';
    *text = at + (is_last ? 2 : 1);
    return is_last;
}

static size_t
assert_rows(const struct iwmo_buffer *out)
{
    struct iwmo_buffer cell = {0};
    size_t rows = 0, cells = 0;

    for (const char *at = out->at; *at != '\0';) {
        bool is_last = take_cell(&at, &cell);
        cells++;
        cr_assert(cell.size == 0 || strchr("=+-@\t\r\n", cell.at[0]) == NULL, "%s",
                  cell.at);
        cr_assert(iwmo_utf8_valid((struct iwmo_text){cell.at, cell.size}));
        if (!is_last)
            continue;
        cr_assert_eq(cells, COLUMNS);
        cells = 0;
        rows++;
    }
    iwmo_buffer_release(&cell);
    return rows;
}

Test(csv, a_row_per_finding_whatever_the_words)
{
    static const char *const more[] = {"=1+1", "+A1", "-1", "@SUM(A1)",     "\tx",
                                       "\rx",  "\nx", "-",  "a,b\"c\"\r\nd"};
    const struct iwmo_report_options options = {.show_values = true};

    for (size_t i = 0; i < sample_hostile_count + 9; i++) {
        const char *name = i < 9 ? more[i] : sample_hostile[i - 9];
        struct sample sample = sample_make(name, 100);
        const struct iwmo_result *results[] = {&sample.result, &sample.result};
        struct iwmo_buffer out = layout_print("csv", &options, 2, results);
        cr_assert_eq(assert_rows(&out), 1 + 2 * sample.result.findings.kept);
        iwmo_buffer_release(&out);
        sample_free(&sample);
    }
}

Test(csv, cells_read_back)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN};
    struct sample sample = sample_make("=a,\"b\".xml", 2);
    const struct iwmo_result *results[] = {&sample.result};
    struct iwmo_buffer out = layout_print("csv", &options, 1, results);
    const char *row = strstr(strstr(out.at, "\r\n") + 2, "\r\n") + 2;

    cr_assert_str_eq(row, "\"'=a,\"\"b\"\".xml\",\"WMO301\",\"3.2\",\"invalid\","
                          "\"TR018\",\"TR\",\"error\",\"0001\","
                          "\"Einddatum lies before Begindatum.\",70000,13,6000000000,"
                          "\"/Bericht/Client[2]\",\"/Bericht/Client[2] "
                          "/Bericht/Client[2]/@x\"\"y\",5,1,0,\"\"\r\n");
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

Test(csv, values_are_masked)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("a.xml", 100);
    const struct iwmo_result *results[] = {&sample.result};
    struct iwmo_buffer out = layout_print("csv", &options, 1, results);

    cr_assert_null(strstr(out.at, "99990"));
    iwmo_buffer_release(&out);
    sample_free(&sample);
}
