<?xml version="1.0" encoding="UTF-8"?>
<!-- From iWmo 2.3 to 3.2: the declaration 303 becomes 323; clients and lines
     are those of its return 304 too. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:iwmo:release" exclude-result-prefixes="r">

<!-- ==== Bericht and Header ==== -->

<xsl:template match="Bericht[Header/BerichtCode = '416']">
  <Bericht>
    <Header>
      <xsl:for-each select="Header">
        <xsl:apply-templates select="BerichtCode | BerichtVersie | BerichtSubversie"/>
        <xsl:apply-templates select="Aanbieder" mode="moved">
          <xsl:with-param name="name" select="'Afzender'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="Gemeente" mode="moved">
          <xsl:with-param name="name" select="'Ontvanger'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="DeclaratieFactuurIdentificatie" mode="bericht"/>
        <xsl:call-template name="xsd-versie"/>
        <xsl:call-template name="payment"/>
      </xsl:for-each>
    </Header>
    <Declaratie>
      <xsl:for-each select="Header/DeclaratieFactuurIdentificatie">
        <DeclaratieNummer><xsl:value-of select="DeclarantFactuurNummer"/></DeclaratieNummer>
        <xsl:apply-templates select="DeclaratiePeriode"/>
        <DeclaratieDagtekening>
          <xsl:value-of select="FactuurDagtekening"/>
        </DeclaratieDagtekening>
      </xsl:for-each>
      <xsl:for-each select="Header/DeclaratieFactuurBedragen">
        <xsl:apply-templates select="DeclaratieFactuurTotaalBedrag" mode="moved">
          <xsl:with-param name="name" select="'TotaalIngediendBedrag'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="BtwTotaalBedrag" mode="lost">
          <xsl:with-param name="reason" select="'vat'"/>
        </xsl:apply-templates>
      </xsl:for-each>
      <xsl:apply-templates select="Clienten"/>
    </Declaratie>
  </Bericht>
</xsl:template>

<xsl:template match="BerichtCode[. = '416' or . = '417']">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select=". + 68"/>
    <xsl:with-param name="rule" select="'CONVERT'"/>
    <xsl:with-param name="reason" select="'message'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<!-- 3.2 has no invoice, and an invoice has legal meaning. -->
<xsl:template match="Bericht[Header/BerichtCode = '448' or Header/BerichtCode = '449']">
  <xsl:for-each select="Header/BerichtCode">
    <xsl:call-template name="error">
      <xsl:with-param name="id" select="'E-FACTUUR'"/>
      <xsl:with-param name="reason" select="'invoice'"/>
      <xsl:with-param name="value" select="."/>
    </xsl:call-template>
  </xsl:for-each>
</xsl:template>

<!-- Header/BerichtIdentificatie of the 323: that of the invoice, unless given. -->
<xsl:template match="DeclaratieFactuurIdentificatie" mode="bericht">
  <BerichtIdentificatie>
    <xsl:call-template name="derived-or-given">
      <xsl:with-param name="name" select="'Identificatie'"/>
      <xsl:with-param name="source" select="DeclarantFactuurNummer"/>
    </xsl:call-template>
    <xsl:call-template name="derived-or-given">
      <xsl:with-param name="name" select="'Dagtekening'"/>
      <xsl:with-param name="source" select="FactuurDagtekening"/>
    </xsl:call-template>
  </BerichtIdentificatie>
</xsl:template>

<xsl:template name="derived-or-given">
  <xsl:param name="name"/>
  <xsl:param name="source"/>
  <xsl:variable name="given" select="key('given', $name)/@value"/>
  <xsl:call-template name="supplied">
    <xsl:with-param name="name" select="$name"/>
    <xsl:with-param name="value">
      <xsl:choose>
        <xsl:when test="$given"><xsl:value-of select="$given"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$source"/></xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="kind">
      <xsl:choose>
        <xsl:when test="$given">supplied</xsl:when>
        <xsl:otherwise>derived</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="rule" select="'DERIVE'"/>
    <xsl:with-param name="reason">
      <xsl:choose>
        <xsl:when test="$given">given</xsl:when>
        <xsl:otherwise>from-invoice</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="source" select="$source"/>
  </xsl:call-template>
