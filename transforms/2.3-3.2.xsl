<?xml version="1.0" encoding="UTF-8"?>
<!-- From iWmo 2.3 to 3.2.  See release.xsl for what goes in and comes out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:iwmo:release" exclude-result-prefixes="r">

<xsl:include href="release.xsl"/>
<xsl:include href="2.3-3.2-declaratie.xsl"/>
<xsl:include href="2.3-3.2-retour.xsl"/>

<!-- ==== Header ==== -->

<xsl:template match="Header">
  <Header>
    <xsl:apply-templates select="BerichtCode | BerichtVersie | BerichtSubversie |
        Afzender | Ontvanger | BerichtIdentificatie"/>
    <xsl:call-template name="xsd-versie"/>
    <xsl:apply-templates select="IdentificatieRetour | DagtekeningRetour | XsltVersie"/>
    <xsl:if test="IdentificatieRetour">
      <xsl:call-template name="xsd-versie">
        <xsl:with-param name="name" select="'XsdVersieRetour'"/>
        <xsl:with-param name="reason" select="'xsd-version-assumed'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates select="RetourCodes"/>
  </Header>
</xsl:template>

<xsl:template match="BerichtVersie">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="3"/>
    <xsl:with-param name="rule" select="'CONST'"/>
    <xsl:with-param name="reason" select="'release'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="BerichtSubversie">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="2"/>
    <xsl:with-param name="rule" select="'CONST'"/>
    <xsl:with-param name="reason" select="'release'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<!-- T-XSD -->
<xsl:template name="xsd-versie">
  <xsl:param name="name" select="'XsdVersie'"/>
  <xsl:param name="reason" select="'xsd-version'"/>
  <xsl:element name="{$name}">
    <xsl:call-template name="supplied">
      <xsl:with-param name="name" select="'BasisschemaXsdVersie'"/>
      <xsl:with-param name="value" select="'1.0.0'"/>
      <xsl:with-param name="rule" select="'T-XSD'"/>
      <xsl:with-param name="reason" select="$reason"/>
      <xsl:with-param name="technical" select="1"/>
    </xsl:call-template>
    <xsl:call-template name="supplied">
      <xsl:with-param name="name" select="'BerichtXsdVersie'"/>
      <xsl:with-param name="value" select="'1.0.0'"/>
      <xsl:with-param name="rule" select="'T-XSD'"/>
      <xsl:with-param name="reason" select="$reason"/>
      <xsl:with-param name="technical" select="1"/>
    </xsl:call-template>
  </xsl:element>
</xsl:template>

<!-- T-RC -->
<xsl:variable name="rc-pairs"
    select="' 0030=9333 0551=9338 1112=9339 1142=9340 9309=9341 8854=9390 9300=9379 '"/>
<xsl:variable name="rc-none" select="' 0013 8004 8847 8849 8853 8855 8856 9311 '"/>

<!-- ==== 301, 302: the decision is lost, its products remain ==== -->

<xsl:template match="Client/Beschikking">
  <xsl:apply-templates select="BeschikkingNummer | Grondslagen | Afgiftedatum"
      mode="lost"/>
  <xsl:apply-templates select="Ingangsdatum | Einddatum" mode="lost">
    <xsl:with-param name="reason" select="'decision-dates'"/>
  </xsl:apply-templates>
  <xsl:apply-templates select="Commentaar" mode="lost">
    <xsl:with-param name="reason" select="'decision-comment'"/>
  </xsl:apply-templates>
  <xsl:apply-templates select="Beperkingen" mode="lost">
    <xsl:with-param name="reason" select="'limitations'"/>
  </xsl:apply-templates>
  <xsl:apply-templates select="ToegewezenProducten"/>
  <xsl:apply-templates select="RetourCodes/RetourCode" mode="decision"/>
</xsl:template>

<xsl:template match="RetourCode" mode="decision">
  <xsl:choose>
    <xsl:when test=". = '0200' or . = '0233'">
      <xsl:apply-templates select="." mode="lost">
        <xsl:with-param name="reason" select="'class-gone'"/>
      </xsl:apply-templates>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="error">
        <xsl:with-param name="id" select="'E-RETOURCODE'"/>
        <xsl:with-param name="reason" select="'class-gone'"/>
        <xsl:with-param name="value" select="."/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="ToegewezenProduct">
  <ToegewezenProduct>
    <xsl:if test="not(ToewijzingNummer)">
      <xsl:call-template name="required">
        <xsl:with-param name="name" select="'ToewijzingNummer'"/>
        <xsl:with-param name="key">
          <xsl:choose>
            <xsl:when test="@r:nr"><xsl:value-of select="@r:nr"/></xsl:when>
            <xsl:otherwise>1</xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
        <xsl:with-param name="rule" select="'MOVE'"/>
        <xsl:with-param name="error" select="'E-TOEWIJZINGNUMMER'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates/>
  </ToegewezenProduct>
</xsl:template>

<!-- T-RW: 01 has two uses, and 3.2 a code for each. -->
<xsl:template match="RedenWijziging[. = '01']">
  <xsl:variable name="is-removed"
      select="normalize-space(../Einddatum) = normalize-space(../Ingangsdatum)"/>
  <xsl:call-template name="changed">
    <xsl:with-param name="value">
      <xsl:choose>
        <xsl:when test="$is-removed">13</xsl:when>
        <xsl:otherwise>14</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="rule" select="'T-RW'"/>
    <xsl:with-param name="reason">
      <xsl:choose>
        <xsl:when test="$is-removed">removed</xsl:when>
        <xsl:otherwise>corrected</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- ==== Omvang ==== -->

