"""Several problems in their order, and each of them told once."""

from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, Findings

ERROR, WARNING = Diagnostic.error("Broken"), Diagnostic.warning("Odd")


def test_none_is_false_and_has_no_errors() -> None:
    assert (bool(Diagnostics()), Diagnostics().has_errors) == (False, False)


def test_errors_and_warnings_are_told_apart_in_their_order() -> None:
    both = Diagnostics.of(WARNING) + Diagnostics.of(ERROR)
    assert (tuple(both), len(both)) == ((WARNING, ERROR), 2)
    assert (both.errors, both.warnings, both.has_errors) == ((ERROR,), (WARNING,), True)


def test_what_is_told_twice_is_kept_once() -> None:
    assert tuple(Diagnostics.of(ERROR, WARNING, ERROR).distinct()) == (ERROR, WARNING)


def test_a_resource_is_named_where_none_was() -> None:
    named = Diagnostics.of(ERROR, Diagnostic.error("Bad", address="c.d")).about("a.b")
    assert [item.address for item in named] == ["a.b", "c.d"]


def test_findings_collect_and_their_result_stays_as_it_was() -> None:
    findings = Findings()
    findings.error("Broken")
    before = findings.result()
    findings.warning("Odd")
    findings.add([ERROR])
    assert (tuple(before), tuple(findings.result())) == ((ERROR,), (ERROR, WARNING, ERROR))
