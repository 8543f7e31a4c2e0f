"""How the tests of this folder read: a text in, nodes or the first fault out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, SourceFile
from sm_tj_cli.syntax.parse import parse_expression, parse_file

if TYPE_CHECKING:
    from sm_tj_cli.syntax.nodes import Body, Expression


def expression_of(text: str) -> Expression:
    """The expression in a text without a mistake."""
    found, problems = parse_expression(SourceFile("a.tf", text))
    assert found is not None, list(problems)
    return found


def body_of(text: str, name: str = "a.tf") -> Body:
    """The body of a file without a mistake."""
    body, problems = parse_file(SourceFile(name, text))
    assert not problems, list(problems)
    return body


def fault_of(text: str, name: str = "a.tf") -> Diagnostic:
    """The first fault of a file."""
    _, problems = parse_file(SourceFile(name, text))
    return problems.items[0]


def told_of(text: str, name: str = "a.tf") -> list[tuple[str, int]]:
    """Summaries and lines of all faults of a file."""
    _, problems = parse_file(SourceFile(name, text))
    return [(item.summary, item.subject.start.line if item.subject else 0) for item in problems]
