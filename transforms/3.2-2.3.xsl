<?xml version="1.0" encoding="UTF-8"?>
<!-- From iWmo 3.2 to 2.3.  See release.xsl for what goes in and comes out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:iwmo:release" exclude-result-prefixes="r">

<xsl:include href="release.xsl"/>
<xsl:include href="3.2-2.3-declaratie.xsl"/>

<!-- ==== Header ==== -->

<xsl:template match="BerichtVersie">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="2"/>
    <xsl:with-param name="rule" select="'CONST'"/>
    <xsl:with-param name="reason" select="'release'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="BerichtSubversie">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="3"/>
    <xsl:with-param name="rule" select="'CONST'"/>
    <xsl:with-param name="reason" select="'release'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="XsdVersie | XsdVersieRetour | XsdVersieDeclaratie">
  <xsl:apply-templates select="." mode="lost">
    <xsl:with-param name="reason" select="'xsd-version-lost'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:apply-templates>
</xsl:template>

<!-- T-RC -->
<xsl:variable name="rc-pairs"
    select="' 9333=0030 9338=0551 9339=1112 9340=1142 9341=9309 9390=8854 9379=9300 '"/>
<xsl:variable name="rc-none" select="concat(
    ' 9332 9346 9347 9349 9350 9351 9355 9357 9359 9360 9361 9365 9366 9367 9369 9373',
    ' 9374 9375 9384 9385 9387 9388 9389 9411 9412 9413 9414 9415 ')"/>

<!-- ==== 301, 302: the products need a decision ==== -->

<xsl:template match="Client/ToegewezenProducten">
  <Beschikking>
    <xsl:call-template name="required">
      <xsl:with-param name="name" select="'BeschikkingNummer'"/>
      <xsl:with-param name="error" select="'E-BESCHIKKING'"/>
    </xsl:call-template>
    <xsl:call-template name="required">
      <xsl:with-param name="name" select="'Afgiftedatum'"/>
      <xsl:with-param name="error" select="'E-BESCHIKKING'"/>
    </xsl:call-template>
    <xsl:call-template name="required">
      <xsl:with-param name="name" select="'Ingangsdatum'"/>
      <xsl:with-param name="error" select="'E-BESCHIKKING'"/>
    </xsl:call-template>
    <ToegewezenProducten><xsl:apply-templates/></ToegewezenProducten>
    <xsl:if test="../RetourCodes">
      <RetourCodes>
        <xsl:call-template name="supplied">
          <xsl:with-param name="name" select="'RetourCode'"/>
          <xsl:with-param name="value">
            <xsl:choose>
              <xsl:when test="../RetourCodes/RetourCode = '0200'">0200</xsl:when>
              <xsl:otherwise>0233</xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
          <xsl:with-param name="reason" select="'class-required'"/>
          <xsl:with-param name="source" select="../RetourCodes/RetourCode[1]"/>
        </xsl:call-template>
      </RetourCodes>
    </xsl:if>
  </Beschikking>
</xsl:template>

<!-- T-RW -->
<xsl:template match="RedenWijziging[. = '13' or . = '14']">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="'01'"/>
    <xsl:with-param name="rule" select="'T-RW'"/>
    <xsl:with-param name="reason">
      <xsl:choose>
        <xsl:when test=". = '13'">removed</xsl:when>
        <xsl:otherwise>corrected</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="RedenWijziging[. = '12']">
  <xsl:variable name="value">
    <xsl:call-template name="given">
      <xsl:with-param name="name" select="'RedenWijziging'"/>
      <xsl:with-param name="key" select="'12'"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="$value = 'weglaten'">
      <xsl:apply-templates select="." mode="lost">
        <xsl:with-param name="rule" select="'T-RW'"/>
        <xsl:with-param name="reason" select="'on-request'"/>
      </xsl:apply-templates>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="replaced">
        <xsl:with-param name="allowed"
            select="' 01 02 03 04 05 06 07 08 09 10 11 '"/>
        <xsl:with-param name="rule" select="'T-RW'"/>
        <xsl:with-param name="error" select="'E-REDENWIJZIGING'"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- ==== products ==== -->

