from __future__ import annotations

from sm_tj_cli.watch.seen_lines import LONGEST_MS, MOST_LINES, SeenLines, identity


def test_counts_equal_lines() -> None:
    seen = SeenLines()
    for text in ("a", "a", "b"):
        seen.add(5, text)
    assert seen.lines() == {identity(5, "a"): 2, identity(5, "b"): 1}
    assert seen.start == 0


def test_forgets_what_is_older_than_five_minutes() -> None:
    seen = SeenLines()
    seen.add(1000, "old")
    seen.add(1000 + LONGEST_MS, "edge")
    assert seen.start == 0
    seen.add(1001 + LONGEST_MS, "new")
    assert seen.start == 1001
    assert len(seen.lines()) == 2


def test_what_is_too_old_to_be_told_apart_is_not_kept() -> None:
    seen = SeenLines(1000)
    seen.add(999, "late")
    assert not seen.lines()


def test_keeps_so_many_lines_and_whole_milliseconds() -> None:
    seen = SeenLines()
    for number in range(MOST_LINES + 2):
        seen.add(number // 2, f"line {number}")
    assert seen.start == 1
    assert seen.lines().total() == MOST_LINES
    assert min(seen.lines()) >= identity(1, "") >> 64 << 64


def test_keeps_all_lines_of_the_newest_millisecond() -> None:
    seen = SeenLines()
    for _ in range(MOST_LINES * 2):
        seen.add(7, "same")
    assert seen.lines() == {identity(7, "same"): MOST_LINES * 2}


def test_begins_again_with_what_was_kept() -> None:
    seen = SeenLines()
    for number in range(10):
        seen.add(number, "x")
    again = SeenLines(seen.start, seen.lines().elements())
    again.add(10, "x")
    assert again.lines().total() == 11


def test_an_identity_takes_any_text() -> None:
    assert identity(1, "\ud800") != identity(1, "")
