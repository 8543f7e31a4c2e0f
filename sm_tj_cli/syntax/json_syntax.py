"""Terraform's JSON syntax to the same tree, with the exact range of everything.

JSON cannot tell an argument from a block, so every property becomes an argument (`Body.from_json`) and whoever
knows the schema reads it as blocks with `as_body` (Terraform's "JSON Configuration Syntax" page). Strings are
templates. Messages are those of HCL's JSON parser (`hcl/json/parser.go`), its spelling included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, SourceFile, SourceRange, did_you_mean
from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.json_strings import literal_of, text_of
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

    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.allowance import Allowance
    from sm_tj_cli.syntax.nodes import Expression

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+("?)')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NUMBER_LIKE = re.compile(r"[-+.eE0-9]+")
_WORD = re.compile(r"[A-Za-z]+")
_KEYWORDS = {"true": True, "false": False, "null": None}


class _TooMuchError(Exception):
    """There is more text than may be, or more mistakes than are told; it ends the descent at a place."""

    def __init__(self, where: SourceRange) -> None:
        super().__init__(where.label)
        self.where = where


class _BrokenError(Exception):
    """The text is not JSON from some place on; it ends the descent."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.summary)
        self.problem = problem


def parse_json(
    source: SourceFile, findings: Findings, allowance: Allowance, *, templates: bool = True
) -> Body:
    """The body of a `.tf.json` or `.tfvars.json` file; an empty one where the text is not JSON."""
    whole = source.range(0, len(source.text))
    end = source.range(len(source.text), len(source.text))
    try:
        value = _Reader(source, findings, allowance, templates).document()
    except _BrokenError as broken:
        findings.add([broken.problem])
        return Body(whole, end, from_json=True)
    except _TooMuchError as much:
        if allowance.tokens < 0:
            allowance.tell(findings, much.where)
        return Body(whole, end, from_json=True)
    objects = value.items if isinstance(value, TupleConstructor) else (value,)
    items: list[ObjectItem] = []
    for item in objects:
        if not isinstance(item, ObjectConstructor):
            findings.error(*faults.JSON_ROOT, item.range)
            continue
        items.extend(item.items)
    return as_body(ObjectConstructor(tuple(items), whole))


def as_body(value: ObjectConstructor) -> Body:
    """An object's properties as arguments. `//` is a comment; a block's type may stand several times."""
    attributes: dict[str, Attribute] = {}
    for item in value.items:
        name = item.key.value if isinstance(item.key, StringLiteral) else ""
        if name == "//":
            continue
        first = attributes.get(name)
        expression = item.value
        if first is not None and _may_be_blocks(first.expression, expression):
            where = first.expression.range.to(expression.range)
            expression = TupleConstructor((*_blocks(first.expression), *_blocks(expression)), where)
        where = item.key.range.to(item.value.range)
        attributes[name] = Attribute(name, expression, where, item.key.range)
    end = SourceRange(value.range.filename, value.range.end, value.range.end)
    return Body(value.range, end, attributes, from_json=True)


def _may_be_blocks(first: Expression, second: Expression) -> bool:
    containers = ObjectConstructor | TupleConstructor
    return isinstance(first, containers) and isinstance(second, containers)


def _blocks(value: Expression) -> tuple[Expression, ...]:
    return value.items if isinstance(value, TupleConstructor) else (value,)


