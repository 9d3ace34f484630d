#include "cli/desk_summary.h"

#include <inttypes.h>

#include "across/across.h"

static const struct {
    const char *nl, *en;
} words[IWMO_BOOKINGS] = {
    [IWMO_BOOKED_UNDETERMINED] = {"niet te beoordelen", "not to be judged"},
    [IWMO_BOOKED_OTHER_ROLE] = {"voor een andere partij", "for another party"},
    [IWMO_BOOKED_BLOCKED] = {"geblokkeerd", "blocked"},
    [IWMO_BOOKED_REFUSED_L1] = {"niet volgens het schema", "not as the schema has it"},
    [IWMO_BOOKED_REFUSED] = {"geweigerd", "refused"},
    [IWMO_BOOKED_PARTIAL] = {"deels geweigerd", "refused in part"},
    [IWMO_BOOKED_PROCESSED] = {"verwerkt", "processed"},
    [IWMO_BOOKED_DUPLICATE] = {"al eerder geboekt", "booked before"},
    [IWMO_BOOKED_SENT] = {"te versturen", "to be sent"},
    [IWMO_BOOKED_ACCEPTED] = {"door de ander aanvaard", "accepted by the other"},
    [IWMO_BOOKED_REJECTED] = {"door de ander geweigerd", "refused by the other"},
    [IWMO_BOOKED_IGNORED] = {"zonder nieuws", "without news"},
    [IWMO_BOOKED_UNMATCHED] = {"uit te zoeken", "to be looked into"},
};

void
iwmo_desk_summary_note(struct iwmo_desk_summary *summary,
                       const struct iwmo_booked *booked, bool is_answered)
{
    summary->messages++;
    summary->answers += is_answered;
    summary->by_booking[booked->booking]++;
    for (unsigned bit = 0; bit < IWMO_DESK_RULES; bit++)
        summary->skipped_rules[bit] += booked->skipped >> bit & 1;
}

static const char *
in(const struct iwmo_booked_way *way, const char *nl, const char *en)
{
    return way->lang == IWMO_NL ? nl : en;
}

/* "12 berichten: 11 verwerkt, 1 geweigerd; 12 antwoorden in out" */
static void
print_counts(const struct iwmo_desk_summary *summary, const struct iwmo_booked_way *way,
             struct iwmo_buffer *out)
{
    const char *before = ":";

    iwmo_buffer_printf(out, "%zu %s", summary->messages,
                       in(way, "berichten", "messages"));
    for (int i = 0; i < IWMO_BOOKINGS; i++) {
        if (summary->by_booking[i] == 0)
            continue;
        iwmo_buffer_printf(out, "%s %zu %s", before, summary->by_booking[i],
                           in(way, words[i].nl, words[i].en));
        before = ",";
    }
    if (way->folder != NULL)
        iwmo_buffer_printf(out, "; %s %s: %zu", in(way, "antwoorden in", "answers in"),
                           way->folder, summary->answers);
    iwmo_buffer_char(out, '\n');
}

static void
print_rules(const struct iwmo_desk_summary *summary, const struct iwmo_booked_way *way,
            struct iwmo_buffer *out)
{
    const char *code, *comma = "";

    for (unsigned bit = 0;
         bit < IWMO_DESK_RULES && (code = iwmo_across_skippable(bit)) != NULL; bit++) {
        if (summary->skipped_rules[bit] == 0)
            continue;
        iwmo_buffer_printf(out, "%s%s",
                           comma[0] != '\0' ? comma
                                            : in(way,
                                                 "niet getoetst, want het register "
                                                 "ervoor is niet genoemd: ",
                                                 "not checked, since no register was "
                                                 "named for it: "),
                           code);
        comma = ", ";
    }
    if (comma[0] != '\0')
        iwmo_buffer_printf(
            out, " (%s --contract, --producten, --gemeenten, --agb, --afspraken)\n",
            in(way, "zie", "see"));
}

static bool
has_skipped_rule(const struct iwmo_desk_summary *summary)
{
    for (unsigned bit = 0; bit < IWMO_DESK_RULES; bit++)
        if (summary->skipped_rules[bit] > 0)
            return true;
    return false;
}

void
iwmo_desk_summary_print(const struct iwmo_desk_summary *summary, uint64_t skipped_files,
                        const struct iwmo_booked_way *way, struct iwmo_buffer *out)
{
    if (summary->messages != 1 || skipped_files > 0)
        print_counts(summary, way, out);
    if (skipped_files > 0)
        iwmo_buffer_printf(
            out, "%s: %" PRIu64 "\n",
            in(way, "overgeslagen bestanden, want hun naam eindigt niet op .xml",
               "files skipped, since their name does not end in .xml"),
            skipped_files);
    if (has_skipped_rule(summary))
        print_rules(summary, way, out);
}
