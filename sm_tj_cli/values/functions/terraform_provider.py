"""The functions of Terraform's built-in provider: values to the text of a `.tfvars` file, and back.

The layout is that of `terraform fmt`, by the rules of HCL's `hclwrite`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.parse import parse_file
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionContext,
    FunctionError,
    Parameter,
    function,
    function_of_context,
    graphemes,
    number_of,
    text_of,
)
from sm_tj_cli.values.numbers import format_number
from sm_tj_cli.values.scope import NoFunctions, NoReferences, Scope
from sm_tj_cli.values.types import DYNAMIC, STRING
from sm_tj_cli.values.value import Value, object_of, string, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import Diagnostics

NAMESPACE = "provider::terraform::"
ARGUMENT = "<decode_tfvars argument>"

_INDENT = 2
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ENCODED = Parameter("value", DYNAMIC, allow_unknown=True, allow_dynamic=True, looks_inside=True)


@function(
    f"{NAMESPACE}encode_expr",
    _ENCODED,
    returns=STRING,
    examples=(
        ('provider::terraform::encode_expr([1, { a = "b" }])', '<<EOT\n[1, {\n  a = "b"\n}]\nEOT'),
    ),
)
def encode_expr(arguments: Arguments) -> Value:
    """The value as an expression of the language."""
    if not arguments[0].is_wholly_known:
        return unknown(STRING)
    writer = _Writer()
    writer.value(arguments[0])
    return string(writer.text())


@function(
    f"{NAMESPACE}encode_tfvars",
    _ENCODED,
    returns=STRING,
    examples=(
        (
            "provider::terraform::encode_tfvars({ rate = 0.1, epochs = 3 })",
            "<<EOT\nepochs = 3\nrate   = 0.1\n\nEOT",
        ),
    ),
)
def encode_tfvars(arguments: Arguments) -> Value:
    """The attributes of an object as a `.tfvars` file assigns them."""
    value = arguments[0]
    if not value.is_wholly_known:
        return unknown(STRING)
    if not isinstance(value.raw, dict):
        raise FunctionError(
            "invalid value to encode: must be an object whose attribute names will become the encoded variable names"
        )
    for name in value.raw:
        if not _is_identifier(name):
            raise FunctionError(
                f'invalid variable name "{name}": must be a valid identifier, per Terraform\'s rules for input variable '
                "declarations"
            )
    writer = _Writer()
    writer.assignments(value.raw)
    return string(writer.text())


@function_of_context(
    f"{NAMESPACE}decode_tfvars",
    Parameter("src", STRING),
    returns=DYNAMIC,
    examples=(('provider::terraform::decode_tfvars("epochs = 3")', '{\n  "epochs" = 3\n}'),),
)
def decode_tfvars(arguments: Arguments, context: FunctionContext) -> Value:
    """An object of what the text of a `.tfvars` file assigns."""
    # The evaluator itself calls functions, so that it cannot be imported above.
    from sm_tj_cli.values.evaluate import evaluate

    body, problems = parse_file(SourceFile(ARGUMENT, text_of(arguments[0])))
    if problems.has_errors:
        raise FunctionError(f"invalid tfvars syntax: {_told(problems)}")
    for block in body.blocks:
        place = block.type_range.start
        raise FunctionError(
            f"invalid tfvars content: {ARGUMENT}:{place.line},{place.column}-{block.type_range.end.column}: "
            f'Unexpected "{block.type}" block; Blocks are not allowed here.'
        )
    values: dict[str, Value] = {}
    scope = Scope(NoReferences(), NoFunctions(), context)
    for name, attribute in body.attributes.items():
        values[name], problems = evaluate(attribute.expression, scope)
        if problems.has_errors:
            raise FunctionError(f'invalid expression for variable "{name}": {_told(problems)}')
    return object_of(values)


def _told(problems: Diagnostics) -> str:
    """The first error as Go's HCL prints one, and how many more there are."""
    first, *others = problems.errors
    place = ""
    if first.subject is not None:
        start, end = first.subject.start, first.subject.end
        until = f"{end.column}" if start.line == end.line else f"{end.line},{end.column}"
        place = f"{ARGUMENT}:{start.line},{start.column}-{until}: "
    more = f", and {len(others)} other diagnostic(s)" if others else ""
    return f"{place}{first.summary}; {first.detail}{more}"


def _is_identifier(name: str) -> bool:
    return name[:1] != "-" and name.replace("-", "_").isidentifier()


@dataclass(slots=True)
class _Line:
    """`name = text`, or only text; `opened` is how many more brackets it opens than it closes."""

    name: str | None = None
    text: str = ""
    opened: int = 0

    @property
    def aligns(self) -> bool:
        """Whether its equals sign stands below those of its neighbours."""
        return self.name is not None and self.opened == 0


@dataclass(slots=True)
class _Writer:
    lines: list[_Line] = field(default_factory=lambda: [_Line()])

    def value(self, value: Value) -> None:
        match value.raw:
            case None:
                self._add("null")
            case bool() as truth:
                self._add("true" if truth else "false")
            case str() as text:
                self._add(_quoted(text))
            case tuple() as items:
                self._add("[", 1)
                for at, item in enumerate(items):
                    self._add(", " if at else "")
                    self.value(item)
                self._add("]", -1)
            case dict() as entries:
                self._add("{", 1)
                if entries:
                    self.lines.append(_Line())
                self.assignments(entries)
                self._add("}", -1)
            case _:
                self._add(format_number(number_of(value)))

    def assignments(self, entries: dict[str, Value]) -> None:
        """Each on a line of its own, the line behind them begun."""
        for name, item in sorted(entries.items()):
            self.lines[-1].name = name if _is_identifier(name) else _quoted(name)
            self.value(item)
            self.lines.append(_Line())

    def text(self) -> str:
        """All lines, laid out."""
        margins, widths = _margins(self.lines), _widths(self.lines)
        return "\n".join(
            " " * margin
            + (
                line.text
                if line.name is None
                else f"{line.name}{' ' * (width - _columns(line.name))} = {line.text}"
            )
            for line, margin, width in zip(self.lines, margins, widths, strict=True)
        )

    def _add(self, text: str, opened: int = 0) -> None:
        self.lines[-1].text += text
        self.lines[-1].opened += opened


def _margins(lines: Sequence[_Line]) -> list[int]:
    """How far each line is indented: once for each line before it whose brackets are still open."""
    margins: list[int] = []
    opened: list[int] = []
    for line in lines:
        closed = -line.opened
        while closed > 0 and opened:
            last = opened.pop()
            if closed < last:
                opened.append(last - closed)
            closed -= last
        margins.append(_INDENT * len(opened) if line.text else 0)
        if line.opened > 0:
            opened.append(line.opened)
    return margins


def _widths(lines: Sequence[_Line]) -> list[int]:
    """The columns of the longest name beside each line, of neighbours whose equals signs stand below each other."""
    widths: list[int] = []
    chain: list[int] = []
    for line in (*lines, _Line()):
        if line.aligns:
            chain.append(_columns(line.name or ""))
            continue
        widths.extend([max(chain, default=0)] * len(chain))
        chain.clear()
        widths.append(_columns(line.name or ""))
    return widths[:-1]


def _columns(text: str) -> int:
    return len(graphemes(text))


def _quoted(text: str) -> str:
    escaped = "".join(map(_escaped, text))
    return f'"{escaped.replace("${", "$${").replace("%{", "%%{")}"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES or letter.isprintable():
        return _ESCAPES.get(letter, letter)
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
