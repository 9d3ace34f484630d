<?xml version="1.0" encoding="UTF-8"?>
<!-- Reads a file outside its directory. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="exsl str">
  <xsl:template match="/">
    <Rapport><xsl:copy-of select="document('../../../xsd/3.2/wmo301.xsd')"/><Fouten/></Rapport>
  </xsl:template>
</xsl:stylesheet>
