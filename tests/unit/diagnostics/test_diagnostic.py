"""A diagnostic takes place and resource from whoever knows them first."""

from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, Severity, SourceFile

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
