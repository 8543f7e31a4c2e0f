"""Encodings are found by IANA's names and aliases, and Python has a codec for each."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.character_encodings import ENCODINGS, character_encoding


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("utf-8", ("UTF-8", "utf-8")),
        ("Latin1", ("ISO_8859-1:1987", "latin-1")),
        ("CP1252", None),
        ("ascii", None),
        ("", None),
    ],
)
def test_names(name: str, found: tuple[str, str] | None) -> None:
    assert character_encoding(name) == found


@pytest.mark.parametrize("line", ENCODINGS.strip().split("\n"), ids=lambda line: line.split()[0])
def test_each_has_a_codec(line: str) -> None:
    assert "A".encode(line.split()[1])
