/*
 * The identification that we make up: other content has another one, equal content the
 * same, on every way by which a message is made.  And who is invented has a test BSN.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>

#include "cli/program.h"
#include "support.h"

#define LINE_NAMES                                                                     \
    "Afzender,Ontvanger,Bsn,Geboortedatum.Datum,Geslacht,"                             \
    "Naam.Geslachtsnaam.Achternaam,ToewijzingNummer,ToewijzingIngangsdatum,"           \
    "Begindatum,StatusAanlevering,Product.Categorie,Product.Code\\n"
#define START_LINES                                                                    \
    "printf '" LINE_NAMES "55550017,0344,999901515,1951-06-01,2,Berg,'$V',2025-03-17," \
    "2025-03-19,1,01,01A03\\n' >in.csv; "
#define CLAIM_NAMES                                                                    \
    "Afzender;Ontvanger;Bsn;ToewijzingNummer;ProductCategorie;ProductCode;"            \
    "ProductPeriode.Begindatum;ProductPeriode.Einddatum;GeleverdVolume;Eenheid;"       \
    "ProductTarief\\n"
#define CLAIM_LINES                                                                    \
    "printf '" CLAIM_NAMES "55550017;0344;999901515;'$V';01;01A03;2025-04-01;"         \
    "2025-04-30;7;04;6020\\n' >in.csv; "

struct way {
    char name[40];
    char make[700]; /* out.xml, from content in which $V stands */
    char element[24];
};

