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


@pytest.mark.parametrize(
    ("start", "end", "shown"), [(0, 2, "a.tf:1,1-3"), (1, 4, "a.tf:1,2-2,2"), (3, 3, "a.tf:2,1-1")]
)
def test_a_place_is_written_as_hcl_writes_it(start: int, end: int, shown: str) -> None:
    assert faults.place(SOURCE.range(start, end)) == shown


@pytest.mark.parametrize(
    ("character", "advice"),
    [
        ("'", "Use double quotes"),
        ("`", '"heredoc" syntax'),
        (";", "Use newlines"),
        ("“", "Curly quotes"),
        ("”", "Curly quotes"),
        ("&", 'boolean AND ("&&")'),
        ("|", 'boolean OR ("||")'),
        ("~", 'boolean NOT ("!")'),
    ],
)
def test_a_character_of_another_language_is_told_what_stands_for_it_here(
    character: str, advice: str
) -> None:
    assert advice in faults.bad_character(character, FIRST).detail


@pytest.mark.parametrize(
    ("escape", "detail"),
    [
        ("\\x", 'The symbol "x" is not a valid escape sequence selector.'),
        ("\\u12", "The \\u escape sequence must be followed by four hexadecimal digits."),
        ("\\U12", "The \\U escape sequence must be followed by eight hexadecimal digits."),
        ("\\udc00", "Cannot encode character U+dc00 in UTF-8."),
        ("\\U00110000", "Cannot encode character U+110000 in UTF-8."),
    ],
)
def test_an_escape_says_what_it_lacks(escape: str, detail: str) -> None:
    assert faults.bad_escape(escape, FIRST).detail == detail


@pytest.mark.parametrize("character", ["'", "@", "\u201c", ";", "`"])
def test_a_character_that_does_not_belong_has_its_own_words(character: str) -> None:
    fault = faults.bad_character(character, FIRST)
    assert (fault.is_error, fault.subject) == (True, FIRST)
    assert fault.detail.endswith(".")


def test_legacy_indexes_show_what_to_write() -> None:
    plain = faults.legacy_indexes("0.1", FIRST, in_splat=False).detail
    splat = faults.legacy_indexes("0.1", FIRST, in_splat=True).detail
    assert plain.endswith("Use the proper index syntax instead, like [0][1].")
    assert splat.endswith("with a full splat expression [*] instead, like [0][1].")


def test_all_summaries_are_short_and_without_a_full_stop() -> None:
    pairs = [
        value for value in vars(faults).values() if isinstance(value, tuple) and len(value) == 2
    ]
    assert len(pairs) > 20
    assert [one for one, _ in pairs if len(one) > 50 or one.endswith(".")] == []
