<?xml version="1.0" encoding="UTF-8"?>
<!-- A message (the tree of translate/page.c) as one page that stands alone.
     g: a group; v: a value; @n: its name in the standard, @l: its label, @k: its kind. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
<xsl:strip-space elements="page g words"/>

<xsl:variable name="w" select="/page/words"/>
<xsl:variable name="root" select="/page/g"/>
<xsl:variable name="header" select="$root/g[@n = 'Header']"/>

<xsl:template match="/page">
<html lang="{@lang}">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title><xsl:value-of select="concat(@title, ' (', @message, ')')"/></title>
<style>
:root { --ink: #17212b; --soft: #4b5967; --line: #d5dce3; --paper: #fff; --wash: #f4f6f8;
  --bad: #9b1c1c; --bad-wash: #fdeaea; --good: #10592e; --good-wash: #e2f4e9; --link: #0b4f8a; --link-wash: #e8f1f9; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--wash); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
.wrap { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
.skip { position: absolute; left: -99rem; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
body > header { background: var(--paper); border-bottom: 1px solid var(--line); padding: 1.75rem 0 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .9rem; letter-spacing: -.01em; }
h1 small { font-weight: 400; color: var(--soft); font-size: 1.1rem; white-space: nowrap; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 0 0 .6rem; overflow-wrap: anywhere; }
h4, h5, h6 { font-size: 1rem; line-height: 1.35; margin: 0 0 .4rem; color: var(--link); overflow-wrap: anywhere; }
p { margin: 0 0 .75rem; }
dl { margin: 0; display: grid; gap: .3rem 1.25rem; }
dl > div { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: .75rem; align-items: baseline; }
dt { color: var(--soft); font-size: .93rem; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; white-space: pre-line; }
dd small, td small, li small { color: var(--soft); font-size: .83rem; }
.facts { grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .75rem 1.5rem; }
.facts > div { display: block; }
.facts dt { font-size: .85rem; }
.facts dd { font-weight: 600; }
.facts small { font-weight: 400; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.1rem; margin: 0 0 1rem; }
.card .card { border-width: 0 0 0 3px; border-radius: 0; padding: .1rem 0 .1rem .9rem; margin: 1rem 0 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; margin: 0 0 1rem; }
.pair > .card { margin: 0; }
.sheet { border: 2px solid var(--link); border-radius: .6rem; background: var(--link-wash); padding: 1.25rem 1.25rem .5rem; margin: 1.75rem 0 0; }
.sheet h2 { margin: 0 0 .2rem; color: var(--link); }
.sheet h3 { margin: 1.1rem 0 .5rem; }
.sheet .who { font-size: 1.35rem; font-weight: 650; line-height: 1.3; margin: 0 0 .4rem; overflow-wrap: anywhere; }
.sheet dl > div { grid-template-columns: 10rem minmax(0, 1fr); }
.quote { border-left: 3px solid var(--link); padding: .1rem 0 .1rem .8rem; margin: .6rem 0 0; white-space: pre-line; overflow-wrap: anywhere; }
.volume { font-size: 1.15rem; font-weight: 650; }
.banner { display: inline-block; margin: 1rem 0 0; padding: .45rem .9rem; border-radius: .4rem; font-weight: 600; }
.good { background: var(--good-wash); color: var(--good); }
.bad { background: var(--bad-wash); color: var(--bad); }
.badge { display: inline-block; padding: 0 .45rem; border-radius: .3rem; font-size: .85rem; font-weight: 600; background: var(--wash); color: var(--soft); font-variant-numeric: tabular-nums; }
.badge.good { background: var(--good-wash); color: var(--good); }
.badge.bad { background: var(--bad-wash); color: var(--bad); }
ul { margin: 0; padding: 0; list-style: none; }
.rejections > li { padding: .5rem 0; border-top: 1px solid var(--line); }
.rejections > li:first-child { border-top: 0; padding-top: 0; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; margin: .75rem 0 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; overflow-wrap: break-word; }
thead th { color: var(--soft); font-size: .85rem; font-weight: 600; background: var(--wash); }
tbody { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; }
.more td { padding-top: 0; color: var(--soft); font-size: .9rem; }
.more td > span { margin-right: .9rem; }
tfoot th, tfoot td { border-top: 2px solid var(--ink); font-weight: 650; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.credit { color: var(--bad); }
.note { color: var(--soft); }
footer { color: var(--soft); font-size: .9rem; padding: 1rem 0 3rem; }
@media (max-width: 40rem) {
  .wrap { padding: 0 .75rem; }
  h1 { font-size: 1.4rem; }
  dl > div, .sheet dl > div { grid-template-columns: 1fr; gap: 0; }
  dl { gap: .55rem; }
  .pair { grid-template-columns: 1fr; }
  .facts { grid-template-columns: 1fr 1fr; }
  .sheet { padding: 1rem .8rem .1rem; }
  .card { padding: .8rem .85rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tfoot, tr, th, td { display: block; }
  tbody { padding: .5rem 0; }
  tbody th, tbody td { padding: .1rem 0; }
  tbody td[data-label] { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .5rem; text-align: left; }
  tbody td.none { display: none; }
  td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .9rem; }
  tfoot tr { display: flex; justify-content: space-between; border-top: 2px solid var(--ink); }
  tfoot th, tfoot td { border: 0; padding: .4rem 0; }
}
@media print {
  @page { margin: 16mm 14mm; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  html { font-size: 9.5pt; }
  body { background: none; }
  .wrap { max-width: none; padding: 0 1px; }
  .skip { display: none; }
  body > header { padding: 0 0 .5rem; }
  h2, h3, h4, h5, h6 { break-after: avoid; }
  .sheet { break-after: page; margin-top: 1rem; }
  .sheet .card, dl > div, tbody { break-inside: avoid; }
  .card { border-radius: 0; padding: .6rem .8rem; }
  .pair { grid-template-columns: 1fr 1fr; gap: .6rem; }
  .sheet { padding: .8rem .8rem .2rem; }
  .sheet dl > div { grid-template-columns: 9.5rem minmax(0, 1fr); gap: .5rem; }
  dl { gap: .1rem 1rem; }
  .facts { grid-template-columns: repeat(5, auto); }
}
</style>
</head>
<body>
<a class="skip" href="#content"><xsl:value-of select="$w/@skip"/></a>
<header>
<div class="wrap">
<h1><xsl:value-of select="@title"/><xsl:text> </xsl:text><small><xsl:value-of select="concat('(', @message, ')')"/></small></h1>
<xsl:call-template name="facts"/>
<xsl:if test="@retour = 'yes'"><xsl:call-template name="verdict"/></xsl:if>
</div>
</header>
<main class="wrap" id="content" tabindex="-1">
<xsl:if test="@retour = 'yes'"><xsl:call-template name="rejections"/></xsl:if>
<xsl:if test="@number = 301"><xsl:apply-templates select="$root/g[@n = 'Client']" mode="sheet"/></xsl:if>
<section aria-labelledby="message">
<h2 id="message"><xsl:value-of select="$w/@message"/></h2>
<xsl:if test="rest">
<p class="note"><xsl:value-of select="concat(rest/@n, ' ', $w/@cut)"/>
<xsl:if test="rest/@clients &gt; 0"><xsl:value-of select="concat(' ', $w/@cut-clients, ' ', rest/@clients, '.')"/></xsl:if></p>
</xsl:if>
<div lang="{/page/@lang}">
<xsl:apply-templates select="$root/g[@n != 'Header']"><xsl:with-param name="level" select="3"/></xsl:apply-templates>
<xsl:apply-templates select="$header"><xsl:with-param name="level" select="3"/></xsl:apply-templates>
</div>
</section>
</main>
<footer>
<div class="wrap"><strong><xsl:value-of select="$w/@privacy"/></strong><xsl:value-of select="concat(' ', $w/@made-by, ' iwmo ', @version, '.')"/></div>
</footer>
</body>
</html>
</xsl:template>

<!-- ==== who to whom ==== -->

<xsl:template name="facts">
<xsl:variable name="parties" select="$header/v[@n = 'Afzender' or @n = 'Ontvanger' or @n = 'Gemeente' or @n = 'Aanbieder']"/>
<xsl:variable name="by-gemeente" select="contains(@about, 'Van gemeente')"/>
<xsl:variable name="gemeente"><xsl:value-of select="$w/@municipality"/><xsl:text> </xsl:text><xsl:value-of select="$parties[string-length(.) = 4]"/></xsl:variable>
<xsl:variable name="aanbieder"><xsl:value-of select="$w/@provider"/><xsl:text> </xsl:text><xsl:value-of select="$parties[string-length(.) = 8]"/></xsl:variable>
<xsl:variable name="date" select="$header//v[@n = 'DagtekeningRetour' or @n = 'RetourDagtekening'] | $header[not(v[@n = 'DagtekeningRetour']) and not(.//v[@n = 'RetourDagtekening'])]//v[@n = 'FactuurDagtekening'] | $header[not(v[@n = 'DagtekeningRetour'])]/g[@n = 'BerichtIdentificatie']/v[@n = 'Dagtekening']"/>
<xsl:variable name="reference" select="$header/v[@n = 'IdentificatieRetour'] | $header[not(v[@n = 'IdentificatieRetour'])]/g[@n = 'BerichtIdentificatie']/v[@n = 'Identificatie'] | $header/g/v[@n = 'DeclarantFactuurNummer']"/>
<dl class="facts">
<div><dt><xsl:value-of select="$w/@from"/></dt><dd><xsl:choose><xsl:when test="$by-gemeente"><xsl:value-of select="$gemeente"/></xsl:when><xsl:otherwise><xsl:value-of select="$aanbieder"/></xsl:otherwise></xsl:choose></dd></div>
<div><dt><xsl:value-of select="$w/@to"/></dt><dd><xsl:choose><xsl:when test="$by-gemeente"><xsl:value-of select="$aanbieder"/></xsl:when><xsl:otherwise><xsl:value-of select="$gemeente"/></xsl:otherwise></xsl:choose></dd></div>
<xsl:if test="$date"><div><dt><xsl:value-of select="$w/@date"/></dt><dd lang="{/page/@lang}"><xsl:value-of select="$date"/></dd></div></xsl:if>
<xsl:if test="$reference"><div><dt><xsl:value-of select="$w/@reference"/></dt><dd><xsl:value-of select="$reference"/></dd></div></xsl:if>
<xsl:for-each select="$root/*//g[contains(' TotaalIngediendBedrag TotaalToegekendBedrag IngediendTotaalBedrag ToegekendTotaalBedrag DeclaratieFactuurTotaalBedrag ', concat(' ', @n, ' '))]">
<div><dt lang="{/page/@lang}"><xsl:value-of select="@l"/></dt><dd lang="{/page/@lang}"><xsl:apply-templates select="." mode="show"/></dd></div>
</xsl:for-each>
<div><dt><xsl:value-of select="$w/@release"/></dt><dd><xsl:value-of select="concat('iWmo ', @release)"/></dd></div>
</dl>
</xsl:template>

<!-- ==== retour ==== -->

<xsl:variable name="fine" select="' 0200 0233 8001 '"/>

<xsl:template name="verdict">
<xsl:choose>
<xsl:when test="$header//v[@n = 'RetourCode'][. = '0001' or @c = '0001']"><p class="banner bad"><span aria-hidden="true">&#x2716; </span><xsl:value-of select="$w/@rejected"/></p></xsl:when>
<xsl:when test="$root//v[@n = 'RetourCode'][not(contains($fine, concat(' ', @c, ' ')))]"><p class="banner bad"><span aria-hidden="true">&#x2716; </span><xsl:value-of select="$w/@partly"/></p></xsl:when>
<xsl:otherwise><p class="banner good"><span aria-hidden="true">&#x2714; </span><xsl:value-of select="$w/@accepted"/></p></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template name="rejections">
<xsl:variable name="all" select="$root//g[@n = 'RetourCodes'][v[not(contains($fine, concat(' ', @c, ' ')))]]"/>
<xsl:if test="$all">
<section aria-labelledby="rejections">
<h2 id="rejections"><xsl:value-of select="$w/@rejections"/></h2>
<div class="card" lang="{/page/@lang}">
<ul class="rejections">
<xsl:for-each select="$all[position() &lt;= 50]">
<li><strong><xsl:value-of select="../@l"/></strong>
<xsl:for-each select="../v[@n = 'ToewijzingNummer' or @n = 'Bsn' or @n = 'DeclaratieNummer'] | ../g/v[@n = 'ReferentieNummer']">
<xsl:value-of select="concat(' &#183; ', @l, ' ', .)"/>
</xsl:for-each>
<xsl:apply-templates select="." mode="show"/>
</li>
</xsl:for-each>
</ul>
<xsl:if test="count($all) &gt; 50"><p class="note"><xsl:value-of select="$w/@more-rejections"/></p></xsl:if>
</div>
</section>
</xsl:if>
</xsl:template>

<xsl:template match="g[@n = 'RetourCodes']" mode="show">
<ul><xsl:for-each select="v"><li><xsl:apply-templates select="." mode="show"/></li></xsl:for-each></ul>
</xsl:template>

<xsl:template match="v[@n = 'RetourCode']" mode="show" priority="2">
<xsl:variable name="code" select="concat(@c, substring(., 1 div not(@c)))"/>
<span class="badge">
<xsl:choose>
<xsl:when test="$code = '0200' or $code = '8001'"><xsl:attribute name="class">badge good</xsl:attribute></xsl:when>
<xsl:when test="$code != '0233'"><xsl:attribute name="class">badge bad</xsl:attribute></xsl:when>
</xsl:choose>
<xsl:value-of select="$code"/></span>
<xsl:if test="@k = 'code'"><xsl:value-of select="concat(' ', .)"/></xsl:if>
</xsl:template>

<!-- ==== overdrachtsblad ==== -->

<xsl:template match="g[@n = 'Client']" mode="sheet">
<section class="sheet" aria-labelledby="sheet">
<h2 id="sheet"><xsl:value-of select="$w/@sheet"/></h2>
<p><xsl:value-of select="$w/@sheet-why"/></p>
<div class="pair">
<div class="card" lang="{/page/@lang}">
<p class="who"><xsl:apply-templates select="g[@n = 'Naam']" mode="show"/></p>
<dl><xsl:apply-templates select="g[@n = 'Geboortedatum'] | v[@n = 'Geslacht' or @n = 'Bsn']" mode="row"/></dl>
</div>
<div class="card">
<dl>
<div><dt><xsl:value-of select="$w/@communication"/></dt><dd><xsl:call-template name="or-not"><xsl:with-param name="node" select="g[@n = 'Communicatie']"/></xsl:call-template></dd></div>
<xsl:for-each select="v[@n = 'JuridischeStatus' or @n = 'WettelijkeVertegenwoordiging']"><div lang="{/page/@lang}"><dt><xsl:value-of select="@l"/></dt><dd><xsl:apply-templates select="." mode="show"/></dd></div></xsl:for-each>
<xsl:if test="not(v[@n = 'JuridischeStatus' or @n = 'WettelijkeVertegenwoordiging'])"><div><dt><xsl:value-of select="$w/@representation"/></dt><dd><xsl:value-of select="$w/@not-told"/></dd></div></xsl:if>
</dl>
<xsl:apply-templates select="v[@n = 'Commentaar']" mode="quote"/>
</div>
</div>
<xsl:variable name="products" select=".//g[@n = 'ToegewezenProduct']"/>
<xsl:if test="$products">
<h3><xsl:value-of select="$w/@products"/></h3>
<div class="pair" lang="{/page/@lang}"><xsl:apply-templates select="$products" mode="sheet"/></div>
</xsl:if>
<xsl:variable name="contacts" select="g[@n = 'Contactgegevens']/g"/>
<xsl:if test="$contacts">
<h3><xsl:value-of select="$w/@contacts"/></h3>
<div class="pair" lang="{/page/@lang}"><xsl:for-each select="$contacts"><div class="card"><xsl:call-template name="contact"/></div></xsl:for-each></div>
</xsl:if>
<xsl:variable name="relations" select="g[@n = 'Relaties']/g"/>
<xsl:if test="$relations">
<h3><xsl:value-of select="$w/@relations"/></h3>
<div class="pair" lang="{/page/@lang}"><xsl:apply-templates select="$relations" mode="sheet"/></div>
</xsl:if>
<xsl:for-each select="g[@n = 'Beschikking']"><div class="card" lang="{/page/@lang}"><h3><xsl:value-of select="@l"/></h3>
<dl><xsl:apply-templates select="v[@n != 'Commentaar'] | g[@n = 'Grondslagen']/v" mode="row"/></dl><xsl:apply-templates select="v[@n = 'Commentaar']" mode="quote"/>
<xsl:for-each select="g[@n = 'Beperkingen']/g"><xsl:apply-templates select="."><xsl:with-param name="level" select="4"/></xsl:apply-templates></xsl:for-each></div></xsl:for-each>
</section>
</xsl:template>

<xsl:template name="or-not">
<xsl:param name="node"/>
<xsl:choose>
<xsl:when test="$node"><span lang="{/page/@lang}"><xsl:apply-templates select="$node" mode="show"/></span></xsl:when>
<xsl:otherwise><xsl:value-of select="$w/@not-told"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template match="v[@n = 'Commentaar']" mode="quote">
<p class="quote" lang="nl"><xsl:value-of select="."/></p>
</xsl:template>

<xsl:template match="g[@n = 'ToegewezenProduct']" mode="sheet">
<div class="card">
<h4><xsl:choose><xsl:when test="g[@n = 'Product']"><xsl:apply-templates select="g[@n = 'Product']" mode="show"/></xsl:when><xsl:otherwise>Product niet vermeld</xsl:otherwise></xsl:choose></h4>
<xsl:for-each select="g[@n = 'Omvang'] | v[@n = 'Budget']"><p class="volume"><xsl:if test="@n = 'Budget'">Budget: </xsl:if><xsl:apply-templates select="." mode="show"/></p></xsl:for-each>
<p><xsl:call-template name="period"><xsl:with-param name="begin" select="v[@n = 'Ingangsdatum']"/><xsl:with-param name="end" select="v[@n = 'Einddatum']"/></xsl:call-template></p>
<dl><xsl:apply-templates select="v[not(contains(' Ingangsdatum Einddatum Commentaar Budget ', concat(' ', @n, ' ')))] | g[not(contains(' Product Omvang ', concat(' ', @n, ' ')))]" mode="row"/></dl>
<xsl:apply-templates select="v[@n = 'Commentaar']" mode="quote"/>
</div>
</xsl:template>

<xsl:template match="g[@n = 'Relatie']" mode="sheet">
<div class="card">
<h4><xsl:apply-templates select="g[@n = 'Naam']" mode="show"/></h4>
<dl><xsl:apply-templates select="v[@n != 'Nummer'] | g[@n != 'Naam' and @n != 'Contact' and @n != 'Contactgegevens']" mode="row"/></dl>
<xsl:for-each select=".//g[@n = 'Contact']"><div class="card"><xsl:call-template name="contact"/></div></xsl:for-each>
</div>
</xsl:template>

<xsl:template name="contact">
<p><strong><xsl:apply-templates select="v[@n = 'Soort']" mode="show"/></strong></p>
<dl><xsl:apply-templates select="*[@n != 'Soort']" mode="row"/></dl>
</xsl:template>

<!-- ==== any group: a section; a wrapper of likes: only what is in it ==== -->

<xsl:variable name="rows" select="' Naam Geboortedatum Adres Telefoon Telefoon01 Telefoon02 Omvang Product Communicatie BerichtIdentificatie DeclaratieIdentificatie XsdVersie XsdVersieRetour XsdVersieDeclaratie RetourCodes '"/>

<xsl:template match="g">
<xsl:param name="level"/>
<xsl:choose>
<xsl:when test="not(v) and g and not(g[@n != ../g[1]/@n]) and count(g) &gt;= 1 and not(contains($rows, concat(' ', g[1]/@n, ' ')))">
<xsl:apply-templates select="g"><xsl:with-param name="level" select="$level"/></xsl:apply-templates>
</xsl:when>
<xsl:otherwise>
<section class="card">
<xsl:call-template name="heading"><xsl:with-param name="level" select="$level"/></xsl:call-template>
<xsl:call-template name="body"><xsl:with-param name="level" select="$level"/></xsl:call-template>
</section>
</xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template name="heading">
<xsl:param name="level"/>
<xsl:variable name="depth" select="concat(substring($level, 1 div ($level &lt;= 6)), substring('6', 1 div ($level &gt; 6)))"/>
<xsl:element name="h{$depth}">
<xsl:value-of select="@l"/>
<xsl:choose>
<xsl:when test="g[@n = 'Naam']"><xsl:text>: </xsl:text><xsl:apply-templates select="g[@n = 'Naam']" mode="compose"/></xsl:when>
<xsl:when test="@n = 'Client'"><xsl:value-of select="concat(': BSN ', v[@n = 'Bsn'])"/></xsl:when>
<xsl:when test="v[@n = 'ToewijzingNummer']"><xsl:value-of select="concat(' ', v[@n = 'ToewijzingNummer'])"/></xsl:when>
<xsl:when test="last() &gt; 1 and ../@n != 'Bericht'"><xsl:value-of select="concat(' ', position())"/></xsl:when>
</xsl:choose>
</xsl:element>
</xsl:template>

<!-- A group is a row when it is small (values only, or composed in words). -->
<xsl:template name="body">
<xsl:param name="level"/>
<xsl:variable name="small" select="g[contains($rows, concat(' ', @n, ' ')) or (v[@n = 'Bedrag' or @n = 'TotaalBedrag'] and v[@n = 'DebetCredit']) or (v[@n = 'Begindatum'] and not(*[@n != 'Begindatum' and @n != 'Einddatum'])) or (@n != 'Client' and count(*) = 1 and v)]"/>
<xsl:if test="v or $small">
<dl><xsl:apply-templates select="v | $small" mode="row"/></dl>
</xsl:if>
<xsl:for-each select="g[count(. | $small) != count($small)]">
<xsl:choose>
<xsl:when test="@n = 'Prestaties'"><xsl:call-template name="prestaties"/></xsl:when>
<xsl:otherwise><xsl:apply-templates select="."><xsl:with-param name="level" select="$level + 1"/></xsl:apply-templates></xsl:otherwise>
</xsl:choose>
</xsl:for-each>
</xsl:template>

<xsl:template match="v | g" mode="row">
<div><dt><xsl:value-of select="@l"/></dt><dd><xsl:apply-templates select="." mode="show"/></dd></div>
</xsl:template>

<!-- The name in use above; what it is made of, here. -->
<xsl:template match="g[@n = 'Naam']" mode="row">
<div><dt><xsl:value-of select="@l"/></dt><dd><xsl:apply-templates select="." mode="compose"/></dd></div>
<xsl:apply-templates select="v[@n != 'Voornamen'] | g[../g[2]]" mode="row"/>
</xsl:template>

<xsl:template match="g[@n = 'Telefoon']" mode="row">
<xsl:apply-templates select="g" mode="row"/>
</xsl:template>

<xsl:template match="g[@n = 'Telefoon01' or @n = 'Telefoon02']" mode="row">
<div><dt><xsl:value-of select="$w/@telephone"/><xsl:if test="../g[2]"><xsl:value-of select="concat(' ', substring(@n, 10))"/></xsl:if></dt><dd><xsl:apply-templates select="." mode="show"/></dd></div>
</xsl:template>

<!-- ==== prestaties ==== -->

<xsl:variable name="in-columns" select="' ToewijzingNummer ProductCategorie ProductCode GeleverdVolume Eenheid ProductTarief ReferentieNummer Bedrag DebetCredit Begindatum Einddatum RetourCode '"/>

<xsl:template name="prestaties">
<table role="table">
<thead role="rowgroup"><tr role="row">
<th role="columnheader" scope="col"><xsl:value-of select="$w/@product"/></th>
<th role="columnheader" scope="col"><xsl:value-of select="$w/@assignment"/></th>
<th role="columnheader" scope="col"><xsl:value-of select="$w/@period"/></th>
<th role="columnheader" scope="col" class="number"><xsl:value-of select="$w/@volume"/></th>
<th role="columnheader" scope="col" class="number"><xsl:value-of select="$w/@tariff"/></th>
<th role="columnheader" scope="col" class="number"><xsl:value-of select="$w/@amount"/></th>
</tr></thead>
<xsl:for-each select="g"><xsl:call-template name="prestatie"/></xsl:for-each>
<xsl:variable name="amounts" select="g/g[@n = 'IngediendBedrag'] | g/g/g[@n = 'DeclaratieFactuurBedrag']"/>
<tfoot role="rowgroup"><tr role="row">
<th role="rowheader" scope="row" colspan="5"><xsl:choose><xsl:when test="cut"><xsl:value-of select="$w/@total-shown"/></xsl:when><xsl:otherwise><xsl:value-of select="$w/@total"/></xsl:otherwise></xsl:choose></th>
<td role="cell" class="number"><xsl:call-template name="euro"><xsl:with-param name="cents" select="sum($amounts[not(v[@n = 'DebetCredit'][@c = 'C' or . = 'C'])]/v[@n = 'Bedrag']) - sum($amounts[v[@n = 'DebetCredit'][@c = 'C' or . = 'C']]/v[@n = 'Bedrag'])"/></xsl:call-template></td>
</tr></tfoot>
</table>
<xsl:if test="cut"><p class="note"><xsl:value-of select="concat(cut/@n, ' ', $w/@cut-here)"/></p></xsl:if>
</xsl:template>

<xsl:template name="prestatie">
<xsl:variable name="rest" select=".//v[not(contains($in-columns, concat(' ', @n, ' ')))] | .//g[v[@n = 'Bedrag']][@n != 'IngediendBedrag' and @n != 'DeclaratieFactuurBedrag']"/>
<tbody role="rowgroup">
<tr role="row">
<th role="rowheader" scope="row"><xsl:apply-templates select="v[@n = 'ProductCategorie']" mode="show"/><xsl:if test="v[@n = 'ProductCode']"><br/><small><xsl:value-of select="v[@n = 'ProductCode']"/></small></xsl:if></th>
<td role="cell" data-label="{$w/@assignment}"><span><xsl:value-of select="v[@n = 'ToewijzingNummer']"/><br/><small><xsl:value-of select="g/v[@n = 'ReferentieNummer']"/></small></span></td>
<td role="cell" data-label="{$w/@period}"><span><xsl:apply-templates select="g[@n = 'ProductPeriode']" mode="show"/></span></td>
<td role="cell" class="number" data-label="{$w/@volume}"><span><xsl:call-template name="amount-of"><xsl:with-param name="volume" select=".//v[@n = 'GeleverdVolume']"/><xsl:with-param name="unit" select=".//v[@n = 'Eenheid']"/></xsl:call-template></span></td>
<td role="cell" class="number" data-label="{$w/@tariff}"><xsl:if test="not(.//v[@n = 'ProductTarief'])"><xsl:attribute name="class">number none</xsl:attribute></xsl:if><span><xsl:apply-templates select=".//v[@n = 'ProductTarief']" mode="show"/></span></td>
<td role="cell" class="number" data-label="{$w/@amount}"><span><xsl:apply-templates select="g[@n = 'IngediendBedrag'] | g/g[@n = 'DeclaratieFactuurBedrag']" mode="show"/></span></td>
</tr>
<xsl:if test="$rest or g[@n = 'RetourCodes']">
<tr role="row" class="more"><td role="cell" colspan="6">
<xsl:for-each select="$rest"><span><xsl:value-of select="concat(@l, ': ')"/><xsl:apply-templates select="." mode="show"/></span><xsl:text> </xsl:text></xsl:for-each>
<xsl:apply-templates select="g[@n = 'RetourCodes']" mode="show"/>
</td></tr>
</xsl:if>
</tbody>
</xsl:template>

<!-- ==== values in words ==== -->

<xsl:template match="v" mode="show">
<xsl:value-of select="."/>
</xsl:template>

<xsl:template match="v[@k = 'code']" mode="show">
<xsl:choose><xsl:when test="@t"><span lang="{@t}"><xsl:value-of select="."/></span></xsl:when><xsl:otherwise><xsl:value-of select="."/></xsl:otherwise></xsl:choose><xsl:text> </xsl:text><small><xsl:value-of select="concat('(', @c, ')')"/></small>
</xsl:template>

<xsl:template match="v[@k = 'money']" mode="show">
<xsl:call-template name="euro"><xsl:with-param name="cents" select="number(.)"/></xsl:call-template>
</xsl:template>

<xsl:template match="v[@k = 'percent']" mode="show">
<xsl:call-template name="decimal"><xsl:with-param name="hundredths" select="number(.)"/></xsl:call-template><xsl:text>%</xsl:text>
</xsl:template>

<xsl:template match="v[@n = 'ProductTarief'][@k = 'integer']" mode="show">
<xsl:call-template name="euro"><xsl:with-param name="cents" select="number(.)"/></xsl:call-template>
</xsl:template>

<!-- Whole cents; never a rounded division. -->
<xsl:decimal-format name="nl" decimal-separator="," grouping-separator="."/>
<xsl:template name="decimal">
<xsl:param name="hundredths"/>
<xsl:variable name="size" select="concat(substring($hundredths, 1 div ($hundredths &gt;= 0)), substring(- $hundredths, 1 div ($hundredths &lt; 0)))"/>
<xsl:if test="$hundredths &lt; 0">&#x2212;</xsl:if>
<xsl:choose>
<xsl:when test="/page/@lang = 'en'"><xsl:value-of select="concat(format-number(($size - $size mod 100) div 100, '#,##0'), '.', format-number($size mod 100, '00'))"/></xsl:when>
<xsl:otherwise><xsl:value-of select="concat(format-number(($size - $size mod 100) div 100, '#.##0', 'nl'), ',', format-number($size mod 100, '00', 'nl'))"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template name="euro">
<xsl:param name="cents"/>
<xsl:text>&#x20AC;&#160;</xsl:text>
<xsl:call-template name="decimal"><xsl:with-param name="hundredths" select="$cents"/></xsl:call-template>
</xsl:template>

<xsl:template match="g" mode="show">
<xsl:for-each select="v | g"><xsl:if test="position() &gt; 1"> &#183; </xsl:if><xsl:value-of select="concat(@l, ': ')"/><xsl:apply-templates select="." mode="show"/></xsl:for-each>
</xsl:template>

<xsl:template match="g[v[@n = 'DebetCredit']]" mode="show">
<xsl:variable name="credit" select="v[@n = 'DebetCredit'][@c = 'C' or . = 'C']"/>
<span>
<xsl:if test="$credit"><xsl:attribute name="class">credit</xsl:attribute></xsl:if>
<xsl:apply-templates select="v[@n = 'Bedrag' or @n = 'TotaalBedrag']" mode="show"/>
<xsl:text> </xsl:text><small><xsl:choose><xsl:when test="$credit">credit</xsl:when><xsl:otherwise><xsl:value-of select="$w/@debit"/></xsl:otherwise></xsl:choose></small>
</span>
</xsl:template>

<xsl:template match="g[v[@n = 'Begindatum']]" mode="show">
<xsl:call-template name="period"><xsl:with-param name="begin" select="v[@n = 'Begindatum']"/><xsl:with-param name="end" select="v[@n = 'Einddatum']"/></xsl:call-template>
</xsl:template>

<xsl:template name="period">
<xsl:param name="begin"/>
<xsl:param name="end"/>
<xsl:choose>
<xsl:when test="$begin and $end and string($begin) = string($end)"><xsl:value-of select="concat($w/@on, $begin)"/></xsl:when>
<xsl:when test="$begin and $end"><xsl:value-of select="concat($w/@between, $begin, ' ', $w/@until, $end)"/></xsl:when>
<xsl:when test="$begin"><xsl:value-of select="concat($w/@since, $begin)"/></xsl:when>
<xsl:when test="$end"><xsl:value-of select="concat($w/@until, $end)"/></xsl:when>
</xsl:choose>
</xsl:template>

<xsl:template match="g[@n = 'Geboortedatum']" mode="show">
<xsl:variable name="use" select="v[@n = 'DatumGebruik']/@c"/>
<xsl:choose>
<xsl:when test="$use = '1'"><xsl:value-of select="v[@n = 'Datum']/@m"/> <small> (<xsl:value-of select="$w/@no-day"/>)</small></xsl:when>
<xsl:when test="$use = '2'"><xsl:value-of select="v[@n = 'Datum']/@y"/> <small> (<xsl:value-of select="$w/@no-month"/>)</small></xsl:when>
<xsl:when test="$use = '3'"><xsl:value-of select="$w/@unknown"/></xsl:when>
<xsl:otherwise><xsl:value-of select="v[@n = 'Datum']"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template match="g[@n = 'Communicatie']" mode="show">
<xsl:apply-templates select="v[@n = 'Vorm']" mode="show"/>
<xsl:for-each select="v[@n = 'Taal']"><xsl:value-of select="concat(' &#183; ', $w/@language, ': ', .)"/></xsl:for-each>
</xsl:template>

<xsl:template match="g[@n = 'Product']" mode="show">
<xsl:apply-templates select="v[@n = 'Categorie']" mode="show"/>
<xsl:for-each select="v[@n = 'Code']"><xsl:text>, product </xsl:text><xsl:value-of select="."/></xsl:for-each>
</xsl:template>

<!-- Volume, Eenheid and Frequentie: 180 minuten per week. -->
<xsl:template match="g[@n = 'Omvang']" mode="show">
<xsl:variable name="often" select="v[@n = 'Frequentie']"/>
<xsl:call-template name="amount-of"><xsl:with-param name="volume" select="v[@n = 'Volume']"/><xsl:with-param name="unit" select="v[@n = 'Eenheid']"/></xsl:call-template>
<xsl:choose>
<xsl:when test="$often/@c = '6'"><xsl:value-of select="concat(' ', $w/@in-all)"/></xsl:when>
<xsl:otherwise><xsl:value-of select="concat(' ', translate(substring($often, 1, 1), 'P', 'p'), substring($often, 2))"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template name="amount-of">
<xsl:param name="volume"/>
<xsl:param name="unit"/>
<xsl:variable name="one" select="number($volume) = 1"/>
<xsl:choose>
<xsl:when test="not($volume)"><xsl:value-of select="$unit"/></xsl:when>
<xsl:when test="$unit/@c = '83'"><xsl:call-template name="euro"><xsl:with-param name="cents" select="number($volume)"/></xsl:call-template></xsl:when>
<xsl:otherwise>
<xsl:value-of select="concat($volume, ' ')"/>
<xsl:choose>
<xsl:when test="$unit/@c = '01'"><xsl:value-of select="concat(substring($w/@minute, 1 div $one), substring($w/@minutes, 1 div not($one)))"/></xsl:when>
<xsl:when test="$unit/@c = '04'"><xsl:value-of select="concat(substring($w/@hour, 1 div $one), substring($w/@hours, 1 div not($one)))"/></xsl:when>
<xsl:when test="$unit/@c = '14'"><xsl:value-of select="concat(substring($w/@day, 1 div $one), substring($w/@days, 1 div not($one)))"/></xsl:when>
<xsl:when test="$unit/@c = '16'"><xsl:value-of select="concat(substring($w/@half-day, 1 div $one), substring($w/@half-days, 1 div not($one)))"/></xsl:when>
<xsl:when test="$unit/@c = '21'"><xsl:value-of select="concat(substring($w/@week, 1 div $one), substring($w/@weeks, 1 div not($one)))"/></xsl:when>
<xsl:when test="$unit/@c = '82' or $unit/@c = '84'"><xsl:value-of select="concat(substring($w/@piece, 1 div $one), substring($w/@pieces, 1 div not($one)), substring(concat(' ', substring-after($unit, ' ')), 1 div contains($unit, ' ')))"/></xsl:when>
<xsl:otherwise><xsl:value-of select="$unit"/></xsl:otherwise>
</xsl:choose>
</xsl:otherwise>
</xsl:choose>
</xsl:template>

<!-- ==== names: as NaamGebruik says ==== -->

<xsl:template match="g[@n = 'Naam']" mode="show"><xsl:apply-templates select="." mode="compose"/></xsl:template>

<xsl:template match="g[@n = 'Naam']" mode="compose">
<xsl:variable name="use" select="v[@n = 'NaamGebruik']/@c"/>
<xsl:variable name="own" select="g[@n = 'Geslachtsnaam']"/>
<xsl:variable name="partner" select="g[@n = 'Partnernaam']"/>
<xsl:choose>
<xsl:when test="v[@n = 'Voornamen']"><xsl:value-of select="concat(v[@n = 'Voornamen'], ' ')"/></xsl:when>
<xsl:when test="v[@n = 'Voorletters']"><xsl:value-of select="concat(v[@n = 'Voorletters'], ' ')"/></xsl:when>
</xsl:choose>
<xsl:choose>
<xsl:when test="$partner and $use = '2'"><xsl:apply-templates select="$partner" mode="show"/></xsl:when>
<xsl:when test="$partner and $use = '3'"><xsl:apply-templates select="$partner" mode="show"/><xsl:text>-</xsl:text><xsl:apply-templates select="$own" mode="show"/></xsl:when>
<xsl:when test="$partner and $use = '4'"><xsl:apply-templates select="$own" mode="show"/><xsl:text>-</xsl:text><xsl:apply-templates select="$partner" mode="show"/></xsl:when>
<xsl:otherwise><xsl:apply-templates select="$own" mode="show"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template match="g[v[@n = 'Achternaam']]" mode="show">
<xsl:if test="v[@n = 'Voorvoegsel']"><xsl:value-of select="concat(v[@n = 'Voorvoegsel'], ' ')"/></xsl:if>
<xsl:value-of select="v[@n = 'Achternaam']"/>
</xsl:template>

<!-- ==== addresses and phones ==== -->

<xsl:template match="g[@n = 'Adres']" mode="show">
<xsl:variable name="house" select="g[@n = 'Huis']"/>
<xsl:variable name="country" select="v[@n = 'LandCode']"/>
<xsl:variable name="code" select="v[@n = 'Postcode']"/>
<xsl:for-each select="$house/v[@n = 'AanduidingWoonadres']"><xsl:apply-templates select="." mode="show"/><xsl:text> </xsl:text></xsl:for-each>
<xsl:value-of select="v[@n = 'Straatnaam']"/>
<xsl:if test="$house"><xsl:value-of select="concat(' ', $house/v[@n = 'Huisnummer'], $house/v[@n = 'Huisletter'])"/></xsl:if>
<xsl:for-each select="$house/v[@n = 'HuisnummerToevoeging']"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
<br/>
<xsl:choose>
<xsl:when test="string-length($code) = 6 and (not($country) or $country/@c = 'NL')"><xsl:value-of select="concat(substring($code, 1, 4), '&#160;', substring($code, 5), ' ')"/></xsl:when>
<xsl:otherwise><xsl:value-of select="concat($code, ' ')"/></xsl:otherwise>
</xsl:choose>
<xsl:value-of select="v[@n = 'Plaatsnaam']"/>
<xsl:if test="$country and not($country/@c = 'NL')"><br/><xsl:apply-templates select="$country" mode="show"/></xsl:if>
</xsl:template>

<xsl:template match="g[v[@n = 'Telefoonnummer']]" mode="show">
<xsl:variable name="land" select="v[@n = 'Landnummer']"/>
<xsl:choose>
<xsl:when test="$land and starts-with($land, '00') and $land != '0031'"><xsl:value-of select="concat('+', substring($land, 3), ' ')"/></xsl:when>
<xsl:when test="$land and $land != '0031'"><xsl:value-of select="concat($land, ' ')"/></xsl:when>
</xsl:choose>
<xsl:value-of select="v[@n = 'Telefoonnummer']"/>
</xsl:template>

</xsl:stylesheet>
