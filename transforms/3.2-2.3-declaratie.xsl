<?xml version="1.0" encoding="UTF-8"?>
<!-- From iWmo 3.2 to 2.3: the declaration 323 becomes 303, its answer 325 becomes 304. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:iwmo:release" exclude-result-prefixes="r">

<xsl:template match="BerichtCode[. = '484' or . = '485']">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select=". - 68"/>
    <xsl:with-param name="rule" select="'CONST'"/>
    <xsl:with-param name="reason" select="'message'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<!-- ==== 323 ==== -->

<xsl:template match="Bericht[Declaratie]">
  <Bericht>
    <Header>
      <xsl:for-each select="Header">
        <xsl:apply-templates select="BerichtCode | BerichtVersie | BerichtSubversie"/>
        <xsl:apply-templates select="Ontvanger" mode="moved">
          <xsl:with-param name="name" select="'Gemeente'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="Afzender" mode="moved">
          <xsl:with-param name="name" select="'Aanbieder'"/>
        </xsl:apply-templates>
        <xsl:call-template name="betaling"/>
      </xsl:for-each>
      <xsl:apply-templates select="Declaratie" mode="header"/>
      <xsl:apply-templates select="Header/BerichtIdentificatie/Identificatie" mode="same">
        <xsl:with-param name="other" select="Declaratie/DeclaratieNummer"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="Header/BerichtIdentificatie/Dagtekening" mode="same">
        <xsl:with-param name="other" select="Declaratie/DeclaratieDagtekening"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="Header/XsdVersie"/>
    </Header>
    <xsl:apply-templates select="Declaratie/Clienten"/>
  </Bericht>
</xsl:template>

<xsl:template match="Declaratie" mode="header">
  <DeclaratieFactuurIdentificatie>
    <xsl:apply-templates select="DeclaratiePeriode"/>
    <DeclarantFactuurNummer><xsl:value-of select="DeclaratieNummer"/></DeclarantFactuurNummer>
    <FactuurDagtekening><xsl:value-of select="DeclaratieDagtekening"/></FactuurDagtekening>
    <xsl:call-template name="valuta"/>
  </DeclaratieFactuurIdentificatie>
  <DeclaratieFactuurBedragen>
    <xsl:apply-templates select="TotaalIngediendBedrag" mode="moved">
      <xsl:with-param name="name" select="'DeclaratieFactuurTotaalBedrag'"/>
    </xsl:apply-templates>
  </DeclaratieFactuurBedragen>
</xsl:template>

<!-- Lost, but only in name when `other` has the same value. -->
<xsl:template match="*" mode="same">
  <xsl:param name="other"/>
  <xsl:choose>
    <xsl:when test="string(.) = string($other)">
      <xsl:apply-templates select="." mode="lost">
        <xsl:with-param name="reason" select="'same-elsewhere'"/>
        <xsl:with-param name="technical" select="1"/>
      </xsl:apply-templates>
    </xsl:when>
    <xsl:otherwise>
      <xsl:apply-templates select="." mode="lost"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- 01 or 02 when given, else 02: pay to the provider. -->
<xsl:template name="betaling">
  <xsl:variable name="given" select="key('given', 'BetalingAanID')/@value"/>
  <xsl:call-template name="supplied">
    <xsl:with-param name="name" select="'BetalingAanID'"/>
    <xsl:with-param name="value">
      <xsl:choose>
        <xsl:when test="$given"><xsl:value-of select="$given"/></xsl:when>
        <xsl:otherwise>02</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="reason">
      <xsl:choose>
        <xsl:when test="$given">given</xsl:when>
        <xsl:otherwise>pay-provider</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template name="valuta">
  <xsl:call-template name="supplied">
    <xsl:with-param name="name" select="'ValutaCode'"/>
    <xsl:with-param name="value" select="'EUR'"/>
    <xsl:with-param name="rule" select="'CONST'"/>
    <xsl:with-param name="reason" select="'currency'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<!-- ==== 325 ==== -->

<xsl:template match="Bericht[Header/BerichtCode = '485']">
  <Bericht>
    <Header>
      <xsl:for-each select="Header">
        <xsl:apply-templates select="BerichtCode | BerichtVersie | BerichtSubversie"/>
        <xsl:apply-templates select="Afzender" mode="moved">
          <xsl:with-param name="name" select="'Gemeente'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="Ontvanger" mode="moved">
          <xsl:with-param name="name" select="'Aanbieder'"/>
        </xsl:apply-templates>
        <xsl:call-template name="betaling"/>
        <xsl:apply-templates select="DeclaratieIdentificatie"/>
        <RetourHeader>
          <xsl:apply-templates select="BerichtIdentificatie/Identificatie" mode="moved">
            <xsl:with-param name="name" select="'GemeenteReferentieNummer'"/>
          </xsl:apply-templates>
          <xsl:apply-templates select="BerichtIdentificatie/Dagtekening" mode="moved">
            <xsl:with-param name="name" select="'RetourDagtekening'"/>
          </xsl:apply-templates>
        </RetourHeader>
        <xsl:call-template name="retour-bedragen"/>
        <xsl:apply-templates select="XsltVersie"/>
        <xsl:call-template name="retour-codes"/>
        <xsl:apply-templates select="XsdVersie | XsdVersieDeclaratie"/>
      </xsl:for-each>
    </Header>
    <xsl:apply-templates select="DeclaratieAntwoord/Clienten"/>
  </Bericht>
