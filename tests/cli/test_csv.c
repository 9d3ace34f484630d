#include <criterion/criterion.h>

#include "cli/program.h"

#define DECLARATIE "$FIXTURES/3.2/WMO323/valid.xml"
#define NAMES                                                                          \
    "Afzender;Ontvanger;Bsn;ToewijzingNummer;ProductCategorie;ProductCode;"            \
    "ProductPeriode.Begindatum;ProductPeriode.Einddatum;GeleverdVolume;Eenheid;"       \
    "ProductTarief;Uurtarief\n"
/* Two gemeenten, two months. */
#define LINES                                                                          \
    "printf '" NAMES                                                                   \
    "55550017;0344;999901515;300201;01;01A03;2025-04-01;2025-04-30;770;01;;6020\n"     \
    "55550017;0344;999901515;300202;02;02A05;2025-04-01;2025-04-30;62000;83;;\n"       \
    "55550017;0363;999922543;300203;07;07A11;2025-04-01;2025-04-30;12;16;4500;\n"      \
    "55550017;0344;999901515;300201;01;01A03;2025-03-17;2025-03-31;275;01;100;\n"      \
    "' >lines.csv; "
#define GENERATE "$IWMO generate 323 --from lines.csv --date 2025-05-06 "

TestSuite(csv, .init = program_enter_folder, .fini = program_leave_folder);

Test(csv, a_declaration_goes_there_and_back_with_the_same_bytes)
{
    program_assert("$IWMO convert --to csv --table Prestatie " DECLARATIE
                   " -o lines.csv; " GENERATE "| cmp - " DECLARATIE,
                   0, "", "");
    program_assert("$IWMO convert --to csv --table Prestatie --spreadsheet " DECLARATIE
                   " -o lines.csv; " GENERATE "| cmp - " DECLARATIE,
                   0, "", "");
}

Test(csv, every_valid_message_becomes_tables_in_a_directory)
{
    program_assert("for m in $FIXTURES/*/WMO*/valid.xml; do "
                   "$IWMO convert --to csv $m -o t/ || exit 9; done; ls t",
                   0, "valid-ToegewezenProduct.csv", "");
    program_assert("head -c 3 t/valid-Header.csv; $IWMO convert --to csv "
                   "$FIXTURES/3.2/WMO301/valid.xml -o u/; cat u/valid-Contact.csv",
                   0, "999901515,01,,12,A,bis,TO,3511AB,Oudegracht,Utrecht,NL", "");
}

Test(csv, more_than_one_table_needs_a_directory)
{
    program_assert("$IWMO convert --to csv " DECLARATIE, 2, "",
                   "--table one of Header, Declaratie, Client, Prestatie");
    program_assert("$IWMO convert --to csv --table Relatie " DECLARATIE, 2, "",
                   "none of Header");
}

Test(csv, a_formula_is_made_harmless)
{
    program_assert(
        "sed 's/Graag in de ochtend./=1+1/' $FIXTURES/3.2/WMO301/valid.xml | "
        "$IWMO convert --to csv --table ToegewezenProduct",
        0, ",'=1+1\r\n", "");
}

Test(csv, lines_are_split_by_gemeente_and_month_and_summed)
{
    program_assert(LINES GENERATE "-o m/ && ls m | wc -l && "
                                  "grep -h 'TotaalBedrag>' m/* | tr -dc '0-9\\n'",
                   0, "3\n27500\n139257\n54000\n", "");
    program_assert(GENERATE "-o n/ && diff -r m n", 0, "", "");
    program_assert(GENERATE, 2, "", "3 messages need a directory");
}

Test(csv, all_that_is_wrong_is_told_and_nothing_written)
{
    program_assert(LINES "sed -i 's/;770;/;99999999;/; s/0363/363/; "
                         "s/ProductCode/Productcode/' lines.csv; " GENERATE "-o m/",
                   1, "",
                   "lines.csv:1: Productcode: fout: deze kolom is onbekend\n"
                   "lines.csv:1: ProductCode: fout: deze kolom ontbreekt\n"
                   "lines.csv:2: IngediendBedrag.Bedrag: fout: ");
    program_assert("test ! -e m", 0, "", "");
}

