"""A text goes on while something in it is open."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.continuation import is_open


@pytest.mark.parametrize(
    "text", ["[1,", "{ a = 1", "upper(", "[\n1,\n", "<<EOT", "<<-EOT\n  a", '"${[', "var.x["]
)
def test_it_goes_on(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize(
    "text", ["", "1", "1 +", "[1]]", '"abc', "<<EOT\na\nEOT", "/* x", "# [", '"["']
)
def test_it_is_complete_or_wrong(text: str) -> None:
    assert not is_open(text)
