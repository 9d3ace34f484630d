#include "flow/traffic.h"

#include <string.h>

#define RETOUR_DAYS     3  /* OP090 */
#define DECLARATIE_DAYS 10 /* OP090x4 */

#define HEEN(message, side, answer)                                                    \
    {                                                                                  \
        message, IWMO_SIDE_##side, NULL, answer, false, RETOUR_DAYS                    \
    }
#define RETOUR(message, side, answers)                                                 \
    {                                                                                  \
        message, IWMO_SIDE_##side, answers, NULL, true, 0                              \
    }

static const struct iwmo_traffic rows[] = {
    HEEN("WMO301", GEMEENTE, "WMO302"),
    RETOUR("WMO302", AANBIEDER, "WMO301"),
    {"WMO303", IWMO_SIDE_AANBIEDER, NULL, "WMO304", false, DECLARATIE_DAYS},
    {"WMO304", IWMO_SIDE_GEMEENTE, "WMO303", NULL, false, 0},
    HEEN("WMO305", AANBIEDER, "WMO306"),
    RETOUR("WMO306", GEMEENTE, "WMO305"),
    HEEN("WMO307", AANBIEDER, "WMO308"),
    RETOUR("WMO308", GEMEENTE, "WMO307"),
    HEEN("WMO315", AANBIEDER, "WMO316"),
    RETOUR("WMO316", GEMEENTE, "WMO315"),
    HEEN("WMO317", AANBIEDER, "WMO318"),
    RETOUR("WMO318", GEMEENTE, "WMO317"),
    HEEN("WMO319", GEMEENTE, "WMO320"),
    RETOUR("WMO320", AANBIEDER, "WMO319"),
    {"WMO323", IWMO_SIDE_AANBIEDER, NULL, "WMO325", false, DECLARATIE_DAYS},
    {"WMO325", IWMO_SIDE_GEMEENTE, "WMO323", NULL, false, 0},
};

const struct iwmo_traffic *
iwmo_traffic_named(const char *message)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (strcmp(rows[i].message, message) == 0)
            return &rows[i];
    return NULL;
}

const struct iwmo_traffic *
iwmo_traffic_of(const struct iwmo_message *message)
{
    return message != NULL ? iwmo_traffic_named(message->name) : NULL;
}

enum iwmo_side
iwmo_traffic_receiver(const struct iwmo_traffic *traffic)
{
    return traffic->sender == IWMO_SIDE_GEMEENTE ? IWMO_SIDE_AANBIEDER
                                                 : IWMO_SIDE_GEMEENTE;
}

const char *
iwmo_side_name(enum iwmo_side side)
{
    return side == IWMO_SIDE_GEMEENTE ? "gemeente" : "aanbieder";
}
