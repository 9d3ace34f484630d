#include "cli/consult.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "files/output.h"
#include "flow/person.h"
#include "report/json.h"

const char *const iwmo_consult_roles[] = {"both", "gemeente", "aanbieder", NULL};
const char *const iwmo_consult_langs[] = {"nl", "en", NULL}; /* as enum iwmo_lang */
const char *const iwmo_consult_formats[] = {"text", "json", NULL};

enum iwmo_status
iwmo_consult_open(struct iwmo_consult *consult, struct iwmo_error *err)
{
    const struct iwmo_ledger_options options = {
        .path = consult->ledger_path,
        .key_path = consult->key_path,
        .must_exist = true,
        .may_only_read = true,
        .today = &consult->today,
    };

    if (consult->show_values)
        umask(S_IRWXG | S_IRWXO); /* what is written names persons */
    consult->today = iwmo_command_today(&consult->date);
    consult->arena = iwmo_arena_new(0);
    if (consult->arena == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return iwmo_ledger_open(&options, &consult->ledger, err);
}

static enum iwmo_status
print(struct iwmo_consult *consult, struct iwmo_error *err)
{
    const char *path = consult->output != NULL ? consult->output : "-";
    struct iwmo_output *output = iwmo_output_open(path, err);

    if (output == NULL)
        return err->status;
    if (consult->out.size > 0)
        iwmo_output_write(output,
                          (struct iwmo_text){consult->out.at, consult->out.size});
    enum iwmo_status status = iwmo_output_commit(output, err);
    if (status != IWMO_OK && iwmo_output_lost_reader(output))
        consult->lost_reader = true; /* who went away needs no words */
    iwmo_output_close(output);
    return status;
}

enum iwmo_exit
iwmo_consult_finish(struct iwmo_consult *consult, enum iwmo_exit answer,
                    struct iwmo_error *err)
{
    if (consult->trouble.status != IWMO_OK)
        iwmo_fail(err, consult->trouble.status, "%s", consult->trouble.text);
    if (consult->has_shared && consult->format == 0)
        iwmo_buffer_text(
            &consult->out,
            iwmo_consult_words(consult,
                               "let op: er zijn cliënten met dezelfde eerste acht "
                               "cijfers; die staan hier voluit\n",
                               "note: there are clients with the same first eight "
                               "digits; those are printed whole\n"));
    (void)!iwmo_ledger_confirm(consult->ledger, err);
    if (err->status == IWMO_OK && consult->out.failed != IWMO_OK)
        iwmo_fail(err, consult->out.failed, "out of memory");
    if (err->status == IWMO_OK)
        (void)!print(consult, err);
    iwmo_ledger_close(consult->ledger);
    iwmo_arena_free(consult->arena);
    iwmo_buffer_release(&consult->out);
    if (err->status == IWMO_OK)
        return answer;
    if (err->text[0] == '\0')
        snprintf(err->text, sizeof(err->text), "it cannot go on");
    const enum iwmo_exit told = !consult->lost_reader
                                    ? iwmo_complain(consult->command, err)
                                    : IWMO_EXIT_FAILURE;
    return err->status == IWMO_USAGE ? told : IWMO_EXIT_FAILURE;
}

bool
iwmo_consult_has_side(const struct iwmo_consult *consult, enum iwmo_side side)
{
    return consult->role == 0 || consult->role == (side == IWMO_SIDE_GEMEENTE ? 1 : 2);
}

/* ---- keys ---- */

enum iwmo_status
iwmo_consult_make_key(struct iwmo_consult *consult, const char *kind,
                      struct iwmo_text text, struct iwmo_key *key,
                      struct iwmo_error *err)
{
    return iwmo_pseudonym_make(iwmo_ledger_pseudonyms(consult->ledger), kind, text, key,
                               err);
}

enum iwmo_status
iwmo_consult_read_bsn(char out[IWMO_CONSULT_BSN], struct iwmo_error *err)
{
    char line[64] = "";
    struct iwmo_text bsn = {line, 0};
    bool is_bsn = fgets(line, sizeof(line), stdin) != NULL;

    bsn.size = strlen(line);
    bsn = iwmo_text_trim(iwmo_file_without_mark(bsn));
    is_bsn = is_bsn && bsn.size == IWMO_CONSULT_BSN - 1;
    for (size_t i = 0; is_bsn && i < bsn.size; i++)
        is_bsn = isdigit((unsigned char)bsn.at[i]) != 0;
    memset(out, 0, IWMO_CONSULT_BSN);
    if (is_bsn)
        memcpy(out, bsn.at, bsn.size);
    explicit_bzero(line, sizeof(line));
    return is_bsn ? IWMO_OK
                  : iwmo_fail(err, IWMO_USAGE, "standard input: one BSN, nine digits");
}

static enum iwmo_status
read_client(struct iwmo_consult *consult, struct iwmo_key *key, struct iwmo_error *err)
{
    char bsn[IWMO_CONSULT_BSN];
    enum iwmo_status status = iwmo_consult_read_bsn(bsn, err);

    if (status == IWMO_OK)
        status = iwmo_consult_make_key(consult, "bsn", iwmo_text(bsn), key, err);
    explicit_bzero(bsn, sizeof(bsn));
    return status;
}

static int
digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The first and last pseudonym that begin with the digits of `name`. */
static bool
read_range(const char *name, struct iwmo_key *first, struct iwmo_key *last)
{
    size_t size = strlen(name);

    if (size < IWMO_CONSULT_CLIENT - 1 || size > 2 * sizeof(first->bytes))
        return false;
    memset(first->bytes, 0, sizeof(first->bytes));
    memset(last->bytes, 0xFF, sizeof(last->bytes));
    for (size_t i = 0; i < size; i++) {
        const int value = digit(name[i]), shift = i % 2 == 0 ? 4 : 0;

        if (value < 0)
            return false;
        first->bytes[i / 2] |= (unsigned char)(value << shift);
        last->bytes[i / 2] &= (unsigned char)~((value ^ 0xF) << shift);
    }
    if (iwmo_key_is_absent(first))
        first->bytes[sizeof(first->bytes) - 1] = 1; /* nobody's: that means none */
    return true;
}

enum iwmo_status
iwmo_consult_client(struct iwmo_consult *consult, const char *name,
                    struct iwmo_key *key, struct iwmo_error *err)
{
    struct iwmo_key first, last;
    unsigned count;

    if (strcmp(name, "-") == 0)
        return read_client(consult, key, err);
    if (!read_range(name, &first, &last))
        return iwmo_fail(err, IWMO_USAGE,
                         "a client is - (its BSN on standard input) or 8 to 32 "
                         "hexadecimal digits of its pseudonym");
    *key = first;
    if (strlen(name) == 2 * sizeof(key->bytes))
        return IWMO_OK;
    enum iwmo_status status =
        iwmo_ledger_find_client(consult->ledger, &first, &last, key, &count, err);
    if (status != IWMO_OK || count == 1)
        return status;
    return iwmo_fail(err, IWMO_USAGE,
                     count == 0 ? "no client in the ledger has a pseudonym that begins "
                                  "with %s"
                                : "more than one client has a pseudonym that begins "
                                  "with %s: give more digits",
                     name);
}

static void
print_digits(const struct iwmo_key *key, size_t room, char *out)
{
    out[0] = '\0';
    for (size_t i = 0; !iwmo_key_is_absent(key) && i < (room - 1) / 2; i++)
        snprintf(&out[2 * i], 3, "%02x", key->bytes[i]);
}

const char *
iwmo_consult_print_client(const struct iwmo_key *key, char out[IWMO_CONSULT_CLIENT])
{
    print_digits(key, IWMO_CONSULT_CLIENT, out);
    return out;
}

const char *
iwmo_consult_print_whole(const struct iwmo_key *key, char out[IWMO_CONSULT_WHOLE])
{
    print_digits(key, IWMO_CONSULT_WHOLE, out);
    return out;
}

/* Has another client in the ledger the same short form? */
static bool
is_shared(struct iwmo_consult *consult, const char *name)
{
    struct iwmo_key first, last, found;
    unsigned count = 0;

    return read_range(name, &first, &last) &&
           iwmo_ledger_find_client(consult->ledger, &first, &last, &found, &count,
                                   &consult->trouble) == IWMO_OK &&
           count > 1;
}

static void
print_person(struct iwmo_consult *consult, const struct iwmo_key *key)
{
    struct iwmo_person person;

    if (iwmo_person_find(consult->ledger, key, &person, &consult->trouble) != IWMO_OK)
        return;
    if (person.bsn[0] != '\0')
        iwmo_buffer_printf(&consult->out, " (%s%s%s %s, Bsn %s)", person.name,
                           person.name[0] != '\0' ? ", " : "",
                           iwmo_consult_words(consult, "geboren", "born"), person.birth,
                           person.bsn);
    iwmo_person_wipe(&person);
}

void
iwmo_consult_text_client(struct iwmo_consult *consult, const char *before,
                         const struct iwmo_key *key)
{
    char name[IWMO_CONSULT_WHOLE];

    if (iwmo_key_is_absent(key))
        return;
    iwmo_consult_print_client(key, name);
    if (is_shared(consult, name)) {
        print_digits(key, IWMO_CONSULT_WHOLE, name);
        consult->has_shared = true;
    }
    iwmo_buffer_printf(&consult->out, "%s%s %s", before,
                       iwmo_consult_words(consult, "cliënt", "client"), name);
    if (consult->show_values)
        print_person(consult, key);
}

void
iwmo_consult_json_client(struct iwmo_consult *consult, const struct iwmo_key *key)
{
    struct iwmo_buffer *out = &consult->out;
    char name[IWMO_CONSULT_WHOLE];
    struct iwmo_person person;

    iwmo_consult_json_text(out, "client", iwmo_consult_print_whole(key, name));
    if (!consult->show_values || iwmo_key_is_absent(key) ||
        iwmo_person_find(consult->ledger, key, &person, &consult->trouble) != IWMO_OK)
        return;
    iwmo_json_key(out, "person");
    iwmo_buffer_char(out, '{');
    iwmo_consult_json_text(out, "bsn", person.bsn);
    iwmo_consult_json_text(out, "name", person.name);
    iwmo_consult_json_text(out, "geboortedatum", person.birth);
    iwmo_buffer_char(out, '}');
    iwmo_person_wipe(&person);
}

const char *
iwmo_consult_words(const struct iwmo_consult *consult, const char *nl, const char *en)
{
    return consult->lang == IWMO_EN ? en : nl;
}

/* ---- JSON ---- */

void
iwmo_consult_json_text(struct iwmo_buffer *out, const char *key, const char *text)
{
    if (text[0] == '\0')
        return;
    iwmo_json_key(out, key);
    iwmo_json_string(out, iwmo_text(text));
}

void
iwmo_consult_json_date(struct iwmo_buffer *out, const char *key, struct iwmo_date date)
{
    char text[IWMO_DATE_TEXT];

    if (date.days != INT32_MAX && date.days != INT32_MIN)
        iwmo_consult_json_text(out, key, iwmo_date_print(date, text));
}

void
iwmo_consult_json_number(struct iwmo_buffer *out, const char *key, int64_t number)
{
    iwmo_json_key(out, key);
    iwmo_buffer_printf(out, "%" PRId64, number);
}

void
iwmo_consult_json_bool(struct iwmo_buffer *out, const char *key, bool is_true)
{
    iwmo_json_key(out, key);
    iwmo_buffer_text(out, is_true ? "true" : "false");
}
