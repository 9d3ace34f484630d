<?xml version="1.0" encoding="UTF-8"?>
<!-- As mini.xsl, but CD007 is not judged and every message has one finding of its own. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema">
  <xsl:import href="mini.xsl"/>
  <xsl:template match="m:Communicatie" mode="rules"/>
  <xsl:template match="m:Header" mode="rules">
    <xsl:call-template name="fout">
      <xsl:with-param name="code" select="'TR999'"/>
      <xsl:with-param name="at" select="m:Afzender | m:Ontvanger"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
