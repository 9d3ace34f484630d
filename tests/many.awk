# many.awk: many 301s of one: awk -v count=N -v folder=DIR -f many.awk message.xml
# Each its own Identificatie and ToewijzingNummer; another client every so many messages
# (-v each=N, default 1).
{ line[NR] = $0 }

# The number-th BSN that obeys the eleven-test.
function bsn(number,    base, sum, i) {
    for (base = 10000000 + 11 * number; ; base++) {
        sum = 0
        for (i = 1; i <= 8; i++)
            sum += (10 - i) * substr(base, i, 1)
        if (sum % 11 != 10)
            return base "" sum % 11
    }
}

END {
    for (n = 1; n <= count; n++) {
        file = sprintf("%s/%06d.xml", folder, n)
        client = bsn(int((n - 1) / (each > 0 ? each : 1)))
        for (i = 1; i <= NR; i++) {
            text = line[i]
            sub(/iwmo:Identificatie>[^<]*/, "iwmo:Identificatie>M" n, text)
            sub(/ToewijzingNummer>[^<]*/, "ToewijzingNummer>" 1000000 + n, text)
            sub(/Bsn>[0-9]+/, "Bsn>" client, text)
            print text >file
        }
        close(file)
    }
}
