#include "retour/rejection.h"

#include <criterion/criterion.h>

static const char line[] =
    "/Bericht/Declaratie[1]/Clienten[1]/Client[2]/Prestaties[1]/Prestatie[3]";

Test(rejection, a_class_keeps_its_codes_once_and_in_order)
{
    struct iwmo_rejections *rejections = iwmo_rejections_new();

    cr_assert_eq(iwmo_rejections_add(rejections, iwmo_text(line), "9307"), IWMO_OK);
    cr_assert_eq(iwmo_rejections_add(rejections, iwmo_text(line), "9308"), IWMO_OK);
    cr_assert_eq(iwmo_rejections_add(rejections, iwmo_text(line), "9307"), IWMO_OK);
    cr_assert_eq(iwmo_rejections_count(rejections), 2);
    const struct iwmo_code_list *codes =
        iwmo_rejections_at(rejections, iwmo_text(line));
    cr_assert_str_eq(codes->code, "9307");
    cr_assert_str_eq(codes->next->code, "9308");
    cr_assert_null(codes->next->next);
    iwmo_rejections_free(rejections);
}

Test(rejection, what_holds_a_rejected_class_is_touched_and_has_no_code)
{
    struct iwmo_rejections *rejections = iwmo_rejections_new();
    struct iwmo_text client = iwmo_text("/Bericht/Declaratie[1]/Clienten[1]/Client[2]");

    cr_assert_eq(iwmo_rejections_add(rejections, iwmo_text(line), "9307"), IWMO_OK);
    cr_assert(iwmo_rejections_touch(rejections, client));
    cr_assert_null(iwmo_rejections_at(rejections, client));
    cr_assert_not(iwmo_rejections_touch(
        rejections, iwmo_text("/Bericht/Declaratie[1]/Clienten[1]/Client[1]")));
    iwmo_rejections_free(rejections);
}
