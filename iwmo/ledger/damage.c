#include <inttypes.h>

#include "ledger/check.h"

/* "subject number: words"; without a subject, the words and the detail alone. */
static const struct {
    const char *subject[2], *words[2]; /* by enum iwmo_lang */
} forms[IWMO_DAMAGES] = {
    [IWMO_DAMAGE_FILE] = {{NULL}, {"het bestand: ", "the file: "}},
    [IWMO_DAMAGE_UNREADABLE] = {{NULL},
                                {"het bestand is niet verder te lezen",
                                 "the file cannot be read further"}},
    [IWMO_DAMAGE_REFERENCE] = {{"rij", "row"},
                               {"verwijst naar wat er niet is: ",
                                "refers to what is not there: "}},
    [IWMO_DAMAGE_PLACE] = {{"gegeven", "record"},
                           {"staat niet bij de gegevens van zijn bericht",
                            "not where the records of its message are"}},
    [IWMO_DAMAGE_SUM] = {{"toewijzing", "allocation"},
                         {"wat er gedeclareerd is, is niet de som van de prestaties",
                          "what was declared is not the sum of its lines"}},
    [IWMO_DAMAGE_CHAIN] = {{"controleregel", "audit row"},
                           {"de keten is hier gebroken", "the chain is broken here"}},
    [IWMO_DAMAGE_SUBJECT] = {{"controleregel", "audit row"},
                             {"gaat over wat niet kan", "is about what cannot be"}},
    [IWMO_DAMAGE_MESSAGE] = {{"bericht", "message"},
                             {"niet zoals geboekt", "not as registered"}},
    [IWMO_DAMAGE_CONTENTS] = {{"bericht", "message"},
                              {"gegevens, notities of zegels zijn niet zoals geboekt",
                               "records, notes or seals are not as registered"}},
    [IWMO_DAMAGE_INTAKE] = {{"intake", "intake"},
                            {"niet zoals geboekt", "not as registered"}},
    [IWMO_DAMAGE_SEAL] = {{"bericht", "message"},
                          {"een zegel gaat niet open", "a seal does not open"}},
    [IWMO_DAMAGE_MESSAGE_GONE] = {{"bericht", "message"}, {"weg", "gone"}},
    [IWMO_DAMAGE_CONTENTS_GONE] = {{"inhoud van bericht", "contents of message"},
                                   {"weg", "gone"}},
    [IWMO_DAMAGE_INTAKE_GONE] = {{"intake", "intake"}, {"weg", "gone"}},
    [IWMO_DAMAGE_BLOCK] =
        {{NULL},
         {"een cliënt is geblokkeerd en het controlespoor zegt het niet",
          "a client is blocked and the trail does not say so"}},
    [IWMO_DAMAGE_BLOCK_GONE] = {{NULL},
                                {"een cliënt die geblokkeerd was, is dat niet meer",
                                 "a client that was blocked is so no more"}},
    [IWMO_DAMAGE_HEAD] =
        {{NULL},
         {"de genoteerde kop staat niet in de keten: er zijn regels "
          "weggehaald of opnieuw gemaakt",
          "the noted head is not in the chain: rows were taken away or "
          "made anew"}},
    [IWMO_DAMAGE_END] = {{"controleregel", "audit row"},
                         {"stond in de keten en is weg: het einde van het grootboek is "
                          "verloren (-wal weg, of een oude kopie teruggezet)",
                          "was in the chain and is gone: the end of the ledger is lost "
                          "(its -wal removed, or an old copy put back)"}},
};

void
iwmo_damage_print(const struct iwmo_damage *damage, enum iwmo_lang lang,
                  struct iwmo_buffer *out)
{
    const char *subject = forms[damage->kind].subject[lang];

    if (subject != NULL)
        iwmo_buffer_printf(out, "%s %" PRIu64 ": ", subject, damage->number);
    iwmo_buffer_text(out, forms[damage->kind].words[lang]);
    if (damage->detail != NULL)
        iwmo_buffer_text(out, damage->detail);
}
