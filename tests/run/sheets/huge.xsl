<?xml version="1.0" encoding="UTF-8"?>
<!-- Makes a Rapport of many gigabytes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="exsl str">
  <xsl:template match="/">
    <xsl:variable name="text" select="str:padding(1000000, 'a')"/>
    <Rapport><Fouten>
      <xsl:for-each select="str:tokenize($text, '')">
        <Fout><Code><xsl:value-of select="$text"/></Code></Fout>
      </xsl:for-each>
    </Fouten></Rapport>
  </xsl:template>
</xsl:stylesheet>