</xsl:template>

<xsl:template match="DeclaratieIdentificatie">
  <xsl:variable name="answer" select="../../DeclaratieAntwoord/DeclaratieNummer"/>
  <DeclaratieFactuurIdentificatie>
    <DeclaratiePeriode>
      <xsl:call-template name="required">
        <xsl:with-param name="name" select="'Begindatum'"/>
        <xsl:with-param name="error" select="'E-PERIODE'"/>
      </xsl:call-template>
      <xsl:call-template name="required">
        <xsl:with-param name="name" select="'Einddatum'"/>
        <xsl:with-param name="error" select="'E-PERIODE'"/>
      </xsl:call-template>
    </DeclaratiePeriode>
    <xsl:choose>
      <xsl:when test="$answer">
        <xsl:apply-templates select="$answer" mode="number"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="Identificatie" mode="number"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="Dagtekening">
      <xsl:call-template name="changed">
        <xsl:with-param name="name" select="'FactuurDagtekening'"/>
        <xsl:with-param name="value" select="."/>
        <xsl:with-param name="kind" select="'derived'"/>
        <xsl:with-param name="rule" select="'DERIVE'"/>
        <xsl:with-param name="reason" select="'date-of-323'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="valuta"/>
  </DeclaratieFactuurIdentificatie>
  <xsl:if test="$answer">
    <xsl:apply-templates select="Identificatie" mode="same">
      <xsl:with-param name="other" select="$answer"/>
    </xsl:apply-templates>
  </xsl:if>
</xsl:template>

<!-- DeclarantFactuurNummer takes letters and digits only. -->
<xsl:template match="DeclaratieNummer | Identificatie" mode="number">
  <xsl:variable name="given" select="key('given', 'DeclarantFactuurNummer')/@value"/>
  <xsl:choose>
    <xsl:when test="$given">
      <xsl:call-template name="changed">
        <xsl:with-param name="name" select="'DeclarantFactuurNummer'"/>
        <xsl:with-param name="value" select="$given"/>
        <xsl:with-param name="rule" select="'DERIVE'"/>
        <xsl:with-param name="reason" select="'given'"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:when test="translate(., 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '') != ''">
      <xsl:call-template name="error">
        <xsl:with-param name="id" select="'E-LENGTE'"/>
        <xsl:with-param name="reason" select="'pattern-DeclarantFactuurNummer'"/>
        <xsl:with-param name="value" select="."/>
      </xsl:call-template>
    </xsl:when>
    <xsl:when test="self::Identificatie">
      <xsl:call-template name="changed">
        <xsl:with-param name="name" select="'DeclarantFactuurNummer'"/>
        <xsl:with-param name="value" select="."/>
        <xsl:with-param name="kind" select="'derived'"/>
        <xsl:with-param name="rule" select="'DERIVE'"/>
        <xsl:with-param name="reason" select="'same-way'"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <DeclarantFactuurNummer><xsl:value-of select="."/></DeclarantFactuurNummer>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="retour-bedragen">
  <xsl:variable name="answer" select="../DeclaratieAntwoord"/>
  <RetourBedragen>
    <IngediendTotaalBedrag>
      <xsl:apply-templates select="$answer/TotaalIngediendBedrag/*"/>
      <xsl:if test="not($answer)">
        <xsl:call-template name="required">
          <xsl:with-param name="name" select="'TotaalBedrag'"/>
          <xsl:with-param name="error" select="'E-TOTAAL'"/>
          <xsl:with-param name="rule" select="'MOVE'"/>
        </xsl:call-template>
        <xsl:call-template name="required">
          <xsl:with-param name="name" select="'DebetCredit'"/>
          <xsl:with-param name="error" select="'E-TOTAAL'"/>
          <xsl:with-param name="rule" select="'MOVE'"/>
        </xsl:call-template>
      </xsl:if>
    </IngediendTotaalBedrag>
    <ToegekendTotaalBedrag>
      <xsl:apply-templates select="$answer/TotaalToegekendBedrag/*"/>
      <xsl:if test="not($answer)">
        <xsl:call-template name="nothing">
          <xsl:with-param name="name" select="'TotaalBedrag'"/>
          <xsl:with-param name="rule" select="'MOVE'"/>
          <xsl:with-param name="reason" select="'nothing-granted'"/>
        </xsl:call-template>
      </xsl:if>
    </ToegekendTotaalBedrag>
  </RetourBedragen>
</xsl:template>

