"""Bodies: arguments and blocks, and the rules that need more than one of them to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark import Token

from sm_tj_cli.diagnostics import SourceRange
from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.nodes import Attribute, Block, Body, StringLiteral
from sm_tj_cli.syntax.templates import TemplateLowering

if TYPE_CHECKING:
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.syntax.spans import Child


class BodyLowering(TemplateLowering):
    """Arguments, blocks and bodies."""

    def attribute(self, children: list[Child]) -> Attribute:
        name, _, expression = children
        name_range = self.range_of(name)
        text = str(name) if isinstance(name, Token) else self._text_of(name)
        assert not isinstance(expression, Token | Attribute | Block | Body)
        assert expression is not None
        return Attribute(text, expression, self.span(children), name_range)

    def block(self, children: list[Child]) -> Block:
        at = next(
            index
            for index, child in enumerate(children)
            if isinstance(child, Token) and child.type == "LBRACE"
        )
        kind, labels = children[0], children[1:at]
        opening, body, closing = children[at:]
        assert isinstance(body, Body)
        assert isinstance(opening, Token)
        assert isinstance(closing, Token)
        whole = self.range_of(opening).to(self.range_of(closing))
        end_range = self.range_of(closing)
        self._check_lines(opening, body, closing)
        return Block(
            str(kind),
            tuple(str(it) if isinstance(it, Token) else self._text_of(it) for it in labels),
            Body(whole, end_range, body.attributes, body.blocks),
            self.span(children),
            self.range_of(kind),
            tuple(self.range_of(label) for label in labels),
            self.span(children[:at]),
        )

    def body(self, children: list[Child]) -> Body:
        attributes: dict[str, Attribute] = {}
        blocks = []
        for child in children:
            if isinstance(child, Block):
                blocks.append(child)
            elif isinstance(child, Attribute):
                first = attributes.setdefault(child.name, child)
                if first is not child:
                    self.findings.items.append(
                        faults.attribute_redefined(child.name, first.name_range, child.name_range)
                    )
        empty = self.source.range(0, 0)
        where = self.span(children) if children else empty
        return Body(
            where, SourceRange(where.filename, where.end, where.end), attributes, tuple(blocks)
        )

    def _text_of(self, label: Child) -> str:
        if isinstance(label, StringLiteral):
            return label.value
        where = self.range_of(label)
        self.findings.error(
            "Invalid string literal",
            'Template sequences are not allowed in this string. To include a literal "$", double it (as "$$") '
            "to escape it.",
            where,
        )
        return self.source.excerpt(where)

    def _check_lines(self, opening: Token, body: Body, closing: Token) -> None:
        """A block on one line holds one argument at the most, and no argument shares a line with a brace."""
        items: list[Attribute | Block] = list(body.attributes.values())
        items.extend(body.blocks)
        items.sort(key=lambda item: item.range.start)
        if not items:
            return
        first, last = items[0], items[-1]
        starts_there = first.range.start.line == opening.line
        if starts_there and (isinstance(first, Block) or last.range.end.line != closing.line):
            self.findings.error(
                "Invalid single-argument block definition",
                "An argument definition on the same line as its containing block creates a single-line block "
                "definition, which must also be closed on the same line. Place the block's closing brace "
                "immediately after the argument definition.",
                SourceRange(self.source.name, first.range.end, first.range.end),
            )
