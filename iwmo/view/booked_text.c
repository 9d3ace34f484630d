#include <inttypes.h>
#include <string.h>

#include "report/report.h"
#include "view/booked.h"

static const struct {
    const char *nl, *en;
} lines[IWMO_BOOKINGS] = {
    [IWMO_BOOKED_UNDETERMINED] = {"niet te beoordelen, en niet bewaard",
                                  "cannot be judged, and was not kept"},
    [IWMO_BOOKED_OTHER_ROLE] = {"niet voor deze partij: niet geboekt",
                                "not for this party: not booked"},
    [IWMO_BOOKED_BLOCKED] =
        {"over deze cliënt gaat geen berichtenverkeer: niet geboekt; "
         "stuur het niet",
         "no message traffic about this client: not booked; do not "
         "send it"},
    [IWMO_BOOKED_REFUSED_L1] = {"voldoet niet aan het schema: bewaard, geen antwoord; "
                                "meld het de afzender buiten de berichten om",
                                "breaks the schema: kept, no answer; tell the sender "
                                "outside the messages"},
    [IWMO_BOOKED_REFUSED] = {"geweigerd", "refused"},
    [IWMO_BOOKED_PARTIAL] = {"deels geweigerd", "refused in part"},
    [IWMO_BOOKED_PROCESSED] = {"verwerkt", "processed"},
    [IWMO_BOOKED_DUPLICATE] = {"al eerder geboekt: er verandert niets",
                               "booked before: nothing changes"},
    [IWMO_BOOKED_SENT] = {"mag worden verstuurd en is geboekt",
                          "may be sent and is booked"},
    [IWMO_BOOKED_ACCEPTED] = {"de andere partij heeft het bericht aanvaard",
                              "the other party accepted the message"},
    [IWMO_BOOKED_REJECTED] =
        {"de andere partij heeft geweigerd; herstel en stuur opnieuw "
         "onder een nieuwe Identificatie",
         "the other party refused; mend it and send it again under a "
         "new Identificatie"},
    [IWMO_BOOKED_IGNORED] = {"zegt wat al bekend was: er verandert niets",
                             "says what was known: nothing changes"},
    [IWMO_BOOKED_UNMATCHED] = {"bewaard en niet verwerkt: zoek dit uit",
                               "kept and not processed: look into it"},
    [IWMO_BOOKED_OWN] = {"eigen bericht, hier zelf verstuurd: niet ontvangen",
                         "own message, sent from here: not received"},
};

static const char *
in_words(const struct iwmo_booked_way *way, const char *nl, const char *en)
{
    return way->lang == IWMO_NL ? nl : en;
}

static const char *
verdict_words(enum iwmo_herkend verdict, const struct iwmo_booked_way *way)
{
    switch (verdict) {
    case IWMO_HERKEND_NEW:
        return in_words(way, "nieuw", "new");
    case IWMO_HERKEND_DUPLICATE:
        return in_words(way, "al bekend", "known");
    case IWMO_HERKEND_RESEND:
        return in_words(way, "opnieuw verstuurd, niets nieuws",
                        "sent again, nothing new");
    case IWMO_HERKEND_CORRECTION:
        return in_words(way, "wijziging", "correction");
    case IWMO_HERKEND_CONFLICT:
        return in_words(way, "tegenspraak, een mens moet kijken",
                        "conflict, somebody has to look");
    default:
        return NULL;
    }
}

static bool
tells_verdict(enum iwmo_booking booking)
{
    return booking == IWMO_BOOKED_PROCESSED || booking == IWMO_BOOKED_SENT;
}

/* Refused because the message itself was there before, and not because what it says
 * was. */
static bool
is_same_message(const struct iwmo_booked *booked)
{
    return booked->booking == IWMO_BOOKED_REFUSED && booked->earlier != 0 &&
           booked->verdict == IWMO_HERKEND_DUPLICATE &&
           strstr(booked->codes, "9056") != NULL;
}

/* Its answer was there before it was sent. */
static void
add_early(const struct iwmo_booked *booked, const struct iwmo_booked_way *way,
          struct iwmo_buffer *out)
{
    iwmo_buffer_printf(
        out, "; %s %s",
        in_words(way, "het antwoord was er al:", "the answer was there before:"),
        in_words(way, lines[booked->early_booking].nl,
                 lines[booked->early_booking].en));
    if (booked->early_codes[0] != '\0')
        iwmo_buffer_printf(out, " (%s)", booked->early_codes);
}

void
iwmo_booked_line(const struct iwmo_booked *booked, const struct iwmo_booked_way *way,
                 struct iwmo_buffer *out)
{
    const char *verdict = verdict_words(booked->verdict, way);

    if (booked->result->message != NULL)
        iwmo_buffer_printf(out, "%s: ", booked->result->message->name);
    iwmo_buffer_text(
        out, in_words(way, lines[booked->booking].nl, lines[booked->booking].en));
    if (booked->codes[0] != '\0')
        iwmo_buffer_printf(out, " (%s)", booked->codes);
    if (is_same_message(booked))
        iwmo_buffer_text(
            out, in_words(way, "; hetzelfde bericht als eerder: er verandert niets",
                          "; the same message as before: nothing changes"));
    if (verdict != NULL && tells_verdict(booked->booking))
        iwmo_buffer_printf(out, "; %s", verdict);
    if (booked->early != 0)
        add_early(booked, way, out);
    if (booked->answer.id != 0 && way->folder != NULL)
        iwmo_buffer_printf(out, "; %s %s/%s", in_words(way, "antwoord:", "answer:"),
                           way->folder, booked->answer_name);
}

void
iwmo_booked_record_line(const struct iwmo_booked *booked, size_t index,
                        const struct iwmo_booked_way *way, struct iwmo_buffer *out)
{
    const struct iwmo_record *record = &booked->extracted.records.rows[index];
    const char *outcome = "";

    if (booked->decisions != NULL)
        outcome = iwmo_intake_outcome_name(booked->decisions[index].outcome);
    if (record->kind != IWMO_RECORD_TOEWIJZING || outcome[0] == '\0')
        return;
    iwmo_buffer_printf(out, "%s %" PRId64 ": %s",
                       in_words(way, "toewijzing", "allocation"), record->nummer,
                       iwmo_intake_words(outcome, way->lang == IWMO_NL));
}

static bool
asks_something(const struct iwmo_booked *booked, size_t index)
{
    return booked->decisions != NULL &&
           booked->decisions[index].outcome != IWMO_INTAKE_NONE &&
           booked->decisions[index].outcome != IWMO_INTAKE_NO_ACTION;
}

void
iwmo_booked_text(const struct iwmo_booked *booked, const struct iwmo_booked_way *way,
                 struct iwmo_buffer *out)
{
    const struct iwmo_report_options options = {
        .lang = way->lang, .show_values = way->show_values, .quiet = true};
    const struct iwmo_findings *findings = &booked->result->findings;

    if (findings->first != NULL && booked->booking != IWMO_BOOKED_DUPLICATE)
        iwmo_format_by_name("text")->message(out, booked->result, &options);
    iwmo_buffer_printf(out, "%s: ", booked->result->file);
    iwmo_booked_line(booked, way, out);
    iwmo_buffer_char(out, '\n');
    for (size_t i = 0; i < booked->extracted.records.count; i++) {
        if (!asks_something(booked, i))
            continue;
        iwmo_buffer_text(out, "    ");
        iwmo_booked_record_line(booked, i, way, out);
        iwmo_buffer_char(out, '\n');
    }
}