</xsl:template>

<!-- What of the Header has no place. -->
<xsl:template name="payment">
  <xsl:apply-templates select="Servicebureau" mode="lost"/>
  <xsl:apply-templates select="BetalingAanID" mode="lost">
    <xsl:with-param name="reason">
      <xsl:choose>
        <xsl:when test="BetalingAanID = '01'">pay-bureau</xsl:when>
        <xsl:otherwise>no-place</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:apply-templates>
  <xsl:apply-templates select="DeclaratieFactuurIdentificatie/BtwIDNummer" mode="lost"/>
  <xsl:apply-templates select="DeclaratieFactuurIdentificatie/ValutaCode" mode="lost">
    <xsl:with-param name="reason" select="'currency'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:apply-templates>
</xsl:template>

<!-- ==== Clienten ==== -->

<!-- The lines of a 304 that were granted have no place in a 325, nor have clients without
     other lines. -->
<xsl:key name="returned" match="Prestatie[ToegekendeBedragPrestatie]
    [number(ToegekendeBedragPrestatie/ToegekendBedrag/Bedrag) = 0 or
     number(ToegekendeBedragPrestatie/ToegekendBedrag/Bedrag) !=
     number(IngediendeBedragPrestatie/DeclaratieFactuurBedrag/Bedrag) or
     string(ToegekendeBedragPrestatie/ToegekendBedrag/DebetCredit) !=
     string(IngediendeBedragPrestatie/DeclaratieFactuurBedrag/DebetCredit)]"
    use="generate-id(../..)"/>

<xsl:template match="Clienten">
  <xsl:choose>
    <xsl:when test="not(Client/Prestaties/Prestatie/ToegekendeBedragPrestatie) or
        Client[key('returned', generate-id())]">
      <Clienten><xsl:apply-templates/></Clienten>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="Clienten/Client">
  <xsl:choose>
    <xsl:when test="Prestaties/Prestatie/ToegekendeBedragPrestatie and
        not(key('returned', generate-id()))">
      <xsl:apply-templates select="*[not(self::Prestaties)]" mode="lost">
        <xsl:with-param name="rule" select="'MOVE'"/>
        <xsl:with-param name="reason" select="'client-granted'"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="Prestaties/Prestatie" mode="granted"/>
    </xsl:when>
    <xsl:otherwise>
      <Client>
        <xsl:apply-templates select="Bsn"/>
        <xsl:apply-templates select="Geboortedatum | Geslacht | Naam" mode="lost">
          <xsl:with-param name="reason" select="'person'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="Commentaar" mode="lost"/>
        <xsl:apply-templates select="Prestaties"/>
        <xsl:call-template name="class-codes"/>
      </Client>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- RetourCodes of a client or line of a 304: absent becomes 0200. -->
<xsl:template name="class-codes">
  <xsl:apply-templates select="RetourCodes"/>
  <xsl:if test="not(RetourCodes) and ancestor::Bericht/Header/BerichtCode = '417'">
    <RetourCodes>
      <xsl:call-template name="supplied">
        <xsl:with-param name="name" select="'RetourCode'"/>
        <xsl:with-param name="value" select="'0200'"/>
        <xsl:with-param name="rule" select="'T-RC'"/>
        <xsl:with-param name="reason" select="'no-remark'"/>
      </xsl:call-template>
    </RetourCodes>
  </xsl:if>
</xsl:template>

<!-- ==== Prestatie ==== -->

