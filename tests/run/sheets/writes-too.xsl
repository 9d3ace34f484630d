<?xml version="1.0" encoding="UTF-8"?>
<!-- Writes files with xsl:document. -->
<xsl:stylesheet version="1.1" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="exsl str">
  <xsl:template match="/">
    <xsl:document href="/tmp/iwmo-written-by-a-sheet"><written/></xsl:document>
    <Rapport><Fouten/></Rapport>
  </xsl:template>
</xsl:stylesheet>
