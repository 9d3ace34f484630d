#include "crypto/pseudonym.h"

#include <criterion/criterion.h>
#include <string.h>

static struct iwmo_key
make(struct iwmo_pseudonyms *pseudonyms, const char *kind, const char *value)
{
    struct iwmo_key key;

    cr_assert_eq(iwmo_pseudonym_make(pseudonyms, kind, iwmo_text(value), &key, NULL),
                 IWMO_OK);
    return key;
}

/* Key of RFC 4231, test case 1, and what openssl(1) says of "bsn", a NUL and its data.
 */
Test(pseudonym, the_known_answer_comes_out)
{
    static const unsigned char expected[16] = {0x13, 0xc0, 0x74, 0xbf, 0xbb, 0xb3,
                                               0x47, 0x39, 0x3c, 0xac, 0x83, 0x72,
                                               0xde, 0x20, 0xb1, 0xe9};
    struct iwmo_secret secret = {{0}};
    memset(secret.bytes, 0x0b, 20);
    struct iwmo_pseudonyms *pseudonyms = iwmo_pseudonyms_new(&secret, NULL);

    struct iwmo_key key = make(pseudonyms, "bsn", "Hi There");
    cr_expect_arr_eq(key.bytes, expected, sizeof(expected));
    key = make(pseudonyms, "bsn", "Hi There"); /* the context is used again */
    cr_expect_arr_eq(key.bytes, expected, sizeof(expected));
    iwmo_pseudonyms_free(pseudonyms);
    iwmo_pseudonyms_free(NULL);
}

Test(pseudonym, kinds_values_and_secrets_do_not_meet)
{
    struct iwmo_secret secret = {{1}}, other = {{2}};
    struct iwmo_pseudonyms *ours = iwmo_pseudonyms_new(&secret, NULL);
    struct iwmo_pseudonyms *theirs = iwmo_pseudonyms_new(&other, NULL);
    struct iwmo_key keys[] = {make(ours, "bsn", "1"),        make(ours, "bsn", "2"),
                              make(ours, "referentie", "1"), make(theirs, "bsn", "1"),
                              make(ours, "bs", "n1"),        make(ours, "bsn", "")};

    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < i; j++)
            cr_expect_not(iwmo_key_equal(&keys[i], &keys[j]), "%zu %zu", i, j);
    iwmo_pseudonyms_free(ours);
    iwmo_pseudonyms_free(theirs);
}

Test(pseudonym, a_stream_gives_what_its_bytes_give_at_once)
{
    struct iwmo_secret secret = {{1}};
    struct iwmo_pseudonyms *pseudonyms = iwmo_pseudonyms_new(&secret, NULL);
    struct iwmo_pseudonyms *second = iwmo_pseudonyms_copy(pseudonyms, NULL);
    struct iwmo_key whole = make(pseudonyms, "file", "abcdef"), key, other;

    cr_assert_eq(iwmo_pseudonym_begin(pseudonyms, "file"), IWMO_OK);
    iwmo_pseudonym_add(pseudonyms, "abc", 3);
    cr_assert_eq(iwmo_pseudonym_begin(second, "file"), IWMO_OK);
    make(pseudonyms, "bsn", "between"); /* does not disturb the stream */
    iwmo_pseudonym_add(second, "abcdef", 6);
    iwmo_pseudonym_add(pseudonyms, NULL, 0);
    iwmo_pseudonym_add(pseudonyms, "def", 3);
    cr_assert_eq(iwmo_pseudonym_finish(pseudonyms, &key, NULL), IWMO_OK);
    cr_assert_eq(iwmo_pseudonym_finish(second, &other, NULL), IWMO_OK);
    cr_expect(iwmo_key_equal(&key, &whole));
    cr_expect(iwmo_key_equal(&other, &whole));
    iwmo_pseudonyms_free(pseudonyms);
    iwmo_pseudonyms_free(second);
}
