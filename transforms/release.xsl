<?xml version="1.0" encoding="UTF-8"?>
<!--
  Between releases: what both directions share.

  In:  <r:source release="2.3" message="WMO301"><r:given name="" value=""/>... <Bericht/>
       A message that obeys the schema of its release, without namespaces and layout.
       Attribute r:nr: the number of an element among its like, when there are several.
       r:given: a value that the user supplied, name "ToewijzingNummer[2]" or
       "ToewijzingNummer" for all of them.
  Out: <r:result><Bericht/></r:result>, the elements in the order of the other release.
       In it stand r:verlies (a value lost, changed, derived or supplied; inside the
       element that got the new value, or in a group when none did) and r:fout (an error
       of the mapping).  The program takes them out, adds the namespaces, and writes
       nothing when there is an r:fout.
  What no template names is copied with its name, its value and its place.
  Rules and tables: mapping-2.3-3.2.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:iwmo:release" exclude-result-prefixes="r">

<xsl:output method="xml" encoding="UTF-8"/>
<xsl:key name="given" match="r:given" use="@name"/>

<xsl:template match="r:source">
  <r:result>
    <xsl:apply-templates select="Bericht"/>
  </r:result>
</xsl:template>

<xsl:template match="*">
  <xsl:element name="{local-name()}">
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<!-- ==== places ==== -->

<xsl:template match="*" mode="path">
  <xsl:for-each select="ancestor-or-self::*[not(self::r:source)]">
    <xsl:value-of select="concat('/', local-name())"/>
    <xsl:if test="@r:nr">
      <xsl:value-of select="concat('[', @r:nr, ']')"/>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<!-- ==== lines of the loss report ==== -->

<!-- One line.  `old` is absent when the source keeps its value elsewhere or has none,
     `new` when no element got one. -->
<xsl:template name="note">
  <xsl:param name="kind"/>
  <xsl:param name="rule"/>
  <xsl:param name="reason"/>
  <xsl:param name="source" select="."/>
  <xsl:param name="old" select="$source"/>
  <xsl:param name="new" select="/.."/>
  <xsl:param name="technical"/>
  <r:verlies kind="{$kind}" rule="{$rule}" reason="{$reason}">
    <xsl:if test="$source">
      <xsl:attribute name="source">
        <xsl:for-each select="$source">
          <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
          <xsl:apply-templates select="." mode="path"/>
        </xsl:for-each>
      </xsl:attribute>
    </xsl:if>
    <xsl:if test="$old">
      <xsl:attribute name="old"><xsl:value-of select="$old"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="string($new)">
      <xsl:attribute name="new"><xsl:value-of select="$new"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="$technical">
      <xsl:attribute name="technical">1</xsl:attribute>
    </xsl:if>
  </r:verlies>
</xsl:template>

<!-- The context keeps its name and gets `value`. -->
<xsl:template name="changed">
  <xsl:param name="value"/>
  <xsl:param name="rule"/>
  <xsl:param name="reason" select="'code-table'"/>
  <xsl:param name="name" select="local-name()"/>
  <xsl:param name="kind" select="'changed'"/>
  <xsl:param name="technical"/>
  <xsl:element name="{$name}">
    <xsl:value-of select="$value"/>
    <xsl:call-template name="note">
      <xsl:with-param name="kind" select="$kind"/>
      <xsl:with-param name="rule" select="$rule"/>
      <xsl:with-param name="reason" select="$reason"/>
      <xsl:with-param name="new" select="$value"/>
      <xsl:with-param name="technical" select="$technical"/>
    </xsl:call-template>
  </xsl:element>
</xsl:template>

<!-- A new element `name`. -->
<xsl:template name="supplied">
  <xsl:param name="name"/>
  <xsl:param name="value"/>
  <xsl:param name="rule" select="'SUPPLY'"/>
  <xsl:param name="reason"/>
  <xsl:param name="kind" select="'supplied'"/>
  <xsl:param name="source" select="/.."/>
  <xsl:param name="technical"/>
  <xsl:element name="{$name}">
    <xsl:value-of select="$value"/>
    <xsl:call-template name="note">
      <xsl:with-param name="kind" select="$kind"/>
      <xsl:with-param name="rule" select="$rule"/>
      <xsl:with-param name="reason" select="$reason"/>
      <xsl:with-param name="source" select="$source"/>
      <xsl:with-param name="old" select="/.."/>
      <xsl:with-param name="new" select="$value"/>
      <xsl:with-param name="technical" select="$technical"/>
    </xsl:call-template>
  </xsl:element>
