"""How the tests of this folder read: a text in, nodes or the first fault out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, SourceFile
from sm_tj_cli.syntax.faults import place
from sm_tj_cli.syntax.nodes import Attribute, Block, Body
from sm_tj_cli.syntax.parse import parse_expression, parse_file
from sm_tj_cli.syntax.walk import descend

if TYPE_CHECKING:
    from sm_tj_cli.syntax.nodes import Expression


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


def pieces_of(text: str) -> list[tuple[str, str]]:
    """Every node of an expression, from the outside in: its kind, and the text that its range holds."""
    source = SourceFile("a.tf", text)
    found, problems = parse_expression(source)
    assert found is not None, list(problems)
    nodes = [node for node in descend(found) if not isinstance(node, Body | Block | Attribute)]
    return [(type(node).__name__, source.excerpt(node.range)) for node in nodes]


def place_of(fault: Diagnostic) -> str:
    """The place of a fault as `line,column-column`, or with the end's line too where that is another one."""
    assert fault.subject is not None
    return place(fault.subject).rpartition(":")[2]
