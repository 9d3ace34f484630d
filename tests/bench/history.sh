#!/bin/sh
# history.sh: does what a message costs depend on how long the history is?  Messages of
# years go into one ledger, and time and peak memory of one are compared with those of
# the first.  Then, for repeated records: twice as many may take 2.2 times as long.
# IWMO: the program.  MONTHS, CLIENTS, RECORDS: how much (60, 2000, 4000).
# Fails when a bound is broken.
set -u
iwmo=$(realpath "${IWMO:-build/plain/iwmo}")
fixtures=$PWD/fixtures/3.2
dir=build/bench/history
rm -rf "$dir" && mkdir -p "$dir" && cd "$dir" || exit 1
broken=0

# Kilobytes and seconds of processor of a command, and how it ended.
measure() {
    /usr/bin/time -f '%M %U %S' -o time.txt "$@" >out.txt 2>err.txt
    status=$?
    read -r kib seconds <<F
$(tail -n 1 time.txt | awk '{ printf "%d %.2f", $1, $2 + $3 }')
F
}

# row NAME VALUE UNIT [BOUND]: at most BOUND.
row() {
    verdict=
    if [ $# -eq 4 ]; then
        verdict=$(awk -v value="$2" -v bound="$4" 'BEGIN {
            print (value <= bound ? "  ok" : "  BROKEN") ", at most " bound }')
    fi
    case $verdict in *BROKEN*) broken=1 ;; esac
    printf '%-52s %10s %-4s%s\n' "$1" "$2" "$3" "$verdict"
}

ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }'
}

