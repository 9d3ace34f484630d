#include "retour/classes.h"

#include <stddef.h>

#include "names.h"
#include "schema/lookup.h"

const struct iwmo_element *
iwmo_class_row(const struct iwmo_type *answer, const struct iwmo_element *element)
{
    uint16_t id = element->id;

    if (answer == NULL)
        return NULL;
    if (id == EL_Declaratie)
        id = EL_DeclaratieAntwoord;
    return iwmo_type_child(answer, id);
}

bool
iwmo_class_has_codes(const struct iwmo_type *answer)
{
    return answer != NULL && iwmo_type_child(answer, EL_RetourCodes) != NULL;
}
