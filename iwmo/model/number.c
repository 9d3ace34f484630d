#include "model/number.h"

#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

#define LONG_NUMBER    9 /* digits of a BSN */
#define SHORT_NUMBER   8 /* of one without its leading zero */
#define MAX_SEPARATORS 2 /* between two groups: "01. 06. 1951" */
#define MAX_GROUPS     9

/* Groups of digits with separators between them, up to nine digits. */
struct groups {
    size_t count, digits;
    struct {
        size_t begin, end;
        size_t digits; /* of it and those before */
        uint32_t number;
    } at[MAX_GROUPS];
    char all[LONG_NUMBER];
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the separator at `at`; 0: none stands there. */
static size_t
separator_size(struct iwmo_text text, size_t at)
{
    uint32_t point = 0;
    struct iwmo_text rest = {text.at + at, text.size - at};
    size_t size = rest.size;

    if (at >= text.size)
        return 0;
    if ((unsigned char)rest.at[0] < 0x80)
        return strchr(" .-/_,;\t\r\n", rest.at[0]) != NULL && rest.at[0] != '\0';
    if (!iwmo_utf8_next(&rest, &point))
        return 0;
    bool is_blank = point == 0xA0 || (point >= 0x2000 && point <= 0x200B) ||
                    point == 0x202F || point == 0x2060 || point == 0xFEFF;
    bool is_dash = (point >= 0x2010 && point <= 0x2015) || point == 0x2212 ||
                   point == 0xAD || point == 0xB7 || point == 0x2022;
    return is_blank || is_dash ? size - rest.size : 0;
}

/* Where the next digit stands when only separators are between; SIZE_MAX: no. */
static size_t
next_group(struct iwmo_text text, size_t at)
{
    for (int i = 0; i <= MAX_SEPARATORS; i++) {
        if (at < text.size && is_digit(text.at[at]))
            return at;
        size_t size = separator_size(text, at);
        if (size == 0)
            return SIZE_MAX;
        at += size;
    }
    return SIZE_MAX;
}

/* The groups from `at` on, whole ones, of together at most nine digits. */
static struct groups
read_groups(struct iwmo_text text, size_t at)
{
    struct groups groups = {0};

    while (at != SIZE_MAX && groups.count < MAX_GROUPS) {
        size_t end = at;
        uint32_t number = 0;
        while (end < text.size && is_digit(text.at[end])) {
            if (groups.digits + (end - at) >= LONG_NUMBER)
                return groups;
            groups.all[groups.digits + (end - at)] = text.at[end];
            number = number * 10 + (uint32_t)(text.at[end++] - '0');
        }
        groups.digits += end - at;
        groups.at[groups.count].begin = at;
        groups.at[groups.count].end = end;
        groups.at[groups.count].digits = groups.digits;
        groups.at[groups.count++].number = number;
        at = next_group(text, end);
    }
    return groups;
}

/* The eleven test of eight or nine digits. */
static bool
is_bsn(const char *digits, size_t count)
{
    int sum = 0, weight = (int)count;

    for (size_t i = 0; i + 1 < count; i++)
        sum += weight-- * (digits[i] - '0');
    return (sum - (digits[count - 1] - '0')) % 11 == 0;
}

static bool
is_day(uint32_t year, uint32_t month, uint32_t day)
{
    char text[] = "yyyy-mm-dd";
    struct iwmo_date date;

    if (year < 1900 || year > 2099 || month > 12 || day > 31)
        return false;
    for (int i = 3; i >= 0; i--, year /= 10)
        text[i] = (char)('0' + year % 10);
    for (int i = 6; i >= 5; i--, month /= 10)
        text[i] = (char)('0' + month % 10);
    for (int i = 9; i >= 8; i--, day /= 10)
        text[i] = (char)('0' + day % 10);
    return iwmo_date_parse(iwmo_text(text), &date);
}

/* Are the first three groups, or the eight digits of the first, a day? */
static size_t
day_end(const struct groups *groups)
{
    size_t count = groups->count > 0 ? groups->at[0].digits : 0;
    uint32_t first = groups->at[0].number;

    if (count == 8 && (is_day(first / 10000, first / 100 % 100, first % 100) ||
                       is_day(first % 10000, first / 10000 % 100, first / 1000000)))
        return groups->at[0].end;
    if (groups->count < 3 || count > 4)
        return 0;
    uint32_t second = groups->at[1].number, third = groups->at[2].number;
    size_t last = groups->at[2].digits - groups->at[1].digits;
    if ((count == 4 && is_day(first, second, third)) ||
        (count <= 2 && last == 4 && is_day(third, second, first)) ||
        (count == 2 && last == 2 && groups->at[2].digits == 6 &&
         (is_day(1900 + third, second, first) || is_day(1900 + first, second, third) ||
          is_day(2000 + third, second, first))))
        return groups->at[2].end;
    return 0;
}

/* Where a number that may be a BSN and begins at this group ends; 0: none does. */
static size_t
bsn_end(struct iwmo_text text, size_t at, const struct groups *groups)
{
    size_t run = at, end = 0;

    while (run < text.size && is_digit(text.at[run]))
        run++;
    if (run - at >= LONG_NUMBER)
        return run;
    for (size_t i = 0; i < groups->count; i++) {
        size_t digits = groups->at[i].digits;
        if ((digits == SHORT_NUMBER || digits == LONG_NUMBER) &&
            is_bsn(groups->all, digits))
            end = groups->at[i].end;
    }
    return end;
}

struct iwmo_number
iwmo_number_find(struct iwmo_text text, size_t from, bool wants_dates)
{
    struct iwmo_number found = {text.size, text.size, false};

    for (size_t at = from; at < text.size && at < found.end; at++) {
        if (!is_digit(text.at[at]) || (at > from && is_digit(text.at[at - 1])))
            continue;
        struct groups groups = read_groups(text, at);
        size_t bsn = bsn_end(text, at, &groups);
        size_t day = wants_dates ? day_end(&groups) : 0;
        size_t end = bsn > day ? bsn : day;
        bool is_first = found.begin == text.size;
        if (end == 0 || (!is_first && end <= found.end))
            continue;
        found.begin = is_first ? at : found.begin;
        found.is_date = (is_first || found.is_date) && day >= bsn;
        found.end = end; /* a longer one may begin inside */
    }
    return found;
}

bool
iwmo_number_is_bsn(struct iwmo_text text)
{
    struct groups groups;

    text = iwmo_text_trim(text);
    groups = read_groups(text, text.size > 0 && is_digit(text.at[0]) ? 0 : SIZE_MAX);
    return groups.count > 0 && groups.at[groups.count - 1].end == text.size &&
           groups.digits >= SHORT_NUMBER && is_bsn(groups.all, groups.digits);
}