<xsl:template match="Clienten/Client/Prestaties/Prestatie">
  <xsl:variable name="granted" select="ToegekendeBedragPrestatie/ToegekendBedrag"/>
  <xsl:variable name="claim" select="IngediendeBedragPrestatie/DeclaratieFactuurBedrag"/>
  <xsl:choose>
    <xsl:when test="not($granted) or number($granted/Bedrag) = 0">
      <xsl:call-template name="prestatie"/>
    </xsl:when>
    <xsl:when test="number($granted/Bedrag) = number($claim/Bedrag) and
        string($granted/DebetCredit) = string($claim/DebetCredit)">
      <xsl:apply-templates select="." mode="granted"/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:for-each select="$granted/Bedrag">
        <xsl:call-template name="error">
          <xsl:with-param name="id" select="'E-DEELS'"/>
          <xsl:with-param name="reason" select="'partly'"/>
          <xsl:with-param name="value" select="."/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="Prestatie" mode="granted">
  <xsl:apply-templates select="*[not(self::ToegekendeBedragPrestatie)] |
      ToegekendeBedragPrestatie/GemeenteBerekendBedrag" mode="lost">
    <xsl:with-param name="rule" select="'DERIVE'"/>
    <xsl:with-param name="reason" select="'granted'"/>
  </xsl:apply-templates>
  <xsl:apply-templates select="ToegekendeBedragPrestatie/ToegekendBedrag/*"
      mode="decided">
    <xsl:with-param name="reason" select="'granted'"/>
  </xsl:apply-templates>
</xsl:template>

<!-- A value that decided about the line and has no element of its own. -->
<xsl:template match="*" mode="decided">
  <xsl:param name="reason"/>
  <xsl:call-template name="note">
    <xsl:with-param name="kind" select="'derived'"/>
    <xsl:with-param name="rule" select="'DERIVE'"/>
    <xsl:with-param name="reason" select="$reason"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="prestatie">
  <Prestatie>
    <xsl:apply-templates select="ProductReferentie"/>
    <xsl:apply-templates select="ToewijzingNummer"/>
    <xsl:if test="not(ToewijzingNummer)">
      <xsl:call-template name="required">
        <xsl:with-param name="name" select="'ToewijzingNummer'"/>
        <xsl:with-param name="advice" select="'missing-ToewijzingNummer-line'"/>
        <xsl:with-param name="key" select="string(ProductReferentie/ReferentieNummer)"/>
        <xsl:with-param name="rule" select="'MOVE'"/>
        <xsl:with-param name="error" select="'E-TOEWIJZINGNUMMER'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates select="ProductCategorie | ProductCode | ProductPeriode"/>
    <xsl:for-each select="IngediendeBedragPrestatie">
      <xsl:call-template name="bedragen"/>
    </xsl:for-each>
    <xsl:apply-templates select="BeschikkingNummer | Commentaar" mode="lost"/>
    <xsl:apply-templates select="ToegekendeBedragPrestatie/GemeenteBerekendBedrag"
        mode="lost">
      <xsl:with-param name="reason" select="'amount'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="ToegekendeBedragPrestatie/ToegekendBedrag/*"
        mode="decided">
      <xsl:with-param name="reason" select="'rejected'"/>
    </xsl:apply-templates>
    <xsl:call-template name="class-codes"/>
  </Prestatie>
</xsl:template>

<xsl:template name="bedragen">
  <xsl:apply-templates select="GeleverdVolume | Eenheid"/>
  <xsl:choose>
    <xsl:when test="Eenheid = '83'">
      <xsl:apply-templates select="ProductTarief" mode="lost">
        <xsl:with-param name="rule" select="'MOVE'"/>
        <xsl:with-param name="reason" select="'tariff-83'"/>
      </xsl:apply-templates>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates select="ProductTarief"/></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="DeclaratieFactuurBedrag" mode="moved">
    <xsl:with-param name="name" select="'IngediendBedrag'"/>
  </xsl:apply-templates>
  <xsl:apply-templates select="Verrekenpercentage" mode="lost">
    <xsl:with-param name="reason">
      <xsl:choose>
        <xsl:when test="number(Verrekenpercentage) = 10000">no-place</xsl:when>
        <xsl:otherwise>percentage</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:apply-templates>
  <xsl:apply-templates select="BerekendBedrag | BtwVrijstellingIndicatie | BtwPercentage"
      mode="lost"/>
  <xsl:apply-templates select="BtwBedrag" mode="lost">
    <xsl:with-param name="reason" select="'vat'"/>
  </xsl:apply-templates>
</xsl:template>

</xsl:stylesheet>
