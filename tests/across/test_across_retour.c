#include <criterion/criterion.h>

#include "annals.h"

/* A 323 that was sent, and the answer to it at hand. */
static void
have(struct annals *books)
{
    struct iwmo_entry *entry = annals_entry(books, "WMO323", "dec");

    entry->state = IWMO_ENTRY_SENT;
    entry->dagtekening = annals_day("2026-05-04");
    strcpy(entry->xsd_versie, "1.0.0/1.0.0");
    annals_said(books, "DE DN1 2026-04-01..2026-04-30");
    annals_also(books, "PR RN1 500001 02/02A03 2026-04-01..2026-04-30 5x1000");
    annals_also(books,
                "CR RN2 500001 02/02A03 2026-03-01..2026-03-31 5x1000 vorig=RN0");
    annals_also(books, "PR RN3 500002 02/02A03 2026-04-01..2026-04-30 5x1000 bsn=B");
    books->entry.about = annals_key("dec");
    books->entry.about_dagtekening = annals_day("2026-05-04");
    strcpy(books->entry.about_xsd_versie, "1.0.0/1.0.0");
    annals_now(books, "TK DN1");
    annals_now(books, "CL");
    annals_now(books, "TB RN1 500001 02/02A03 2026-04-01..2026-04-30 5x1000");
}

BOOKS(across_retour, an_answer_that_fits, "WMO325", "2026-05-11")
{
    have(books);
    annals_now(books, "TB RN2 500001 02/02A03 2026-03-01..2026-03-31 5x1000 vorig=RN0 "
                      "bedrag=-5000");
    annals_expect(books, "");
    cr_expect_eq(books->questions, 3); /* the claim, the Identificatie, the lines */
}

BOOKS(across_retour, TR337_no_such_claim, "WMO325", "2026-05-11")
{
    have(books);
    books->entry.about = annals_key("other");
    annals_expect(books, "TR337@0");
    books->entry.about = annals_key("dec");
    books->entry.about_dagtekening = annals_day("2026-05-05");
    annals_expect(books, "TR337@0");
    books->entry.about_dagtekening = (struct iwmo_date){0}; /* not told */
    annals_expect(books, "");
    books->entries[0].state = IWMO_ENTRY_FAILED;
    annals_expect(books, "TR337@0");
}

BOOKS(across_retour, TR371_other_versions, "WMO325", "2026-05-11")
{
    have(books);
    strcpy(books->entry.about_xsd_versie, "1.0.0/1.0.1");
    annals_expect(books, "TR371@0");
}

BOOKS(across_retour, TR376_another_number, "WMO325", "2026-05-11")
{
    have(books);
    books->now[0].referentie = annals_key("DN2");
    annals_expect(books, "TR376@1");
}

BOOKS(across_retour, TR304_a_client_who_was_not_there, "WMO325", "2026-05-11")
{
    have(books);
    books->now[1].client = annals_key("C");
    annals_expect(books, "8187@2");
    books->now[1].client = annals_key("B");
    books->now[1].uitkomst = IWMO_UITKOMST_OPEN;
    annals_expect(books, "");
}

BOOKS(across_retour, TR366_a_line_that_was_not_there, "WMO325", "2026-05-11")
{
    have(books);
    books->now[2].referentie = annals_key("RN999");
    annals_expect(books, "9366@3");
    books->now[2].referentie = annals_key("RN1");
    books->now[2].vorig = annals_key("RN0");
    annals_expect(books, "9366@3");
}

BOOKS(across_retour, TR367_other_values, "WMO325", "2026-05-11")
{
    static const char *const changed[] = {
        "TB RN1 500009 02/02A03 2026-04-01..2026-04-30 5x1000",
        "TB RN1 500001 03/02A03 2026-04-01..2026-04-30 5x1000",
        "TB RN1 500001 02/02A04 2026-04-01..2026-04-30 5x1000",
        "TB RN1 500001 02/02A03 2026-04-02..2026-04-30 5x1000",
        "TB RN1 500001 02/02A03 2026-04-01..2026-04-29 5x1000",
        "TB RN1 500001 02/02A03 2026-04-01..2026-04-30 4x1000 bedrag=5000",
        "TB RN1 500001 02/02A03 2026-04-01..2026-04-30 5x1001 bedrag=5000",
        "TB RN1 500001 02/02A03 2026-04-01..2026-04-30 5x1000 bedrag=5001",
        "TB RN1 500001 02/02A03 2026-04-01..2026-04-30 5x1000 een=16",
    };

    have(books);
    for (size_t i = 0; i < sizeof(changed) / sizeof(changed[0]); i++) {
        books->now_count = 2;
        annals_now(books, changed[i]);
        annals_expect(books, "9367@3");
    }
}

BOOKS(across_retour, a_refused_claim_has_no_lines_to_compare, "WMO325", "2026-05-11")
{
    have(books);
    books->past_count = 0;
    books->entries[0].state = IWMO_ENTRY_REFUSED;
    annals_expect(books, "");
}