<xsl:template match="ToegewezenProduct | AangevraagdProduct | StartProduct | StopProduct">
  <xsl:element name="{local-name()}">
    <xsl:if test="not(Product)">
      <xsl:call-template name="error">
        <xsl:with-param name="id" select="'E-PRODUCT'"/>
        <xsl:with-param name="reason" select="'generic'"/>
        <xsl:with-param name="missing" select="'Product'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<!-- On request a budget becomes an Omvang: both are eurocents with the same maximum. -->
<xsl:template match="Budget">
  <xsl:choose>
    <xsl:when test="key('given', 'Budget')/@value = 'omvang' and not(../Omvang)">
      <Omvang>
        <xsl:call-template name="changed">
          <xsl:with-param name="name" select="'Volume'"/>
          <xsl:with-param name="value" select="."/>
          <xsl:with-param name="rule" select="'E-BUDGET'"/>
          <xsl:with-param name="reason" select="'on-request'"/>
        </xsl:call-template>
        <xsl:call-template name="supplied">
          <xsl:with-param name="name" select="'Eenheid'"/>
          <xsl:with-param name="value" select="'83'"/>
          <xsl:with-param name="rule" select="'E-BUDGET'"/>
          <xsl:with-param name="reason" select="'on-request'"/>
          <xsl:with-param name="source" select="."/>
        </xsl:call-template>
        <xsl:call-template name="supplied">
          <xsl:with-param name="name" select="'Frequentie'"/>
          <xsl:with-param name="value" select="'6'"/>
          <xsl:with-param name="rule" select="'E-BUDGET'"/>
          <xsl:with-param name="reason" select="'on-request'"/>
          <xsl:with-param name="source" select="."/>
        </xsl:call-template>
      </Omvang>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="error">
        <xsl:with-param name="id" select="'E-BUDGET'"/>
        <xsl:with-param name="reason" select="'budget'"/>
        <xsl:with-param name="value" select="."/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- T-EENHEID -->
<xsl:template match="Eenheid[. = '84']">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="'82'"/>
    <xsl:with-param name="rule" select="'T-EENHEID'"/>
    <xsl:with-param name="reason" select="'pieces'"/>
  </xsl:call-template>
</xsl:template>

<!-- ==== 305, 306, 307, 308 ==== -->

<xsl:template match="Client/StartProducten | Client/StopProducten">
  <xsl:variable name="first" select="*/StatusAanlevering[normalize-space() = '1'][1]"/>
  <xsl:call-template name="supplied">
    <xsl:with-param name="name" select="'StatusAanlevering'"/>
    <xsl:with-param name="value">
      <xsl:choose>
        <xsl:when test="$first">1</xsl:when>
        <xsl:otherwise>9</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="reason" select="'client-status-made'"/>
    <xsl:with-param name="source" select="$first"/>
  </xsl:call-template>
  <xsl:element name="{local-name()}">
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<!-- T-RB -->
<xsl:template match="RedenBeeindiging[. = '36' or . = '37' or . = '38' or . = '39']">
  <xsl:call-template name="replaced">
    <xsl:with-param name="allowed" select="' 02 19 20 21 22 23 31 '"/>
    <xsl:with-param name="rule" select="'T-RB'"/>
    <xsl:with-param name="error" select="'E-REDENBEEINDIGING'"/>
  </xsl:call-template>
</xsl:template>

<!-- ==== 315, 316 ==== -->

<xsl:template match="Verwijzer/Type[. = '08']">
  <xsl:call-template name="verwijzer-08"/>
</xsl:template>

<xsl:template match="ZorgverlenerCode">
  <xsl:apply-templates select="." mode="lost"/>
</xsl:template>

</xsl:stylesheet>
