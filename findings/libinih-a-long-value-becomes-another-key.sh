#!/bin/sh
# libinih and a line of more than 200 characters.
#
# Package    libinih1 and libinih-dev 55-1 (Debian 12)
# Behaviour  A value that makes its line longer than 199 characters is cut there; what is
#            left of the line is read as a line of its own, and since it holds a `=`, as
#            another key.  ini_parse() returns 0.
# Expected   The whole value, or the number of the line as for other lines that cannot be
#            read (the library has a "line too long" error only when it is compiled to
#            take its lines from the heap).
# Why        Addresses with parameters (`?partner=...&queue=...`) are long; a setting
#            that nobody wrote appears, and the real one is cut, without a word.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -q libinih1=55-1 libinih-dev=55-1 >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
library=$(dirname "$(find "$work/root" -name 'libinih.so.1' | head -n 1)")

cat >read.c <<'END'
#include <ini.h>
#include <stdio.h>
#include <string.h>

static int
show(void *user, const char *section, const char *name, const char *value)
{
    (void)user;
    printf("[%s] %s has %zu characters\n", section, name, strlen(value));
    return 1;
}

int
main(void)
{
    printf("returned %d\n", ini_parse("exchange.ini", show, NULL));
    return 0;
}
END
cc -w -I"$work/root/usr/include" -o read read.c "$library/libinih.so.1"
{
    echo '[partner]'
    printf 'address = https://hub.invalid/berichten?route='
    printf 'a%.0s' $(seq 1 152)
    echo '&gemeente=0384'
} >exchange.ini
LD_LIBRARY_PATH=$library ./read >seen
cat >recorded <<'END'
[partner] address has 189 characters
[partner] gemeente has 4 characters
returned 0
END
cat seen
cmp seen recorded || { echo 'changed'; exit 1; }
