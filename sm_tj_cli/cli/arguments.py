"""The command line as it was typed, in; the command line as click reads it, out.

Terraform writes its options with one dash and gives flags values (`-lock=false`). Two dashes and
`--no-lock` are what click knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
# Two letters at least: -f and -0 are short options, -5 is a number.
_ONE_DASH = re.compile(rf"-(?=[a-z][a-z0-9-]){_WORDS}(=.*)?", re.DOTALL)
_TWO_DASHES = re.compile(rf"--{_WORDS}=(.*)", re.DOTALL)

# Flags of Terraform's to which it lets people give a value, and whether they have a --no- form here.
_FLAGS = {
    "auto-approve": False,
    "compact-warnings": False,
    "destroy": False,
    "detailed-exitcode": False,
    "force": False,
    "input": True,
    "json": False,
    "lock": True,
    "no-color": False,
    "raw": False,
    "refresh": True,
    "refresh-only": False,
}
_ORDERED = frozenset({"var", "var-file"})

# Go's strconv.ParseBool, which reads the values of Terraform's flags.
_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
_FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False"})


class Argument(str):
    """A word of the command line that knows its place.

    So the order of `--var` and `--var-file`, which are two options to click, is not lost.
    """

    __slots__ = ("position",)
    position: int

    def __new__(cls, text: str, position: int) -> Self:
        """The word `text`, the `position`-th of the command line."""
        made = super().__new__(cls, text)
        made.position = position
        return made


def normalise(arguments: Sequence[str]) -> list[str]:
    """The same command line in click's spelling. What follows `--` or `sandbox exec` is left alone."""
    end = _end_of_options(arguments)
    words = [word for text in arguments[:end] for word in _spell(text)]
    return [Argument(word, place) for place, word in enumerate([*words, *arguments[end:]])]


def _end_of_options(arguments: Sequence[str]) -> int:
    for place, text in enumerate(arguments):
        if text == "--" or tuple(arguments[place : place + 2]) == ("sandbox", "exec"):
            return place
    return len(arguments)


def _spell(text: str) -> Iterator[str]:
    found = _ONE_DASH.fullmatch(text)
    long = f"-{text}" if found else text
    valued = _TWO_DASHES.fullmatch(long)
    if valued and valued[1] in _FLAGS and valued[2] in _TRUE | _FALSE:
        yield from _flag(valued[1], is_set=valued[2] in _TRUE)
    elif valued and valued[1] in _ORDERED:
        yield f"--{valued[1]}"
        yield valued[2]
    else:
        yield long


def _flag(name: str, *, is_set: bool) -> Iterator[str]:
    if is_set:
        yield f"--{name}"
    elif _FLAGS[name]:
        yield f"--no-{name}"
