"""`fileset`: the files that a pattern selects."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionContext,
    FunctionError,
    Parameter,
    function_of_context,
    text_of,
)
from sm_tj_cli.values.paths import path_of
from sm_tj_cli.values.types import STRING, SetType
from sm_tj_cli.values.value import Value, set_of, string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.values.budget import Budget

STEPS_PER_ENTRY = 8
TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<class>\[\^?(?:\\.|[^\]\\])+\])|(?P<star>\*+)|(?P<one>\?)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<comma>,)|(?P<literal>[^\[\\])",
    re.DOTALL,
)


@function_of_context(
    "fileset",
    Parameter("path", STRING),
    Parameter("pattern", STRING),
    returns=SetType(STRING),
    examples=(('fileset(".", "*.txt")', 'toset([\n  "hello.txt",\n])'),),
)
def fileset(arguments: Arguments, context: FunctionContext) -> Value:
    """The names of the files below a path that a pattern selects: `*`, `**`, `?`, `{a,b}`, `[a-z]`."""
    path, pattern = path_of(arguments[0]), text_of(arguments[1])
    folder = Path(posixpath.normpath(path))
    if not folder.is_dir() and ".." not in pattern:
        return set_of(STRING, ())
    try:
        parts = [
            part if part in ("..", ".", "**") else _component(part)
            for part in posixpath.normpath(pattern).split("/")
        ]
    except ValueError:
        whole = posixpath.normpath(posixpath.join(path, pattern))
        raise FunctionError(f'failed to glob pattern "{whole}": syntax error in pattern') from None
    names = {name.removeprefix("./") for name in _found(folder, "", parts, context.budget)}
    return set_of(STRING, map(string, sorted(names)))


def _found(
    folder: Path, prefix: str, parts: list[str | re.Pattern[str]], budget: Budget
) -> Iterator[str]:
    """The names of regular files, each from where the search began. Raises OutOfBudget where it is to look at too many."""
    first, *rest = parts
    if first in ("..", "."):
        if rest:
            yield from _found(folder / str(first), f"{prefix}{first}/", rest, budget)
        return
    deep = first == "**"
    if deep and rest:
        yield from _found(folder, prefix, rest, budget)
    for entry in _entries(folder):
        budget.spend(STEPS_PER_ENTRY)
        if deep and posixpath.isdir(entry) and not entry.is_symlink():
            yield from _found(entry, f"{prefix}{entry.name}/", parts, budget)
        if not deep and not (isinstance(first, re.Pattern) and first.fullmatch(entry.name)):
            continue
        if rest:
            if not deep and posixpath.isdir(entry):
                yield from _found(entry, f"{prefix}{entry.name}/", rest, budget)
        elif posixpath.isfile(entry):  # unlike pathlib, says no where it may not look
            yield prefix + entry.name


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _component(pattern: str) -> re.Pattern[str]:
    """One part of a path as a regular expression.

    Raises:
        ValueError: the pattern is not closed or not a pattern.
    """
    written: list[str] = []
    position = depth = 0
    while position < len(pattern):
        token = TOKEN.match(pattern, position)
        if token is None:
            raise ValueError(pattern)
        position = token.end()
        kind = str(token.lastgroup)
        if depth or kind not in ("close", "comma"):
            written.append(_token(kind, token))
            depth += {"open": 1, "close": -1}.get(kind, 0)
        else:
            written.append(re.escape(token[0]))
    if depth:
        raise ValueError(pattern)
    try:
        return re.compile("".join(written), re.DOTALL)
    except re.error:
        raise ValueError(pattern) from None


def _token(kind: str, token: re.Match[str]) -> str:
    match kind:
        case "class":
            return token[0]
        case "escaped":
            return re.escape(token["escaped"])
        case "literal":
            return re.escape(token[0])
        case _:
            return {"star": ".*", "one": ".", "open": "(?:", "close": ")", "comma": "|"}[kind]
