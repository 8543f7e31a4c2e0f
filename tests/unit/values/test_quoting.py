"""Quoted text, as Go writes it."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.quoting import quoted


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ('a"b\\', r'"a\"b\\"'),
        ("\a\b\f\n\r\t\v", r'"\a\b\f\n\r\t\v"'),
        ("${a} %{b} é 界 😀", '"${a} %{b} é 界 😀"'),
        ("\x00\x1b\x7f", r'"\x00\x1b\x7f"'),
        ("\u00a0\u200b\u202e", r'"\u00a0\u200b\u202e"'),
        ("\U000e0001", r'"\U000e0001"'),
    ],
)
def test_what_cannot_be_seen_is_escaped(text: str, written: str) -> None:
    assert quoted(text) == written
