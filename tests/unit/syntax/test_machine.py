"""The automaton takes tokens one by one and says what may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.lower import Lowering
from sm_tj_cli.syntax.machine import Machine
from sm_tj_cli.syntax.nodes import BinaryOperation, Reference
from sm_tj_cli.syntax.tokens import Token

if TYPE_CHECKING:
    from sm_tj_cli.syntax.templates import Part

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


@pytest.mark.parametrize(
    ("start", "tokens", "rules"),
    [
        ("one_expression", "INT_LITERAL", ["number", "one_expression"]),
        ("one_expression", "LPAR NAME RPAR", ["identifier", "parentheses", "one_expression"]),
        (
            "one_expression",
            "LSQB INT_LITERAL COMMA INT_LITERAL RSQB",
            ["number", "number", "tuple", "one_expression"],
        ),
        ("template", "", ["template"]),
        (
            "template",
            "STRING_CHARS INTERP_START NAME TEMPLATE_END",
            ["identifier", "interpolation"],
        ),
    ],
)
def test_each_reduction_is_handed_over_at_once(start: str, tokens: str, rules: list[str]) -> None:
    names: list[str] = []

    class Recorder:
        def build(self, rule: str, children: list[Token | Part]) -> Part:
            names.append(rule)
            assert not any(isinstance(child, list) for child in children)
            return Reference(rule, SourceFile("a", "").range(0, 0))

    run = Machine(start, Recorder())
    for kind in tokens.split():
        assert run.feed(Token(kind, "", 0, 0))
    assert run.finish() is not None
    assert names[: len(rules)] == rules


def test_a_rule_without_a_name_gives_its_parts_to_the_rule_around() -> None:
    lengths: dict[str, int] = {}

    class Counter:
        def build(self, rule: str, children: list[Token | Part]) -> Part:
            lengths[rule] = len(children)
            return Reference(rule, SourceFile("a", "").range(0, 0))

    run = Machine("template", Counter())
    for kind in ["STRING_CHARS", "INTERP_START", "NAME", "TEMPLATE_END", "STRING_CHARS"]:
        run.feed(Token(kind, "", 0, 0))
    run.finish()
    assert lengths == {"identifier": 1, "interpolation": 3, "template": 3}