Test(csv, one_message_that_breaks_a_rule_stops_them_all)
{
    program_assert(LINES
                   "sed -i 's/;07;07A11;/;07;;/; s/;300203;/;0;/' lines.csv; " GENERATE
                   "-o m/",
                   1, "", "lines.csv:4: ProductCode: fout: de waarde ontbreekt");
    program_assert(LINES "sed -i 's/2025-03-31/2025-02-28/' lines.csv; " GENERATE
                         "-o m/",
                   1, "", "lines.csv:5: ProductPeriode.Begindatum: fout: ");
    program_assert("test ! -e m", 0, "", "");
}

Test(csv, wrong_encodings_are_told)
{
    program_assert("printf 'Afzender\\n\\344\\n' >lines.csv; " GENERATE, 1, "",
                   "bewaar het als CSV UTF-8");
    program_assert(": >lines.csv; " GENERATE, 1, "", "er zijn geen regels");
}

Test(csv, what_cannot_be_read_or_written_is_told)
{
    program_assert("$IWMO generate 323 --from missing.csv", 3, "", "missing.csv");
    program_assert("$IWMO convert --to csv --table Client " DECLARATIE " >/dev/full", 4,
                   "", "No space");
    program_assert(LINES "sed -i 3,9d lines.csv; " GENERATE ">/dev/full", 4, "",
                   "No space");
}

Test(csv, a_start_and_a_stop_are_made_per_person)
{
    program_assert(
        "printf 'Afzender,Ontvanger,Bsn,Geboortedatum.Datum,Geslacht,"
        "Naam.Geslachtsnaam.Achternaam,ToewijzingNummer,ToewijzingIngangsdatum,"
        "Begindatum,"
        "StatusAanlevering,Product.Categorie,Product.Code\n"
        "55550017,0344,999901515,1951-06-01,2,Berg,300201,2025-03-17,2025-03-19,1,01,"
        "01A03\n"
        "55550017,0344,999901515,,,,300202,2025-04-01,2025-04-01,3,02,\n"
        "55550017,0344,999922543,1961-06-01,1,Dal,300203,2025-04-01,2025-04-01,3,02,\n"
        "' >start.csv; $IWMO generate 305 --from start.csv --date 2025-04-03 -o s/ && "
        "grep -c '<wmo305:StartProduct>' s/*",
        0, "s/WMO305-000001.xml:2\ns/WMO305-000002.xml:1\n", "");
}

Test(csv, the_template_can_be_filled_in)
{
    program_assert("$IWMO generate 323 --template --lang en", 0,
                   "\"# Bsn: mandatory; exactly 9 digits\"\r\n", "");
    program_assert("$IWMO generate 307 --template | head -1", 0, "RedenBeeindiging",
                   "");
    program_assert("$IWMO generate 301 --template", 2, "", "lines are for");
    program_assert("$IWMO generate 323 --template >lines.csv; " GENERATE, 1, "",
                   "er zijn geen regels");
}

Test(csv, tables_go_back_to_the_same_bytes)
{
    program_assert(
        "for m in $FIXTURES/*/WMO*/valid.xml; do $IWMO fmt $m >a && "
        "$IWMO convert --to csv $m -o t/ && "
        "$IWMO convert --to xml t/ | cmp - a && test -s a || exit 9; rm -r t; done",
        0, "", "");
    program_assert(
        "for n in 305 307 323; do $IWMO convert --to csv "
        "$FIXTURES/3.2/WMO$n/valid.xml -o g$n/ --spreadsheet && "
        "$IWMO generate WMO$n --from g$n/valid-Header.csv --date 2025-06-01 |"
        " cmp - $FIXTURES/3.2/WMO$n/valid.xml || exit 9; done",
        0, "", "");
    program_assert("cp g323/valid-Header.csv g323/other-Header.csv; "
                   "$IWMO convert --to xml g323",
                   3, "", "2 messages are in it");
    program_assert("mkdir e; $IWMO convert --to xml e", 3, "", "no file X-Header.csv");
    program_assert("printf 'BerichtCode;BerichtVersie\n999;3\n' >x-Header.csv; "
                   "$IWMO convert --to xml x-Header.csv",
                   3, "", "x-Header.csv: its BerichtCode");
}

Test(csv, what_a_header_leaves_out_is_filled_in)
{
    program_assert("$IWMO convert --to csv $FIXTURES/3.2/WMO305/valid.xml -o t/; "
                   "printf 'Afzender,Ontvanger\n55550017,0344\n' >t/valid-Header.csv; "
                   "$IWMO generate 305 --from t --date 2025-06-01 --identificatie X1",
                   0, "Identificatie>X1<", "");
    program_assert("sed -i 's/55550017/55550018/' t/valid-Header.csv; "
                   "$IWMO generate 305 --from t",
                   1, "",
                   "t/valid-Client.csv:2: Afzender: fout: is anders dan in de rij waar "
                   "deze bij hoort: t/valid-Header.csv:2\n");
}

