"""Several problems in their order, and each of them told once."""

from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, Findings
from sm_tj_cli.diagnostics.diagnostics import MOST_TOLD

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
    assert (tuple(before), tuple(findings.result())) == ((ERROR,), (ERROR, WARNING))


def test_of_a_great_many_the_first_are_kept_and_it_is_told_that_there_are_more() -> None:
    findings = Findings()
    for number in range(MOST_TOLD):
        findings.error("Broken", str(number))
        findings.error("Broken", str(number))
    assert (len(findings.result()), findings.is_full) == (MOST_TOLD, False)
    findings.add([ERROR, ERROR])
    *kept, rest = findings.result()
    assert (len(kept), findings.is_full, rest.is_error) == (MOST_TOLD, True, True)
    assert (rest.summary, "more than the 1,000" in rest.detail) == ("Too many problems", True)


def test_many_warnings_hide_no_error_and_stages_put_together_tell_once_that_there_are_more() -> (
    None
):
    findings = Findings()
    for number in range(MOST_TOLD + 1):
        findings.warning("Odd", str(number))
    findings.add([ERROR])
    both = (findings.result() + findings.result().about("a.b")).distinct()
    assert (findings.is_full, both.errors[0], len(both.warnings)) == (False, ERROR, MOST_TOLD + 1)
    assert [item.summary for item in both].count("Too many problems") == 1
