"""One expression out of the stream: where it ends, and how deep it may be."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.expressions import ExpressionReader
from sm_tj_cli.syntax.scan import Inside, Scanner
from tests.unit.syntax.cases import body_of, fault_of


def test_an_expression_ends_with_its_line_or_with_the_block_around_it() -> None:
    source, findings = SourceFile("a", "1 +\n2"), Findings()
    scanner = Scanner(source, Inside.BODY, findings)
    expression, behind = ExpressionReader(source, scanner, findings).read(scanner.next())
    assert (expression, behind.type) == (None, "NL_OR_COMMENT")
    assert list(body_of("a { b = 1 }").blocks[0].body.attributes) == ["b"]


@pytest.mark.parametrize(
    "text", ["-" * 200 + "1", "a" + "[0]" * 10 + " ? 1 : b" * 200, "(" * 200 + "1" + ")" * 200]
)
def test_what_is_too_deep_is_told(text: str) -> None:
    assert "128" in fault_of(f"x = {text}\n").detail


def test_a_long_sum_is_not_deep() -> None:
    assert fault_or_none("x = " + " + ".join(["1"] * 100)) is None


def fault_or_none(text: str) -> str | None:
    """The first fault's summary, if there is one."""
    from tests.unit.syntax.cases import told_of

    told = told_of(text + "\n")
    return told[0][0] if told else None
