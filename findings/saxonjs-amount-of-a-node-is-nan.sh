#!/bin/sh
# SaxonJS and format-number() of a node in a stylesheet of version 1.0.
#
# Package    xslt3 2.7.0 with saxon-js 2.7.0 (npm, on the node of the system)
# Behaviour  In a stylesheet with version="1.0", format-number(Bedrag, '0.00') gives NaN;
#            with number(Bedrag), or with version="2.0", it gives the amount.  round() and
#            sum() of the same node work in either version.
# Expected   The amount: XSLT 1.0, 12.3, has a number as first argument, and in version
#            1.0 behaviour an argument is made a number as by number() (XPath 2.0, 3.1.5).
# Why        The stylesheets of this field say version="1.0"; one that prints amounts with
#            a node as argument is right with libxslt and prints NaN here, without an error.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund xslt3@2.7.0 saxon-js@2.7.0 >/dev/null

echo '<Prestatie><Bedrag>12.5</Bedrag></Prestatie>' >line.xml
for version in 1.0 2.0; do
    cat >"sheet-$version.xsl" <<END
<xsl:stylesheet version="$version" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text"/>
  <xsl:template match="/Prestatie">
    <xsl:value-of select="concat('$version: node ', format-number(Bedrag, '0.00'),
        ', number ', format-number(number(Bedrag), '0.00'), ', sum ', sum(Bedrag))"/>
  </xsl:template>
</xsl:stylesheet>
END
    node_modules/.bin/xslt3 "-xsl:sheet-$version.xsl" -s:line.xml 2>/dev/null
    echo
done >seen
cat >recorded <<'END'
1.0: node NaN, number 12.50, sum 12.5
2.0: node 12.50, number 12.50, sum 12.5
END
cat seen
cmp seen recorded || { echo 'changed'; exit 1; }
