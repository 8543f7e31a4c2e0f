"""Paths and the files there: `abspath`, `basename`, `dirname`, `pathexpand`, `file…`, and templates.

Files are read where they lie: as in Terraform, they belong to the configuration and do not change while it is
evaluated. Paths without a root start where the program runs.
"""

from __future__ import annotations

import errno
import hashlib
import posixpath
import re
import stat
from base64 import b64encode
from pathlib import Path
from select import select
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.values.budget import LONGEST_TEXT
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionContext,
    FunctionError,
    Parameter,
    check_length,
    function,
    function_of_context,
    text_of,
)
from sm_tj_cli.values.paths import path_of
from sm_tj_cli.values.types import BOOL, DYNAMIC, STRING
from sm_tj_cli.values.value import FALSE, TRUE, Value, string

if TYPE_CHECKING:
    from io import RawIOBase

PATH = Parameter("path", STRING)
NOTHING = Path("/dev/null")
HASHED_PER_STEP = 1024
STEPS_PER_BLOCK = 512
VARIABLES = Parameter("vars", DYNAMIC)
VARIABLE_NAME = re.compile(r"[a-zA-Z][0-9a-zA-Z_]*")


@function(
    "abspath",
    PATH,
    returns=STRING,
    examples=(('abspath("/a/../b")', '"/b"'),),
)
def abspath(arguments: Arguments) -> Value:
    """The path from the root of the file system."""
    return string(_clean(posixpath.abspath(text_of(arguments[0]))))


@function(
    "basename",
    PATH,
    returns=STRING,
    examples=(('basename("foo/bar/baz.txt")', '"baz.txt"'),),
)
def basename(arguments: Arguments) -> Value:
    """The last part of a path."""
    path = text_of(arguments[0])
    bare = path.rstrip("/")
    return string(bare.rpartition("/")[2] or ("/" if path else "."))


@function(
    "dirname",
    PATH,
    returns=STRING,
    examples=(('dirname("foo/bar/baz.txt")', '"foo/bar"'),),
)
def dirname(arguments: Arguments) -> Value:
    """A path without its last part."""
    folder, slash, _ = text_of(arguments[0]).rpartition("/")
    return string(_clean(folder + slash))


@function(
    "pathexpand",
    PATH,
    returns=STRING,
    examples=(('pathexpand("/etc/resolv.conf")', '"/etc/resolv.conf"'),),
)
def pathexpand(arguments: Arguments) -> Value:
    """A path with `~` at its start replaced by the home directory."""
    path = text_of(arguments[0])
    if not path.startswith("~"):
        return string(path)
    if path[1:2] not in ("", "/"):
        raise FunctionError("cannot expand user-specific home dir")
    return string(_clean(f"{Path.home()}{path[1:]}"))


def _clean(path: str) -> str:
    """The shortest equal path; POSIX lets two slashes at the start mean something of their own."""
    return posixpath.normpath(re.sub("^/+", "/", path))


@function(
    "file",
    PATH,
    returns=STRING,
    examples=(('file("hello.txt")', '"Hello World"'),),
)
def file(arguments: Arguments) -> Value:
    """The text of a file."""
    return string(_read_text(arguments))


def _read_text(arguments: Arguments) -> str:
    try:
        return _read(arguments).decode()
    except UnicodeDecodeError:
        raise FunctionError(
            f'contents of "{text_of(arguments[0])}" are not valid UTF-8; use the filebase64 function '
            "to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, "
            "filesha256) to obtain file hashing results instead"
        ) from None


@function(
    "filebase64",
    PATH,
    returns=STRING,
    examples=(('filebase64("hello.txt")', '"SGVsbG8gV29ybGQ="'),),
)
def filebase64(arguments: Arguments) -> Value:
    """The content of a file in Base64."""
    return string(b64encode(_read(arguments)).decode())


def _read(arguments: Arguments) -> bytes:
    path = path_of(arguments[0], argument=0)
    try:
        with _opened(path) as content:
            read = _part(content, LONGEST_TEXT + 1)
    except FileNotFoundError:
        raise FunctionError(
            f'no file exists at "{path}"; this function works only with files that '
            "are distributed as part of the configuration source code, so if this file will be "
            "created by a resource in this configuration you must instead obtain this result from "
            "an attribute of that resource",
            0,
        ) from None
    except IsADirectoryError:
        raise FunctionError(f"failed to read file: read {path}: is a directory", 0) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FunctionError(f"failed to read file: open {path}: {reason}", 0) from None
    check_length(len(read))
    return read


@function_of_context(
    "filebase64sha256",
    PATH,
    returns=STRING,
    examples=(('filebase64sha256("hello.txt")', '"pZGm1Av0IEBKARczz7exkNYsZb8LzaMrV7J32a2fFG4="'),),
)
def filebase64sha256(arguments: Arguments, context: FunctionContext) -> Value:
    """The SHA-256 hash of a file, in Base64."""
    return string(b64encode(_digest(hashlib.sha256(), arguments, context)).decode())


@function_of_context(
    "filebase64sha512",
    PATH,
    returns=STRING,
    examples=(('length(filebase64sha512("hello.txt"))', "88"),),
)
def filebase64sha512(arguments: Arguments, context: FunctionContext) -> Value:
    """The SHA-512 hash of a file, in Base64."""
    return string(b64encode(_digest(hashlib.sha512(), arguments, context)).decode())


