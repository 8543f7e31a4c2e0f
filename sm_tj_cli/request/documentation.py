"""The API's documentation, HTML in the service model, as text for people: plain or Markdown.

Paragraphs stand apart, items of a list on lines that begin with a dash, two columns deeper for every list around.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BREAKS = frozenset({"p", "li", "ul", "ol", "dl", "dt", "dd", "note", "important", "br"})
_LISTS = frozenset({"ul", "ol"})
# A sentence ends where a capital follows; "(Optional)" says what the type says already.
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s+[A-Z`\[]|$)", re.DOTALL)
_OPTIONAL = re.compile(r"^\(Optional\)\s*")


def plain_text(documentation: str, names: Mapping[str, str]) -> str:
    """Without any marks; `names` are what people write for the API's names."""
    return _text(documentation, _Reader(names))


def markdown(documentation: str, names: Mapping[str, str]) -> str:
    """With code, emphasis and links in Markdown."""
    return _text(documentation, _Reader(names, is_markdown=True))


def first_sentence(text: str) -> str:
    """The first sentence of the first paragraph."""
    paragraph = _OPTIONAL.sub("", text.partition("\n")[0])
    found = _SENTENCE.match(paragraph)
    return found[1] if found else paragraph


def _text(documentation: str, reader: _Reader) -> str:
    reader.feed(documentation)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self, names: Mapping[str, str], *, is_markdown: bool = False) -> None:
        super().__init__()
        self._names = names
        self._is_markdown = is_markdown
        self._is_code = False
        self._lines: list[str] = []
        self._line = ""
        self._depth = 0
        self._opens_item = False
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self._break()
        self._depth += tag in _LISTS
        self._opens_item = self._opens_item or tag == "li"
        self._link = dict(attrs).get("href") or "" if tag == "a" else self._link
        self._mark(tag, opening=True)

    def handle_endtag(self, tag: str) -> None:
        self._mark(tag, opening=False)
        if tag in _BREAKS:
            self._break()
        self._depth -= tag in _LISTS

    def handle_data(self, data: str) -> None:
        self._line += self._names.get(data.strip(), data) if self._is_code else data

    def text(self) -> str:
        """What was read."""
        self._break()
        found = ""
        for line in self._lines:
            last = found.rpartition("\n")[2]
            both_items = line.lstrip().startswith("- ") and last.lstrip().startswith("- ")
            found += ("\n" if both_items else "\n\n" if found else "") + line
        return found

    def _mark(self, tag: str, *, opening: bool) -> None:
        if tag == "code":
            self._is_code = opening
        if not self._is_markdown:
            return
        match tag:
            case "code":
                self._line += "`"
            case "b" | "i":
                self._line += "**" if tag == "b" else "*"
            case "a" if self._link:
                self._line += "[" if opening else f"]({self._link})"
            case _:
                return

    def _break(self) -> None:
        text = re.sub(r"\s+", " ", self._line).strip()
        self._line = ""
        if not text:
            return
        inside = "  " * max(self._depth - (1 if self._opens_item else 0), 0)
        self._lines.append(f"{inside}{'- ' if self._opens_item else ''}{text}")
        self._opens_item = False
