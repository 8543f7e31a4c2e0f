"""Bodies: the arguments and blocks of a file, each read on its own, so that one mistake hides no other.

The rules and their messages are those of HCL's parser (`hclsyntax/parser.go`): an argument ends with its line, a
block begins on the line of its type, and a block on one line holds one argument.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.legacy import as_argument
from sm_tj_cli.syntax.nodes import Attribute, Block, Body, Unreadable
from sm_tj_cli.syntax.tokens import END

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Findings, SourceFile, SourceRange
    from sm_tj_cli.syntax.expressions import ExpressionReader
    from sm_tj_cli.syntax.recovery import RecoveringScanner
    from sm_tj_cli.syntax.tokens import Token

_NEWLINES = frozenset({"NL_OR_COMMENT", END})
_BLOCK_FOLLOWS = frozenset({"NAME", "DBLQUOTE", "LBRACE"})


@dataclass(slots=True)
class _Header:
    type: Token
    labels: list[str] = field(default_factory=list)
    label_ranges: list[SourceRange] = field(default_factory=list)


@dataclass(slots=True)
class _Items:
    """A body while it is read; `depth` is the scanner's inside it, `quoted` its first quoted name."""

    depth: int
    header: _Header | None = None
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    quoted: SourceRange | None = None
    one_line: bool = False
    takes_quoted: bool = False


