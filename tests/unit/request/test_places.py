from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.request.places import entry_of, items_of
from sm_tj_cli.syntax.parse import parse_expression


def parsed(text: str) -> object:
    expression, problems = parse_expression(SourceFile("x", text))
    assert not problems
    return expression


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("{ a = 1, b = 2 }", "b", "2"),
        ('{ "a" = 1 }', "a", "1"),
        ('{ ("a") = 1 }', "a", "1"),
        ("({ a = 1 })", "a", "1"),
        ("{ a = 1 }", "b", None),
        ("merge({ a = 1 }, local.x, { a = 2 })", "a", "2"),
        ("merge({ a = 1 }, local.x)", "b", None),
        ("tomap({ a = 1 })", "a", "1"),
        ("x ? { a = 1 } : {}", "a", "1"),
        ("x ? { a = 1 } : { a = 2 }", "a", None),
        ("{ for k in x : k => upper(k) }", "anything", "upper(k)"),
        ("[for k in x : k]", "a", None),
        ("local.x", "a", None),
    ],
)
def test_the_place_of_an_entry(text: str, key: str, value: str | None) -> None:
    found = entry_of(parsed(text), key)  # type: ignore[arg-type]
    assert (SourceFile("x", text).excerpt(found[1].range) if found else None) == value


@pytest.mark.parametrize(
    ("text", "count", "items"),
    [
        ("[1, 2]", 2, ["1", "2"]),
        ("[1, 2]", 3, None),
        ("([1])", 1, ["1"]),
        ("tolist([1])", 1, ["1"]),
        ("concat([1], [2, 3])", 3, ["1", "2", "3"]),
        ("concat([1], local.x)", 3, None),
        ("[for k in x : upper(k)]", 2, ["upper(k)", "upper(k)"]),
        ("{ for k in x : k => k }", 1, None),
        ("local.x", 1, None),
    ],
)
def test_the_places_of_items(text: str, count: int, items: list[str] | None) -> None:
    found = items_of(parsed(text), count)  # type: ignore[arg-type]
    shown = None if found is None else [SourceFile("x", text).excerpt(it.range) for it in found]
    assert shown == items
