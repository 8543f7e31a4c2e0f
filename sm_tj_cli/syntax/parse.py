"""Source text to a syntax tree and what is wrong with the text.

The top level's statements are parsed one by one, so a mistake in one does not hide those of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark import Token, UnexpectedInput

from sm_tj_cli.diagnostics import Diagnostics, Findings, SourceRange
from sm_tj_cli.syntax.explain import explain
from sm_tj_cli.syntax.grammar import parser
from sm_tj_cli.syntax.json_syntax import parse_json
from sm_tj_cli.syntax.lower import Lowering
from sm_tj_cli.syntax.nodes import Attribute, Block, Body
from sm_tj_cli.syntax.scan import Inside, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.syntax.scan import Scanned


def parse_file(source: SourceFile) -> tuple[Body, Diagnostics]:
    """A configuration or variable file; one whose name ends in `.json` has Terraform's JSON syntax.

    What could be read is in the body even where something else is wrong.
    """
    if source.name.endswith(".json"):
        return parse_json(source)
    scanned = scan(source)
    lowering, findings = Lowering(source), Findings()
    findings.add(scanned.problems)
    children: list[Attribute | Block] = []
    for statement in _statements(scanned):
        if any(token.type == "INVALID" for token in statement):
            continue
        found = _parse(statement, "body", lowering, findings)
        if isinstance(found, Body):
            children.extend([*found.attributes.values(), *found.blocks])
    children.sort(key=lambda item: item.range.start)
    body = lowering.body(list(children))
    findings.add(lowering.findings.items)
    whole = source.range(0, len(source.text))
    end = SourceRange(source.name, whole.end, whole.end)
    return Body(whole, end, body.attributes, body.blocks), findings.result()


def parse_expression(source: SourceFile) -> tuple[Expression | None, Diagnostics]:
    """One expression, with any white space and comments around it; None where it is none."""
    return _parse_one(source, Inside.PARENTHESES, "one_expression")


def parse_template(source: SourceFile) -> tuple[Expression | None, Diagnostics]:
    """The text of a template file or of a JSON string, as if it stood in a heredoc."""
    return _parse_one(source, Inside.HEREDOC, "template")


def _parse_one(
    source: SourceFile, inside: Inside, start: str
) -> tuple[Expression | None, Diagnostics]:
    scanned = scan(source, inside)
    lowering, findings = Lowering(source), Findings()
    findings.add(scanned.problems)
    found = None
    if not findings.items:
        found = _parse(scanned.tokens, start, lowering, findings)
        findings.add(lowering.findings.items)
    return found, findings.result()  # type: ignore[return-value]


def _parse(tokens: Sequence[Token], start: str, lowering: Lowering, findings: Findings) -> object:
    run = parser().parse_interactive(start=start)
    token = tokens[-1] if tokens else None
    try:
        for token in tokens:
            run.feed_token(token)
        token = _end_of(tokens, lowering.source)
        tree = run.feed_eof(token)  # type: ignore[no-untyped-call]
    except UnexpectedInput:
        assert token is not None
        findings.items.append(explain(run, token, tokens, lowering.source))
        return None
    lowered: object = lowering.transform(tree)
    return lowered


def _end_of(tokens: Sequence[Token], source: SourceFile) -> Token:
    if tokens:
        last = tokens[-1]
        where = (last.end_pos, last.end_line, last.end_column)
    else:
        where = (len(source.text), *_line_and_column(source))
    return Token("$END", "", *where, where[1], where[2], where[0])


def _line_and_column(source: SourceFile) -> tuple[int, int]:
    end = source.position(len(source.text))
    return end.line, end.column


def _statements(scanned: Scanned) -> Iterator[list[Token]]:
    """The tokens of each statement of the file; what is open where the text broke off is left out."""
    statement: list[Token] = []
    depth = 0
    for token in scanned.tokens:
        match token.type:
            case "LBRACE" | "LPAR" | "LSQB" | "INTERP_START" | "DIRECTIVE_START" | "HEREDOC_BEGIN":
                depth += 1
            case "RBRACE" | "RPAR" | "RSQB" | "TEMPLATE_END" | "HEREDOC_END":
                depth = max(0, depth - 1)
            case "NL_OR_COMMENT" if depth == 0:
                if statement:
                    yield statement
                statement = []
                continue
            case _:
                pass
        statement.append(token)
    if statement and scanned.whole:
        yield statement
