#include "crypto/secret.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static char folder[TEST_PATH], path[TEST_PATH + 20];

static void
make(void)
{
    test_make_folder(folder);
    snprintf(path, sizeof(path), "%s/key", folder);
}

static void
clear(void)
{
    char **paths = test_paths(folder, "");

    for (size_t i = 0; paths[i] != NULL; i++)
        unlink(paths[i]);
    test_free_paths(paths);
    rmdir(folder);
}

TestSuite(secret, .init = make, .fini = clear);

static struct iwmo_secrets *
load(bool may_create)
{
    struct iwmo_error err = {0};
    struct iwmo_secrets *secrets;

    cr_assert_eq(iwmo_secrets_load(path, may_create, &secrets, &err), IWMO_OK, "%s",
                 err.text);
    return secrets;
}

static void
expect_refused(enum iwmo_status expected)
{
    struct iwmo_error err = {0};
    struct iwmo_secrets *secrets;

    cr_expect_eq(iwmo_secrets_load(path, false, &secrets, &err), expected);
    cr_expect_null(secrets);
    cr_expect_not_null(strstr(err.text, path));
}

Test(secret, the_file_is_made_once_for_its_owner_only)
{
    struct stat about;

    umask(0);
    struct iwmo_secrets *first = load(true), *second = load(true);
    cr_expect_arr_eq(iwmo_secrets_pseudonym(first), iwmo_secrets_pseudonym(second),
                     sizeof(struct iwmo_secret));
    uint32_t version;
    cr_expect_neq(memcmp(iwmo_secrets_pseudonym(first),
                         iwmo_secrets_seal(first, &version),
                         sizeof(struct iwmo_secret)),
                  0);
    cr_expect_eq(version, 1);
    cr_assert_eq(stat(path, &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0600);
    char **left = test_paths(folder, "");
    cr_expect_null(left[1]); /* no temporary file stays */
    test_free_paths(left);
    iwmo_secrets_free(first);
    iwmo_secrets_free(second);
    iwmo_secrets_free(NULL);
}

Test(secret, without_leave_it_is_not_made)
{
    expect_refused(IWMO_IO);
    cr_expect_neq(access(path, F_OK), 0);
}

Test(secret, one_that_others_may_read_is_refused)
{
    static const mode_t modes[] = {0640, 0604, 0660, 0601};

    iwmo_secrets_free(load(true));
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        cr_assert_eq(chmod(path, modes[i]), 0);
        expect_refused(IWMO_MALFORMED);
    }
    cr_assert_eq(chmod(path, 0400), 0);
    iwmo_secrets_free(load(false));
}

Test(secret, what_makes_no_sense_is_refused)
{
    struct iwmo_buffer good;

    iwmo_secrets_free(load(true));
    good = test_read(path);
    for (size_t size = 0; size < good.size; size++) { /* cut anywhere */
        test_write(path, good.at, size);
        expect_refused(IWMO_MALFORMED);
    }
    for (size_t i = 0; i < good.size; i++) { /* one byte wrong */
        char kept = good.at[i];
        good.at[i] = '?';
        test_write(path, good.at, good.size);
        expect_refused(IWMO_MALFORMED);
        good.at[i] = kept;
    }
    test_write(path, good.at, good.size);
    iwmo_secrets_free(load(false));
    iwmo_buffer_release(&good);
    unlink(path);
    cr_assert_eq(mkdir(path, 0700), 0);
    expect_refused(IWMO_MALFORMED);
    rmdir(path);
}

Test(secret, rotation_adds_one_that_seals_and_keeps_the_others)
{
    struct iwmo_secrets *secrets = load(true), *again;
    struct iwmo_secret first, pseudonym = *iwmo_secrets_pseudonym(secrets);
    struct iwmo_error err = {0};
    uint32_t version;

    first = *iwmo_secrets_seal(secrets, &version);
    cr_assert_eq(iwmo_secrets_rotate(path, &secrets, &err), IWMO_OK, "%s", err.text);
    again = load(false);
    const struct iwmo_secret *newest = iwmo_secrets_seal(again, &version);
    cr_expect_eq(version, 2);
    cr_expect_neq(memcmp(newest, &first, sizeof(first)), 0);
    cr_expect_arr_eq(iwmo_secrets_of_version(again, 1), &first, sizeof(first));
    cr_expect_arr_eq(iwmo_secrets_of_version(secrets, 2), newest, sizeof(first));
    cr_expect_null(iwmo_secrets_of_version(again, 3));
    cr_expect_arr_eq(iwmo_secrets_pseudonym(again), &pseudonym, sizeof(pseudonym));
    struct stat about;
    cr_assert_eq(stat(path, &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0600);
    iwmo_secrets_free(secrets);
    iwmo_secrets_free(again);
}

Test(secret, processes_that_race_end_with_one_file)
{
    enum { PROCESSES = 8 };
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    for (int i = 0; i < PROCESSES; i++) {
        if (fork() != 0)
            continue;
        struct iwmo_secrets *secrets;
        bool is_made = iwmo_secrets_load(path, true, &secrets, NULL) == IWMO_OK;
        if (is_made)
            is_made = write(ends[1], iwmo_secrets_pseudonym(secrets), 32) == 32 &&
                      iwmo_secrets_rotate(path, &secrets, NULL) == IWMO_OK;
        iwmo_secrets_free(secrets);
        _exit(!is_made);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        wait(&status);
        cr_expect_eq(status, 0);
    }
    struct iwmo_secrets *secrets = load(false);
    for (int i = 0; i < PROCESSES; i++) {
        struct iwmo_secret seen;
        cr_assert_eq(read(ends[0], &seen, 32), 32);
        cr_expect_arr_eq(&seen, iwmo_secrets_pseudonym(secrets), 32);
    }
    uint32_t version;
    iwmo_secrets_seal(secrets, &version);
    cr_expect_eq(version, PROCESSES + 1); /* and no rotation got lost */
    iwmo_secrets_free(secrets);
}
