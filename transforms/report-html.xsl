<?xml version="1.0" encoding="UTF-8"?>
<!-- The html report: results of a run (report/html.c) as one page that stands alone. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
<xsl:strip-space elements="*"/>
<xsl:preserve-space elements="line mark text path code"/>

<!-- Words: 1 div false() is infinite, and nothing is left of a text from there on. -->
<xsl:variable name="en" select="/run/@lang = 'en'"/>
<xsl:variable name="title" select="concat(substring('Validatieverslag iWmo', 1 div not($en)),
    substring('iWmo validation report', 1 div $en))"/>
<xsl:variable name="skip" select="concat(substring('Naar de bevindingen', 1 div not($en)),
    substring('Skip to the findings', 1 div $en))"/>
<xsl:variable name="summary" select="concat(substring('Samenvatting', 1 div not($en)),
    substring('Summary', 1 div $en))"/>
<xsl:variable name="files" select="concat(substring('Bestanden', 1 div not($en)),
    substring('Files', 1 div $en))"/>
<xsl:variable name="file" select="concat(substring('Bestand', 1 div not($en)),
    substring('File', 1 div $en))"/>
<xsl:variable name="verdict" select="concat(substring('Oordeel', 1 div not($en)),
    substring('Verdict', 1 div $en))"/>
<xsl:variable name="message" select="concat(substring('Bericht', 1 div not($en)),
    substring('Message', 1 div $en))"/>
<xsl:variable name="errors" select="concat(substring('Fouten', 1 div not($en)),
    substring('Errors', 1 div $en))"/>
<xsl:variable name="warnings" select="concat(substring('Waarschuwingen', 1 div not($en)),
    substring('Warnings', 1 div $en))"/>
<xsl:variable name="messages" select="concat(substring('Berichten', 1 div not($en)),
    substring('Messages', 1 div $en))"/>
<xsl:variable name="valid" select="concat(substring('geldig', 1 div not($en)),
    substring('valid', 1 div $en))"/>
<xsl:variable name="invalid" select="concat(substring('ongeldig', 1 div not($en)),
    substring('invalid', 1 div $en))"/>
<xsl:variable name="undetermined" select="concat(substring('niet te beoordelen', 1 div not($en)),
    substring('undetermined', 1 div $en))"/>
<xsl:variable name="error" select="concat(substring('fout', 1 div not($en)),
    substring('error', 1 div $en))"/>
<xsl:variable name="warning" select="concat(substring('waarschuwing', 1 div not($en)),
    substring('warning', 1 div $en))"/>
<xsl:variable name="frequent" select="concat(substring('Meest voorkomend', 1 div not($en)),
    substring('Most frequent', 1 div $en))"/>
<xsl:variable name="code" select="concat(substring('Code', 1 div not($en)),
    substring('Code', 1 div $en))"/>
<xsl:variable name="count" select="concat(substring('Aantal', 1 div not($en)),
    substring('Count', 1 div $en))"/>
<xsl:variable name="about" select="concat(substring('Omschrijving', 1 div not($en)),
    substring('Description', 1 div $en))"/>
<xsl:variable name="findings" select="concat(substring('Bevindingen', 1 div not($en)),
    substring('Findings', 1 div $en))"/>
<xsl:variable name="no-findings" select="concat(substring('Er zijn geen bevindingen.', 1 div not($en)),
    substring('There are no findings.', 1 div $en))"/>
<xsl:variable name="line" select="concat(substring('regel', 1 div not($en)),
    substring('line', 1 div $en))"/>
<xsl:variable name="column" select="concat(substring('kolom', 1 div not($en)),
    substring('column', 1 div $en))"/>
<xsl:variable name="place" select="concat(substring('Plaats', 1 div not($en)),
    substring('Place', 1 div $en))"/>
<xsl:variable name="also" select="concat(substring('Zie ook', 1 div not($en)),
    substring('See also', 1 div $en))"/>
<xsl:variable name="more" select="concat(substring('en nog', 1 div not($en)),
    substring('and', 1 div $en))"/>
<xsl:variable name="more-places" select="concat(substring('plaatsen', 1 div not($en)),
    substring('more places', 1 div $en))"/>
<xsl:variable name="excerpt" select="concat(substring('Fragment van het bestand', 1 div not($en)),
    substring('Excerpt of the file', 1 div $en))"/>
