"""Text and bytes in other forms: Base64, CSV, URLs and character encodings."""

from __future__ import annotations

import codecs
import re
import zlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from urllib.parse import quote_plus

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    text_of,
)
from sm_tj_cli.values.types import DYNAMIC, STRING, ObjectType
from sm_tj_cli.values.value import Value, list_of, object_of, string

STR = Parameter("str", STRING)
NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\r\n]")
BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

# The character encodings that Terraform knows: the name that IANA registered, Python's codec, and aliases.
ENCODINGS = """
    UTF-8 utf-8
    UTF-16 utf-16
    UTF-16BE utf-16-be
    UTF-16LE utf-16-le
    US-ASCII ascii ascii iso-ir-6 iso646-us us cp367
    ISO_8859-1:1987 latin-1 iso-8859-1 iso_8859-1 latin1 l1 ibm819 cp819
    ISO_8859-2:1987 iso8859-2 iso-8859-2 iso_8859-2 latin2 l2
    ISO_8859-3:1988 iso8859-3 iso-8859-3 iso_8859-3 latin3 l3
    ISO_8859-4:1988 iso8859-4 iso-8859-4 iso_8859-4 latin4 l4
    ISO_8859-5:1988 iso8859-5 iso-8859-5 iso_8859-5 cyrillic
    ISO_8859-6:1987 iso8859-6 iso-8859-6 iso_8859-6 arabic
    ISO_8859-7:1987 iso8859-7 iso-8859-7 iso_8859-7 greek
    ISO_8859-8:1988 iso8859-8 iso-8859-8 iso_8859-8 hebrew
    ISO_8859-9:1989 iso8859-9 iso-8859-9 iso_8859-9 latin5 l5
    ISO-8859-10 iso8859-10 latin6 l6
    ISO-8859-13 iso8859-13
    ISO-8859-14 iso8859-14 iso_8859-14 latin8 l8
    ISO-8859-15 iso8859-15 iso_8859-15 latin-9
    ISO-8859-16 iso8859-16 iso_8859-16 latin10 l10
    windows-874 cp874
    windows-1250 cp1250
    windows-1251 cp1251
    windows-1252 cp1252
    windows-1253 cp1253
    windows-1254 cp1254
    windows-1255 cp1255
    windows-1256 cp1256
    windows-1257 cp1257
    windows-1258 cp1258
    KOI8-R koi8-r
    KOI8-U koi8-u
    macintosh mac-roman mac
    Shift_JIS cp932 ms_kanji
    EUC-JP euc-jp
    ISO-2022-JP iso-2022-jp
    EUC-KR cp949
    GBK gbk cp936 ms936 windows-936
    GB18030 gb18030
    HZ-GB-2312 hz
    Big5 big5hkscs
    IBM037 cp037 cp037
    IBM437 cp437 cp437 437
    IBM850 cp850 cp850 850
    IBM852 cp852 cp852 852
    IBM855 cp855 cp855 855
    IBM00858 cp858 cp858
    IBM860 cp860 cp860 860
    IBM862 cp862 cp862 862
    IBM863 cp863 cp863 863
    IBM865 cp865 cp865 865
    IBM866 cp866 cp866 866
    IBM01140 cp1140 cp1140
"""


@function(
    "base64decode",
    STR,
    returns=STRING,
    examples=(('base64decode("SGVsbG8gV29ybGQ=")', '"Hello World"'),),
)
def base64decode(arguments: Arguments) -> Value:
    """The text that Base64 stands for."""
    text = text_of(arguments[0])
    try:
        content = _from_base64(text)
    except Base64Error:
        raise FunctionError(f'failed to decode base64 data "{text}"') from None
    try:
        return string(content.decode())
    except UnicodeDecodeError:
        raise FunctionError(
            "the result of decoding the provided string is not valid UTF-8"
        ) from None


@function(
    "base64encode",
    STR,
    returns=STRING,
    examples=(('base64encode("Hello World")', '"SGVsbG8gV29ybGQ="'),),
)
def base64encode(arguments: Arguments) -> Value:
    """The string in Base64."""
    return string(b64encode(text_of(arguments[0]).encode()).decode())


@function(
    "base64gzip",
    STR,
    returns=STRING,
)
def base64gzip(arguments: Arguments) -> Value:
    """The string compressed with gzip, in Base64."""
    # No time, no name, system "unknown": the same text gives the same result everywhere.
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    content = text_of(arguments[0]).encode()
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    # Terraform flushes before it closes, which leaves marks of its own in the stream.
    body = compressor.compress(content) + compressor.flush(zlib.Z_SYNC_FLUSH)
    body = (body or b"\x00\x00\x00\xff\xff") + b"\x01\x00\x00\xff\xff"
    trailer = zlib.crc32(content).to_bytes(4, "little") + (len(content) % 2**32).to_bytes(
        4, "little"
    )
    return string(b64encode(header + body + trailer).decode())


