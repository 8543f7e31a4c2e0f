"""Source text to a syntax tree and what is wrong with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostics, Findings
from sm_tj_cli.syntax.allowance import Allowance
from sm_tj_cli.syntax.bodies import BodyReader
from sm_tj_cli.syntax.expressions import ExpressionReader
from sm_tj_cli.syntax.json_syntax import parse_json
from sm_tj_cli.syntax.recovery import RecoveringScanner
from sm_tj_cli.syntax.scan import Inside, Scanner
from sm_tj_cli.syntax.tokens import END

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.syntax.nodes import Body, Expression


def parse_file(
    source: SourceFile, *, templates: bool = True, allowance: Allowance | None = None
) -> tuple[Body, Diagnostics]:
    """A configuration or variable file; one whose name ends in `.json` has Terraform's JSON syntax.

    Its strings are templates, but in variable files (`templates` false) they stand for themselves.
    What could be read is in the body even where something else is wrong. What all files of a configuration may have
    together is taken from the `allowance`.
    """
    findings = Findings()
    allowance = allowance or Allowance()
    if source.name.endswith(".json"):
        body = parse_json(source, findings, allowance, templates=templates)
    else:
        scanner = RecoveringScanner(source, Inside.BODY, findings, allowance)
        expressions = ExpressionReader(source, scanner, findings)
        body = BodyReader(source, scanner, expressions, findings).file()
    return body, findings.result()


def parse_expression(source: SourceFile) -> tuple[Expression | None, Diagnostics]:
    """One expression, with any white space and comments around it; None where it is none."""
    return _parse_one(source, Inside.BRACKETS, "one_expression")


def parse_template(source: SourceFile) -> tuple[Expression | None, Diagnostics]:
    """The text of a template file, as if it stood in a heredoc; None where it is none."""
    return _parse_one(source, Inside.HEREDOC, "template")


def _parse_one(
    source: SourceFile, inside: Inside, start: str
) -> tuple[Expression | None, Diagnostics]:
    findings = Findings()
    scanner = Scanner(source, inside, findings)
    expression, behind = ExpressionReader(source, scanner, findings).read(scanner.next(), start)
    if expression is not None and behind.type != END:
        findings.error(
            "Extra characters after expression",
            "An expression was successfully parsed, but extra characters were found after it.",
            source.range(behind.start, behind.end),
        )
    result = findings.result()
    return None if result.has_errors else expression, result
