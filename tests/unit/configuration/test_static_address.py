"""Addresses that blocks name."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.static_address import address_of
from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.value import string


@pytest.mark.parametrize(
    ("text", "is_module", "is_data", "without_key"),
    [
        ("a_b.c", False, False, "a_b.c"),
        ('a_b.c["k"]', False, False, "a_b.c"),
        (r'a_b.c["q\"\\n$${x}"]', False, False, "a_b.c"),
        ("module.m[0].a_b.c", False, False, "module.m[0].a_b.c"),
        ("module.m[0]", True, False, "module.m"),
        ("module.m.module.n", True, False, "module.m.module.n"),
        ("data.a_b.c", False, True, "data.a_b.c"),
    ],
)
def test_addresses(text: str, *, is_module: bool, is_data: bool, without_key: str) -> None:
    expression, _ = parse_expression(SourceFile("main.tf", text))
    assert expression is not None
    found = address_of(expression, Findings(), None)
    assert found is not None
    assert (found.text, found.is_module, found.is_data) == (text, is_module, is_data)
    assert found.without_key == without_key


def test_a_key_may_be_an_expression_where_it_is_evaluated() -> None:
    expression, _ = parse_expression(SourceFile("main.tf", "a_b.c[each.key]"))
    assert expression is not None
    found = address_of(expression, Findings(), lambda _: string('k"'))
    assert found is not None
    assert found.text == r'a_b.c["k\""]'


@pytest.mark.parametrize("text", ["var.x", "each.key", '"x"', "word"])
def test_what_is_none(text: str) -> None:
    expression, _ = parse_expression(SourceFile("main.tf", text))
    findings = Findings()
    assert expression is not None
    assert address_of(expression, findings, None) is None
    assert [item.summary for item in findings.items] == ["Invalid address"]
