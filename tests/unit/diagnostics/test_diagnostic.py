"""A diagnostic takes place and resource from whoever knows them first."""

from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, Severity, SourceFile
from sm_tj_cli.diagnostics.diagnostic import LONGEST_WORD

SOURCE = SourceFile("main.tf", "ab")
HERE, THERE = SOURCE.range(0, 1), SOURCE.range(1, 2)


def test_errors_stop_and_warnings_do_not() -> None:
    error, warning = Diagnostic.error("Broken", "why"), Diagnostic.warning("Odd")
    assert (error.is_error, error.severity) == (True, Severity.ERROR)
    assert (warning.is_error, warning.severity) == (False, Severity.WARNING)


def test_the_first_place_stays() -> None:
    assert Diagnostic.error("Broken").at(HERE).at(THERE).subject == HERE


def test_the_first_resource_stays() -> None:
    assert Diagnostic.error("Broken").about("a.b").about("c.d").address == "a.b"


def test_a_name_that_would_fill_the_screen_is_cut() -> None:
    encoded = "x" * (LONGEST_WORD - 1)
    assert Diagnostic.error("s", f"No {encoded} here.").detail == f"No {encoded} here."
    told = Diagnostic.warning("s", f'No "{"a" * 4_000_000}" here. No such name.').detail
    assert told == f'No "{"a" * 199}… here. No such name.'
