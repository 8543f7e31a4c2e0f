"""A token: a piece of the text that the grammar has a name for."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """`type` is a terminal of the grammar, `start` and `end` are offsets into the source's text."""

    type: str
    text: str
    start: int
    end: int


END = "$END"

# The terminals of python-hcl2's grammar that are always written the same.
SYMBOLS = {
    "...": "ELLIPSIS",
    "::": "COLONS",
    "=>": "FOR_OBJECT_ARROW",
    "==": "DOUBLE_EQ",
    "!=": "NEQ",
    "<=": "LEQ",
    ">=": "GEQ",
    "&&": "DOUBLE_AMP",
    "||": "DOUBLE_PIPE",
    "-": "MINUS",
    "+": "PLUS",
    "*": "ASTERISK",
    "/": "SLASH",
    "%": "PERCENT",
    "!": "NOT",
    "<": "LT",
    ">": "GT",
    "?": "QMARK",
    ":": "COLON",
    "=": "EQ",
    ",": "COMMA",
    ".": "DOT",
    "(": "LPAR",
    ")": "RPAR",
    "{": "LBRACE",
    "}": "RBRACE",
    "[": "LSQB",
    "]": "RSQB",
}
