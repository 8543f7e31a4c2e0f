"""Terraform's JSON syntax to the same tree, with the exact range of everything.

JSON cannot tell an argument from a block, so every property becomes an argument (`Body.from_json`) and whoever
knows the schema reads it as blocks (Terraform's "JSON Configuration Syntax" page). Strings are templates.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Findings, SourceFile, SourceRange
from sm_tj_cli.syntax.nodes import (
    Attribute,
    Body,
    KeywordLiteral,
    NumberLiteral,
    ObjectConstructor,
    ObjectItem,
    StringLiteral,
    TupleConstructor,
)
from sm_tj_cli.syntax.scan import MOST_NESTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.syntax.nodes import Expression

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"[A-Za-z_]+")
_KEYWORDS = {"true": True, "false": False, "null": None}


class _Broken(Exception):  # noqa: N818 - carries the diagnostic out of the descent
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.summary)
        self.problem = problem


def parse_json(source: SourceFile, findings: Findings) -> Body:
    """The body of a `.tf.json` or `.tfvars.json` file; an empty one where the text is not JSON."""
    reader = _Reader(source, findings)
    whole = source.range(0, len(source.text))
    end = SourceRange(source.name, whole.end, whole.end)
    try:
        value = reader.document()
    except _Broken as broken:
        findings.add([broken.problem])
        return Body(whole, end, from_json=True)
    if not isinstance(value, ObjectConstructor):
        findings.error(
            "Root value must be object",
            "The root value in a JSON-based configuration must be a JSON object.",
            value.range,
        )
        return Body(whole, end, from_json=True)
    return as_body(value)


def as_body(value: ObjectConstructor) -> Body:
    """An object's properties as arguments; `//` is a comment."""
    attributes: dict[str, Attribute] = {}
    for item in value.items:
        name = item.key.value if isinstance(item.key, StringLiteral) else ""
        if name != "//":
            where = item.key.range.to(item.value.range)
            attributes[name] = Attribute(name, item.value, where, item.key.range)
    end = SourceRange(value.range.filename, value.range.end, value.range.end)
    return Body(value.range, end, attributes, from_json=True)


class _Reader:
    def __init__(self, source: SourceFile, findings: Findings) -> None:
        self.source = source
        self.findings = findings
        self.at = 1 if source.text.startswith("\ufeff") else 0
        self.depth = 0

    def document(self) -> Expression:
        value = self.value()
        self.skip()
        if self.at < len(self.source.text):
            raise self.broken(
                "Extraneous data after value", "Extra characters appear after the JSON value."
            )
        return value

    def value(self) -> Expression:
        self.skip()
        match self.source.text[self.at : self.at + 1]:
            case "{":
                return self.nested(self.object)
            case "[":
                return self.nested(self.array)
            case '"':
                return self.string()
            case "":
                raise self.broken(
                    "Missing JSON value",
                    "A JSON value must start with a brace, a bracket, a number, a string, or a keyword.",
                )
            case _:
                return self.scalar()

    def nested(self, read: Callable[[], Expression]) -> Expression:
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise self.broken(
                "Nesting too deep",
                f"Values may stand inside one another up to {MOST_NESTED} levels deep.",
            )
        value = read()
        self.depth -= 1
        return value

    def object(self) -> ObjectConstructor:
        start = self.at
        items: list[ObjectItem] = []
        seen: dict[str, SourceRange] = {}
        self.at += 1
        while not self.took("}"):
            if items and not self.took(","):
                raise self.broken(
                    "Missing attribute separator",
                    "A comma is required between each attribute of an object.",
                )
            self.skip()
            if not self.source.text.startswith('"', self.at):
                raise self.broken(
                    "Invalid object key", "A JSON object's property names must be quoted strings."
                )
            key = self.string()
            if not self.took(":"):
                raise self.broken(
                    "Missing property value colon",
                    "A colon must appear between a property's name and its value.",
                )
            items.append(ObjectItem(key, self.value()))
            self._check_unique(key, seen)
        return ObjectConstructor(tuple(items), self.source.range(start, self.at))

    def array(self) -> TupleConstructor:
        start = self.at
        items: list[Expression] = []
        self.at += 1
        while not self.took("]"):
            if items and not self.took(","):
                raise self.broken(
                    "Missing array separator",
                    "A comma is required between each element of an array.",
                )
            items.append(self.value())
        return TupleConstructor(tuple(items), self.source.range(start, self.at))

    def string(self) -> StringLiteral:
        found = _STRING.match(self.source.text, self.at)
        if found is None:
            raise self.broken(
                "Invalid JSON string", "There is a syntax error in the given JSON string."
            )
        start, self.at = self.at, found.end()
        return StringLiteral(json.loads(found[0]), self.source.range(start, self.at))

    def scalar(self) -> Expression:
        start = self.at
        number = _NUMBER.match(self.source.text, start)
        if number:
            self.at = number.end()
            return NumberLiteral(number[0], self.source.range(start, self.at))
        word = _WORD.match(self.source.text, start)
        if word is None or word[0] not in _KEYWORDS:
            raise self.broken(
                "Invalid JSON value",
                "A JSON value must be an object, an array, a number, a string, true, false or null.",
            )
        self.at = word.end()
        return KeywordLiteral(_KEYWORDS[word[0]], self.source.range(start, self.at))

    def took(self, character: str) -> bool:
        self.skip()
        if self.source.text.startswith(character, self.at):
            self.at += 1
            return True
        return False

    def skip(self) -> None:
        found = _SPACE.match(self.source.text, self.at)
        self.at = found.end() if found else self.at

    def broken(self, summary: str, detail: str) -> _Broken:
        return _Broken(Diagnostic.error(summary, detail, self.source.range(self.at, self.at + 1)))

    def _check_unique(self, key: StringLiteral, seen: dict[str, SourceRange]) -> None:
        first = seen.setdefault(key.value, key.range)
        if first is not key.range and key.value != "//":
            self.findings.error(
                "Duplicate JSON object property",
                f'A property named "{key.value}" was previously introduced at {first.label}',
                key.range,
            )