Test(csv, findings_on_what_tables_give_name_row_and_column)
{
    program_assert("$IWMO convert --to csv $FIXTURES/3.2/WMO323/valid.xml -o t/; "
                   "sed -i '3s/,D\\r*$/,X/' t/valid-Prestatie.csv; "
                   "$IWMO convert --to xml t/",
                   1, "",
                   "t/valid-Prestatie.csv:3: IngediendBedrag.DebetCredit: fout: ");
    program_assert("sed -i '3s/,X$/,C/' t/valid-Prestatie.csv; "
                   "$IWMO convert --to xml t/ -o x.xml; $IWMO generate 323 --from t/",
                   1, "", "t/valid-Prestatie.csv:3: ");
}

Test(csv, a_number_that_must_be_unique_is_told_with_both_rows)
{
    program_assert(LINES "sed -i 's/Uurtarief/Uurtarief;ProductReferentie."
                         "ReferentieNummer/; 2s/$/;R1/; 4s/$/;R1/' lines.csv; " GENERATE
                         "-o m/",
                   1, "",
                   "lines.csv:4: ProductReferentie.ReferentieNummer: fout: moet uniek "
                   "zijn, maar staat ook in rij 2\n");
    program_assert(LINES "sed -i 's/Uurtarief/Uurtarief;DeclaratieNummer/; "
                         "2s/$/;N1/; 3s/$/;N1/; 4s/$/;N1/' lines.csv; " GENERATE
                         "-o m/",
                   1, "", "lines.csv:4: DeclaratieNummer: fout: moet uniek zijn");
    program_assert("sed -i '4s/^55550017/55550018/' lines.csv; " GENERATE "-o m/", 0,
                   "", "");
}

Test(csv, standard_input_may_be_csv)
{
    program_assert(LINES "sed -i 3,9d lines.csv; $IWMO generate 323 --from - "
                         "--from-format csv --date 2025-05-06 <lines.csv",
                   0, "<wmo323:Client>", "");
    program_assert("cp lines.csv lines.txt; $IWMO generate 323 --from lines.txt "
                   "--from-format csv --date 2025-05-06",
                   0, "<wmo323:Client>", "");
    program_assert("$IWMO generate 323 --random --from-format csv", 2, "",
                   "goes with --from");
}

Test(csv, clients_keep_the_order_in_which_the_rows_have_them)
{
    program_assert(LINES "sed -i '2s/.*/&/; 4s/0363/0344/' lines.csv; "
                         "sed -n '1p;4p' lines.csv >two.csv; sed -n 2p lines.csv "
                         ">>two.csv; sed -n 4p lines.csv | sed 's/300203/300204/' "
                         ">>two.csv; $IWMO generate 323 --from two.csv "
                         "--date 2025-05-06 | grep -o 'Bsn>[0-9]\\+' | tr '\\n' ' '",
                   0, "Bsn>999922543 Bsn>999901515 ", "");
}

Test(csv, a_disk_that_fills_halfway_leaves_nothing_behind)
{
    program_assert(LINES "(ulimit -f 1; " GENERATE "-o m/)", 4, "", "File too large");
    program_assert("test ! -e m && ls -A | wc -l", 0, "3\n", "");
    program_assert("(ulimit -f 4; $IWMO generate --random WMO301 --count 60 -o n/o/)",
                   4, "", "File too large");
    program_assert("test ! -e n", 0, "", "");
    program_assert("mkdir p; touch p/keep; (ulimit -f 1; $IWMO convert --to csv "
                   "$FIXTURES/3.2/WMO301/valid.xml -o p/q/)",
                   4, "", "File too large");
    program_assert("(ulimit -f 4; $IWMO mutate --all -o p/r)", 4, "", "File too large");
    program_assert("ls -A p", 0, "keep\n", "");
}

Test(csv, a_reader_that_went_away_needs_no_words)
{
    program_assert("$IWMO generate --random WMO323 | true; sleep 0.1", 0, "", "");
    program_assert("$IWMO generate --random WMO323 | (exec <&-; sleep 0.3); "
                   "$IWMO generate 323 --template | (exec <&-; sleep 0.3)",
                   0, "", "");
}
