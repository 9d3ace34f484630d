#include "crypto/seal.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct iwmo_secret secret = {{1, 2, 3}}, other_secret = {{3, 2, 1}};

static enum iwmo_status
open_again(struct iwmo_sealer *sealer, const struct iwmo_secret *with,
           const char *bound_to, const unsigned char *sealed, size_t size,
           const struct iwmo_seal_mark *mark, unsigned char *out)
{
    return iwmo_unseal(sealer, with, iwmo_text(bound_to),
                       (struct iwmo_text){(const char *)sealed, size}, mark, out, NULL);
}

Test(seal, bytes_open_where_they_were_sealed_and_nowhere_else)
{
    struct iwmo_sealer *sealer = iwmo_sealer_new(NULL);
    struct iwmo_text plain = iwmo_text("secret words");
    unsigned char sealed[20] = {0}, opened[20] = {0};
    struct iwmo_seal_mark mark, wrong;

    cr_assert_eq(
        iwmo_seal(sealer, &secret, iwmo_text("here"), plain, sealed, &mark, NULL),
        IWMO_OK);
    cr_expect_null(memmem(sealed, sizeof(sealed), "secret", 6));
    cr_assert_eq(open_again(sealer, &secret, "here", sealed, plain.size, &mark, opened),
                 IWMO_OK);
    cr_expect_arr_eq(opened, plain.at, plain.size);
    cr_expect_eq(
        open_again(sealer, &secret, "there", sealed, plain.size, &mark, opened),
        IWMO_MALFORMED);
    cr_expect_eq(opened[0], 0); /* wiped */
    cr_expect_eq(
        open_again(sealer, &other_secret, "here", sealed, plain.size, &mark, opened),
        IWMO_MALFORMED);
    cr_expect_eq(
        open_again(sealer, &secret, "here", sealed, plain.size - 1, &mark, opened),
        IWMO_MALFORMED);
    for (size_t i = 0; i < sizeof(mark); i++) {
        wrong = mark;
        ((unsigned char *)&wrong)[i] ^= 1;
        cr_expect_eq(
            open_again(sealer, &secret, "here", sealed, plain.size, &wrong, opened),
            IWMO_MALFORMED);
    }
    for (size_t i = 0; i < plain.size; i++) {
        sealed[i] ^= 0x80;
        cr_expect_eq(
            open_again(sealer, &secret, "here", sealed, plain.size, &mark, opened),
            IWMO_MALFORMED);
        sealed[i] ^= 0x80;
    }
    cr_expect_eq(open_again(sealer, &secret, "here", sealed, plain.size, &mark, opened),
                 IWMO_OK);
    iwmo_sealer_free(sealer);
    iwmo_sealer_free(NULL);
}

Test(seal, equal_bytes_are_sealed_differently)
{
    struct iwmo_sealer *sealer = iwmo_sealer_new(NULL);
    unsigned char first[5], second[5];
    struct iwmo_seal_mark marks[2];

    cr_assert_eq(iwmo_seal(sealer, &secret, iwmo_text("x"), iwmo_text("equal"), first,
                           &marks[0], NULL),
                 IWMO_OK);
    cr_assert_eq(iwmo_seal(sealer, &secret, iwmo_text("x"), iwmo_text("equal"), second,
                           &marks[1], NULL),
                 IWMO_OK);
    cr_expect_arr_neq(marks[0].nonce, marks[1].nonce, IWMO_SEAL_NONCE);
    cr_expect_arr_neq(first, second, 5);
    iwmo_sealer_free(sealer);
}

Test(seal, nothing_may_be_sealed_and_secrets_may_take_turns)
{
    struct iwmo_sealer *sealer = iwmo_sealer_new(NULL);
    const struct iwmo_secret *secrets[] = {&secret, &other_secret, &secret};
    unsigned char byte;
    struct iwmo_seal_mark mark;

    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(iwmo_seal(sealer, secrets[i], iwmo_text("x"), iwmo_text(""), &byte,
                               &mark, NULL),
                     IWMO_OK);
        cr_expect_eq(open_again(sealer, secrets[i], "x", &byte, 0, &mark, &byte),
                     IWMO_OK);
        cr_expect_eq(open_again(sealer, secrets[i], "y", &byte, 0, &mark, &byte),
                     IWMO_MALFORMED);
    }
    iwmo_sealer_free(sealer);
}
