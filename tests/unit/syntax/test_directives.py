"""`%{ if }` and `%{ for }`: flat parts to nested nodes, and what is left open."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.nodes import Template, TemplateFor, TemplateIf
from sm_tj_cli.syntax.parse import parse_template


def test_directives_hold_what_stands_between() -> None:
    text = "%{ for k, v in c }a%{ if v }b%{ else }c%{ endif }%{ endfor }d"
    found, problems = parse_template(SourceFile("t", text))
    assert not problems
    assert isinstance(found, Template)
    loop, _ = found.parts
    assert isinstance(loop, TemplateFor)
    assert (loop.key_name, loop.value_name) == ("k", "v")
    choice = loop.body.parts[1]
    assert isinstance(choice, TemplateIf)
    assert choice.otherwise is not None


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("%{ if a }", "Unexpected end of template"),
        ("%{ for x in y }", "Unexpected end of template"),
        ("%{ endif }", "Unexpected endif directive"),
        ("%{ else }", "Unexpected else directive"),
        ("%{ if a }%{ endfor }", "Unexpected endfor directive"),
        ("%{ if a }%{ else }%{ else }%{ endif }", "Unexpected else directive"),
        ("%{ for x in y }%{ else }%{ endfor }", "Unexpected else directive"),
        ("%{ foo }", "Invalid template control keyword"),
    ],
)
def test_what_does_not_belong_is_told(text: str, summary: str) -> None:
    _, problems = parse_template(SourceFile("t", text))
    assert problems.errors[0].summary == summary
