from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, Severity, SourceFile

WHERE = SourceFile("main.tf", "a = 1").range(0, 1)
ELSEWHERE = SourceFile("main.tf", "a = 1").range(4, 5)


def test_errors_and_warnings() -> None:
    error, warning = Diagnostic.error("S", "D", WHERE), Diagnostic.warning("S", address="a")
    assert (error.severity, error.is_error, error.subject) == (Severity.ERROR, True, WHERE)
    assert (warning.severity, warning.is_error, warning.address) == (Severity.WARNING, False, "a")
    assert (str(error.severity), str(warning.severity)) == ("error", "warning")


def test_a_place_is_given_once() -> None:
    nowhere = Diagnostic.error("S")
    assert nowhere.at(WHERE).subject == WHERE
    assert nowhere.at(WHERE).at(ELSEWHERE).subject == WHERE
    assert nowhere.at(None) == nowhere


def test_an_address_is_given_once() -> None:
    assert Diagnostic.error("S").about("a").about("b").address == "a"