@function(
    "csvdecode",
    STR,
    returns=DYNAMIC,
    examples=(
        (
            'csvdecode("a,b\\n1,2\\n")',
            'tolist([\n  {\n    "a" = "1"\n    "b" = "2"\n  },\n])',
        ),
    ),
)
def csvdecode(arguments: Arguments) -> Value:
    """The rows of a CSV text as a list of objects; the first line names their attributes."""
    records = list(_csv_records(text_of(arguments[0])))
    if not records:
        raise FunctionError("missing header line")
    (_, names), *rows = records
    for name in names:
        if names.count(name) > 1:
            raise FunctionError(f'duplicate column name "{name}"')
    kind = ObjectType(tuple((name, STRING) for name in sorted(names)))
    objects: list[Value] = []
    for line, fields in rows:
        if len(fields) != len(names):
            raise FunctionError(f"CSV parse error on line {line}: wrong number of fields")
        objects.append(object_of(dict(zip(names, map(string, fields), strict=True))))
    return list_of(kind, objects)


QUOTED = re.compile(r'"((?:[^"]|"")*)("?)')
BARE = re.compile(r"[^,\n]*")


def _csv_records(text: str) -> list[tuple[int, list[str]]]:
    """The records of RFC 4180 with the numbers of their first lines, empty lines left out."""
    text = text.replace("\r\n", "\n")
    records: list[tuple[int, list[str]]] = []
    position, line = 0, 1
    while position < len(text):
        if text[position] == "\n":
            position, line = position + 1, line + 1
            continue
        fields: list[str] = []
        start = line
        while True:
            field, position = _csv_field(text, position, line)
            fields.append(field)
            line += field.count("\n")
            if text[position : position + 1] != ",":
                break
            position += 1
        records.append((start, fields))
        position, line = position + 1, line + 1
    return records


def _csv_field(text: str, position: int, line: int) -> tuple[str, int]:
    if text[position : position + 1] != '"':
        found = BARE.match(text, position)
        assert found is not None
        if '"' in found[0]:
            raise FunctionError(f'CSV parse error on line {line}: bare " in non-quoted-field')
        return found[0], found.end()
    quoted = QUOTED.match(text, position)
    assert quoted is not None
    if not quoted[2] or text[quoted.end() : quoted.end() + 1] not in ("", ",", "\n"):
        line += quoted[1].rstrip("\n").count("\n")
        raise FunctionError(
            f'CSV parse error on line {line}: extraneous or missing " in quoted-field'
        )
    return quoted[1].replace('""', '"'), quoted.end()


@function(
    "textdecodebase64",
    Parameter("source", STRING),
    Parameter("encoding", STRING),
    returns=STRING,
    examples=(('textdecodebase64("SABlAGwAbABvAA==", "UTF-16LE")', '"Hello"'),),
)
def textdecodebase64(arguments: Arguments) -> Value:
    """The text that Base64 stands for, in the given character encoding."""
    text, name = map(text_of, arguments)
    registered, codec = _encoding(name)
    try:
        content = _from_base64(text)
    except Base64Error:
        raise FunctionError(
            f"the given value is has an invalid base64 symbol at offset {_base64_fault(text)}", 0
        ) from None
    try:
        return string(content.decode(codec))
    except UnicodeDecodeError:
        raise FunctionError(
            f"the given string contains symbols that are not defined for {registered}", 0
        ) from None


@function(
    "textencodebase64",
    Parameter("string", STRING),
    Parameter("encoding", STRING),
    returns=STRING,
    examples=(('textencodebase64("Hello", "UTF-16LE")', '"SABlAGwAbABvAA=="'),),
)
def textencodebase64(arguments: Arguments) -> Value:
    """The string in the given character encoding, in Base64."""
    text, name = map(text_of, arguments)
    registered, codec = _encoding(name)
    try:
        content = text.encode(codec)
    except UnicodeEncodeError:
        raise FunctionError(
            "the given string contains characters that cannot be represented in " + registered, 0
        ) from None
    if registered == "UTF-16":
        content = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    return string(b64encode(content).decode())


def _encoding(name: str) -> tuple[str, str]:
    """The registered name and Python's codec of a character encoding."""
    for line in ENCODINGS.split("\n"):
        registered, codec, *aliases = line.split() or ("", "")
        if name.lower() in (registered.lower(), *aliases) and name:
            return registered, codec
    raise FunctionError(
        f'"{name}" is not a supported IANA encoding name or alias in this Terraform version', 1
    )


def _from_base64(text: str) -> bytes:
    """Strict Base64, in which only line breaks may stand between."""
    content = text.replace("\r", "").replace("\n", "")
    if not BASE64.fullmatch(content):
        raise Base64Error(text)
    return b64decode(content)


def _base64_fault(text: str) -> int:
    found = NOT_BASE64.search(text)
    return found.start() if found else len(text) // 4 * 4


@function(
    "urlencode",
    STR,
    returns=STRING,
    examples=(('urlencode("Hello World!")', '"Hello+World%21"'),),
)
def urlencode(arguments: Arguments) -> Value:
    """The string as it may stand in the query of a URL."""
    return string(quote_plus(text_of(arguments[0]), safe=""))
