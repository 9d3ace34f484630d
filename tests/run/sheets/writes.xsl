<?xml version="1.0" encoding="UTF-8"?>
<!-- Writes files with exsl:document. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="exsl str">
  <xsl:template match="/">
    <exsl:document href="/tmp/iwmo-written-by-a-sheet"><written/></exsl:document>
    <Rapport><Fouten/></Rapport>
  </xsl:template>
</xsl:stylesheet>
