<?xml version="1.0" encoding="UTF-8"?>
<!-- Reads a file beside it, which it may. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="exsl str">
  <xsl:template match="/">
    <xsl:if test="document('mini.xsl')/*">
      <Rapport><Fouten/></Rapport>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
