<?xml version="1.0" encoding="UTF-8"?>
<!-- Asks the network for a document. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="exsl str">
  <xsl:template match="/">
    <Rapport><xsl:copy-of select="document('http://127.0.0.1:9/rapport.xml')"/><Fouten/></Rapport>
  </xsl:template>
</xsl:stylesheet>
