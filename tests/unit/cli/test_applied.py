from __future__ import annotations

import json

import pytest

from sm_tj_cli.apply.model import Applied
from sm_tj_cli.cli.applied import code_of, finish
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.change import Action, Change, Plan
from sm_tj_cli.service import Kind
from sm_tj_cli.state.model import OutputState
from sm_tj_cli.watch.events import Ended
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.jobs import address, record, training_job
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

DONE = (Change(address(), Action.CREATE, job=training_job()),)
RUNNING = state_of(a=record(status="InProgress"))
ERRORS = Diagnostics.of(Diagnostic.error("No", "no."))


def applied(**given: object) -> Applied:
    usual = {"state": RUNNING, "done": DONE, "diagnostics": Diagnostics(), **given}
    return Applied(**usual)  # type: ignore[arg-type]


def ended(verdict: Verdict) -> tuple[Ended, ...]:
    return (Ended(address(), "a-1", "x", verdict, "", {}),)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, ExitCode.DONE),
        ({"diagnostics": ERRORS}, ExitCode.PARTLY_APPLIED),
        ({"diagnostics": ERRORS, "done": ()}, ExitCode.ERROR),
        ({"ended": ended(Verdict.ALGORITHM_ERROR)}, ExitCode.JOB_FAILED),
        ({"ended": ended(Verdict.STOPPED)}, ExitCode.JOB_STOPPED),
        ({"ended": ended(Verdict.COMPLETED)}, ExitCode.DONE),
        ({"timed_out": True}, ExitCode.TIMEOUT),
        ({"unknown": True, "diagnostics": ERRORS}, ExitCode.OUTCOME_UNKNOWN),
        ({"refused": frozenset({Kind.PERMISSION}), "diagnostics": ERRORS}, ExitCode.CREDENTIALS),
        ({"refused": frozenset({Kind.INVALID}), "diagnostics": ERRORS}, ExitCode.PARTLY_APPLIED),
        ({"interrupted": True, "unknown": True}, ExitCode.INTERRUPTED),
    ],
)
def test_the_exit_code_is_what_is_most_urgent_to_know(
    given: dict[str, object], code: ExitCode
) -> None:
    assert code_of(Desk().session(), applied(**given)) is code


def finished(desk: Desk, outcome: Applied, operation: str = "apply") -> str:
    finish(desk.session(), operation, Plan(DONE, (), state_of()), outcome)
    return desk.out.getvalue()


def test_people_get_the_counts_the_outputs_and_how_to_come_back() -> None:
    desk = Desk()
    state = RUNNING.with_outputs({"arn": OutputState("x", "string", False)})
    told = finished(desk, applied(state=state))
    assert "Apply complete! 1 submitted, 0 updated, 0 destroyed." in told
    assert 'arn = "x"' in told
    assert f"smtj wait {address()}" in desk.err.getvalue()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "complete!"),
        ({"diagnostics": ERRORS}, "incomplete:"),
        ({"unknown": True, "diagnostics": ERRORS}, "incomplete:"),
        ({"refused": frozenset({Kind.PERMISSION}), "diagnostics": ERRORS}, "incomplete:"),
        ({"ended": ended(Verdict.GONE)}, "incomplete:"),
        ({"ended": ended(Verdict.ALGORITHM_ERROR)}, "ended, and a job failed:"),
        ({"ended": ended(Verdict.STOPPED)}, "ended, and a job was stopped:"),
        ({"timed_out": True}, "timed out:"),
        ({"interrupted": True}, "interrupted:"),
    ],
)
def test_only_what_ends_with_0_is_said_to_be_complete(given: dict[str, object], told: str) -> None:
    assert f"Apply {told} 1 submitted" in finished(Desk(), applied(**given))


@pytest.mark.parametrize("cut", ["timed_out", "interrupted"])
def test_a_run_that_was_cut_short_tells_what_it_did_not_begin(cut: str) -> None:
    desk = Desk(GlobalOptions(sandbox=True))
    told = finished(desk, applied(not_begun=2, **{cut: True}))
    assert "2 changes were not begun; smtj --sandbox apply goes on with what is left." in told
    assert "1 change was not begun" in finished(Desk(), applied(not_begun=1, **{cut: True}))
    assert "not begun" not in finished(Desk(), applied(**{cut: True}))


def test_waiting_that_timed_out_says_so_though_there_was_nothing_to_do() -> None:
    desk = Desk()
    finish(desk.session(), "apply", Plan((), (), RUNNING), applied(done=(), timed_out=True))
    assert "Apply timed out: 0 submitted" in desk.out.getvalue()


@pytest.mark.parametrize("cut", ["timed_out", "interrupted", ""])
def test_programs_are_told_what_cut_the_run_short(cut: str) -> None:
    desk = Desk(GlobalOptions(json=True))
    given = {cut: True, "not_begun": 2} if cut else {}
    summary = json.loads(finished(desk, applied(**given)).splitlines()[-1])
    ends = {name: summary[name] for name in ("timed_out", "interrupted", "not_begun", "running")}
    assert ends == {
        "timed_out": cut == "timed_out",
        "interrupted": cut == "interrupted",
        "not_begun": 2 if cut else 0,
        "running": ["a-1"],
    }


def test_an_incomplete_run_says_so() -> None:
    assert "Destroy incomplete:" in finished(Desk(), applied(diagnostics=ERRORS), "destroy")


def test_programs_get_the_outputs_and_a_summary_in_the_last_lines() -> None:
    desk = Desk(GlobalOptions(json=True))
    lines = [json.loads(line) for line in finished(desk, applied(diagnostics=ERRORS)).splitlines()]
    assert [line["type"] for line in lines] == ["outputs", "summary"]
    assert (lines[-1]["submit"], lines[-1]["error_count"]) == (1, 1)
    assert desk.err.getvalue() == ""


def test_what_is_proposed_to_stop_is_what_this_run_submitted_and_no_other_job() -> None:
    many = {f"a{number}": record(f"a-{number}", status="InProgress") for number in range(7)}
    state = state_of(other=record("other", status="InProgress"), **many)
    done = tuple(Change(address(name), Action.CREATE, job=training_job()) for name in many)
    desk = Desk()
    finished(desk, applied(state=state, done=done))
    proposed = desk.err.getvalue().split("smtj stop ")[1].split()
    assert proposed == [str(address(name)) for name in many]


@pytest.mark.parametrize(
    ("action", "told"), [(Action.NO_OP, True), (Action.CREATE, True), (Action.DELETE, False)]
)
def test_what_a_run_that_was_cut_short_would_have_waited_for_runs_on(
    action: Action, told: bool
) -> None:
    desk = Desk()
    planned = Plan((Change(address(), action, job=training_job()),), (), state_of())
    finish(desk.session(), "apply", planned, applied(done=(), interrupted=True))
    assert ("runs on in AWS" in desk.err.getvalue()) is told
