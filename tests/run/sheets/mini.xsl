<?xml version="1.0" encoding="UTF-8"?>
<!-- A few rules of the standard as a stylesheet of the chain would judge them, with a
     Rapport 1.1.  For tests of comparing with a stylesheet: it agrees with iwmo on these rules. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n4="http://www.istandaarden.nl/validatie/1_1/rapport/schema"
    xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
    xmlns:m="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
    xmlns:s="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
    exclude-result-prefixes="b m s">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:template match="/">
    <n4:Rapport>
      <n4:Header><n4:XSLTVersie>0.0.0</n4:XSLTVersie></n4:Header>
      <n4:Fouten>
        <xsl:apply-templates select="/*//*" mode="rules"/>
      </n4:Fouten>
    </n4:Rapport>
  </xsl:template>

  <xsl:template match="*" mode="rules"/>

  <xsl:template match="m:Communicatie" mode="rules">
    <xsl:if test="(normalize-space(b:Taal) != '') != (b:Vorm = '1')">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CD007'"/>
        <xsl:with-param name="at" select="b:Vorm | b:Taal"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:ToegewezenProduct" mode="rules">
    <xsl:if test="m:Budget and not(m:Einddatum)">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CD075'"/>
        <xsl:with-param name="at" select="m:Budget"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="m:Omvang/b:Frequentie = '2' and not(m:Einddatum)">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CD076'"/>
        <xsl:with-param name="at" select="m:Omvang/b:Frequentie"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="m:Omvang and m:Budget">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CD078'"/>
        <xsl:with-param name="at" select="m:Omvang | m:Budget"/>
      </xsl:call-template>
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CD077'"/>
        <xsl:with-param name="at" select="m:Omvang | m:Budget"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="s:StopProduct" mode="rules">
    <xsl:if test="translate(s:Begindatum, '-', '') &gt; translate(s:Einddatum, '-', '')">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'TR018'"/>
        <xsl:with-param name="at" select="s:Begindatum | s:Einddatum"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="fout">
    <xsl:param name="code"/>
    <xsl:param name="at"/>
    <n4:Fout>
      <n4:Code><xsl:value-of select="$code"/></n4:Code>
      <xsl:for-each select="$at">
        <n4:Locatie><xsl:apply-templates select="." mode="path"/></n4:Locatie>
      </xsl:for-each>
      <n4:Details>-</n4:Details>
    </n4:Fout>
  </xsl:template>

  <xsl:template match="*" mode="path">
    <xsl:variable name="name" select="local-name()"/>
    <xsl:apply-templates select="parent::*" mode="path"/>
    <xsl:value-of select="concat('/', $name)"/>
    <xsl:if test="count(../*[local-name() = $name]) &gt; 1">
      <xsl:value-of select="concat('[', count(preceding-sibling::*[local-name() = $name]) + 1, ']')"/>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
