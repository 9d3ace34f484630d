#include "across/across_work.h"
#include "model/levensloop.h"

#define REQUESTS                                                                       \
    (IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) | IWMO_KIND_BIT(IWMO_RECORD_VERZOEK))

void
iwmo_across_prepare_verzoek(struct iwmo_across_work *work)
{
    iwmo_across_load_client(work, REQUESTS | IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING));
}

/* ---- one request at a time ---- */

static bool
is_request(const struct iwmo_record *record)
{
    return (REQUESTS & IWMO_KIND_BIT(record->kind)) != 0;
}

/* Most are granted, and that is seen without a question. */
static bool
is_granted(const struct iwmo_across_work *work, const struct iwmo_record *request)
{
    for (size_t i = 0; i < work->client.count; i++)
        if (work->client.rows[i].kind == IWMO_RECORD_TOEWIJZING &&
            iwmo_key_equal(&work->client.rows[i].referentie, &request->referentie))
            return true;
    return false;
}

/* TR374: no other request of this provider for the client is pending. */
bool
iwmo_across_TR374(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    (void)record;
    for (size_t i = work->client.count; i-- > 0;) { /* the last one is the likeliest */
        const struct iwmo_record *request = &work->client.rows[i];
        if (!is_request(request) || is_granted(work, request))
            continue;
        iwmo_across_relate(work, &request->referentie);
        enum iwmo_verzoek_state state = iwmo_verzoek_state_of(&work->related);
        if (state == IWMO_VERZOEK_OPEN || state == IWMO_VERZOEK_INVESTIGATION)
            return true;
    }
    return false;
}

/* TR347: a reference is used once, in requests of both kinds. */
bool
iwmo_across_TR347(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    iwmo_across_relate(work, &record->referentie);
    for (size_t i = 0; i < work->related.count; i++)
        if (is_request(&work->related.rows[i]))
            return true;
    return false;
}

/* ---- release 2.3, where a second request is no fault (its process 5.4) ---- */

static bool
is_open(struct iwmo_across_work *work, const struct iwmo_record *request)
{
    if (is_granted(work, request))
        return false;
    iwmo_across_relate(work, &request->referentie);
    return iwmo_verzoek_state_of(&work->related) == IWMO_VERZOEK_OPEN;
}

/* D1, D2: the same asked again, or something else under a reference that is open. */
bool
iwmo_across_asked_before(struct iwmo_across_work *work,
                         const struct iwmo_record *record)
{
    for (size_t i = work->client.count; i-- > 0;) {
        const struct iwmo_record *request = &work->client.rows[i];
        const bool is_alike =
            request->kind == IWMO_RECORD_AANVRAAG &&
            (iwmo_key_equal(&request->referentie, &record->referentie) ||
             (iwmo_record_same_product(request, record) &&
              iwmo_date_equal(request->begin, record->begin)));

        if (is_alike && is_open(work, request))
            return true;
    }
    return false;
}

/* D3 */
bool
iwmo_across_allocated_before(struct iwmo_across_work *work,
                             const struct iwmo_record *record)
{
    const struct iwmo_record *current;
    bool is_allocated = false;
    size_t cursor = 0;

    while ((current = iwmo_across_next_toewijzing(work, &cursor)) != NULL)
        if (iwmo_toewijzing_stacks(current, record)) {
            iwmo_across_name(work, current->nummer);
            is_allocated = true;
        }
    return is_allocated;
}
