"""`%{ if }` and `%{ for }`: flat parts to nested nodes, and what is left open."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.nodes import Template, TemplateFor, TemplateIf
from tests.unit.syntax.cases import expression_of, fault_of, pieces_of, place_of, told_of


def test_directives_hold_what_stands_between_and_ranges_cover_them_to_their_ends() -> None:
    loop = "%{ for k, v in c }a%{ if v }b%{ else }ä%{ endif }%{ endfor }"
    assert pieces_of(f'"{loop}d"') == [
        ("Template", f'"{loop}d"'),
        ("TemplateFor", loop),
        ("Reference", "c"),
        ("Template", "a%{ if v }b%{ else }ä%{ endif }"),
        ("StringLiteral", "a"),
        ("TemplateIf", "%{ if v }b%{ else }ä%{ endif }"),
        ("Reference", "v"),
        ("Template", "b"),
        ("StringLiteral", "b"),
        ("Template", "ä"),
        ("StringLiteral", "ä"),
        ("StringLiteral", "d"),
    ]


@pytest.mark.parametrize(
    ("text", "key", "value"), [("%{ for v in c }", None, "v"), ("%{ for k, v in c }", "k", "v")]
)
def test_a_loop_binds_one_name_or_two(text: str, key: str | None, value: str) -> None:
    found = expression_of(f'"{text}%{{ endfor }}"')
    assert isinstance(found, Template)
    (loop,) = found.parts
    assert isinstance(loop, TemplateFor)
    assert (loop.key_name, loop.value_name) == (key, value)


def test_a_choice_has_an_else_only_where_it_is_written_and_may_hold_nothing() -> None:
    found = expression_of('"%{ if a }%{ endif }%{ if b }%{ else }%{ endif }"')
    assert isinstance(found, Template)
    first, second = found.parts
    assert isinstance(first, TemplateIf)
    assert isinstance(second, TemplateIf)
    assert (first.then.parts, first.otherwise) == ((), None)
    assert second.otherwise is not None
    # What holds nothing stands where its end begins.
    assert (first.then.range.start, first.then.range.end) == (first.then.range.start,) * 2
    assert first.then.range.start.column == 11


IF, FOR = "%{ if b }", "%{ for b in c }"


@pytest.mark.parametrize(
    ("text", "summary", "where", "detail"),
    [
        (f"ä{IF}", "end of template", "1,16-17", "if directive at a.tf:1,7-16 is missing its corr"),
        (FOR, "end of template", "1,21-22", "its corresponding endfor directive."),
        (f"{IF}{FOR}", "end of template", "1,30-31", "The for directive at a.tf:1,15-30 is"),
        ("x%{ endif }", "endif directive", "1,7-17", "within this template are unbalanced."),
        ("%{ endfor }", "endfor directive", "1,6-17", "within this template are unbalanced."),
        ("%{ else }", "else directive", "1,6-15", "within this template are unbalanced."),
        (f"{IF}%{{ endfor }}", "endfor directive", "1,15-26", "an endif directive for the if"),
        (
            f"{IF}%{{ else }}%{{ else }}",
            "else directive",
            "1,24-33",
            "for the if started at a.tf:1,6",
        ),
        (f"{FOR}%{{ else }}", "else directive", "1,21-30", "is not expected for a for directive."),
        (
            f"{FOR}%{{ endif }}",
            "endif directive",
            "1,21-31",
            "to the for directive at a.tf:1,6-21.",
        ),
    ],
)
def test_what_does_not_belong_is_told(text: str, summary: str, where: str, detail: str) -> None:
    fault = fault_of(f'a = "{text}"\n')
    assert (fault.summary, place_of(fault)) == (f"Unexpected {summary}", where)
    assert detail in fault.detail


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{IF}%{{ endfor }}%{{ endif }}", "Unexpected endif directive"),
        (f"{IF}%{{ else }}%{{ else }}%{{ endif }}", "Unexpected else directive"),
    ],
    ids=["a wrong end closes all the same", "a wrong else closes nothing"],
)
def test_reading_goes_on_behind_a_wrong_directive(text: str, last: str) -> None:
    assert told_of(f'a = "{text}"\n')[-1] == (last, 1)
