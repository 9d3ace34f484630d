<?xml version="1.0" encoding="UTF-8"?>
<!-- From iWmo 2.3 to 3.2: the return 304 becomes the answer 325; its clients and lines are
     in 2.3-3.2-declaratie.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:iwmo:release" exclude-result-prefixes="r">

<!-- ==== 304: Header and DeclaratieAntwoord ==== -->

<!-- T-RC325.  Codes of the Header that leave no DeclaratieAntwoord; the first that is
     there decides. -->
<xsl:template match="Bericht[Header/BerichtCode = '417']">
  <xsl:variable name="codes" select="Header/RetourCodes/RetourCode"/>
  <xsl:variable name="refusals" select="$codes[. = '0001' or
      contains($rc-none, concat(' ', ., ' ')) and '0001' =
      (key('given', concat('RetourCode[', ., ']')) | key('given', 'RetourCode'))/@value]"/>
  <xsl:variable name="is-refused" select="boolean($refusals)"/>
  <xsl:variable name="is-bare"
      select="$is-refused or $codes = '8848' or $codes = '9056' or $codes = 'S300'"/>
  <Bericht>
    <Header>
      <xsl:for-each select="Header">
        <xsl:call-template name="header-325">
          <xsl:with-param name="is-bare" select="$is-bare"/>
        </xsl:call-template>
        <RetourCodes>
          <xsl:choose>
            <xsl:when test="$is-refused">
              <xsl:apply-templates select="$refusals[1]" mode="class"/>
              <xsl:variable name="first" select="generate-id($refusals[1])"/>
              <xsl:apply-templates select="$codes[generate-id() != $first]" mode="lost">
                <xsl:with-param name="rule" select="'T-RC325'"/>
                <xsl:with-param name="reason" select="'class-bare'"/>
              </xsl:apply-templates>
            </xsl:when>
            <xsl:when test="$is-bare">
              <xsl:variable name="kept"
                  select="$codes[. = '8848' or . = '9056' or . = 'S300']"/>
              <xsl:apply-templates select="$kept" mode="class"/>
              <xsl:apply-templates select="$codes[not(. = '8848' or . = '9056' or
                  . = 'S300')]" mode="lost">
                <xsl:with-param name="rule" select="'T-RC325'"/>
                <xsl:with-param name="reason" select="'class-bare'"/>
              </xsl:apply-templates>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="supplied">
                <xsl:with-param name="name" select="'RetourCode'"/>
                <xsl:with-param name="value" select="'0200'"/>
                <xsl:with-param name="kind" select="'derived'"/>
                <xsl:with-param name="rule" select="'T-RC325'"/>
                <xsl:with-param name="reason" select="'class'"/>
                <xsl:with-param name="source" select="$codes[1]"/>
              </xsl:call-template>
            </xsl:otherwise>
          </xsl:choose>
        </RetourCodes>
        <xsl:call-template name="payment"/>
        <xsl:apply-templates select="DeclaratieFactuurIdentificatie/DeclaratiePeriode"
            mode="lost"/>
      </xsl:for-each>
    </Header>
    <xsl:choose>
      <xsl:when test="$is-bare">
        <xsl:apply-templates select="Header/RetourBedragen | Clienten" mode="lost">
          <xsl:with-param name="rule" select="'T-RC325'"/>
          <xsl:with-param name="reason" select="'no-answer'"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="declaratie-antwoord">
          <xsl:with-param name="codes" select="$codes"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </Bericht>
</xsl:template>

<!-- Without DeclaratieAntwoord nothing else gets the number of the declaration. -->
<xsl:template name="declaratie-number">
  <xsl:param name="is-bare"/>
  <Identificatie>
    <xsl:value-of select="."/>
    <xsl:call-template name="note">
      <xsl:with-param name="kind" select="'derived'"/>
      <xsl:with-param name="rule" select="'DERIVE'"/>
      <xsl:with-param name="reason" select="'same-way'"/>
      <xsl:with-param name="old" select="self::*[$is-bare]"/>
      <xsl:with-param name="new" select="."/>
    </xsl:call-template>
  </Identificatie>
</xsl:template>

