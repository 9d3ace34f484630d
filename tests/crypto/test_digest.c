#include "crypto/digest.h"

#include <criterion/criterion.h>
#include <string.h>

static const char of_nothing[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char of_abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char of_million_a[] =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void
assert_finishes(struct iwmo_digest *digest, const char *expected)
{
    struct iwmo_error err = {0};
    char hex[IWMO_DIGEST_TEXT];

    cr_assert_eq(iwmo_digest_finish(digest, hex, &err), IWMO_OK);
    cr_assert_eq(err.status, IWMO_OK);
    cr_assert_str_eq(hex, expected);
}

/* FIPS 180-4 examples */
Test(digest, the_known_answers_come_out)
{
    struct iwmo_digest *digest = iwmo_digest_new(NULL);
    char block[1000];

    assert_finishes(digest, of_nothing);
    iwmo_digest_add(digest, "abc", 3);
    assert_finishes(digest, of_abc);
    memset(block, 'a', sizeof(block));
    for (int i = 0; i < 1000; i++)
        iwmo_digest_add(digest, block, sizeof(block));
    assert_finishes(digest, of_million_a);
    iwmo_digest_free(digest);
}

Test(digest, chunks_do_not_matter)
{
    struct iwmo_digest *digest = iwmo_digest_new(NULL);
    char bytes[500], whole[IWMO_DIGEST_TEXT];

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)(i * 31);
    iwmo_digest_add(digest, bytes, sizeof(bytes));
    cr_assert_eq(iwmo_digest_finish(digest, whole, NULL), IWMO_OK);
    for (size_t chunk = 1; chunk < 130; chunk++) {
        for (size_t at = 0; at < sizeof(bytes); at += chunk) {
            size_t left = sizeof(bytes) - at;
            iwmo_digest_add(digest, bytes + at, left < chunk ? left : chunk);
        }
        assert_finishes(digest, whole);
    }
    iwmo_digest_free(digest);
}

Test(digest, a_reset_drops_the_stream_at_hand)
{
    struct iwmo_digest *digest = iwmo_digest_new(NULL);

    iwmo_digest_add(digest, "to be dropped", 13);
    iwmo_digest_reset(digest);
    iwmo_digest_add(digest, "abc", 3);
    assert_finishes(digest, of_abc);
    iwmo_digest_free(digest);
}

Test(digest, nothing_may_be_added_and_freed)
{
    struct iwmo_digest *digest = iwmo_digest_new(NULL);

    iwmo_digest_add(digest, NULL, 0);
    assert_finishes(digest, of_nothing);
    iwmo_digest_free(digest);
    iwmo_digest_free(NULL);
}

Test(digest, two_digests_do_not_disturb_each_other)
{
    struct iwmo_digest *one = iwmo_digest_new(NULL), *other = iwmo_digest_new(NULL);

    iwmo_digest_add(one, "a", 1);
    iwmo_digest_add(other, "something else", 14);
    iwmo_digest_add(one, "bc", 2);
    assert_finishes(one, of_abc);
    iwmo_digest_free(other);
    iwmo_digest_free(one);
}
