"""The words for what is wrong with a text: they name what stands there, and where its like stood before."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax import faults

SOURCE = SourceFile("a.tf", "ab\ncd\n")
FIRST, SECOND = SOURCE.range(0, 2), SOURCE.range(3, 5)


def test_a_second_argument_names_the_place_of_the_first() -> None:
    fault = faults.attribute_redefined("x", FIRST, SECOND)
    assert fault.subject == SECOND
    assert '"x"' in fault.detail
    assert "a.tf:1,1" in fault.detail


@pytest.mark.parametrize("character", ["'", "@", "\u201c", ";", "`"])
def test_a_character_that_does_not_belong_has_its_own_words(character: str) -> None:
    fault = faults.bad_character(character, FIRST)
    assert (fault.is_error, fault.subject) == (True, FIRST)
    assert fault.detail.endswith(".")


def test_legacy_indexes_show_what_to_write() -> None:
    assert "[0][1]" in faults.legacy_indexes("0.1", FIRST, in_splat=False).detail


def test_all_summaries_are_short_and_without_a_full_stop() -> None:
    pairs = [
        value for value in vars(faults).values() if isinstance(value, tuple) and len(value) == 2
    ]
    assert len(pairs) > 20
    assert [one for one, _ in pairs if len(one) > 50 or one.endswith(".")] == []
