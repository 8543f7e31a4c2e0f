"""Every declared function: where it is found, and that its examples are true."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.nodes import FunctionCall
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.call import Function, FunctionError, call
from sm_tj_cli.values.display import hcl_text
from sm_tj_cli.values.functions import STANDARD, THEMES
from sm_tj_cli.values.functions._registry import is_finite, whole_number_of
from sm_tj_cli.values.value import SENSITIVE, Value, number, unknown
from tests.unit.values.functions.cases import FixedContext, evaluated, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# What these say is never the same twice, secret, or needs a caller's own text.
WITHOUT_EXAMPLES = {
    "base64gzip", "bcrypt", "plantimestamp", "rsadecrypt", "templatestring", "timestamp", "uuid",
}  # fmt: skip
RENDERED_BY_THE_EVALUATOR = {"templatefile"}

FUNCTIONS = [function for name in STANDARD.names() if (function := STANDARD.get(name))]
EXAMPLES = [
    (expression, printed)
    for function in FUNCTIONS
    if function.name not in RENDERED_BY_THE_EVALUATOR
    for expression, printed in function.examples
]


@pytest.mark.parametrize("theme", THEMES)
def test_the_table_says_where_each_function_is(theme: str) -> None:
    module = import_module(f"sm_tj_cli.values.functions.{theme}")
    declared = {item.name for item in vars(module).values() if isinstance(item, Function)}
    assert declared == set(THEMES[theme].split())


def test_the_table_names_every_theme() -> None:
    folder = Path(import_module("sm_tj_cli.values.functions").__path__[0])
    assert {path.stem for path in folder.glob("[!_]*.py")} == set(THEMES)


def test_there_is_no_function_of_another_name() -> None:
    assert STANDARD.get("nope") is None


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_each_function_says_what_it_does(function: Function) -> None:
    assert function.description.endswith(".")
    assert bool(function.examples) == (function.name not in WITHOUT_EXAMPLES)


@pytest.mark.parametrize(("expression", "printed"), EXAMPLES)
def test_each_example_is_true(
    expression: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hello.txt").write_text("Hello World")
    monkeypatch.chdir(tmp_path)
    assert hcl_text(value_of(expression)) == printed


# What they are for; and a default that is not taken says nothing.
WITHOUT_MARKS = {("issensitive", 0), ("nonsensitive", 0), ("lookup", 2)}


def calls() -> Iterator[tuple[Function, int, tuple[Value, ...]]]:
    """Each argument of each function's examples, with all arguments of its call."""
    for function in FUNCTIONS:
        for expression, _ in function.examples:
            node, _ = parse_expression(SourceFile("example.tf", expression))
            if isinstance(node, FunctionCall) and node.name == function.name:
                source = SourceFile("example.tf", expression)
                given = tuple(
                    evaluated(source.excerpt(argument.range))[0] for argument in node.arguments
                )
                yield from ((function, at, given) for at in range(len(given)))


@pytest.mark.parametrize("content", ["known", "unknown", "unknown of no type"])
def test_a_secret_argument_makes_a_secret_of_what_any_function_makes_of_it(content: str) -> None:
    told: set[tuple[str, int]] = set()
    for function, at, given in calls():
        argument = {
            "known": given[at],
            "unknown": unknown(given[at].type),
            "unknown of no type": unknown(),
        }[content].with_marks({SENSITIVE})
        with suppress(FunctionError):
            made = call(function, (*given[:at], argument, *given[at + 1 :]), FixedContext())
            if SENSITIVE not in made.all_marks():
                told.add((function.name, at))
    assert told == WITHOUT_MARKS


def test_whole_numbers_have_64_bits() -> None:
    assert whole_number_of(number(-(2**63))) == -(2**63)
    with pytest.raises(FunctionError, match="value must be a whole number"):
        whole_number_of(number(2**63))


def test_a_number_beyond_a_double_is_finite() -> None:
    assert is_finite(10**400)
    assert not is_finite(float("-inf"))  # type: ignore[arg-type]