<!-- An amount of nothing: 0, debit. -->
<xsl:template name="nothing">
  <xsl:param name="name" select="'Bedrag'"/>
  <xsl:param name="rule"/>
  <xsl:param name="reason"/>
  <xsl:call-template name="supplied">
    <xsl:with-param name="name" select="$name"/>
    <xsl:with-param name="value" select="'0'"/>
    <xsl:with-param name="rule" select="$rule"/>
    <xsl:with-param name="reason" select="$reason"/>
  </xsl:call-template>
  <xsl:call-template name="supplied">
    <xsl:with-param name="name" select="'DebetCredit'"/>
    <xsl:with-param name="value" select="'D'"/>
    <xsl:with-param name="rule" select="$rule"/>
    <xsl:with-param name="reason" select="$reason"/>
  </xsl:call-template>
</xsl:template>

<!-- T-RC325: all codes of Header and DeclaratieAntwoord but 0200; 0200 when nothing
     remains. -->
<xsl:template name="retour-codes">
  <RetourCodes>
    <xsl:call-template name="class-divided">
      <xsl:with-param name="codes" select="RetourCodes/RetourCode |
          ../DeclaratieAntwoord/RetourCodes/RetourCode"/>
    </xsl:call-template>
  </RetourCodes>
</xsl:template>

<!-- ==== Clienten ==== -->

<xsl:template match="Clienten/Client">
  <xsl:variable name="bsn" select="string(Bsn)"/>
  <Client>
    <xsl:apply-templates select="Bsn"/>
    <Geboortedatum>
      <xsl:call-template name="required">
        <xsl:with-param name="name" select="'Datum'"/>
        <xsl:with-param name="ask" select="'Geboortedatum'"/>
        <xsl:with-param name="key" select="$bsn"/>
        <xsl:with-param name="error" select="'E-PERSOON'"/>
      </xsl:call-template>
      <xsl:call-template name="optional">
        <xsl:with-param name="name" select="'DatumGebruik'"/>
        <xsl:with-param name="key" select="$bsn"/>
      </xsl:call-template>
    </Geboortedatum>
    <xsl:call-template name="required">
      <xsl:with-param name="name" select="'Geslacht'"/>
      <xsl:with-param name="key" select="$bsn"/>
      <xsl:with-param name="error" select="'E-PERSOON'"/>
    </xsl:call-template>
    <Naam>
      <Geslachtsnaam>
        <xsl:call-template name="required">
          <xsl:with-param name="name" select="'Achternaam'"/>
          <xsl:with-param name="key" select="$bsn"/>
          <xsl:with-param name="error" select="'E-PERSOON'"/>
        </xsl:call-template>
        <xsl:call-template name="optional">
          <xsl:with-param name="name" select="'Voorvoegsel'"/>
          <xsl:with-param name="key" select="$bsn"/>
        </xsl:call-template>
      </Geslachtsnaam>
      <xsl:call-template name="optional">
        <xsl:with-param name="name" select="'Voornamen'"/>
        <xsl:with-param name="key" select="$bsn"/>
      </xsl:call-template>
      <xsl:call-template name="optional">
        <xsl:with-param name="name" select="'Voorletters'"/>
        <xsl:with-param name="key" select="$bsn"/>
      </xsl:call-template>
    </Naam>
    <xsl:apply-templates select="Prestaties | RetourCodes"/>
  </Client>
</xsl:template>

<xsl:template match="Clienten/Client/Prestaties/Prestatie">
  <Prestatie>
    <xsl:apply-templates select="ToewijzingNummer | ProductCategorie | ProductCode |
        ProductPeriode"/>
    <IngediendeBedragPrestatie>
      <xsl:apply-templates select="GeleverdVolume | Eenheid | ProductTarief"/>
      <xsl:apply-templates select="IngediendBedrag" mode="moved">
        <xsl:with-param name="name" select="'DeclaratieFactuurBedrag'"/>
      </xsl:apply-templates>
    </IngediendeBedragPrestatie>
    <xsl:apply-templates select="ProductReferentie"/>
    <xsl:if test="RetourCodes">
      <xsl:call-template name="toegekend"/>
    </xsl:if>
    <xsl:apply-templates select="RetourCodes"/>
  </Prestatie>
</xsl:template>

<!-- Every line of a 325 is a rejected one. -->
<xsl:template name="toegekend">
  <ToegekendeBedragPrestatie>
    <GemeenteBerekendBedrag>
      <xsl:choose>
        <xsl:when test="key('given', 'GemeenteBerekendBedrag')/@value = '0'">
          <xsl:call-template name="nothing">
            <xsl:with-param name="rule" select="'SUPPLY'"/>
            <xsl:with-param name="reason" select="'on-request'"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="error">
            <xsl:with-param name="id" select="'E-TOTAAL'"/>
            <xsl:with-param name="reason" select="'missing-GemeenteBerekendBedrag'"/>
            <xsl:with-param name="missing" select="'Bedrag'"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </GemeenteBerekendBedrag>
    <ToegekendBedrag>
      <xsl:call-template name="nothing">
        <xsl:with-param name="rule" select="'CONST'"/>
        <xsl:with-param name="reason" select="'rejected'"/>
      </xsl:call-template>
    </ToegekendBedrag>
  </ToegekendeBedragPrestatie>
</xsl:template>

</xsl:stylesheet>