static struct way ways[] = {
    {"JSON",
     "sed \"s/667899/$V/\" \"$FIXTURES\"/story/2-start.json >in.json; "
     "$IWMO generate WMO305 --from in.json --date 2026-01-15 -o out.xml",
     "Identificatie"},
    {"JSON on standard input",
     "sed \"s/667899/$V/\" \"$FIXTURES\"/story/2-start.json | "
     "$IWMO generate WMO305 --from - --date 2026-01-15 >out.xml",
     "Identificatie"},
    {"lines of a 305",
     START_LINES "$IWMO generate 305 --from in.csv --date 2025-04-03 -o out.xml",
     "Identificatie"},
    {"lines on standard input",
     START_LINES
     "$IWMO generate 305 --from - --from-format csv --date 2025-04-03 <in.csv >out.xml",
     "Identificatie"},
    {"lines of a 323",
     CLAIM_LINES "$IWMO generate 323 --from in.csv --date 2025-05-06 -o out.xml",
     "Identificatie"},
    {"the number of a declaration",
     CLAIM_LINES "$IWMO generate 323 --from in.csv --date 2025-05-06 -o out.xml",
     "DeclaratieNummer"},
    {"the reference of a line",
     CLAIM_LINES "$IWMO generate 323 --from in.csv --date 2025-05-06 -o out.xml",
     "ReferentieNummer"},
    {"tables",
     "sed \"s/300201/$V/\" \"$FIXTURES\"/3.2/WMO305/valid.xml >in.xml; rm -rf t; "
     "$IWMO convert --to csv in.xml -o t/; printf 'Afzender,Ontvanger\\n"
     "55550017,0344\\n' >t/in-Header.csv; "
     "$IWMO generate 305 --from t --date 2025-06-01 -o out.xml",
     "Identificatie"},
    {"a retour",
     "sed \"s/300201/$V/\" \"$FIXTURES\"/3.2/WMO305/valid.xml >in.xml; "
     "$IWMO retour in.xml --date 2026-01-15 -o out.xml",
     "IdentificatieRetour"},
    {"a 325",
     "sed \"s/300201/$V/\" \"$FIXTURES\"/3.2/WMO323/valid.xml >in.xml; "
     "$IWMO retour in.xml --date 2026-01-15 -o out.xml",
     "Identificatie"},
    {"a 304",
     "sed \"s/300201/$V/\" \"$FIXTURES\"/2.3/WMO303/valid.xml >in.xml; "
     "$IWMO retour in.xml --date 2026-01-15 -o out.xml",
     "GemeenteReferentieNummer"},
    {"what is received",
     "rm -rf p p.db*; mkdir p; "
     "sed \"s/300201/$V/\" \"$FIXTURES\"/3.2/WMO301/valid.xml >in.xml; $IWMO receive "
     "-q --ledger p.db --role aanbieder --date 2026-01-15 -o p in.xml; "
     "cat p/*.xml >out.xml",
     "IdentificatieRetour"},
    {"random", "$IWMO generate --random 305 --seed \"$V\" -o out.xml", "Identificatie"},
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

/* The first value of the element in out.xml, for content with `value` in it. */
static void
make(const struct way *way, const char *value, char out[40])
{
    char line[900], tag[40];

    snprintf(line, sizeof(line), "rm -f out.xml; V=%s; %s; test -s out.xml", value,
             way->make);
    program_assert(line, 0, NULL, NULL);
    struct iwmo_buffer bytes = test_read("out.xml");
    snprintf(tag, sizeof(tag), ":%s>", way->element);
    const char *at = strstr(bytes.at, tag);
    if (at != NULL && at[strlen(tag)] <= ' ') /* the group of that name */
        at = strstr(at + 1, tag);
    cr_assert_not_null(at, "%s: no %s", way->name, way->element);
    at += strlen(tag);
    snprintf(out, 40, "%.*s", (int)strcspn(at, "<"), at);
    iwmo_buffer_release(&bytes);
}

ParameterizedTestParameters(made_identity, follows_from_the_content)
{
    return cr_make_param_array(struct way, ways, WAYS, NULL);
}

ParameterizedTest(struct way *way, made_identity, follows_from_the_content,
                  .init = program_enter_folder, .fini = program_leave_folder)
{
    char one[40], other[40], again[40];

    make(way, "300777", one);
    make(way, "300778", other);
    make(way, "300777", again);
    cr_expect_gt(strlen(one), 0, "%s", way->name);
    cr_expect_leq(strlen(one), 20, "%s", way->name);
    cr_expect_str_eq(one, again, "%s: not the same again", way->name);
    cr_expect_str_neq(one, other, "%s: the same for other content", way->name);
}

/* Messages of one file too: one that differs in its last line only. */
Test(made_identity, each_message_of_a_file_has_its_own, .init = program_enter_folder,
     .fini = program_leave_folder)
{
    program_assert(
        "for v in 300777 300778; do printf '" LINE_NAMES
        "55550017,0344,999901515,1951-06-01,2,Berg,300201,2025-03-17,2025-03-19,1,01,"
        "01A03\\n55550017,0344,999922543,1961-06-01,1,Dal,'$v',2025-04-01,2025-04-01,3,"
        "02,\\n' >in.csv; $IWMO generate 305 --from in.csv --date 2025-04-03 -o $v/ || "
        "exit 9; done; cat 30077?/*.xml | sed -n "
        "'s/.*:Identificatie>\\(..*\\)<.*/\\1/p' | "
        "sort | uniq -c | awk '{ print $1 }' | sort | tr '\\n' ' '",
        0, "1 1 2 ", "");
}

/* Everybody who is invented has a BSN that is given to nobody. */
Test(made_identity, every_invented_bsn_is_a_test_number, .init = program_enter_folder,
     .fini = program_leave_folder, .timeout = 120)
{
    program_assert(
        "for m in 301 302 305 306 307 308 315 316 317 318 323 325; do "
        "$IWMO generate --random $m --count 60 --seed 5 -o $m/ || exit 9; done; "
        "for m in 301 303 305 307 315; do $IWMO generate --random $m --release 2.3 "
        "--count 60 --seed 5 -o old$m/ || exit 9; done; "
        "cat */*.xml | grep -c ':Bsn>' | awk '{ print ($1 > 900) }'; "
        "cat */*.xml | grep ':Bsn>' | grep -vc ':Bsn>9999[0-9]\\{5\\}<'",
        1, "1\n0\n", "");
}
