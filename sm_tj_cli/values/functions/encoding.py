"""Text and bytes in other forms: Base64, CSV, URLs and character encodings."""

from __future__ import annotations

import codecs
import re
import zlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from urllib.parse import quote_plus

from sm_tj_cli.values.character_encodings import character_encoding
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    text_of,
)
from sm_tj_cli.values.quoting import quoted
from sm_tj_cli.values.types import DYNAMIC, STRING, ObjectType
from sm_tj_cli.values.value import Value, list_of, object_of, string

STR = Parameter("str", STRING)
# What Python's codec makes of bytes that stand for nothing.
NOT_SHIFT_JIS = re.compile("[\xa0\uf8f0-\uf8f3]")
NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\r\n]")
BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


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
        raise FunctionError(f"failed to decode base64 data {quoted(text)}") from None
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
    characters_per_step=2,
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
    if registered == "UTF-16" and content.startswith(codecs.BOM_UTF16_LE):
        codec = "utf-16-le"
    try:
        decoded = content.decode(codec)
        if codec == "cp932" and NOT_SHIFT_JIS.search(decoded):
            raise UnicodeDecodeError(codec, content, 0, 1, "undefined")
        return string(decoded.removeprefix("\ufeff") if registered == "UTF-16" else decoded)
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
        content = codecs.BOM_UTF16_BE + content
    return string(b64encode(content).decode())


def _encoding(name: str) -> tuple[str, str]:
    found = character_encoding(name)
    if found is None:
        raise FunctionError(
            f"{quoted(name)} is not a supported IANA encoding name or alias in this Terraform version",
            1,
        )
    return found


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
