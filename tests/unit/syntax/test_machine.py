"""The automaton takes tokens one by one and says what may follow."""

from __future__ import annotations

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.lower import Lowering
from sm_tj_cli.syntax.machine import Machine
from sm_tj_cli.syntax.nodes import BinaryOperation
from sm_tj_cli.syntax.tokens import Token

ONE = Token("INT_LITERAL", "1", 0, 1)
PLUS = Token("PLUS", "+", 2, 3)
TWO = Token("INT_LITERAL", "2", 4, 5)


def machine() -> Machine:
    """A run over `1 + 2`."""
    return Machine("one_expression", Lowering(SourceFile("a", "1 + 2"), Findings()))


def test_tokens_become_a_node() -> None:
    run = machine()
    assert [run.feed(token) for token in (ONE, PLUS, TWO)] == [True, True, True]
    assert isinstance(run.finish(), BinaryOperation)


def test_a_token_that_cannot_stand_there_is_not_taken() -> None:
    run = machine()
    run.feed(ONE)
    assert not run.feed(TWO)
    assert run.feed(PLUS)


def test_the_choices_are_what_would_be_taken() -> None:
    run = machine()
    run.feed(ONE)
    assert "PLUS" in run.choices()
    assert "INT_LITERAL" not in run.choices()


def test_there_is_no_node_before_the_end() -> None:
    run = machine()
    run.feed(ONE)
    run.feed(PLUS)
    assert run.finish() is None
