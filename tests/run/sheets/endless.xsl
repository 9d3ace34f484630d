<?xml version="1.0" encoding="UTF-8"?>
<!-- Takes for ever without deep recursion and without memory: two to the power 60 calls. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/">
    <xsl:call-template name="twice">
      <xsl:with-param name="left" select="60"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template name="twice">
    <xsl:param name="left"/>
    <xsl:if test="$left &gt; 0">
      <xsl:call-template name="twice">
        <xsl:with-param name="left" select="$left - 1"/>
      </xsl:call-template>
      <xsl:call-template name="twice">
        <xsl:with-param name="left" select="$left - 1"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
