/*
 * libiwmo in one page: judge a message, write its answer, and say what it is as JSON.
 *
 *   cc example.c $(pkg-config --cflags --libs iwmo) -o example
 *   ./example wmo305.xml answer.xml
 */
#include <iwmo.h>
#include <stdio.h>

static int
check(const char *path)
{
    struct iwmo_checker *checker = iwmo_checker_new();
    struct iwmo_check_finding finding;
    int verdict = checker != NULL ? iwmo_check_file(checker, path) : IWMO_CHECK_FAILED;

    for (size_t i = 0; checker != NULL && iwmo_checker_finding(checker, i, &finding);
         i++)
        printf("%s:%llu: %s [%s]\n", path, (unsigned long long)finding.line,
               finding.text, finding.code);
    iwmo_checker_free(checker);
    return verdict;
}

static int
put(const struct iwmo_maker *maker, FILE *file)
{
    size_t size;
    const void *bytes = iwmo_maker_bytes(maker, &size);

    return file != NULL && fwrite(bytes, 1, size, file) == size && fflush(file) == 0;
}

int
main(int count, char **arguments)
{
    char error[IWMO_ERROR_SIZE] = "";
    struct iwmo_settings settings = {.size = sizeof(settings)};

    if (count != 3)
        return 2;
    iwmo_start();
    if (check(arguments[1]) == IWMO_CHECK_UNDETERMINED)
        return 3;
    struct iwmo_maker *maker = iwmo_maker_new(&settings, error);
    FILE *file = fopen(arguments[2], "wb");
    int is_done = maker != NULL &&
                  iwmo_maker_answer(maker, arguments[1], NULL, 0, NULL) == IWMO_MADE &&
                  put(maker, file) &&
                  iwmo_maker_to_json(maker, arguments[1], NULL, 0) == IWMO_MADE &&
                  put(maker, stdout);
    if (!is_done)
        fprintf(stderr, "%s\n", maker != NULL ? iwmo_maker_error(maker) : error);
    if (file != NULL && fclose(file) != 0)
        is_done = 0;
    iwmo_maker_free(maker);
    return is_done ? 0 : 1;
}
