#!/bin/sh
# libxml2's schema validator and white space around a value.
#
# Package    libxml2-utils and libxml2 2.9.14+dfsg-1.3~deb12u6 (Debian 12)
# Behaviour  An element of type xs:date, xs:int, xs:time or xs:gYear with a blank before or
#            after its value is refused; xs:integer, xs:boolean and xs:decimal with the same
#            blanks are accepted.  A pattern facet on the date makes it accepted too, though
#            the pattern itself has no blank in it.
# Expected   All accepted: the whiteSpace facet of these types is "collapse", fixed, and it
#            is applied before the value is looked at (XML Schema part 2, 4.3.6).
# Why        A validator that is built on libxml2 says "invalid" of messages that another
#            one accepts, and whether it does depends on facets that have nothing to do
#            with it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=2.9.14+dfsg-1.3~deb12u6
apt-get -o APT::Sandbox::User=root download -q "libxml2-utils=$version" "libxml2=$version" >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$work/root" -name 'libxml2.so.2' | head -n 1)")
export LD_LIBRARY_PATH

cat >types.xsd <<'END'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="dateWithPattern">
    <xs:restriction base="xs:date">
      <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:element name="date" type="xs:date"/>
  <xs:element name="int" type="xs:int"/>
  <xs:element name="time" type="xs:time"/>
  <xs:element name="gYear" type="xs:gYear"/>
  <xs:element name="integer" type="xs:integer"/>
  <xs:element name="boolean" type="xs:boolean"/>
  <xs:element name="decimal" type="xs:decimal"/>
  <xs:element name="dateWithPattern" type="dateWithPattern"/>
</xs:schema>
END
while read -r type value; do
    printf '<%s> %s </%s>\n' "$type" "$value" "$type" >message.xml
    if root/usr/bin/xmllint --noout --schema types.xsd message.xml 2>/dev/null; then
        echo "$type accepted"
    else
        echo "$type refused"
    fi
done >seen <<'END'
date 2026-01-01
int 7
time 10:00:00
gYear 2026
integer 7
boolean true
decimal 1.5
dateWithPattern 2026-01-01
END
cat >recorded <<'END'
date refused
int refused
time refused
gYear refused
integer accepted
boolean accepted
decimal accepted
dateWithPattern accepted
END
cat seen
cmp seen recorded || { echo 'changed'; exit 1; }