@function_of_context(
    "filemd5",
    PATH,
    returns=STRING,
    examples=(('filemd5("hello.txt")', '"b10a8db164e0754105b7a99be72e3fe5"'),),
)
def filemd5(arguments: Arguments, context: FunctionContext) -> Value:
    """The MD5 hash of a file, in hexadecimal."""
    return string(_digest(hashlib.md5(usedforsecurity=False), arguments, context).hex())


@function_of_context(
    "filesha1",
    PATH,
    returns=STRING,
    examples=(('filesha1("hello.txt")', '"0a4d55a8d778e5022fab701977c5d840bbc486d0"'),),
)
def filesha1(arguments: Arguments, context: FunctionContext) -> Value:
    """The SHA-1 hash of a file, in hexadecimal."""
    return string(_digest(hashlib.sha1(usedforsecurity=False), arguments, context).hex())


@function_of_context(
    "filesha256",
    PATH,
    returns=STRING,
    examples=(
        (
            'filesha256("hello.txt")',
            '"a591a6d40bf420404a011733cfb7b190d62c65bf0bcda32b57b277d9ad9f146e"',
        ),
    ),
)
def filesha256(arguments: Arguments, context: FunctionContext) -> Value:
    """The SHA-256 hash of a file, in hexadecimal."""
    return string(_digest(hashlib.sha256(), arguments, context).hex())


@function_of_context(
    "filesha512",
    PATH,
    returns=STRING,
    examples=(('substr(filesha512("hello.txt"), 0, 16)', '"2c74fd17edafd80e"'),),
)
def filesha512(arguments: Arguments, context: FunctionContext) -> Value:
    """The SHA-512 hash of a file, in hexadecimal."""
    return string(_digest(hashlib.sha512(), arguments, context).hex())


def _digest(algorithm: hashlib._Hash, arguments: Arguments, context: FunctionContext) -> bytes:
    path = path_of(arguments[0])
    try:
        with _opened(path) as content:
            while block := _part(content, HASHED_PER_STEP * STEPS_PER_BLOCK):
                context.budget.spend(STEPS_PER_BLOCK)
                algorithm.update(block)
    except FileNotFoundError:
        raise FunctionError(f"open {path}: no such file or directory") from None
    except IsADirectoryError:
        raise FunctionError(f"read {path}: is a directory") from None
    except OSError as error:
        raise FunctionError(f"open {path}: {(error.strerror or str(error)).lower()}") from None
    return algorithm.digest()


@function(
    "fileexists",
    PATH,
    returns=BOOL,
    examples=(('fileexists("hello.txt")', "true"), ('fileexists("missing.txt")', "false")),
)
def fileexists(arguments: Arguments) -> Value:
    """Whether there is a file at a path."""
    path = path_of(arguments[0])
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return FALSE
    except OSError:
        raise FunctionError(f'failed to stat "{path}"') from None
    if stat.S_ISREG(mode):
        return TRUE
    raise FunctionError(f'"{path}" is {_kind_of(mode)}')


def _opened(path: Path) -> RawIOBase:
    """The file to read. Devices and pipes are refused, which may never end, and directories in words of their own."""
    mode = path.stat().st_mode
    if path != NOTHING and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FunctionError(f'"{path}" is {_kind_of(mode)}')
    return path.open("rb", buffering=0)


def _part(content: RawIOBase, most: int) -> bytes:
    """The next bytes, none at the end. Some files below `/proc` have nothing to say until something happens."""
    parts: list[bytes] = []
    while most > 0 and (not parts or parts[-1]):
        is_ready, _, _ = select([content], [], [], 0)
        if not is_ready:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        parts.append(content.read(most) or b"")
        most -= len(parts[-1])
    return b"".join(parts)


def _kind_of(mode: int) -> str:
    return next((f"a {name}" for is_kind, name in KINDS if is_kind(mode)), "not a regular file")


KINDS = (
    (stat.S_ISDIR, "directory, not a file"),
    (stat.S_ISCHR, "device node, not a regular file"),
    (stat.S_ISBLK, "device node, not a regular file"),
    (stat.S_ISFIFO, "named pipe, not a regular file"),
    (stat.S_ISSOCK, "unix domain socket, not a regular file"),
)


@function_of_context(
    "templatefile",
    Parameter("path", STRING),
    VARIABLES,
    returns=DYNAMIC,
    examples=(('templatefile("greeting.tftpl", { name = "World" })', '"Hello World"'),),
)
def templatefile(arguments: Arguments, context: FunctionContext) -> Value:
    """The text of a file with the template sequences in it filled in from an object of variables."""
    path = text_of(arguments[0])
    source = SourceFile(path, _read_text(arguments))
    return context.render_template("templatefile", source, _variables(arguments[1]))


@function_of_context(
    "templatestring",
    Parameter("template", DYNAMIC, allow_null=True, by_reference=True),
    VARIABLES,
    returns=STRING,
)
def templatestring(arguments: Arguments, context: FunctionContext) -> Value:
    """A string from elsewhere in the module, its template sequences filled in from an object."""
    if not isinstance(arguments[0].raw, str):
        raise FunctionError("invalid template value: a string is required", 0)
    source = SourceFile("<templatestring argument>", arguments[0].raw)
    return context.render_template("templatestring", source, _variables(arguments[1]))


def _variables(given: Value) -> dict[str, Value]:
    if not isinstance(given.raw, dict):
        raise FunctionError("invalid vars value: must be a map", 1)
    for name in given.raw:
        if not VARIABLE_NAME.fullmatch(name):
            raise FunctionError(
                f'invalid template variable name "{name}": must start with a letter, followed by '
                "zero or more letters, digits, and underscores",
                1,
            )
    return given.raw
