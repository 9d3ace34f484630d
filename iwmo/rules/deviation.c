#include "rules/deviation.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define INT_TOTAL 2147483647 /* what libxslt still writes without an exponent */

enum kind {
#define DEVIATION(name, key, codes, nl, en) name,
#include "rules/deviation.def"
#undef DEVIATION
    COUNT
};

const struct iwmo_deviation iwmo_deviations[COUNT + 1] = {
#define DEVIATION(name, key, codes, nl, en) {key, codes, {nl, en}},
#include "rules/deviation.def"
#undef DEVIATION
};

bool
iwmo_deviation_is_of(const struct iwmo_deviation *deviation, const char *code)
{
    char word[24];

    snprintf(word, sizeof(word), " %s ", code);
    return strcmp(deviation->codes, "*") == 0 || strstr(deviation->codes, word) != NULL;
}

static size_t
count_digits(struct iwmo_text text)
{
    size_t count = 0;

    while (count < text.size && text.at[count] >= '0' && text.at[count] <= '9')
        count++;
    return count;
}

/* Cents of a whole number; 0 when it is none. */
static uint64_t
number_of(struct iwmo_text text)
{
    uint64_t number = 0;

    if (count_digits(text) != text.size || text.size > 18)
        return 0;
    for (size_t i = 0; i < text.size; i++)
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    return number;
}

/* What is odd about one value; adds amounts to `*total`. */
static unsigned
look_at(struct iwmo_text sent, bool is_amount, uint64_t *total)
{
    struct iwmo_text text = iwmo_text_trim(sent);
    unsigned found = 0;

    if (text.size == 0)
        return 0;
    bool has_sign = text.at[0] == '-' || text.at[0] == '+';
    struct iwmo_text rest = {text.at + has_sign, text.size - has_sign};
    size_t digits = count_digits(rest);
    if (digits == 0 && text.at[0] != '&')
        return 0;
    if (text.size != sent.size || memchr(text.at, '&', text.size) != NULL)
        found |= 1u << WHITE;
    bool is_date = rest.size == digits + 6 && rest.at[digits] == '-';
    if (is_date && (digits != 4 || has_sign))
        found |= 1u << YEAR;
    if (text.at[0] == '-' && digits == rest.size && strspn(rest.at, "0") >= digits)
        found |= 1u << MINUS_ZERO;
    if (is_amount)
        *total += number_of(rest);
    return found;
}

/* Does the start tag that ends at `end` name an amount? */
static bool
names_amount(struct iwmo_text message, size_t end)
{
    static const char name[] = "Bedrag";

    while (end > 0 && message.at[end - 1] == ' ')
        end--;
    return end >= strlen(name) &&
           memcmp(message.at + end - strlen(name), name, strlen(name)) == 0;
}

unsigned
iwmo_deviation_find(struct iwmo_text message)
{
    unsigned found = 0;
    uint64_t total = 0;
    bool is_first = true;

    for (size_t at = 0; at < message.size; at++) {
        bool is_piece = message.at[at] == '<' && at + 1 < message.size &&
                        (message.at[at + 1] == '!' || message.at[at + 1] == '?');
        if (is_piece && !is_first)
            found |= 1u << COMMENT;
        is_first = is_first && message.at[at] != '<';
        if (message.at[at] != '>')
            continue;
        const char *less = memchr(message.at + at, '<', message.size - at);
        if (less == NULL)
            break;
        struct iwmo_text text = {message.at + at + 1,
                                 (size_t)(less - message.at) - at - 1};
        found |= look_at(text, names_amount(message, at), &total);
    }
    return total > INT_TOTAL ? found | 1u << LARGE : found;
}