# A story of $1 clients with three allocations each: their 301s into 301/, and a 323 for
# each of $2 months into 323/, a line on every allocation.
make_story() {
    mkdir -p 301 323
    awk -v clients="$1" -v months="$2" '
    function bsn(number,    base, sum, i) {
        for (base = 10000000 + 11 * number; ; base++) {
            sum = 0
            for (i = 1; i <= 8; i++)
                sum += (10 - i) * substr(base, i, 1)
            if (sum % 11 != 10)
                return base "" sum % 11
        }
    }
    function header(kind, code, from, to, id, day) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<m:Bericht xmlns:iwmo=" \
            "\"http://www.istandaarden.nl/iwmo/3_2/basisschema/schema\" xmlns:m=" \
            "\"http://www.istandaarden.nl/iwmo/3_2/wmo" kind "/schema\">\n<m:Header>" \
            "<m:BerichtCode>" code "</m:BerichtCode><m:BerichtVersie>3" \
            "</m:BerichtVersie><m:BerichtSubversie>2</m:BerichtSubversie><m:Afzender>" \
            from "</m:Afzender><m:Ontvanger>" to "</m:Ontvanger>" \
            "<m:BerichtIdentificatie><iwmo:Identificatie>" id "</iwmo:Identificatie>" \
            "<iwmo:Dagtekening>" day "</iwmo:Dagtekening></m:BerichtIdentificatie>" \
            "<m:XsdVersie><iwmo:BasisschemaXsdVersie>1.0.0" \
            "</iwmo:BasisschemaXsdVersie><iwmo:BerichtXsdVersie>1.0.0" \
            "</iwmo:BerichtXsdVersie></m:XsdVersie></m:Header>\n"
    }
    function product(number, code) {
        return "<m:ToegewezenProduct><m:ToewijzingNummer>" number \
            "</m:ToewijzingNummer><m:Product><iwmo:Categorie>" substr(code, 1, 2) \
            "</iwmo:Categorie><iwmo:Code>" code "</iwmo:Code></m:Product>" \
            "<m:Toewijzingsdatum>2021-01-02</m:Toewijzingsdatum>" \
            "<m:Toewijzingstijd>09:00:00</m:Toewijzingstijd>" \
            "<m:Ingangsdatum>2021-01-01</m:Ingangsdatum>" \
            "<m:Einddatum>2028-12-31</m:Einddatum><m:Omvang>" \
            "<iwmo:Volume>600</iwmo:Volume><iwmo:Eenheid>01</iwmo:Eenheid>" \
            "<iwmo:Frequentie>2</iwmo:Frequentie></m:Omvang></m:ToegewezenProduct>\n"
    }
    function line(number, code, month, begin, end) {
        return "<m:Prestatie><m:ProductReferentie><iwmo:ReferentieNummer>P" month "-" \
            number "</iwmo:ReferentieNummer></m:ProductReferentie><m:ToewijzingNummer>" \
            number "</m:ToewijzingNummer><m:ProductCategorie>" substr(code, 1, 2) \
            "</m:ProductCategorie><m:ProductCode>" code "</m:ProductCode>" \
            "<m:ProductPeriode><iwmo:Begindatum>" begin "</iwmo:Begindatum>" \
            "<iwmo:Einddatum>" end "</iwmo:Einddatum></m:ProductPeriode>" \
            "<m:GeleverdVolume>100</m:GeleverdVolume><m:Eenheid>01</m:Eenheid>" \
            "<m:ProductTarief>100</m:ProductTarief><m:IngediendBedrag>" \
            "<iwmo:Bedrag>10000</iwmo:Bedrag><iwmo:DebetCredit>D</iwmo:DebetCredit>" \
            "</m:IngediendBedrag></m:Prestatie>\n"
    }
    BEGIN {
        split("01A03 02A05 07A11", codes, " ")
        split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
        for (c = 1; c <= clients; c++) {
            file = sprintf("301/%06d.xml", c)
            printf "%s", header("301", "414", "0344", "55550017", "T" c, \
                "2021-01-02") "<m:Client><m:Bsn>" bsn(c) "</m:Bsn><m:Geboortedatum>" \
                "<iwmo:Datum>1950-01-01</iwmo:Datum></m:Geboortedatum><m:Geslacht>2" \
                "</m:Geslacht><m:Naam><iwmo:Geslachtsnaam><iwmo:Achternaam>Proef" \
                "</iwmo:Achternaam></iwmo:Geslachtsnaam><iwmo:NaamGebruik>1" \
                "</iwmo:NaamGebruik></m:Naam><m:Contactgegevens><m:Contact><m:Soort>02" \
                "</m:Soort><m:Telefoon><iwmo:Telefoon01><iwmo:Telefoonnummer>" \
                "0301234567</iwmo:Telefoonnummer><iwmo:Landnummer>0031" \
                "</iwmo:Landnummer></iwmo:Telefoon01></m:Telefoon></m:Contact>" \
                "</m:Contactgegevens><m:ToegewezenProducten>" >file
            for (p = 1; p <= 3; p++)
                printf "%s", product(3 * c + p, codes[p]) >file
            print "</m:ToegewezenProducten></m:Client></m:Bericht>" >file
            close(file)
        }
        for (m = 0; m < months; m++) {
            year = 2021 + int(m / 12)
            month = m % 12 + 1
            last = days[month] + (month == 2 && year % 4 == 0)
            begin = sprintf("%d-%02d-01", year, month)
            end = sprintf("%d-%02d-%02d", year, month, last)
            file = sprintf("323/%03d.xml", m + 1)
            printf "%s", header("323", "484", "55550017", "0344", "D" m, \
                sprintf("%d-%02d-01", year + (month == 12), month % 12 + 1)) \
                "<m:Declaratie><m:DeclaratieNummer>DN" m "</m:DeclaratieNummer>" \
                "<m:DeclaratiePeriode><iwmo:Begindatum>" begin "</iwmo:Begindatum>" \
                "<iwmo:Einddatum>" end "</iwmo:Einddatum></m:DeclaratiePeriode>" \
                "<m:DeclaratieDagtekening>" \
                sprintf("%d-%02d-01", year + (month == 12), month % 12 + 1) \
                "</m:DeclaratieDagtekening><m:TotaalIngediendBedrag>" \
                "<iwmo:TotaalBedrag>" clients * 30000 "</iwmo:TotaalBedrag>" \
                "<iwmo:DebetCredit>D</iwmo:DebetCredit></m:TotaalIngediendBedrag>" \
                "<m:Clienten>\n" >file
            for (c = 1; c <= clients; c++) {
                printf "<m:Client><m:Bsn>%s</m:Bsn><m:Prestaties>", bsn(c) >file
                for (p = 1; p <= 3; p++)
                    printf "%s", line(3 * c + p, codes[p], m, begin, end) >file
                print "</m:Prestaties></m:Client>" >file
            }
            print "</m:Clienten></m:Declaratie></m:Bericht>" >file
            close(file)
        }
    }'
}

