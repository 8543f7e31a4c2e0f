"""Paragraphs in, lines that fit out."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NARROWEST = 20
_BELOW = 4


def wrap(text: str, width: int | None) -> Iterator[str]:
    """The paragraphs of `text` in lines of at most `width` columns; indented lines stay as they are."""
    for paragraph in text.split("\n"):
        if width is None or paragraph.startswith((" ", "\t")) or len(paragraph) <= width:
            yield paragraph
        else:
            yield from textwrap.wrap(
                paragraph,
                max(width, _NARROWEST),
                break_long_words=False,
                break_on_hyphens=False,
            )


def hanging(lead: str, text: str, width: int | None) -> Iterator[str]:
    """`text` behind `lead`, its further lines as deep as the first one begins; below it where there is no room."""
    indent = " " * len(lead)
    if width and width - len(lead) < min(len(text), _NARROWEST):
        yield lead.rstrip()
        lead = indent = " " * min(len(lead), _BELOW)
    for place, line in enumerate(wrap(text, width - len(indent) if width else None)):
        yield (lead if place == 0 else indent) + line