<!-- T-EENHEID -->
<xsl:template match="Eenheid[. = '21' or . = '81']">
  <xsl:call-template name="error">
    <xsl:with-param name="id" select="'E-EENHEID'"/>
    <xsl:with-param name="reason" select="'code-Eenheid'"/>
    <xsl:with-param name="value" select="."/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="Eenheid[. = '82']">
  <xsl:variable name="value">
    <xsl:call-template name="given">
      <xsl:with-param name="name" select="'Eenheid'"/>
      <xsl:with-param name="key" select="'82'"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:call-template name="changed">
    <xsl:with-param name="value">
      <xsl:choose>
        <xsl:when test="$value = '84'">84</xsl:when>
        <xsl:otherwise>82</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="rule" select="'T-EENHEID'"/>
    <xsl:with-param name="reason" select="'pieces'"/>
  </xsl:call-template>
</xsl:template>

<!-- The last day of the year that begins on `begin`: 2023-08-13 gives 2024-08-12. -->
<xsl:template name="end-of-year">
  <xsl:param name="begin"/>
  <xsl:variable name="year" select="substring($begin, 1, 4) + 1"/>
  <xsl:variable name="month" select="number(substring($begin, 6, 2))"/>
  <xsl:variable name="day" select="number(substring($begin, 9, 2))"/>
  <xsl:variable name="is-leap" select="$year mod 4 = 0 and $year mod 100 != 0 or
      $year mod 400 = 0"/>
  <xsl:choose>
    <xsl:when test="$day > 1">
      <xsl:value-of select="concat($year, substring($begin, 5, 4),
          format-number($day - 1, '00'))"/>
    </xsl:when>
    <xsl:when test="$month = 1">
      <xsl:value-of select="concat(substring($begin, 1, 4), '-12-31')"/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:variable name="days"
          select="substring('3128313031303131303130', 2 * $month - 3, 2) +
          ($month = 3 and $is-leap)"/>
      <xsl:value-of select="concat($year, '-', format-number($month - 1, '00'), '-',
          $days)"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- T-FREQ -->
<xsl:template name="frequentie">
  <xsl:variable name="given">
    <xsl:call-template name="given">
      <xsl:with-param name="name" select="'Frequentie'"/>
      <xsl:with-param name="key" select="string(Frequentie)"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="begin" select="../Ingangsdatum | ../ToewijzingIngangsdatum"/>
  <xsl:variable name="end" select="../Einddatum | ../ToewijzingEinddatum"/>
  <xsl:choose>
    <xsl:when test="Frequentie = '3'">
      <xsl:if test="$given = '2' and Volume mod 4 = 0">2</xsl:if>
    </xsl:when>
    <xsl:when test="Frequentie = '5'">
      <xsl:variable name="year">
        <xsl:call-template name="end-of-year">
          <xsl:with-param name="begin" select="normalize-space($begin)"/>
        </xsl:call-template>
      </xsl:variable>
      <xsl:if test="$given = '6' and normalize-space($end) = $year">6</xsl:if>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="Frequentie"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="Omvang[Frequentie = '3' or Frequentie = '5']">
  <xsl:variable name="frequentie"><xsl:call-template name="frequentie"/></xsl:variable>
  <Omvang>
    <xsl:choose>
      <xsl:when test="$frequentie = '2'">
        <xsl:for-each select="Volume">
          <xsl:call-template name="changed">
            <xsl:with-param name="value" select=". div 4"/>
            <xsl:with-param name="rule" select="'T-FREQ'"/>
            <xsl:with-param name="reason" select="'on-request'"/>
          </xsl:call-template>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="Volume"/></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="Eenheid"/>
    <xsl:for-each select="Frequentie">
      <xsl:choose>
        <xsl:when test="string($frequentie)">
          <xsl:call-template name="changed">
            <xsl:with-param name="value" select="$frequentie"/>
            <xsl:with-param name="rule" select="'T-FREQ'"/>
            <xsl:with-param name="reason" select="'on-request'"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="error">
            <xsl:with-param name="id" select="'E-FREQUENTIE'"/>
            <xsl:with-param name="reason" select="concat('code-Frequentie-', .)"/>
            <xsl:with-param name="value" select="."/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </Omvang>
</xsl:template>

<!-- ==== 305, 306, 307, 308 ==== -->

<xsl:template match="Client/StatusAanlevering">
  <xsl:apply-templates select="." mode="lost">
    <xsl:with-param name="reason" select="'client-status'"/>
  </xsl:apply-templates>
</xsl:template>

<xsl:template match="StartProduct/BeschikkingNummer | StopProduct/BeschikkingNummer">
  <xsl:apply-templates select="." mode="lost"/>
</xsl:template>

<!-- ==== 315, 316 ==== -->

<!-- TR383 of 3.2 demands a value of its own for every product. -->
<xsl:key name="reference" match="AangevraagdProduct/ReferentieAanbieder" use="."/>

<xsl:template match="AangevraagdProduct/ReferentieAanbieder[key('reference', .)[2]]">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="."/>
    <xsl:with-param name="rule" select="'COPY'"/>
    <xsl:with-param name="reason" select="'duplicate'"/>
  </xsl:call-template>
</xsl:template>

<!-- T-VERWIJZER -->
<xsl:template match="Verwijzer/Type[. = '07']">
  <xsl:call-template name="replaced">
    <xsl:with-param name="ask" select="'Verwijzer'"/>
    <xsl:with-param name="allowed" select="' 01 02 03 04 05 06 08 '"/>
    <xsl:with-param name="rule" select="'T-VERWIJZER'"/>
    <xsl:with-param name="error" select="'E-VERWIJZER'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="Verwijzer/Type[. = '08']">
  <xsl:call-template name="verwijzer-08"/>
</xsl:template>

</xsl:stylesheet>