</xsl:template>

<!-- All values in an element have no place in the other release. -->
<xsl:template match="*" mode="lost">
  <xsl:param name="rule" select="'LOST'"/>
  <xsl:param name="reason" select="'no-place'"/>
  <xsl:param name="technical"/>
  <xsl:choose>
    <xsl:when test="*">
      <xsl:apply-templates select="*" mode="lost">
        <xsl:with-param name="rule" select="$rule"/>
        <xsl:with-param name="reason" select="$reason"/>
        <xsl:with-param name="technical" select="$technical"/>
      </xsl:apply-templates>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="note">
        <xsl:with-param name="kind" select="'lost'"/>
        <xsl:with-param name="rule" select="$rule"/>
        <xsl:with-param name="reason" select="$reason"/>
        <xsl:with-param name="technical" select="$technical"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The context, and all in it, under another name. -->
<xsl:template match="*" mode="moved">
  <xsl:param name="name" select="local-name()"/>
  <xsl:element name="{$name}">
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<!-- ==== errors, and what the user gave ==== -->

<!-- About the context, or about an element that is `missing` at this place in the
     target. -->
<xsl:template name="error">
  <xsl:param name="id"/>
  <xsl:param name="reason"/>
  <xsl:param name="missing"/>
  <xsl:param name="value" select="/.."/>
  <r:fout id="{$id}" reason="{$reason}">
    <xsl:choose>
      <xsl:when test="$missing">
        <xsl:attribute name="missing"><xsl:value-of select="$missing"/></xsl:attribute>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="source">
          <xsl:apply-templates select="." mode="path"/>
        </xsl:attribute>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$value">
      <xsl:attribute name="old"><xsl:value-of select="$value"/></xsl:attribute>
    </xsl:if>
  </r:fout>
</xsl:template>

<!-- The value given for name[key], else for name. -->
<xsl:template name="given">
  <xsl:param name="name"/>
  <xsl:param name="key"/>
  <xsl:variable name="exact" select="key('given', concat($name, '[', $key, ']'))"/>
  <xsl:choose>
    <xsl:when test="$exact">
      <xsl:value-of select="$exact/@value"/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="key('given', $name)/@value"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A required element that only the user can fill, at its place in the target. -->
<xsl:template name="required">
  <xsl:param name="name"/>
  <xsl:param name="ask" select="$name"/>
  <xsl:param name="key"/>
  <xsl:param name="rule" select="'SUPPLY'"/>
  <xsl:param name="error"/>
  <xsl:param name="reason" select="'given'"/>
  <xsl:param name="advice" select="concat('missing-', $ask)"/>
  <xsl:variable name="value">
    <xsl:call-template name="given">
      <xsl:with-param name="name" select="$ask"/>
      <xsl:with-param name="key" select="$key"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="string($value)">
      <xsl:call-template name="supplied">
        <xsl:with-param name="name" select="$name"/>
        <xsl:with-param name="value" select="$value"/>
        <xsl:with-param name="rule" select="$rule"/>
        <xsl:with-param name="reason" select="$reason"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="error">
        <xsl:with-param name="id" select="$error"/>
        <xsl:with-param name="reason" select="$advice"/>
        <xsl:with-param name="missing" select="$name"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The same for one that may be left out. -->
<xsl:template name="optional">
  <xsl:param name="name"/>
  <xsl:param name="key"/>
  <xsl:variable name="value">
    <xsl:call-template name="given">
      <xsl:with-param name="name" select="$name"/>
      <xsl:with-param name="key" select="$key"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:if test="string($value)">
    <xsl:call-template name="supplied">
      <xsl:with-param name="name" select="$name"/>
      <xsl:with-param name="value" select="$value"/>
      <xsl:with-param name="reason" select="'given'"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- A code that the other release does not have, replaced by the code that the user gave
     for it when that is among `allowed` (" 01 02 "). -->
