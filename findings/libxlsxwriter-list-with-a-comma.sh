#!/bin/sh
# libxlsxwriter, a drop-down list, and a choice with a comma in it.
#
# Package    libxlsxwriter4 and libxlsxwriter-dev 1.1.4-2+b1 (Debian 12)
# Behaviour  The two choices "16 Begeleiding, individueel" and "17 Dagbesteding" are given
#            as an array of two strings; the workbook says a list of three, the first cut
#            at its comma.  The call returns 0, no error.
# Expected   An error, as for a list that is too long, since the file format knows no
#            way to write a comma inside a choice of such a list.
# Why        Who chooses the code from the list writes half a label into the cell, and
#            whoever made the template was told that all was well.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -q libxlsxwriter4=1.1.4-2+b1 libxlsxwriter-dev=1.1.4-2+b1 \
    libminizip1=1.1-8+deb12u1 >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
library=$(dirname "$(find "$work/root" -name 'libxlsxwriter.so' | head -n 1)")

cat >list.c <<'END'
#include <stdio.h>
#include <xlsxwriter.h>

int
main(void)
{
    static const char *choices[] = {"16 Begeleiding, individueel", "17 Dagbesteding", NULL};
    lxw_workbook *book = workbook_new("list.xlsx");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "regels");
    lxw_data_validation list = {.validate = LXW_VALIDATION_TYPE_LIST};

    list.value_list = (void *)choices;
    printf("returned %d\n", (int)worksheet_data_validation_cell(sheet, 0, 0, &list));
    return (int)workbook_close(book);
}
END
cc -w -I"$work/root/usr/include" -o list list.c -L"$library" -lxlsxwriter \
    -Wl,-rpath-link,"$library"
LD_LIBRARY_PATH=$library ./list >seen
python3 -c 'import sys, zipfile
print(zipfile.ZipFile("list.xlsx").read("xl/worksheets/sheet1.xml").decode())' |
    sed -n 's/.*<formula1>\(.*\)<\/formula1>.*/\1/p' >>seen
cat >recorded <<'END'
returned 0
"16 Begeleiding, individueel,17 Dagbesteding"
END
cat seen
cmp seen recorded || { echo 'changed'; exit 1; }
