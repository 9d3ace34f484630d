#!/bin/sh
# libxslt, an amount in cents, and its way through a string.
#
# Package    xsltproc and libxslt1.1 1.1.35-1+deb12u4, libxml2 2.9.14+dfsg-1.3~deb12u6
#            (Debian 12)
# Behaviour  A whole number from 2147483647 is written with an exponent, and what
#            string() made is not equal to the number that it was made of:
#            number(string(16127898683)) = 16127898683 is false, by 2 millionths.
# Expected   XPath 1.0, 4.2: an integer is written in decimal form without a decimal point,
#            with no more digits than needed to tell it apart, so that it comes back equal.
# Why        A rule that adds up amounts and compares the sum with a total is broken for
#            a right message, once the sum has been a string on its way.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -q xsltproc=1.1.35-1+deb12u4 libxslt1.1=1.1.35-1+deb12u4 \
    libxml2=2.9.14+dfsg-1.3~deb12u6 >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$work/root" -name 'libxslt.so.1' | head -n 1)")
export LD_LIBRARY_PATH

cat >amounts.xml <<'END'
<amounts>
  <cents>2147483646</cents>
  <cents>2147483647</cents>
  <cents>16127898683</cents>
  <cents>50393214008</cents>
</amounts>
END
cat >amounts.xsl <<'END'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text"/>
  <xsl:template match="/">
    <xsl:for-each select="//cents">
      <xsl:variable name="written" select="string(number(.))"/>
      <xsl:value-of select="concat(., ' is written ', $written, ', comes back equal: ',
          number($written) = number(.), '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
END
root/usr/bin/xsltproc amounts.xsl amounts.xml >seen
cat >recorded <<'END'
2147483646 is written 2147483646, comes back equal: true
2147483647 is written 2.147483647e+09, comes back equal: true
16127898683 is written 1.6127898683e+10, comes back equal: false
50393214008 is written 5.0393214008e+10, comes back equal: false
END
cat seen
cmp seen recorded || { echo 'changed'; exit 1; }
