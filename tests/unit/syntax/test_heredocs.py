"""Where the text of a heredoc stops."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.heredocs import Heredoc


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("a\nE\n", "a\n"),
        ("a\n \tE \r\n", "a\n"),
        ("E\n", ""),
        ("a E\nEE\nE\n", "a E\nEE\n"),
        ("a${b}\nE\n", "a"),
        ("$${a} %%{b} %{c}\nE\n", "$${a} %%{b} "),
        ("a\nE", "a\nE"),
        ("a\nE${b}", "a\nE"),
    ],
)
def test_text_stops_at_a_sequence_or_the_marker(text: str, stop: str) -> None:
    assert text[: Heredoc(text, "E").stop(0)] == stop


def test_the_marker_ends_where_its_line_begins() -> None:
    heredoc = Heredoc("a\n  E\n", "E")
    assert [heredoc.end(at) for at in (0, 2, 4)] == [None, 5, None]


def test_a_line_like_the_marker_inside_a_sequence_ends_nothing() -> None:
    text = "${<<E\nb\nE\n}\nc\nE\n"
    heredoc = Heredoc(text, "E")
    assert heredoc.stop(0) == 0
    assert text[: heredoc.stop(text.index("\nc"))].endswith("}\nc\n")


def test_a_template_of_its_own_has_no_marker() -> None:
    assert Heredoc("a\n\nb\n", "").stop(0) == 5


def test_it_can_be_read_again_from_an_earlier_place() -> None:
    heredoc = Heredoc("a\nE\nb\nE\n", "E")
    assert [heredoc.stop(at) for at in (4, 0)] == [6, 2]
