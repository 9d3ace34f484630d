<?xml version="1.0" encoding="UTF-8"?>
<!-- Rules that depend on how a value is spelled, as XPath 1.0 reads them: dates and texts
     as they stand, numbers by number(), sums by way of text.  After the texts of the
     rules, for a comparison with iwmo on messages aimed at them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n4="http://www.istandaarden.nl/validatie/1_1/rapport/schema">
  <xsl:import href="mini.xsl"/>
  <xsl:template match="*" mode="rules" priority="-0.6"/>

  <xsl:template name="number-of">
    <xsl:param name="date"/>
    <xsl:value-of select="translate($date/text()[1], '-', '')"/>
  </xsl:template>

  <!-- TR383 -->
  <xsl:template match="*[local-name() = 'AangevraagdProduct']" mode="rules">
    <xsl:variable name="this" select="."/>
    <xsl:variable name="own" select="normalize-space(*[local-name() = 'ReferentieAanbieder']/text()[1])"/>
    <xsl:for-each select="preceding-sibling::*/*[local-name() = 'ReferentieAanbieder'][text()[1] = $own]">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'TR383'"/>
        <xsl:with-param name="at" select="."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="cs003">
      <xsl:with-param name="start" select="*[local-name() = 'ToewijzingIngangsdatum']"/>
      <xsl:with-param name="end" select="*[local-name() = 'ToewijzingEinddatum']"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="cs003">
    <xsl:param name="start"/>
    <xsl:param name="end"/>
    <xsl:if test="$end and translate($start/text()[1], '-', '') &gt; translate($end/text()[1], '-', '')">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CS003'"/>
        <xsl:with-param name="at" select="$start | $end"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- TR101: one key -->
  <xsl:template match="*[contains('|Contactgegevens|Relaties|ToegewezenProducten|AangevraagdeProducten|Clienten|', concat('|', local-name(), '|'))]" mode="rules">
    <xsl:variable name="key" select="substring-after('|Contactgegevens Soort|Relaties Nummer|ToegewezenProducten ToewijzingNummer|AangevraagdeProducten ReferentieAanbieder|Clienten Bsn|', concat('|', local-name(), ' '))"/>
    <xsl:variable name="name" select="substring-before($key, '|')"/>
    <xsl:for-each select="*">
      <xsl:variable name="own" select="string(*[local-name() = $name]/text()[1])"/>
      <xsl:call-template name="tr101">
        <xsl:with-param name="same" select="../*[string(*[local-name() = $name]/text()[1]) = $own]"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- TR101: StartProduct has no Einddatum and no RedenBeeindiging, which are equal then -->
  <xsl:template match="*[local-name() = 'StartProducten' or local-name() = 'StopProducten']" mode="rules">
    <xsl:for-each select="*">
      <xsl:variable name="this" select="."/>
      <xsl:call-template name="tr101">
        <xsl:with-param name="same" select="../*
            [string(*[local-name() = 'ToewijzingNummer']/text()[1]) = string($this/*[local-name() = 'ToewijzingNummer']/text()[1])]
            [string(*[local-name() = 'Begindatum']/text()[1]) = string($this/*[local-name() = 'Begindatum']/text()[1])]
            [string(*[local-name() = 'Einddatum']/text()[1]) = string($this/*[local-name() = 'Einddatum']/text()[1])]
            [string(*[local-name() = 'RedenBeeindiging']/text()[1]) = string($this/*[local-name() = 'RedenBeeindiging']/text()[1])]
            [string(*[local-name() = 'Product']/*[local-name() = 'Categorie']/text()[1]) = string($this/*[local-name() = 'Product']/*[local-name() = 'Categorie']/text()[1])]
            [string(*[local-name() = 'Product']/*[local-name() = 'Code']/text()[1]) = string($this/*[local-name() = 'Product']/*[local-name() = 'Code']/text()[1])]"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- TR101: both references -->
  <xsl:template match="*[local-name() = 'Prestaties']" mode="rules">
    <xsl:for-each select="*">
      <xsl:variable name="own" select="*[local-name() = 'ProductReferentie']"/>
      <xsl:call-template name="tr101">
        <xsl:with-param name="same" select="../*
            [string(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']/text()[1]) = string($own/*[local-name() = 'ReferentieNummer']/text()[1])]
            [string(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer']/text()[1]) = string($own/*[local-name() = 'VorigReferentieNummer']/text()[1])]"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- Once per group, at its last record. -->
  <xsl:template name="tr101">
    <xsl:param name="same"/>
    <xsl:if test="count($same) &gt; 1 and generate-id($same[last()]) = generate-id()">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'TR101'"/>
        <xsl:with-param name="at" select="$same"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- CS003: of a contact -->
  <xsl:template match="*[local-name() = 'Contact']/*[local-name() = 'Periode']" mode="rules">
    <xsl:variable name="start" select="*[local-name() = 'Begindatum']"/>
    <xsl:variable name="end" select="*[local-name() = 'Einddatum']"/>
    <xsl:call-template name="cs003">
      <xsl:with-param name="start" select="$start"/>
      <xsl:with-param name="end" select="$end"/>
    </xsl:call-template>
    <xsl:if test="$end and not($start)">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CS003'"/>
        <xsl:with-param name="at" select="$end"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- CS003, CS335 -->
  <xsl:template match="*[local-name() = 'ToegewezenProduct']" mode="rules">
    <xsl:variable name="start" select="*[local-name() = 'Ingangsdatum']"/>
    <xsl:variable name="end" select="*[local-name() = 'Einddatum']"/>
    <xsl:call-template name="cs003">
      <xsl:with-param name="start" select="$start"/>
      <xsl:with-param name="end" select="$end"/>
    </xsl:call-template>
    <xsl:if test="*[local-name() = 'RedenWijziging'] = '13' and $end and $start/text()[1] != $end/text()[1]">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CS335'"/>
        <xsl:with-param name="at" select="$start | $end"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- CS139, TR002 -->
  <xsl:template match="*[local-name() = 'Geboortedatum']" mode="rules">
    <xsl:variable name="datum" select="*[local-name() = 'Datum']"/>
    <xsl:variable name="text" select="string($datum/text()[1])"/>
    <xsl:variable name="gebruik" select="*[local-name() = 'DatumGebruik']"/>
    <xsl:variable name="day" select="/*/*[local-name() = 'Header']/*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Dagtekening']"/>
    <xsl:if test="($gebruik = '3' and $text != '1900-01-01') or ($gebruik = '2' and substring($text, 6) != '01-01') or ($gebruik = '1' and substring($text, 9) != '01')">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CS139'"/>
        <xsl:with-param name="at" select="$datum | $gebruik"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="not($gebruik = '3' and $text = '1900-01-01') and translate($text, '-', '') + 1200000 &lt; translate($day/text()[1], '-', '')">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'TR002'"/>
        <xsl:with-param name="at" select="$day | $datum"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- TR018 -->
  <xsl:template match="*[local-name() = 'StopProduct']" mode="rules">
    <xsl:variable name="begin" select="*[local-name() = 'Begindatum']"/>
    <xsl:variable name="end" select="*[local-name() = 'Einddatum']"/>
    <xsl:if test="translate($begin/text()[1], '-', '') &gt; translate($end/text()[1], '-', '')">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'TR018'"/>
        <xsl:with-param name="at" select="$begin | $end"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- CS325 -->
  <xsl:template match="*[local-name() = 'IngediendBedrag' or local-name() = 'TotaalIngediendBedrag' or local-name() = 'TotaalToegekendBedrag']" mode="rules">
    <xsl:variable name="bedrag" select="*[local-name() = 'Bedrag' or local-name() = 'TotaalBedrag']"/>
    <xsl:variable name="teken" select="*[local-name() = 'DebetCredit']"/>
    <xsl:if test="number($bedrag/text()[1]) = 0 and translate($teken, 'c', 'C') = 'C'">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CS325'"/>
        <xsl:with-param name="at" select="$bedrag | $teken"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="local-name(..) = 'Declaratie'">
      <xsl:variable name="all" select="../*[local-name() = 'Clienten']//*[local-name() = 'IngediendBedrag']"/>
      <xsl:variable name="sum" select="sum($all[*[local-name() = 'DebetCredit'] = 'D']/*[local-name() = 'Bedrag']/text()[1]) - sum($all[*[local-name() = 'DebetCredit'] = 'C']/*[local-name() = 'Bedrag']/text()[1])"/>
      <xsl:variable name="total" select="normalize-space($bedrag/text()[1])"/>
      <xsl:if test="($teken = 'D' and $total != string($sum)) or ($teken = 'C' and $total != string(0 - $sum))">
        <xsl:call-template name="fout">
          <xsl:with-param name="code" select="'TR358'"/>
          <xsl:with-param name="at" select="$bedrag | $teken | $all"/>
        </xsl:call-template>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- TR315, TR316 -->
  <xsl:template match="*[local-name() = 'Declaratie']//*[local-name() = 'ProductReferentie']" mode="rules">
    <xsl:variable name="own" select="*[local-name() = 'ReferentieNummer']"/>
    <xsl:variable name="vorig" select="*[local-name() = 'VorigReferentieNummer']"/>
    <xsl:variable name="n" select="normalize-space($own/text()[1])"/>
    <xsl:variable name="v" select="normalize-space($vorig/text()[1])"/>
    <xsl:variable name="earlier" select="preceding::*[local-name() = 'ProductReferentie']"/>
    <xsl:if test="$v != ''">
      <xsl:for-each select="$earlier/*[local-name() = 'VorigReferentieNummer'][text()[1] = $v]">
        <xsl:call-template name="fout">
          <xsl:with-param name="code" select="'TR315'"/>
          <xsl:with-param name="at" select=". | $vorig"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$earlier/*[local-name() = 'ReferentieNummer'][text()[1] = $v]">
        <xsl:call-template name="fout">
          <xsl:with-param name="code" select="'TR316'"/>
          <xsl:with-param name="at" select=". | $vorig"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:if>
    <xsl:if test="$n != ''">
      <xsl:for-each select="$earlier/*[local-name() = 'VorigReferentieNummer'][text()[1] = $n]">
        <xsl:call-template name="fout">
          <xsl:with-param name="code" select="'TR316'"/>
          <xsl:with-param name="at" select=". | $own"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:if>
    <xsl:if test="$n = $v">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'TR316'"/>
        <xsl:with-param name="at" select="$own | $vorig"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- CS339 -->
  <xsl:template match="*[local-name() = 'Declaratie']//*[local-name() = 'Prestatie']" mode="rules">
    <xsl:variable name="volume" select="*[local-name() = 'GeleverdVolume']"/>
    <xsl:variable name="bedrag" select="*[local-name() = 'IngediendBedrag']/*[local-name() = 'Bedrag']"/>
    <xsl:if test="*[local-name() = 'Eenheid'] = '83' and ($volume/text()[1] &gt; $bedrag/text()[1] or $volume/text()[1] &lt; $bedrag/text()[1])">
      <xsl:call-template name="fout">
        <xsl:with-param name="code" select="'CS339'"/>
        <xsl:with-param name="at" select="$volume | $bedrag"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- TR342: by way of text -->
  <xsl:template name="signed">
    <xsl:param name="of"/>
    <xsl:variable name="cents" select="number($of/*[local-name() = 'TotaalBedrag']/text()[1])"/>
    <xsl:choose>
      <xsl:when test="$of/*[local-name() = 'DebetCredit'] = 'C'"><xsl:value-of select="0 - $cents"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$cents"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*[local-name() = 'DeclaratieAntwoord']" mode="rules">
    <xsl:variable name="i" select="*[local-name() = 'TotaalIngediendBedrag']"/>
    <xsl:variable name="t" select="*[local-name() = 'TotaalToegekendBedrag']"/>
    <xsl:variable name="asked"><xsl:call-template name="signed"><xsl:with-param name="of" select="$i"/></xsl:call-template></xsl:variable>
    <xsl:variable name="granted"><xsl:call-template name="signed"><xsl:with-param name="of" select="$t"/></xsl:call-template></xsl:variable>
    <xsl:variable name="all" select="*[local-name() = 'Clienten']//*[local-name() = 'IngediendBedrag']"/>
    <xsl:variable name="sum">
      <xsl:value-of select="sum($all[*[local-name() = 'DebetCredit'] = 'D']/*[local-name() = 'Bedrag']/text()[1]) - sum($all[*[local-name() = 'DebetCredit'] = 'C']/*[local-name() = 'Bedrag']/text()[1])"/>
    </xsl:variable>
    <xsl:variable name="other" select="*[local-name() = 'RetourCodes']/*[. != '0200' and . != '8001']"/>
    <xsl:choose>
      <xsl:when test="$other">
        <xsl:if test="number($granted) != 0">
          <xsl:call-template name="fout">
            <xsl:with-param name="code" select="'TR342'"/>
            <xsl:with-param name="at" select="$t"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:when>
      <xsl:when test="number($sum) != number($asked) - number($granted)">
        <xsl:call-template name="fout">
          <xsl:with-param name="code" select="'TR342'"/>
          <xsl:with-param name="at" select="$i | $t"/>
        </xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
