#include <inttypes.h>
#include <string.h>

#include "model/privacy.h"
#include "report/layouts.h"

static const struct words {
    const char *only[2]; /* the stylesheet, iwmo */
    const char *with, *same, *not_valid, *see_also, *known;
    const char *messages, *different, *failed;
    const char *states[IWMO_FINDINGS_MANY + 1];
} all_words[] = {
    [IWMO_NL] =
        {{"alleen het stylesheet", "alleen iwmo"},
         "vergeleken met het stylesheet",
         "gelijk",
         "de structuur is ongeldig, dus verschillen zeggen weinig",
         "zie ook",
         "bekend verschil",
         "vergeleken",
         "verschillend",
         "niet te vergelijken",
         {[IWMO_NOT_XML] = "niet vergeleken: dit is geen XML",
          [IWMO_MESSAGE_LARGE] = "niet vergeleken: het bericht is te groot",
          [IWMO_SHEET_TIMEOUT] = "niet vergeleken: het stylesheet duurde te lang",
          [IWMO_SHEET_DIED] = "niet vergeleken: het stylesheet vroeg te veel geheugen",
          [IWMO_SHEET_GAVE_UP] = "niet vergeleken: het stylesheet stopte met een fout",
          [IWMO_SHEET_FORBIDDEN] = "niet vergeleken: het stylesheet wilde schrijven, "
                                   "het netwerk op, of lezen "
                                   "buiten zijn map",
          [IWMO_SHEET_NO_RAPPORT] = "niet vergeleken: het stylesheet gaf geen Rapport",
          [IWMO_FINDINGS_MANY] = "niet vergeleken: te veel bevindingen"}},
    [IWMO_EN] =
        {{"only the stylesheet", "only iwmo"},
         "compared with the stylesheet",
         "the same",
         "the structure is invalid, so differences mean little",
         "see also",
         "known difference",
         "compared",
         "different",
         "could not be compared",
         {[IWMO_NOT_XML] = "not compared: this is no XML",
          [IWMO_MESSAGE_LARGE] = "not compared: the message is too large",
          [IWMO_SHEET_TIMEOUT] = "not compared: the stylesheet took too long",
          [IWMO_SHEET_DIED] = "not compared: the stylesheet asked too much memory",
          [IWMO_SHEET_GAVE_UP] = "not compared: the stylesheet stopped with an error",
          [IWMO_SHEET_FORBIDDEN] = "not compared: the stylesheet wanted to write, to "
                                   "reach the network, or to "
                                   "read outside its directory",
          [IWMO_SHEET_NO_RAPPORT] = "not compared: the stylesheet made no Rapport",
          [IWMO_FINDINGS_MANY] = "not compared: too many findings"}},
};

/* Masked, on one line; `scratch` is empty. */
static void
add_masked(struct iwmo_buffer *out, const char *text, bool show_values,
           struct iwmo_buffer *scratch)
{
    iwmo_privacy_digits(iwmo_text(text), show_values, scratch);
    if (scratch->failed != IWMO_OK)
        out->failed = scratch->failed;
    iwmo_report_safely(out, (struct iwmo_text){scratch->at, scratch->size});
    iwmo_buffer_reset(scratch);
}

static void
add_difference(struct iwmo_buffer *out, const struct iwmo_result *result,
               const struct iwmo_difference *difference,
               const struct iwmo_report_options *options)
{
    const struct words *words = &all_words[options->lang];
    const char *place = difference->places;
    struct iwmo_buffer scratch = {0};

    iwmo_report_safely(out, iwmo_text(result->file));
    iwmo_buffer_printf(out, ": %s: ", words->only[difference->is_ours]);
    add_masked(out, difference->code, options->show_values, &scratch);
    for (size_t i = 0; i < difference->place_count; i++, place += strlen(place) + 1) {
        if (i == 1)
            iwmo_buffer_printf(out, " (%s", words->see_also);
        iwmo_buffer_char(out, ' ');
        add_masked(out, place, options->show_values, &scratch);
    }
    iwmo_buffer_text(out, difference->place_count > 1 ? ")" : "");
    if (difference->known != NULL)
        iwmo_buffer_printf(out, " [%s: %s]", words->known,
                           difference->known_text[options->lang == IWMO_EN]);
    iwmo_buffer_char(out, '\n');
    iwmo_buffer_release(&scratch);
}

void
iwmo_report_text_against(struct iwmo_buffer *out, const struct iwmo_result *result,
                         const struct iwmo_report_options *options)
{
    const struct words *words = &all_words[options->lang];
    const struct iwmo_comparison *against = result->against;
    bool is_equal = against->state == IWMO_COMPARED &&
                    against->only_ours + against->only_theirs == 0;

    for (size_t i = 0; i < against->difference_count; i++)
        add_difference(out, result, &against->differences[i], options);
    if (is_equal && !options->verbose)
        return;
    iwmo_report_safely(out, iwmo_text(result->file));
    if (against->state != IWMO_COMPARED) {
        iwmo_buffer_printf(out, ": %s\n", words->states[against->state]);
        return;
    }
    iwmo_buffer_printf(out, ": %s: %" PRIu64 " %s, %" PRIu64 " %s, %" PRIu64 " %s",
                       words->with, against->same, words->same, against->only_ours,
                       words->only[1], against->only_theirs, words->only[0]);
    if (!against->is_schema_valid)
        iwmo_buffer_printf(out, " (%s)", words->not_valid);
    iwmo_buffer_char(out, '\n');
}

void
iwmo_report_text_against_end(struct iwmo_buffer *out,
                             const struct iwmo_summary *summary, enum iwmo_lang lang)
{
    const struct words *words = &all_words[lang];
    const struct iwmo_summary_against *against = &summary->against;

    if (against->compared + against->failed == 0)
        return;
    iwmo_buffer_printf(out, "%s: %" PRIu64 " %s, %" PRIu64 " %s, %" PRIu64 " %s\n",
                       words->with, against->compared, words->messages,
                       against->different, words->different, against->failed,
                       words->failed);
}