<xsl:template name="header-325">
  <xsl:param name="is-bare"/>
  <xsl:apply-templates select="BerichtCode | BerichtVersie | BerichtSubversie"/>
  <xsl:apply-templates select="Gemeente" mode="moved">
    <xsl:with-param name="name" select="'Afzender'"/>
  </xsl:apply-templates>
  <xsl:apply-templates select="Aanbieder" mode="moved">
    <xsl:with-param name="name" select="'Ontvanger'"/>
  </xsl:apply-templates>
  <BerichtIdentificatie>
    <xsl:apply-templates select="RetourHeader/GemeenteReferentieNummer"/>
    <xsl:apply-templates select="RetourHeader/RetourDagtekening" mode="moved">
      <xsl:with-param name="name" select="'Dagtekening'"/>
    </xsl:apply-templates>
  </BerichtIdentificatie>
  <xsl:call-template name="xsd-versie"/>
  <xsl:for-each select="DeclaratieFactuurIdentificatie">
    <DeclaratieIdentificatie>
      <xsl:for-each select="DeclarantFactuurNummer">
        <xsl:call-template name="declaratie-number">
          <xsl:with-param name="is-bare" select="$is-bare"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="FactuurDagtekening">
        <xsl:call-template name="changed">
          <xsl:with-param name="name" select="'Dagtekening'"/>
          <xsl:with-param name="value" select="."/>
          <xsl:with-param name="kind" select="'derived'"/>
          <xsl:with-param name="rule" select="'DERIVE'"/>
          <xsl:with-param name="reason" select="'same-way'"/>
        </xsl:call-template>
      </xsl:for-each>
    </DeclaratieIdentificatie>
  </xsl:for-each>
  <xsl:apply-templates select="XsltVersie"/>
  <xsl:call-template name="xsd-versie">
    <xsl:with-param name="name" select="'XsdVersieDeclaratie'"/>
    <xsl:with-param name="reason" select="'xsd-version-assumed'"/>
  </xsl:call-template>
</xsl:template>

<!-- 24 characters become 12, on one line and not only white space. -->
<xsl:template match="GemeenteReferentieNummer">
  <xsl:variable name="given" select="key('given', 'Identificatie')/@value"/>
  <xsl:choose>
    <xsl:when test="$given">
      <xsl:call-template name="changed">
        <xsl:with-param name="name" select="'Identificatie'"/>
        <xsl:with-param name="value" select="$given"/>
        <xsl:with-param name="rule" select="'MOVE'"/>
        <xsl:with-param name="reason" select="'given'"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:when test="string-length() > 12 or normalize-space() = '' or
        translate(., '&#10;&#13;', '') != .">
      <xsl:call-template name="error">
        <xsl:with-param name="id" select="'E-LENGTE'"/>
        <xsl:with-param name="reason" select="'too-long-Identificatie'"/>
        <xsl:with-param name="value" select="."/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <Identificatie><xsl:value-of select="."/></Identificatie>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="declaratie-antwoord">
  <xsl:param name="codes"/>
  <DeclaratieAntwoord>
    <xsl:for-each select="Header">
      <DeclaratieNummer>
        <xsl:value-of select="DeclaratieFactuurIdentificatie/DeclarantFactuurNummer"/>
      </DeclaratieNummer>
      <xsl:apply-templates select="RetourBedragen/IngediendTotaalBedrag" mode="moved">
        <xsl:with-param name="name" select="'TotaalIngediendBedrag'"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="RetourBedragen/ToegekendTotaalBedrag" mode="moved">
        <xsl:with-param name="name" select="'TotaalToegekendBedrag'"/>
      </xsl:apply-templates>
    </xsl:for-each>
    <xsl:choose>
      <xsl:when test="$codes = '8001'">
        <xsl:apply-templates select="Clienten" mode="lost">
          <xsl:with-param name="rule" select="'T-RC325'"/>
          <xsl:with-param name="reason" select="'all-granted'"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="Clienten"/>
      </xsl:otherwise>
    </xsl:choose>
    <RetourCodes>
      <xsl:call-template name="class-divided">
        <xsl:with-param name="codes" select="$codes"/>
        <xsl:with-param name="alone" select="$codes[. = '8001']"/>
      </xsl:call-template>
    </RetourCodes>
  </DeclaratieAntwoord>
</xsl:template>

</xsl:stylesheet>
