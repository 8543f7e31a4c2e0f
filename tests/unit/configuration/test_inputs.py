"""Values of variables, from every source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.configuration.inputs import VariableSources, gather
from sm_tj_cli.configuration.load import load_configuration
from tests.fakes.configurations import Evaluated, MemoryFiles, evaluated

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceFile


def given(
    declaration: str,
    *arguments: tuple[str, str],
    environment: dict[str, str] | None = None,
    **files: str,
) -> Evaluated:
    """The value of `var.v`, given by arguments, environment and files (`__` for a dot in their names)."""
    texts = {name.replace("__", "."): text for name, text in files.items()}
    main = f'variable "v" {{\n{declaration}\n}}\noutput "v" {{ value = var.v }}'
    sources = VariableSources(tuple(arguments), environment or {})
    return evaluated({**texts, "main.tf": main}, sources)


FILES = {"terraform__tfvars": 'v = "1"', "terraform__tfvars__json": '{"v": "2"}',
         "a__auto__tfvars": 'v = "3"', "b__auto__tfvars__json": '{"v": "4"}'}  # fmt: skip


def test_later_sources_win() -> None:
    environment = {"TF_VAR_v": "0"}
    assert given('default = "d"').outputs == {"v": "d"}
    assert given("", environment=environment).outputs == {"v": "0"}
    for count in range(1, 5):
        files = dict(list(FILES.items())[:count])
        assert given("", environment=environment, **files).outputs == {"v": str(count)}
    both = (("var", "v=5"), ("file", "x.tfvars"))
    assert given("", *both, x__tfvars='v = "6"', **FILES).outputs == {"v": "6"}
    assert given("", *reversed(both), x__tfvars='v = "6"', **FILES).outputs == {"v": "5"}


@pytest.mark.parametrize(
    ("declaration", "text", "value"),
    [
        ("", "[1]", "[1]"),
        ("type = string", '"x"', '"x"'),
        ("type = number", "12", 12),
        ("type = any", "[1]", [1]),
        ("type = list(string)", '["a", 1]', ["a", "1"]),
        ("type = object({ a = number })", "{ a = 1 }", {"a": 1}),
    ],
)
def test_texts_are_expressions_where_the_type_is_no_simple_one(
    declaration: str, text: str, value: object
) -> None:
    for found in (
        given(declaration, ("var", f"v={text}")),
        given(declaration, environment={"TF_VAR_v": text}),
    ):
        assert (found.told, found.outputs) == ([], {"v": value})


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        (("var", "v"), "Invalid -var option"),
        (("var", " v =1"), "Invalid -var option"),
        (("var", "w=1"), "Value for undeclared variable"),
        (("file", "none.tfvars"), "Failed to read variables file"),
    ],
)
def test_arguments_that_say_nothing(argument: tuple[str, str], told: str) -> None:
    assert given("default = 1", argument).told == [told]


def test_files_assign_and_declare_nothing() -> None:
    text = 'variable "v" {\n  default = 1\n}\nb {}\n'
    assert given("default = 1", terraform__tfvars=text).told == [
        "terraform.tfvars 1: Variable declaration in .tfvars file",
        'terraform.tfvars 4: Unexpected "b" block',
    ]


def test_a_few_strangers_in_files_are_told_and_the_rest_counted() -> None:
    text = "a = 1\nb = 2\nc = 3\nd = 4\n"
    assert given("default = 1", terraform__tfvars=text).told == [
        "terraform.tfvars 1: Value for undeclared variable (warning)",
        "terraform.tfvars 2: Value for undeclared variable (warning)",
        "Values for undeclared variables (warning)",
    ]


def test_somebody_is_asked_for_what_is_missing() -> None:
    asked = []

    def ask(name: str, description: str, is_secret: bool) -> str:
        asked.append((name, description, is_secret))
        return "typed"

    text = 'variable "v" {\n  description = "A word."\n}\noutput "v" { value = var.v }'
    assert evaluated(text, VariableSources(ask=ask)).outputs == {"v": "typed"}
    assert asked == [("v", "A word.", False)]


def test_a_value_that_cannot_be_read_was_given_all_the_same() -> None:
    text = 'variable "v" { type = list(string) }'
    sources = VariableSources(environment={"TF_VAR_v": "[1,"})
    assert len(evaluated(text, sources).told) == 1


def test_a_file_that_could_not_be_read_may_have_given_it() -> None:
    assert given("", terraform__tfvars="v = 1 1\n").told == [
        "terraform.tfvars 1: Missing newline after argument"
    ]
    assert len(given("", terraform__tfvars__json="v = 1").told) == 1


@pytest.mark.parametrize("is_secret", [True, False])
def test_a_secret_that_cannot_be_read_is_not_at_hand_to_be_quoted(is_secret: bool) -> None:
    text = f"type = list(string)\nsensitive = {str(is_secret).lower()}"
    texts: dict[str, SourceFile] = {}
    files = MemoryFiles({"main.tf": f'variable "v" {{\n{text}\n}}'})
    loaded, _ = load_configuration(["."], files)
    sources = VariableSources((("var", 'v=["x'),))
    _, problems = gather(sources, ".", loaded.root.variables, files, texts)
    assert problems.has_errors
    assert bool(texts) is not is_secret
