"""Random texts: within the service model's limits, and made of what is hard to write in the language."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

import regex
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping

Shape = dict[str, object]

LONGEST = 2500
# What each has a meaning in HCL, in a heredoc, or in Unicode.
AWKWARD = (
    "${", "$${", "$$", "$", "%{", "%%{", "%", "{", "}", "~}", '"', "\\", "\\n", "#", "//", "/*", "\n", "\n\n", "\r\n", "\t",
    " ", "  ", "EOT", "\nEOT\n", "EOT_", "a", "Z", "0", "1e3", "true", "null", "for", "é", "日本語", "ß", "😀", "👩‍👩‍👧", "e\u0301",
    "\u200b", "\u202e", "\u2028", "\u0085", "\ufeff", "\x00", "\x07", "\x7f", "\xa0", "<>&'", "=", ":", ",", "-", "_", ".", "*",
)  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs"])
LINES = st.lists(st.text(st.sampled_from(' \tab${%"\\é'), max_size=12), min_size=1, max_size=6)
PLAIN = st.text(st.sampled_from("abcXYZ019_-./ "), max_size=20)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | PLAIN | st.sampled_from(AWKWARD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN | st.sampled_from(AWKWARD), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def compact(value: object) -> str:
    """JSON as `jsonencode` writes it, nearly."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


FREE_TEXT = st.one_of(
    PLAIN,
    PLAIN,
    st.lists(st.sampled_from(AWKWARD), max_size=8).map("".join),
    LINES.map("\n".join),
    LINES.map(lambda lines: "\n".join(lines) + "\n"),
    st.text(LETTERS, max_size=10),
    JSON_VALUES.map(compact),
    JSON_VALUES.map(json.dumps),
)
ANYTHING = r"[\S\s]*"
# Java's dot matches none of them.
BREAKS = re.compile("[\n\r\x85\u2028\u2029]")


def texts(shape: Shape) -> st.SearchStrategy[str]:
    """Texts of a string shape, in the form in which Terraform's strings are."""
    limits = {name: shape.get(name) for name in ("min", "max", "pattern")}
    enum = shape.get("enum")
    if isinstance(enum, list):
        return st.sampled_from(enum)
    return _texts(tuple(sorted((name, value) for name, value in limits.items() if value)))


@cache
def _texts(limits: tuple[tuple[str, object], ...]) -> st.SearchStrategy[str]:
    bounds: Mapping[str, object] = dict(limits)
    low, high = int(str(bounds.get("min", 0))), int(str(bounds.get("max", 200)))
    pattern = bounds.get("pattern")
    whole: st.SearchStrategy[str] = FREE_TEXT | st.just("x" * min(high, LONGEST))
    if pattern is None or pattern == ANYTHING:
        found = whole
    elif pattern in {".*", ".+"}:
        found = whole.map(lambda text: BREAKS.sub(" ", text))
    elif r"\p{" in str(pattern) and "L" in str(pattern):
        found = st.text(st.sampled_from("abcÄß漢語 _.:/=+-@9\u3000"), max_size=20)
    else:
        known = str(pattern).replace(r"\p{Alnum}", "a-zA-Z0-9")
        found = st.from_regex(re.compile(known, re.ASCII), fullmatch=True, alphabet=LETTERS)
    return found.map(lambda text: _sized(text, low, high)).filter(lambda text: fits(text, bounds))


def _sized(text: str, low: int, high: int) -> str:
    text = normalize("NFC", text)
    return (text + "x" * max(0, low - len(text)))[:high]


def fits(text: str, limits: Mapping[str, object]) -> bool:
    """Whether the text is within the limits of its shape."""
    low, high, pattern = limits.get("min") or 0, limits.get("max"), limits.get("pattern")
    if len(text) < int(str(low)) or (high is not None and len(text) > int(str(high))):
        return False
    if normalize("NFC", text) != text:
        return False
    if pattern is None or pattern == ANYTHING:
        return True
    if BREAKS.search(text):
        return False
    known = str(pattern).replace(r"\p{Alnum}", "a-zA-Z0-9")
    return regex.fullmatch(known, text, regex.ASCII if r"\p" not in known else 0) is not None
