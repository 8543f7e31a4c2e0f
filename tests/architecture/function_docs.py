"""`docs/functions.md`, made of the functions' declarations: `python -m tests.architecture.function_docs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.functions import STANDARD, THEMES
from sm_tj_cli.values.types import DYNAMIC, ListType, MapType, SetType, friendly_name
from tests.architecture.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.values.call import Function, Parameter
    from sm_tj_cli.values.types import Type

PAGE = ROOT / "docs" / "functions.md"
HEAD = """# Functions

Terraform 1.11's functions, with its results and its error messages. This page is made of their declarations in
`sm_tj_cli/values/functions`; each example is run as a test. `try` and `can` belong to the evaluator: they
evaluate their arguments themselves. Before apply, `timestamp`, `uuid` and `bcrypt` are not known yet.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for theme in THEMES for line in _theme(theme))])


def _theme(theme: str) -> Iterator[str]:
    yield f"## {theme.replace('_', ' ').capitalize()}\n"
    for name in THEMES[theme].split():
        function = STANDARD.get(name)
        assert function is not None
        yield f"### `{_signature(function)}`\n"
        yield f"{function.description}\n"
        for expression, printed in function.examples:
            yield f"```hcl\n> {expression}\n{printed}\n```\n"


def _signature(function: Function) -> str:
    parameters = [_parameter(parameter) for parameter in function.parameters]
    if function.variadic:
        parameters.append(f"{_parameter(function.variadic)}...")
    returns = DYNAMIC if callable(function.returns) else function.returns
    return f"{function.name}({', '.join(parameters)}) {_type(returns)}"


def _parameter(parameter: Parameter) -> str:
    return f"{parameter.name} {_type(parameter.type)}"


def _type(kind: Type) -> str:
    match kind:
        case ListType(element):
            return f"list({_type(element)})"
        case SetType(element):
            return f"set({_type(element)})"
        case MapType(element):
            return f"map({_type(element)})"
        case _:
            return "any" if kind is DYNAMIC else friendly_name(kind)


if __name__ == "__main__":
    PAGE.write_text(page())