class BodyReader:
    """Reads one file's body; what is wrong goes to the findings, what is right into the body."""

    def __init__(
        self,
        source: SourceFile,
        scanner: RecoveringScanner,
        expressions: ExpressionReader,
        findings: Findings,
    ) -> None:
        self._source = source
        self._scanner = scanner
        self._expressions = expressions
        self._findings = findings
        self._token = scanner.next()
        self._recovered = False

    def file(self) -> Body:
        """The body of the whole file."""
        items = _Items(self._scanner.depth)
        while self._token.type != END:
            self._items(items)
        whole = self._source.range(0, len(self._source.text))
        end = self._source.range(len(self._source.text), len(self._source.text))
        return Body(whole, end, items.attributes, tuple(items.blocks))

    def _advance(self) -> Token:
        self._token = self._scanner.next()
        return self._token

    def _items(self, items: _Items) -> None:
        """Statements up to the token that ends the body, or that begins none."""
        while True:
            match self._token.type:
                case "NL_OR_COMMENT":
                    self._advance()
                case "NAME":
                    self._statement(items)
                case "DBLQUOTE" if items.takes_quoted:
                    self._quoted_argument(items)
                case kind if kind == END or (kind == "RBRACE" and items.header is not None):
                    return
                case _:
                    self._not_a_statement(items)

    def _not_a_statement(self, items: _Items) -> None:
        token = self._token
        if token.type == "DBLQUOTE":
            self._error(faults.QUOTED_NAME, token)
        elif token.type != "INVALID" and not (self._recovered and token.type == "RBRACE"):
            self._error(faults.DEFINITION, token)
        if token.type == "RBRACE":
            # Whatever it was meant to close, what follows it is a statement of its own.
            self._advance()
            self._recovered = True
        else:
            self._skip(items)

    def _statement(self, items: _Items) -> None:
        name = self._token
        following = self._advance()
        if following.type == "EQ":
            if self._argument(name.text, self._range(name), items):
                self._argument_end(items, name.text, name)
        elif following.type in _BLOCK_FOLLOWS:
            if self._block(name, items):
                self._line_end(items, name, faults.MISSING_NEWLINE_AFTER_BLOCK)
        else:
            if following.type != "INVALID":
                self._error(faults.DEFINITION_OR_EQUALS, name)
            _unreadable(name.text, self._range(name), items)
            self._skip(items)

    def _quoted_argument(self, items: _Items) -> None:
        start = self._token
        text, where = self._label()
        if self._token.type != "EQ":
            self._error(faults.QUOTED_NAME, start)
            self._skip(items)
            return
        items.quoted = items.quoted or self._range(start)
        if self._argument(text, where, items):
            self._argument_end(items, text, start)

    def _argument(self, name: str, where: SourceRange, items: _Items) -> bool:
        """Reads the value from `=` on; False where it has a mistake, which has been skipped then."""
        self._scanner.in_value = True
        expression, self._token = self._expressions.read(self._scanner.next())
        self._scanner.in_value = False
        if expression is None:
            _unreadable(name, where, items)
            self._skip(items)
            return False
        attribute = Attribute(name, expression, where.to(expression.range), where)
        first = items.attributes.setdefault(name, attribute)
        if first is not attribute:
            self._findings.add([faults.attribute_redefined(name, first.name_range, where)])
        return True

    def _argument_end(self, items: _Items, name: str, start: Token) -> None:
        """Sees to it that the line ends; of what goes on, nobody knows what was meant."""
        if self._token.type in _NEWLINES:
            return
        if self._token.type == "COMMA":
            self._line_end(items, start, faults.COMMA_AFTER_ARGUMENT)
            return
        items.attributes.pop(name)
        _unreadable(name, self._range(start), items)
        self._line_end(items, start, faults.MISSING_NEWLINE)

    def _line_end(self, items: _Items, start: Token, words: tuple[str, str]) -> None:
        """Sees to it that nothing stands behind a statement on its line."""
        token = self._token
        if token.type in _NEWLINES:
            return
        if token.type != "INVALID":
            context = self._range(start).to(self._range(token))
            where = self._range(token)
            self._findings.add([Diagnostic.error(*words, where, context=context)])
        if not (token.type == "RBRACE" and items.header is not None):
            self._skip(items)

    def _block(self, name: Token, items: _Items) -> bool:
        header = _Header(name)
        if not self._labels(header):
            self._skip(items)
            return False
        opening = self._token
        # Only a block inside another one can be an HCL1 map.
        is_nested = items.header is not None and not header.labels
        inner = _Items(self._scanner.depth, header, takes_quoted=is_nested)
        following = self._advance()
        if following.type in _NEWLINES or following.type == "RBRACE":
            self._items(inner)
        else:
            self._single_argument(inner)
        closing = self._token
        if closing.type == END and not self._recovered:
            self._error(faults.UNCLOSED_BLOCK, opening)
        self._add_block(header, opening, closing, inner, items)
        if closing.type == "RBRACE":
            self._advance()
        return True

    def _add_block(
        self, header: _Header, opening: Token, closing: Token, inner: _Items, items: _Items
    ) -> None:
        start, end = self._range(header.type), self._range(closing)
        outside: list[Block] = []
        if closing.type == END:
            # Without the brace, the layout says which of the blocks that follow stand inside.
            margin = start.start.column
            outside = [it for it in inner.blocks if it.range.start.column <= margin]
            inner.blocks = [it for it in inner.blocks if it.range.start.column > margin]
        body = Body(self._range(opening).to(end), end, inner.attributes, tuple(inner.blocks))
        definition = start.to(header.label_ranges[-1]) if header.label_ranges else start
        block = Block(
            header.type.text,
            tuple(header.labels),
            body,
            start.to(end),
            start,
            tuple(header.label_ranges),
            definition,
        )
        if inner.quoted is None:
            items.blocks.append(block)
        else:
            items.attributes.setdefault(block.type, as_argument(block))
        items.blocks.extend(outside)

    def _labels(self, header: _Header) -> bool:
        while True:
            token = self._token
            match token.type:
                case "LBRACE":
                    return True
                case "NAME":
                    header.labels.append(token.text)
                    header.label_ranges.append(self._range(token))
                    self._advance()
                case "DBLQUOTE":
                    text, where = self._label()
                    header.labels.append(text)
                    header.label_ranges.append(where)
                case "INVALID":
                    return False
                case kind:
                    words = {"EQ": faults.BLOCK_EQUALS, "NL_OR_COMMENT": faults.BLOCK_NEWLINE}
                    words[END] = faults.BLOCK_NEWLINE
                    self._error(words.get(kind, faults.BLOCK_HEADER), token)
                    return False

    def _label(self) -> tuple[str, SourceRange]:
        """The text of a quoted label or name, which takes no template sequences."""
        opening, text = self._token, ""
        token = self._advance()
        while token.type not in {"DBLQUOTE", "INVALID", END}:
            if token.type == "STRING_CHARS":
                text += self._expressions.lowering.unescaped(token)
            elif token.type in {"INTERP_START", "DIRECTIVE_START"}:
                self._findings.add([faults.sequence_in_label(token.text[0], self._range(token))])
                depth = self._scanner.depth
                while self._scanner.depth >= depth and token.type not in {"INVALID", END}:
                    token = self._advance()
            token = self._advance()
        where = self._range(opening).to(self._range(token))
        if token.type == END:
            self._error(faults.UNTERMINATED_LABEL, token)
        elif token.type == "DBLQUOTE":
            self._advance()
        return text, where

    def _single_argument(self, inner: _Items) -> None:
        """The one argument of a block that begins on the line of its brace."""
        inner.one_line = True
        name = self._token
        if name.type != "NAME" and not (name.type == "DBLQUOTE" and inner.takes_quoted):
            if name.type != "INVALID":
                self._error(faults.DEFINITION, name)
            self._skip(inner)
            self._items(inner)
            return
        if name.type == "DBLQUOTE":
            inner.quoted = self._range(name)
            text, where = self._label()
        else:
            text, where = name.text, self._range(name)
            self._advance()
        following = self._token
        if following.type == "EQ":
            if self._argument(text, where, inner):
                self._close_single(inner)
                return
        elif following.type in _BLOCK_FOLLOWS:
            span = where.to(self._range(following))
            self._findings.add([faults.single_line_block(text, span)])
            self._skip(inner)
        else:
            if following.type != "INVALID":
                self._error(faults.DEFINITION_OR_EQUALS, name)
            _unreadable(text, where, inner)
            self._skip(inner)
        self._items(inner)

    def _close_single(self, inner: _Items) -> None:
        token = self._token
        if token.type in {"RBRACE", END}:
            return
        words = {"COMMA": faults.SINGLE_COMMA, "NL_OR_COMMENT": faults.SINGLE_NEWLINE}
        if token.type != "INVALID":
            self._error(words.get(token.type, faults.SINGLE_END), token)
        if token.type != "NL_OR_COMMENT":
            self._skip(inner)
        self._items(inner)

    def _skip(self, items: _Items) -> None:
        self._recovered = True
        self._token = self._scanner.skip_statement(
            self._token, items.depth, one_line=items.one_line
        )

    def _error(self, words: tuple[str, str], token: Token) -> None:
        self._findings.error(*words, self._range(token))

    def _range(self, token: Token) -> SourceRange:
        return self._source.range(token.start, token.end)


def _unreadable(name: str, where: SourceRange, items: _Items) -> None:
    items.attributes.setdefault(name, Attribute(name, Unreadable(where), where, where))