<xsl:template name="replaced">
  <xsl:param name="ask" select="local-name()"/>
  <xsl:param name="allowed"/>
  <xsl:param name="rule"/>
  <xsl:param name="error"/>
  <xsl:variable name="value">
    <xsl:call-template name="given">
      <xsl:with-param name="name" select="$ask"/>
      <xsl:with-param name="key" select="string(.)"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="string($value) and contains($allowed, concat(' ', $value, ' '))">
      <xsl:call-template name="changed">
        <xsl:with-param name="value" select="$value"/>
        <xsl:with-param name="rule" select="$rule"/>
        <xsl:with-param name="reason" select="'on-request'"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="error">
        <xsl:with-param name="id" select="$error"/>
        <xsl:with-param name="reason" select="concat('code-', $ask)"/>
        <xsl:with-param name="value" select="."/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- ==== T-RC ==== -->

<!-- Each direction has $rc-pairs, codes with a counterpart (" 0030=9333 "), and $rc-none,
     codes with none (" 0013 ").
     What becomes of a return code: its counterpart, itself, or '' for E-RETOURCODE. -->
<xsl:template name="rc">
  <xsl:variable name="pair"
      select="substring-before(substring-after($rc-pairs, concat(' ', ., '=')), ' ')"/>
  <xsl:choose>
    <xsl:when test="$pair"><xsl:value-of select="$pair"/></xsl:when>
    <xsl:when test="not(contains($rc-none, concat(' ', ., ' ')))">
      <xsl:value-of select="."/>
    </xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="RetourCode">
  <xsl:variable name="code"><xsl:call-template name="rc"/></xsl:variable>
  <xsl:choose>
    <xsl:when test="$code = ''">
      <xsl:call-template name="replaced">
        <xsl:with-param name="allowed" select="' 0001 '"/>
        <xsl:with-param name="rule" select="'T-RC'"/>
        <xsl:with-param name="error" select="'E-RETOURCODE'"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:when test="$code = . and . != '8214'">
      <RetourCode><xsl:value-of select="."/></RetourCode>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="changed">
        <xsl:with-param name="value" select="$code"/>
        <xsl:with-param name="rule" select="'T-RC'"/>
        <xsl:with-param name="reason">
          <xsl:choose>
            <xsl:when test="$code = .">meaning-changed</xsl:when>
            <xsl:when test=". = '9300' or . = '9379'">approximate</xsl:when>
            <xsl:otherwise>close</xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A code that moves to another class (T-RC325): reported, whatever it becomes. -->
<xsl:template match="RetourCode" mode="class">
  <xsl:variable name="code"><xsl:call-template name="rc"/></xsl:variable>
  <xsl:choose>
    <xsl:when test="$code != . or . = '8214'">
      <xsl:apply-templates select="."/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="changed">
        <xsl:with-param name="value" select="."/>
        <xsl:with-param name="kind" select="'derived'"/>
        <xsl:with-param name="rule" select="'T-RC325'"/>
        <xsl:with-param name="reason" select="'class'"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- T-RC325: of these codes those in `alone` remain, when there are any; else all but
     0200, or one 0200 when there is nothing else. -->
<xsl:template name="class-divided">
  <xsl:param name="codes"/>
  <xsl:param name="alone" select="/.."/>
  <xsl:variable name="others" select="$codes[. != '0200']"/>
  <xsl:choose>
    <xsl:when test="$alone">
      <xsl:variable name="code" select="string($alone)"/>
      <xsl:apply-templates select="$alone" mode="class"/>
      <xsl:apply-templates select="$codes[. != $code]" mode="class-lost"/>
    </xsl:when>
    <xsl:when test="$others">
      <xsl:apply-templates select="$others" mode="class"/>
      <xsl:apply-templates select="$codes[. = '0200']" mode="class-lost"/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:apply-templates select="$codes[1]" mode="class"/>
      <xsl:apply-templates select="$codes[position() > 1]" mode="class-lost"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="RetourCode" mode="class-lost">
  <xsl:apply-templates select="." mode="lost">
    <xsl:with-param name="rule" select="'T-RC325'"/>
    <xsl:with-param name="reason" select="'class'"/>
  </xsl:apply-templates>
</xsl:template>

<!-- ==== the same in both directions ==== -->

<!-- The number of another rule set: kept and reported. -->
<xsl:template match="XsltVersie">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="."/>
    <xsl:with-param name="rule" select="'COPY'"/>
    <xsl:with-param name="reason" select="'rule-set'"/>
    <xsl:with-param name="technical" select="1"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="verwijzer-08">
  <xsl:call-template name="changed">
    <xsl:with-param name="value" select="."/>
    <xsl:with-param name="rule" select="'T-VERWIJZER'"/>
    <xsl:with-param name="reason" select="'meaning-changed'"/>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
