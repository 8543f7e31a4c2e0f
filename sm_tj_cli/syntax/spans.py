"""Where things stand: tokens and nodes to source ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from lark import Token
from lark.visitors import Transformer_NonRecursive

from sm_tj_cli.diagnostics import Findings, SourcePosition, SourceRange
from sm_tj_cli.syntax.nodes import ObjectItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.syntax.nodes import Attribute, Block, Body, Expression

    Child: TypeAlias = Token | Expression | ObjectItem | Attribute | Block | Body | None


class Spans(Transformer_NonRecursive):  # type: ignore[type-arg]
    """What every part of the lowering needs: the file, the findings, and ranges."""

    def __init__(self, source: SourceFile) -> None:
        super().__init__()
        self.source = source
        self.findings = Findings()

    def span(self, children: Sequence[Child]) -> SourceRange:
        """From the first to the last of the children."""
        present = [child for child in children if child is not None]
        return self.range_of(present[0]).to(self.range_of(present[-1]))

    def range_of(self, child: Child) -> SourceRange:
        """Where a token or a node stands."""
        if isinstance(child, Token):
            return token_range(self.source.name, child)
        if isinstance(child, ObjectItem):
            return child.key.range.to(child.value.range)
        assert child is not None
        return child.range

    def nodes(self, children: Sequence[Child]) -> list[Expression]:
        """The children that are expressions."""
        return [child for child in children if child is not None and not isinstance(child, Token)]  # type: ignore[misc]


def token_range(filename: str, token: Token) -> SourceRange:
    """Where a token stands."""
    # Every token comes from our own scanner, which always says where.
    places = (token.start_pos, token.line, token.column)
    ends = (token.end_pos, token.end_line, token.end_column)
    return SourceRange(
        filename,
        SourcePosition(*cast("tuple[int, int, int]", places)),
        SourcePosition(*cast("tuple[int, int, int]", ends)),
    )