@dataclass(slots=True)
class _Reader:
    source: SourceFile
    findings: Findings
    allowance: Allowance
    templates: bool = True
    at: int = 0
    depth: int = 0

    def document(self) -> Expression:
        self.at = 1 if self.source.text.startswith("\ufeff") else 0
        value = self.value()
        if self.next():
            raise self.broken(faults.JSON_EXTRANEOUS)
        return value

    def value(self) -> Expression:
        character = self.next()
        self.allowance.tokens -= 1
        if self.allowance.tokens < 0 or self.findings.is_full:
            raise _TooMuchError(self.source.range(self.at, self.at + 1))
        match character:
            case "{":
                return self.nested(self.object)
            case "[":
                return self.nested(self.array)
            case '"':
                return self.string()
            case "":
                raise self.broken(faults.JSON_PREMATURE)
            case "}":
                raise self.broken(faults.JSON_MISSING_VALUE)
            case "]":
                raise self.broken(faults.JSON_MISSING_ITEM)
            case _:
                return self.scalar(character)

    def nested(self, read: Callable[[], Expression]) -> Expression:
        self.depth += 1
        if self.depth > MOST_NESTED:
            where = self.source.range(self.at, self.at + 1)
            raise _BrokenError(faults.nested_too_deeply(where, MOST_NESTED))
        value = read()
        self.depth -= 1
        return value

    def object(self) -> ObjectConstructor:
        start = self.at
        items: list[ObjectItem] = []
        self.at += 1
        while self.goes_on("}", start, faults.JSON_OBJECT, has_items=bool(items)):
            is_text = self.next() == '"'
            key = self.value()
            if not is_text:
                raise _BrokenError(Diagnostic.error(*faults.JSON_NAME, key.range))
            if self.next() != ":":
                raise self.broken(faults.JSON_COLON)
            self.at += 1
            items.append(ObjectItem(key, self.value()))
        self._check_unique(items)
        return ObjectConstructor(tuple(items), self.source.range(start, self.at))

    def array(self) -> TupleConstructor:
        start = self.at
        items: list[Expression] = []
        self.at += 1
        while self.goes_on("]", start, faults.JSON_ARRAY, has_items=bool(items)):
            items.append(self.value())
        return TupleConstructor(tuple(items), self.source.range(start, self.at))

    def goes_on(
        self, closing: str, start: int, words: faults.JsonContainer, *, has_items: bool
    ) -> bool:
        """Whether another item follows; takes the comma before it, or else the closing bracket."""
        character = self.next()
        if character == ",":
            if not has_items:
                raise self.broken(faults.JSON_START)
            comma = self.at
            self.at += 1
            if self.next() == closing:
                self.at = comma
                raise self.broken(words.trailing)
            return True
        if character == closing:
            self.at += 1
            return False
        if character == "":
            where = self.source.range(start, start + 1)
            raise _BrokenError(Diagnostic.error(*words.unclosed, where))
        if character in "}]":
            raise self.broken(words.mismatched)
        if has_items:
            raise self.broken(words.separator)
        return True

    def string(self) -> Expression:
        found = _STRING.match(self.source.text, self.at)
        assert found is not None
        start, self.at = self.at, found.end()
        if not found[1]:
            raise self.broken(faults.JSON_STRING)
        if not self.templates:
            return literal_of(self.source, start, self.at)
        return text_of(self.source, start, self.at, self.findings, self.allowance)

    def scalar(self, character: str) -> Expression:
        start = self.at
        like = _NUMBER_LIKE.match(self.source.text, start) if character in "-+.0123456789" else None
        word = like or _WORD.match(self.source.text, start)
        if word is None:
            raise self.broken(faults.JSON_START)
        self.at = word.end()
        where = self.source.range(start, self.at)
        if like is None and word[0] in _KEYWORDS:
            return KeywordLiteral(_KEYWORDS[word[0]], where)
        if like is None:
            near = did_you_mean(word[0], _KEYWORDS)
            detail = f'"{word[0]}" is not a valid JSON keyword.{near}'
            raise _BrokenError(Diagnostic.error("Invalid JSON keyword", detail, where))
        if not _NUMBER.fullmatch(like[0]):
            raise _BrokenError(Diagnostic.error(*faults.JSON_NUMBER, where))
        return NumberLiteral(like[0], where)

    def next(self) -> str:
        """The next character that is no white space; empty at the end."""
        found = _SPACE.match(self.source.text, self.at)
        self.at = found.end() if found else self.at
        return self.source.text[self.at : self.at + 1]

    def broken(self, words: tuple[str, str]) -> _BrokenError:
        return _BrokenError(Diagnostic.error(*words, self.source.range(self.at, self.at + 1)))

    def _check_unique(self, items: list[ObjectItem]) -> None:
        """Only what may be blocks may stand several times."""
        seen: dict[str, ObjectItem] = {}
        for item in items:
            if not isinstance(item.key, StringLiteral) or item.key.value == "//":
                continue
            first = seen.setdefault(item.key.value, item)
            if first is not item and not _may_be_blocks(first.value, item.value):
                where = first.key.range.to(first.value.range)
                self.findings.add([faults.json_duplicate(item.key.value, where, item.key.range)])
