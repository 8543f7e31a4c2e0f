"""Tabs in YAML: blanks between words, but no indentation."""

from __future__ import annotations

import pytest
import yaml

from sm_tj_cli.values.tab_tolerance import tab_tolerant_loader


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a\tb", "a\tb"),
        ("a:\tb", {"a": "b"}),
        ("[a,\tb]", ["a", "b"]),
        ("a \t # c", "a"),
        ("a: b\t\nc: d", {"a": "b", "c": "d"}),
        ("a b\n  c", "a b c"),
    ],
)
def test_tabs_are_blanks(text: str, data: object) -> None:
    assert yaml.load(text, Loader=tab_tolerant_loader()) == data


def test_nesting_has_a_limit() -> None:
    with pytest.raises(yaml.scanner.ScannerError, match="depth"):
        yaml.load("[" * 2000, Loader=tab_tolerant_loader())


@pytest.mark.parametrize("text", ["\ta: b", "a:\n\tb", "-\ta"])
def test_tabs_do_not_indent(text: str) -> None:
    with pytest.raises(yaml.scanner.ScannerError):
        yaml.load(text, Loader=tab_tolerant_loader())
