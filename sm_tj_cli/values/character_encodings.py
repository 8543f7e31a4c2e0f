"""The character encodings that Terraform knows: those of IANA's registry that Go's `ianaindex` has."""

from __future__ import annotations

# The name that IANA registered, Python's codec, and aliases in lower case. IBM1047 is missing: Python has no codec for it.
ENCODINGS = """
    UTF-8 utf-8 csutf8
    UTF-16 utf-16-be csutf16
    UTF-16BE utf-16-be csutf16be
    UTF-16LE utf-16-le csutf16le
    US-ASCII ascii iso-ir-6 iso646-us us cp367 ansi_x3.4-1968 ansi_x3.4-1986 iso_646.irv:1991 ibm367 csascii
    ISO_8859-1:1987 latin-1 iso-8859-1 iso_8859-1 latin1 l1 ibm819 cp819 iso-ir-100 csisolatin1
    ISO_8859-2:1987 iso8859-2 iso-8859-2 iso_8859-2 latin2 l2 iso-ir-101 csisolatin2
    ISO_8859-3:1988 iso8859-3 iso-8859-3 iso_8859-3 latin3 l3 iso-ir-109 csisolatin3
    ISO_8859-4:1988 iso8859-4 iso-8859-4 iso_8859-4 latin4 l4 iso-ir-110 csisolatin4
    ISO_8859-5:1988 iso8859-5 iso-8859-5 iso_8859-5 cyrillic iso-ir-144 csisolatincyrillic
    ISO_8859-6:1987 iso8859-6 iso-8859-6 iso_8859-6 arabic iso-ir-127 ecma-114 asmo-708 csisolatinarabic
    ISO_8859-7:1987 iso8859-7 iso-8859-7 iso_8859-7 greek iso-ir-126 elot_928 ecma-118 greek8 csisolatingreek
    ISO_8859-8:1988 iso8859-8 iso-8859-8 iso_8859-8 hebrew iso-ir-138 csisolatinhebrew
    ISO_8859-9:1989 iso8859-9 iso-8859-9 iso_8859-9 latin5 l5 iso-ir-148 csisolatin5
    ISO-8859-10 iso8859-10 latin6 l6 iso-ir-157 iso_8859-10:1992 csisolatin6
    ISO-8859-13 iso8859-13 csiso885913
    ISO-8859-14 iso8859-14 iso_8859-14 latin8 l8 iso-ir-199 iso_8859-14:1998 iso-celtic csiso885914
    ISO-8859-15 iso8859-15 iso_8859-15 latin-9 csiso885915
    ISO-8859-16 iso8859-16 iso_8859-16 latin10 l10 iso-ir-226 iso_8859-16:2001 csiso885916
    windows-874 cp874 cswindows874
    windows-1250 cp1250 cswindows1250
    windows-1251 cp1251 cswindows1251
    windows-1252 cp1252 cswindows1252
    windows-1253 cp1253 cswindows1253
    windows-1254 cp1254 cswindows1254
    windows-1255 cp1255 cswindows1255
    windows-1256 cp1256 cswindows1256
    windows-1257 cp1257 cswindows1257
    windows-1258 cp1258 cswindows1258
    KOI8-R koi8-r cskoi8r
    KOI8-U koi8-u cskoi8u
    macintosh mac-roman mac csmacintosh
    Shift_JIS cp932 ms_kanji csshiftjis
    EUC-JP euc-jp extended_unix_code_packed_format_for_japanese cseucpkdfmtjapanese
    ISO-2022-JP iso-2022-jp csiso2022jp
    EUC-KR cp949 cseuckr
    GBK gbk cp936 ms936 windows-936 csgbk
    GB18030 gb18030 csgb18030
    HZ-GB-2312 hz
    Big5 big5hkscs csbig5
    IBM037 cp037 cp037 ebcdic-cp-us ebcdic-cp-ca ebcdic-cp-wt ebcdic-cp-nl csibm037
    IBM437 cp437 cp437 437 cspc8codepage437
    IBM850 cp850 cp850 850 cspc850multilingual
    IBM852 cp852 cp852 852 cspcp852
    IBM855 cp855 cp855 855 csibm855
    IBM00858 cp858 ccsid00858 cp00858 pc-multilingual-850+euro csibm00858
    IBM860 cp860 cp860 860 csibm860
    IBM862 cp862 cp862 862 cspc862latinhebrew
    IBM863 cp863 cp863 863 csibm863
    IBM865 cp865 cp865 865 csibm865
    IBM866 cp866 cp866 866 csibm866
    IBM01140 cp1140 ccsid01140 cp01140 ebcdic-us-37+euro csibm01140
    ISO_8859-6-E iso8859-6 csiso88596e iso-8859-6-e
    ISO_8859-6-I iso8859-6 csiso88596i iso-8859-6-i
    ISO_8859-8-E iso8859-8 csiso88598e iso-8859-8-e
    ISO_8859-8-I iso8859-8 csiso88598i iso-8859-8-i
"""


def character_encoding(name: str) -> tuple[str, str] | None:
    """The registered name and Python's codec of a character encoding, None where it is not known."""
    for line in ENCODINGS.strip().split("\n"):
        registered, codec, *aliases = line.split()
        if name.lower() in (registered.lower(), *aliases):
            return registered, codec
    return None
