#include "model/record.h"

struct iwmo_record
iwmo_record_of(enum iwmo_record_kind kind)
{
    return (struct iwmo_record){
        .kind = kind,
        .nummer = IWMO_ABSENT,
        .begin = IWMO_DATE_OPEN_BEGIN,
        .eind = IWMO_DATE_OPEN_END,
        .ingang = IWMO_DATE_OPEN_BEGIN,
        .volume = IWMO_ABSENT,
        .budget = IWMO_ABSENT,
        .tarief = IWMO_ABSENT,
    };
}

bool
iwmo_key_is_absent(const struct iwmo_key *key)
{
    static const struct iwmo_key absent;

    return iwmo_key_equal(key, &absent);
}

bool
iwmo_record_has_omvang(const struct iwmo_record *record)
{
    return record->volume != IWMO_ABSENT;
}

bool
iwmo_record_is_removal(const struct iwmo_record *record)
{
    return record->kind == IWMO_RECORD_TOEWIJZING &&
           iwmo_date_equal(record->begin, record->eind) &&
           (strcmp(record->reden, "13") == 0 || strcmp(record->reden, "01") == 0);
}

bool
iwmo_record_same_product(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return strcmp(a->categorie, b->categorie) == 0 && strcmp(a->code, b->code) == 0;
}

/* Release 3 renumbered the day. */
static bool
same_eenheid(const char *a, const char *b)
{
    static const char old_day[] = "82", day[] = "84";

    return strcmp(strcmp(a, old_day) == 0 ? day : a,
                  strcmp(b, old_day) == 0 ? day : b) == 0;
}

bool
iwmo_record_same_content(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return iwmo_record_same_product(a, b) && iwmo_date_equal(a->begin, b->begin) &&
           iwmo_date_equal(a->eind, b->eind) && a->volume == b->volume &&
           same_eenheid(a->eenheid, b->eenheid) &&
           strcmp(a->frequentie, b->frequentie) == 0 && a->budget == b->budget;
}

bool
iwmo_record_same_key(const struct iwmo_record *a, const struct iwmo_record *b)
{
    bool is_same = iwmo_key_equal(&a->client, &b->client) &&
                   strcmp(a->gemeente, b->gemeente) == 0 &&
                   strcmp(a->aanbieder, b->aanbieder) == 0 && a->nummer == b->nummer &&
                   iwmo_record_same_product(a, b) &&
                   iwmo_date_equal(a->begin, b->begin);
    if (a->kind != IWMO_RECORD_STOP || b->kind != IWMO_RECORD_STOP)
        return is_same;
    return is_same && iwmo_date_equal(a->eind, b->eind) &&
           (a->release == R_2_3 || b->release == R_2_3 ||
            strcmp(a->reden, b->reden) == 0);
}
