<?xml version="1.0" encoding="UTF-8"?>
<!-- Takes for ever without deep recursion. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="exsl str">
  <xsl:template match="/">
    <xsl:variable name="many" select="str:padding(4000, 'a')"/>
    <xsl:variable name="tokens" select="str:tokenize($many, '')"/>
    <xsl:value-of select="count($tokens[count($tokens[count($tokens[. = 'b']) = 0]) = 0])"/>
  </xsl:template>
</xsl:stylesheet>