# $1 times the record $2 of fixture $3, each with a number of its own, or equal ($4).
repeat() {
    awk -v count="$1" -v tag="$2" -v equal="${4:-}" '
    $0 ~ "<[a-z0-9]*:?" tag ">" { inside = 1; seen++ }
    inside && seen == 1 { block[++size] = $0 }
    !inside {
        if (seen > 0 && !done)
            for (done = i = 1; i <= count; i++)
                for (j = 1; j <= size; j++) {
                    text = block[j]
                    if (equal == "") {
                        sub(/ToewijzingNummer>[^<]*/, "ToewijzingNummer>" 1000000 + i, text)
                        sub(/ReferentieNummer>[^<]*/, "ReferentieNummer>P" i, text)
                        sub(/ReferentieAanbieder>[^<]*/, "ReferentieAanbieder>R" i, text)
                    }
                    print text
                }
        print
    }
    $0 ~ "</[a-z0-9]*:?" tag ">" { inside = 0 }' "$fixtures/$3/valid.xml"
}

# ---- history ----

months=${MONTHS:-60} clients=${CLIENTS:-2000}
make_story "$clients" "$months"
measure "$iwmo" send -q --ledger books.db --date 2030-01-01 -r 301
[ "$status" -eq 0 ] || { echo "history: 301: status $status"; broken=1; }
row "301: $clients sent" "$seconds" s
m=1
while [ "$m" -le "$months" ]; do
    measure "$iwmo" receive -q --ledger books.db --hold 1000 -o . --date 2030-01-01 \
        "323/$(printf %03d "$m").xml"
    [ "$status" -eq 0 ] || { echo "history: month $m: status $status"; broken=1; }
    [ "$m" -gt 1 ] || first_kib=$kib first_seconds=$seconds
    m=$((m + 1))
done
row "323 of $clients clients x 3 lines, month 1" "$first_seconds" s
row "the same, month $months" "$seconds" s
row "month $months / month 1, time" "$(ratio "$seconds" "$first_seconds")" x 1.5
row "month $months / month 1, memory" "$(ratio "$kib" "$first_kib")" x 1.3

# ---- repeated records ----

n=${RECORDS:-4000}
for pair in WMO301:ToegewezenProduct WMO305:StartProduct WMO307:StopProduct \
    WMO315:AangevraagdProduct WMO317:NieuwProduct WMO319:Antwoord WMO323:Prestatie; do
    kind=${pair%:*} tag=${pair#*:}
    for equal in '' equal; do
        for command in validate retour receive send; do
            before=
            for factor in 1 2 4; do
                repeat $((n * factor)) "$tag" "$kind" "$equal" >many.xml
                rm -f many.db*
                case $command in
                validate) measure "$iwmo" validate -q --date 2026-11-30 many.xml ;;
                retour) measure "$iwmo" retour --date 2026-11-30 many.xml ;;
                *) measure "$iwmo" "$command" -q --ledger many.db --hold 1000 -o . \
                    --date 2026-11-30 many.xml ;;
                esac
                [ "$status" -le 3 ] || { echo "history: $command $kind: $status"; broken=1; }
                if [ "$factor" -eq 4 ]; then
                    row "$command $kind x $((n * 4)) ${equal:-different}: 4n / 2n" \
                        "$(ratio "$seconds" "$before")" x 2.2
                fi
                before=$seconds
            done
        done
    done
done
cd - >/dev/null && rm -rf "$dir"
exit $broken
