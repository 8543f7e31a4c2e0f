"""Numbers keep their digits."""

from __future__ import annotations

import pytest

from sm_tj_cli.state.format.exact import ExactNumber, read_number


@pytest.mark.parametrize("text", ["0.1", "1.5", "-2.25", "1e+16"])
def test_a_number_that_is_written_back_as_it_was_is_a_plain_one(text: str) -> None:
    assert type(read_number(text)) is float


@pytest.mark.parametrize("text", ["1.10", "0.3333333333333333333333333", "1E5", "0.00001", "1e400"])
def test_another_one_keeps_its_text(text: str) -> None:
    number = read_number(text)
    assert isinstance(number, ExactNumber)
    assert number.text == text
    assert number == float(text)
