#include "flow/ruimte.h"

#include <stdlib.h>

#include "model/volume.h"

bool
iwmo_ruimte_of(const struct iwmo_record *toewijzing, int64_t *maximum)
{
    const struct iwmo_omvang omvang = {
        .volume = toewijzing->volume,
        .eenheid = iwmo_eenheid_of(iwmo_text(toewijzing->eenheid)),
        .frequentie = (enum iwmo_frequentie)strtol(toewijzing->frequentie, NULL, 10),
        .is_huishouden = strcmp(toewijzing->categorie, "01") == 0,
        .has_end = toewijzing->eind.days != INT32_MAX,
        .toewijzing = {toewijzing->begin, toewijzing->eind},
    };

    *maximum = 0;
    if (!iwmo_record_has_omvang(toewijzing))
        return false;
    const struct iwmo_maximum most = iwmo_volume_in_all(&omvang, omvang.eenheid);
    if (!most.is_known || most.is_saturated)
        return false;
    *maximum = most.volume;
    return true;
}

bool
iwmo_ruimte_in_minutes(const struct iwmo_record *line,
                       const struct iwmo_record *toewijzing)
{
    return iwmo_eenheid_of(iwmo_text(line->eenheid)) == IWMO_EENHEID_MINUUT &&
           iwmo_eenheid_of(iwmo_text(toewijzing->eenheid)) == IWMO_EENHEID_UUR;
}
