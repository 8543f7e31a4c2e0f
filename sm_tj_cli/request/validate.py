"""A value against the limits that the service model states: what is wrong with it, in one sentence.

botocore itself checks neither patterns nor choices nor maxima, and the service only answers after the submission.
Patterns are Java's and match the whole value.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.request.overrides import NAME_PATTERNS, PATTERN_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.request.schema import Limits

FEW_CHOICES = 12
SHOWN = 80
_ASCII_CLASSES = {
    r"\p{Alnum}": "a-zA-Z0-9",
    r"\p{L}": "a-zA-Z",
    r"\p{N}": "0-9",
    r"\p{Z}": " ",
}


class _Pattern(Protocol):
    def fullmatch(self, text: str) -> object: ...


def text_fault(
    what: str, text: str, limits: Limits, is_secret: Callable[[], bool] = bool
) -> str | None:
    """What is wrong with a string; `what` names it in the sentence. None where nothing is.

    `is_secret` says whether the sentence may not show it, and is asked only where one is made.
    """
    if limits.choices and text not in limits.choices:
        return _choice_fault(what, text, limits, is_secret=is_secret())
    length = _count_fault(what, len(text), limits, ("character", "characters"))
    is_too_long = limits.maximum is not None and len(text) > limits.maximum
    if length is not None and (not text or is_too_long):
        return length
    if limits.pattern and not _fits(text, limits.pattern):
        words = PATTERN_WORDS.get(limits.pattern)
        wanted = words or f"text that matches {limits.pattern}"
        hidden = is_secret()
        repaired = "" if hidden else _repaired(text, limits)
        return f"{what} must be {wanted}; {_shown(text, is_secret=hidden)} is not.{repaired}"
    return length


def _repaired(text: str, limits: Limits) -> str:
    """The nearest text with hyphens for what may not stand in a name."""
    near = re.sub("[^A-Za-z0-9]+", "-", text).strip("-")
    is_name = limits.pattern in NAME_PATTERNS
    return f' Did you mean "{near}"?' if is_name and _fits(near, str(limits.pattern)) else ""


def number_fault(what: str, number: float, limits: Limits) -> str | None:
    """What is wrong with a number."""
    if limits.choices and number not in limits.choices:
        return f"{what} must be one of {', '.join(map(str, limits.choices))}; it is {number}."
    if limits.minimum is not None and number < limits.minimum:
        return f"{what} must be at least {limits.minimum:g}; it is {number}."
    if limits.maximum is not None and number > limits.maximum:
        return f"{what} must be at most {limits.maximum:.0f}; it is {number}."
    return None


def count_fault(what: str, count: int, limits: Limits, unit: tuple[str, str]) -> str | None:
    """What is wrong with the number of entries; `unit` is their name for one and for several."""
    return _count_fault(what, count, limits, unit)


def _count_fault(what: str, count: int, limits: Limits, unit: tuple[str, str]) -> str | None:
    low, high = limits.minimum, limits.maximum
    if low is not None and count < low:
        needed = f"at least {low:g} {f'{unit[0]} is' if low == 1 else f'{unit[1]} are'} needed"
        return f"{what} {'is empty' if count == 0 else _has(count, unit)}; {needed}."
    if high is not None and count > high:
        return (
            f"{what} {_has(count, unit)}; at most {high:g} {'is' if high == 1 else 'are'} allowed."
        )
    return None


def _has(count: int, unit: tuple[str, str]) -> str:
    return f"has {count} {unit[0] if count == 1 else unit[1]}"


def choices_of(limits: Limits) -> str:
    """` It is one of …` with its leading space, where the choices are few enough to be listed."""
    if not limits.choices or len(limits.choices) > FEW_CHOICES:
        return ""
    return f" It is one of {_quoted(limits)}."


def _quoted(limits: Limits) -> str:
    return ", ".join(f'"{choice}"' for choice in limits.choices)


def _choice_fault(what: str, text: str, limits: Limits, *, is_secret: bool) -> str:
    shown = _shown(text, is_secret=is_secret)
    choices = [str(choice) for choice in limits.choices]
    # A type without its prefix is that very type, however near others are.
    whole = [choice for choice in choices if text and choice.endswith(f".{text}")]
    hint = "" if is_secret else did_you_mean(text, whole or choices)
    if len(choices) <= FEW_CHOICES:
        return f"{what} must be one of {_quoted(limits)}; {shown} is not.{hint}"
    return f"{what} must be one of the {len(choices)} values that CreateTrainingJob knows; {shown} is not.{hint}"


def _shown(text: str, *, is_secret: bool) -> str:
    if is_secret:
        return "the value"
    line = text.replace("\n", "\\n")
    return f'"{line}"' if len(line) <= SHOWN else f'"{line[:SHOWN]}…"'


def _fits(text: str, pattern: str) -> bool:
    return _compiled(pattern, is_ascii=text.isascii()).fullmatch(text) is not None


@cache
def _compiled(pattern: str, *, is_ascii: bool) -> _Pattern:
    if is_ascii:
        # Unicode's classes as far as ASCII goes: most texts are, and `regex` takes its time to load.
        for name, characters in _ASCII_CLASSES.items():
            pattern = pattern.replace(name, characters)
    if r"\p{" in pattern:
        import regex

        return regex.compile(pattern.replace(r"\p{Alnum}", "a-zA-Z0-9"))
    # Java's classes are ASCII's, and its dot matches no line break either.
    return re.compile(pattern, re.ASCII)