<xsl:variable name="follow-on" select="concat(substring('mogelijk een gevolg van een fout in de structuur', 1 div not($en)),
    substring('may follow from a fault in the structure', 1 div $en))"/>
<xsl:variable name="cut" select="concat(substring('Getoond zijn de eerste', 1 div not($en)),
    substring('Shown are the first', 1 div $en))"/>
<xsl:variable name="of" select="concat(substring('van', 1 div not($en)),
    substring('of', 1 div $en))"/>
<xsl:variable name="cut-findings" select="concat(substring('bevindingen van dit bestand.', 1 div not($en)),
    substring('findings of this file.', 1 div $en))"/>
<xsl:variable name="cut-files" select="concat(substring('bestanden; voor meer zou dit verslag te groot worden.', 1 div not($en)),
    substring('files; with more this report would be too large.', 1 div $en))"/>
<xsl:variable name="masked" select="concat(substring('Persoonsgegevens zijn gemaskeerd.', 1 div not($en)),
    substring('Personal data is masked.', 1 div $en))"/>
<xsl:variable name="unmasked" select="concat(substring('Let op: dit verslag bevat persoonsgegevens.', 1 div not($en)),
    substring('Take care: this report contains personal data.', 1 div $en))"/>
<xsl:variable name="made-by" select="concat(substring('Gemaakt met', 1 div not($en)),
    substring('Made with', 1 div $en))"/>
<xsl:variable name="ran" select="concat(substring('getoetst', 1 div not($en)),
    substring('checked', 1 div $en))"/>
<xsl:variable name="failed" select="concat(substring('mislukt', 1 div not($en)),
    substring('failed', 1 div $en))"/>
<xsl:variable name="skipped" select="concat(substring('overgeslagen', 1 div not($en)),
    substring('skipped', 1 div $en))"/>
<xsl:variable name="layer-file" select="concat(substring('bestand', 1 div not($en)),
    substring('file', 1 div $en))"/>
<xsl:variable name="layer-xml" select="concat(substring('xml', 1 div not($en)),
    substring('xml', 1 div $en))"/>
<xsl:variable name="layer-schema" select="concat(substring('schema', 1 div not($en)),
    substring('schema', 1 div $en))"/>
<xsl:variable name="layer-rules" select="concat(substring('regels', 1 div not($en)),
    substring('rules', 1 div $en))"/>
<xsl:variable name="layer-history" select="concat(substring('historie', 1 div not($en)),
    substring('history', 1 div $en))"/>
<xsl:variable name="all-valid" select="concat(substring('Alle berichten zijn geldig', 1 div not($en)),
    substring('All messages are valid', 1 div $en))"/>
<xsl:variable name="some-invalid" select="concat(substring('Niet alle berichten zijn geldig', 1 div not($en)),
    substring('Not all messages are valid', 1 div $en))"/>
<xsl:variable name="bytes" select="concat(substring('bytes', 1 div not($en)),
    substring('bytes', 1 div $en))"/>
<xsl:variable name="unknown" select="concat(substring('niet herkend', 1 div not($en)),
    substring('not recognised', 1 div $en))"/>
<xsl:variable name="few-errors" select="concat(substring('fout(en)', 1 div not($en)),
    substring('error(s)', 1 div $en))"/>
<xsl:variable name="few-warnings" select="concat(substring('waarschuwing(en)', 1 div not($en)),
    substring('warning(s)', 1 div $en))"/>
<xsl:variable name="suppressed" select="concat(substring('Onderdrukt', 1 div not($en)),
    substring('Suppressed', 1 div $en))"/>
<xsl:variable name="changed" select="concat(substring('Ernst gewijzigd', 1 div not($en)),
    substring('Severity changed', 1 div $en))"/>
<xsl:variable name="until" select="concat(substring('tot en met', 1 div not($en)),
    substring('until', 1 div $en))"/>

