from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, Findings

ERROR, WARNING = Diagnostic.error("E"), Diagnostic.warning("W")


def test_they_keep_their_order() -> None:
    both = Diagnostics.of(WARNING) + Diagnostics.of(ERROR)
    assert list(both) == [WARNING, ERROR]
    assert (len(both), both.errors, both.warnings) == (2, (ERROR,), (WARNING,))
    assert both + Diagnostics() is both


def test_only_errors_are_errors() -> None:
    assert Diagnostics.of(WARNING, ERROR).has_errors
    assert not Diagnostics.of(WARNING).has_errors
    assert Diagnostics.of(WARNING)
    assert not Diagnostics()


def test_the_same_is_told_once() -> None:
    assert Diagnostics.of(ERROR, WARNING, Diagnostic.error("E")).distinct().items == (
        ERROR,
        WARNING,
    )


def test_each_gets_the_address_that_it_has_not() -> None:
    found = Diagnostics.of(ERROR, Diagnostic.error("E", address="b")).about("a")
    assert [item.address for item in found] == ["a", "b"]


def test_findings_are_collected_and_then_frozen() -> None:
    findings = Findings()
    findings.error("E")
    before = findings.result()
    findings.warning("W", "D")
    findings.add([ERROR])
    assert list(before) == [ERROR]
    assert list(findings.result()) == [ERROR, Diagnostic.warning("W", "D"), ERROR]