<xsl:template match="/run">
<html lang="{@lang}">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="generator" content="iwmo {@version}"/>
<title><xsl:value-of select="$title"/></title>
<style>
:root { --ink: #17212b; --soft: #4b5967; --line: #d5dce3; --paper: #fff; --wash: #f4f6f8;
  --bad: #9b1c1c; --bad-wash: #fdeaea; --warn: #744800; --warn-wash: #fff2d4;
  --good: #10592e; --good-wash: #e2f4e9; --odd: #463788; --odd-wash: #eeebfa; --link: #0b4f8a; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--wash); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
.wrap { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
.skip { position: absolute; left: -99rem; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
a { color: var(--link); }
body > header { background: var(--paper); border-bottom: 1px solid var(--line); padding: 1.75rem 0 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .75rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
.banner { display: inline-block; margin: 0; padding: .35rem .8rem; border-radius: .4rem; font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 0; }
.tiles div { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem 1rem; }
.tiles dt { color: var(--soft); font-size: .9rem; }
.tiles dt::first-letter { text-transform: uppercase; }
.tiles dd { margin: 0; font-size: 1.6rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles .hit.invalid dd { color: var(--bad); }
.tiles .hit.valid dd { color: var(--good); }
.tiles .hit.undetermined dd { color: var(--odd); }
table { width: 100%; border-collapse: collapse; background: var(--paper); border: 1px solid var(--line); font-size: .95rem; }
caption { text-align: left; font-weight: 650; padding: 1.25rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem; border-top: 1px solid var(--line); }
thead th { background: var(--wash); color: var(--soft); font-size: .85rem; font-weight: 600; border-top: 0; }
tbody th { font-weight: 400; overflow-wrap: anywhere; }
.files tbody th { width: 50%; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; padding: .05rem .5rem; border-radius: .3rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
.invalid, .error { background: var(--bad-wash); color: var(--bad); }
.suppressed { background: var(--wash); color: var(--soft); text-decoration: line-through; }
.warning { background: var(--warn-wash); color: var(--warn); }
.valid { background: var(--good-wash); color: var(--good); }
.undetermined { background: var(--odd-wash); color: var(--odd); }
.tiles .invalid, .tiles .valid, .tiles .undetermined { background: var(--paper); color: inherit; }
.file { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1.25rem; overflow: hidden; }
.file > header { padding: .9rem 1rem .8rem; }
.meta { margin: .3rem 0 0; color: var(--soft); font-size: .9rem; }
.meta .badge { margin-right: .5rem; }
.note { margin: 0; padding: .6rem 1rem; border-top: 1px solid var(--line); color: var(--soft); }
details, .finding { border-top: 1px solid var(--line); }
.head { padding: .7rem 1rem; display: grid; grid-template-columns: 1.1rem 5.5rem 1fr auto; gap: .1rem .6rem; align-items: baseline; }
summary { cursor: pointer; list-style: none; }
.head::before { content: ""; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--wash); }
summary:focus-visible { outline-offset: -3px; }
summary::before { content: "\25B8"; color: var(--soft); }
details[open] > summary::before { content: "\25BE"; }
.head .badge { justify-self: start; }
.where { color: var(--soft); font-size: .85rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.more { padding: 0 1rem 1rem 2.7rem; }
.more dl { margin: 0; display: grid; grid-template-columns: 5.5rem 1fr; gap: .15rem .6rem; font-size: .9rem; align-items: baseline; }
.more dt { color: var(--soft); }
.more dd { margin: 0; min-width: 0; }
.path { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .85rem; overflow-wrap: anywhere; }
.more ul { margin: 0; padding: 0; list-style: none; }
pre { margin: .7rem 0 0; padding: .5rem 0; border: 1px solid var(--line); border-radius: .4rem; background: #fbfcfd;
  font: .82rem/1.55 ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; tab-size: 2; overflow-x: auto; }
pre > span { display: block; width: max-content; min-width: 100%; padding-right: 1rem; }
pre .n { display: inline-block; min-width: 4.2rem; padding: 0 .8rem 0 .6rem; text-align: right; color: #5f6d7a; user-select: none; }
pre .at { background: #fff6d8; }
pre .at .n { color: var(--ink); font-weight: 700; }
mark { background: #ffd84d; color: #000; border-bottom: 2px solid #8a6100; padding: .1em 0; }
footer { color: var(--soft); font-size: .9rem; padding: 1rem 0 3rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  .wrap { padding: 0 .75rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); gap: .5rem; }
  th, td { padding: .45rem .5rem; }
  .files thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .files tbody, .files tr, .files th, .files td { display: block; border: 0; padding: 0; }
  .files tr { display: flex; flex-wrap: wrap; gap: .15rem .75rem; align-items: baseline; padding: .6rem .75rem; border-top: 1px solid var(--line); }
  .files tbody th { flex-basis: 100%; }
  .files .kind, .files .zero { display: none; }
  .files .number { color: var(--soft); font-size: .9rem; }
  .files .number::after { content: " " attr(data-unit); }
  .head { grid-template-columns: 1.1rem auto 1fr; padding: .7rem .75rem; }
  .head .text { grid-column: 2 / -1; grid-row: 2; }
  .where { justify-self: end; }
  .more { padding: 0 .75rem .9rem; }
  .more dl { grid-template-columns: 1fr; }
  .more dd { margin-bottom: .3rem; }
  pre { font-size: .75rem; }
  pre .n { min-width: 3rem; padding: 0 .5rem 0 .3rem; }
}
@media print {
  @page { margin: 16mm 14mm; }
  html { font-size: 9.5pt; }
  body { background: none; }
  .wrap { max-width: none; padding: 0 1px; }
  .skip { display: none; }
  body > header { padding: 0 0 .5rem; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  .file { overflow: visible; border-radius: 0; }
  h2, h3, caption, .file > header { break-after: avoid; }
  details, tr { break-inside: avoid; }
  summary::before, details[open] > summary::before { content: ""; }
  .tiles { grid-template-columns: repeat(6, auto); }
  .tiles div { padding: .4rem .7rem; }
  .tiles dd { font-size: 14pt; }
  .head { grid-template-columns: 0 5.5rem 1fr auto; padding: .4rem .6rem; }
  .more { padding: 0 .6rem .6rem; }
  pre { font-size: 7.5pt; overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }
  pre > span { width: auto; }
}
</style>
</head>
<body>
<a class="skip" href="#findings"><xsl:value-of select="$skip"/></a>
<header>
<div class="wrap">
<h1><xsl:value-of select="$title"/></h1>
<xsl:apply-templates select="summary" mode="banner"/>
</div>
</header>
<main class="wrap">
<section aria-labelledby="summary">
<h2 id="summary"><xsl:value-of select="$summary"/></h2>
<xsl:apply-templates select="summary" mode="tiles"/>
<xsl:call-template name="files"/>
<xsl:apply-templates select="summary[code]" mode="codes"/>
</section>
<section aria-labelledby="findings">
<h2 id="findings" tabindex="-1"><xsl:value-of select="$findings"/></h2>
<xsl:if test="not(file/finding)"><p><xsl:value-of select="$no-findings"/></p></xsl:if>
<xsl:apply-templates select="file"/>
</section>
</main>
<footer>
<div class="wrap">
<xsl:choose>
<xsl:when test="@masked = 'yes'"><xsl:value-of select="$masked"/></xsl:when>
<xsl:otherwise><strong><xsl:value-of select="$unmasked"/></strong></xsl:otherwise>
</xsl:choose>
<xsl:value-of select="concat(' ', $made-by, ' iwmo ', @version, '.')"/>
</div>
</footer>
</body>
</html>
</xsl:template>

<!-- ==== summary ==== -->

<xsl:template match="summary" mode="banner">
<xsl:choose>
<xsl:when test="@messages = @valid">
<p class="banner valid"><span aria-hidden="true">&#x2714; </span><xsl:value-of select="$all-valid"/></p>
</xsl:when>
<xsl:otherwise>
<p class="banner invalid"><span aria-hidden="true">&#x2716; </span><xsl:value-of select="$some-invalid"/></p>
</xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template match="summary" mode="tiles">
<dl class="tiles">
<div><dt><xsl:value-of select="$messages"/></dt><dd><xsl:value-of select="@messages"/></dd></div>
<xsl:for-each select="@valid | @invalid | @undetermined">
<div class="{name()}">
<xsl:if test=". &gt; 0"><xsl:attribute name="class"><xsl:value-of select="concat(name(), ' hit')"/></xsl:attribute></xsl:if>
<dt><xsl:call-template name="verdict-name"><xsl:with-param name="verdict" select="name()"/></xsl:call-template></dt>
<dd><xsl:value-of select="."/></dd>
</div>
</xsl:for-each>
<div><dt><xsl:value-of select="$errors"/></dt><dd><xsl:value-of select="@errors"/></dd></div>
<div><dt><xsl:value-of select="$warnings"/></dt><dd><xsl:value-of select="@warnings"/></dd></div>
<xsl:if test="@suppressed &gt; 0">
<div><dt><xsl:value-of select="$suppressed"/></dt><dd><xsl:value-of select="@suppressed"/></dd></div>
</xsl:if>
</dl>
</xsl:template>

<xsl:template match="summary" mode="codes">
<table>
<caption><xsl:value-of select="$frequent"/></caption>
<thead><tr>
<th scope="col" class="number"><xsl:value-of select="$count"/></th>
<th scope="col"><xsl:value-of select="$code"/></th>
<th scope="col"><xsl:value-of select="$about"/></th>
</tr></thead>
<tbody>
<xsl:for-each select="code">
<tr>
<td class="number"><xsl:value-of select="@count"/></td>
<th scope="row"><span class="badge {@severity}"><xsl:value-of select="@code"/></span></th>
<td><xsl:value-of select="."/></td>
</tr>
</xsl:for-each>
</tbody>
</table>
</xsl:template>

<xsl:template name="files">
<xsl:variable name="shown" select="count(file)"/>
<table class="files" role="table">
<caption><xsl:value-of select="$files"/></caption>
<thead role="rowgroup"><tr role="row">
<th scope="col" role="columnheader"><xsl:value-of select="$file"/></th>
<th scope="col" role="columnheader"><xsl:value-of select="$verdict"/></th>
<th scope="col" role="columnheader"><xsl:value-of select="$message"/></th>
<th scope="col" role="columnheader" class="number"><xsl:value-of select="$errors"/></th>
<th scope="col" role="columnheader" class="number"><xsl:value-of select="$warnings"/></th>
</tr></thead>
<tbody role="rowgroup">
<xsl:for-each select="file">
<tr role="row">
<th scope="row" role="rowheader">
<xsl:choose>
<xsl:when test="finding"><a href="#f{position()}"><xsl:value-of select="@name"/></a></xsl:when>
<xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
</xsl:choose>
</th>
<td role="cell"><xsl:call-template name="verdict"/></td>
<td class="kind" role="cell"><xsl:call-template name="message"/></td>
<td role="cell" class="number" data-unit="{$few-errors}">
<xsl:if test="@errors = 0"><xsl:attribute name="class">number zero</xsl:attribute></xsl:if>
<xsl:value-of select="@errors"/></td>
<td role="cell" class="number" data-unit="{$few-warnings}">
<xsl:if test="@warnings = 0"><xsl:attribute name="class">number zero</xsl:attribute></xsl:if>
<xsl:value-of select="@warnings"/></td>
</tr>
</xsl:for-each>
</tbody>
</table>
<xsl:if test="$shown &lt; summary/@messages">
<p class="note"><xsl:value-of select="concat($cut, ' ', $shown, ' ', $of, ' ', summary/@messages, ' ', $cut-files)"/></p>
</xsl:if>
</xsl:template>

<!-- ==== a file ==== -->

<xsl:template name="verdict-name">
<xsl:param name="verdict" select="@verdict"/>
<xsl:choose>
<xsl:when test="$verdict = 'valid'"><xsl:value-of select="$valid"/></xsl:when>
<xsl:when test="$verdict = 'invalid'"><xsl:value-of select="$invalid"/></xsl:when>
<xsl:otherwise><xsl:value-of select="$undetermined"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template name="verdict">
<span class="badge {@verdict}">
<span aria-hidden="true"><xsl:value-of select="concat(substring('&#x2714; ', 1 div (@verdict = 'valid')),
    substring('&#x2716; ', 1 div (@verdict = 'invalid')), substring('? ', 1 div (@verdict = 'undetermined')))"/></span>
<xsl:call-template name="verdict-name"/>
</span>
</xsl:template>

<xsl:template name="message">
<xsl:choose>
<xsl:when test="@message"><xsl:value-of select="concat(@message, '&#160;', @release)"/></xsl:when>
<xsl:otherwise><xsl:value-of select="$unknown"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template match="file">
<xsl:if test="finding">
<section class="file" aria-labelledby="{concat('f', position())}">
<header>
<h3 id="{concat('f', position())}" tabindex="-1"><xsl:value-of select="@name"/></h3>
<p class="meta">
<xsl:call-template name="verdict"/>
<xsl:call-template name="message"/>
<xsl:for-each select="layer">
<xsl:sort select="translate(substring(@state, 1, 1), 'rfs', '123')"/>
<xsl:variable name="state" select="@state"/>
<xsl:if test="not(preceding-sibling::layer[@state = $state])">
<xsl:value-of select="concat(' &#183; ', substring($ran, 1 div ($state = 'ran')), substring($failed, 1 div ($state = 'failed')),
    substring($skipped, 1 div ($state = 'skipped')), ': ')"/>
<xsl:for-each select="../layer[@state = $state]">
<xsl:if test="position() &gt; 1">, </xsl:if>
<xsl:call-template name="layer"/>
</xsl:for-each>
</xsl:if>
</xsl:for-each>
</p>
</header>
<xsl:apply-templates select="finding"/>
<xsl:if test="count(finding) &lt; @total">
<p class="note"><xsl:value-of select="concat($cut, ' ', count(finding), ' ', $of, ' ', @total, ' ', $cut-findings)"/></p>
</xsl:if>
</section>
</xsl:if>
</xsl:template>

<xsl:template name="layer">
<xsl:choose>
<xsl:when test="@name = 'file'"><xsl:value-of select="$layer-file"/></xsl:when>
<xsl:when test="@name = 'xml'"><xsl:value-of select="$layer-xml"/></xsl:when>
<xsl:when test="@name = 'schema'"><xsl:value-of select="$layer-schema"/></xsl:when>
<xsl:when test="@name = 'rules'"><xsl:value-of select="$layer-rules"/></xsl:when>
<xsl:otherwise><xsl:value-of select="$layer-history"/></xsl:otherwise>
</xsl:choose>
</xsl:template>

<!-- ==== a finding ==== -->

<!-- With nothing more to tell there is nothing to unfold. -->
<xsl:template match="finding">
<div class="finding"><div class="head"><xsl:call-template name="head"/></div></div>
</xsl:template>

<xsl:template match="finding[path or source or @retourcode or @follow-on or @reason]">
<details open="open">
<summary class="head"><xsl:call-template name="head"/></summary>
<div class="more">
<dl>
<xsl:if test="path"><dt><xsl:value-of select="$place"/></dt><dd class="path"><xsl:value-of select="path"/></dd></xsl:if>
<xsl:if test="@retourcode"><dt>Retourcode</dt><dd><xsl:value-of select="@retourcode"/></dd></xsl:if>
<xsl:apply-templates select="also"/>
<xsl:if test="@reason">
<dt><xsl:value-of select="concat(substring($suppressed, 1 div boolean(@suppressed)), substring($changed, 1 div not(@suppressed)))"/></dt>
<dd><xsl:value-of select="concat(@reason, ' (', $until, ' ', @until, ')')"/></dd>
</xsl:if>
</dl>
<xsl:if test="@follow-on"><p class="meta"><xsl:value-of select="$follow-on"/></p></xsl:if>
<xsl:apply-templates select="source"/>
</div>
</details>
</xsl:template>

<xsl:template name="head">
<span class="badge {@severity}">
<xsl:if test="@suppressed"><xsl:attribute name="class">badge suppressed</xsl:attribute></xsl:if>
<span class="hidden">
<xsl:value-of select="concat(substring($error, 1 div (@severity = 'error')), substring($warning, 1 div (@severity = 'warning')), ' ')"/>
</span>
<xsl:value-of select="@code"/>
</span>
<span class="text"><xsl:value-of select="text"/></span>
<span class="where">
<xsl:if test="@line"><xsl:value-of select="concat($line, ' ', @line, ', ', $column, ' ', @column)"/></xsl:if>
</span>
</xsl:template>

<xsl:template match="also">
<dt><xsl:value-of select="$also"/></dt>
<dd>
<ul>
<xsl:for-each select="path"><li class="path"><xsl:value-of select="."/></li></xsl:for-each>
<xsl:if test="@more &gt; 0"><li><xsl:value-of select="concat($more, ' ', @more, ' ', $more-places)"/></li></xsl:if>
</ul>
</dd>
</xsl:template>

<xsl:template match="source">
<pre tabindex="0" role="group" aria-label="{$excerpt}, {$line} {../@line}">
<xsl:for-each select="line">
<span>
<xsl:if test="@number = ../../@line"><xsl:attribute name="class">at</xsl:attribute></xsl:if>
<span class="n"><xsl:if test="@number = ../../@line"><xsl:text>&#x25B8; </xsl:text></xsl:if><xsl:value-of select="@number"/></span>
<xsl:apply-templates/>
</span>
</xsl:for-each>
</pre>
</xsl:template>

<xsl:template match="mark"><mark><xsl:value-of select="."/></mark></xsl:template>

</xsl:stylesheet>
