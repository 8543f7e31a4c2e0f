from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.planning import (
    MOST_UNASKED,
    ask,
    check_unchanged,
    limit,
    made_elsewhere_is_told,
    save_plan,
    saved_plan,
    show_plan,
    show_planned,
)
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.pipeline import Asked
from sm_tj_cli.plan.change import Action, Change, Plan
from sm_tj_cli.plan.saved import digest
from tests.fakes.jobs import address, record, training_job
from tests.fakes.sessions import Desk, typed
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

CREATE = Change(address(), Action.CREATE, job=training_job(), after={})
DELETE = Change(address(), Action.DELETE, before=record())
SUBMITTING = Plan((CREATE,), (), state_of())
TAKING = Plan((DELETE,), (), state_of(a=record()))


def stopped_by(desk: Desk, plan: Plan, *, auto_approve: bool = False) -> str:
    """The summary of what stopped it, empty where it goes on."""
    try:
        ask(desk.session(), plan, auto_approve=auto_approve)
    except Stopped as stopped:
        return next(iter(stopped.diagnostics)).summary
    return ""


@pytest.mark.parametrize(
    ("plan", "auto_approve", "stopped"),
    [
        (SUBMITTING, False, ""),
        (TAKING, False, "Approval is needed"),
        (TAKING, True, ""),
        (Plan((), (), state_of()), False, ""),
    ],
)
def test_without_a_terminal_only_what_takes_something_away_needs_leave(
    plan: Plan, auto_approve: bool, stopped: str
) -> None:
    assert stopped_by(Desk(), plan, auto_approve=auto_approve) == stopped


@pytest.mark.parametrize(("line", "stopped"), [("yes\n", ""), ("y\n", "Not approved")])
def test_on_a_terminal_only_yes_means_yes(
    monkeypatch: pytest.MonkeyPatch, line: str, stopped: str
) -> None:
    with typed(monkeypatch, line):
        assert stopped_by(Desk(is_terminal=True), SUBMITTING) == stopped


def test_no_input_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(GlobalOptions(input=False), is_terminal=True)
    with typed(monkeypatch, ""):
        assert stopped_by(desk, TAKING) == "Approval is needed"


def test_a_thousand_jobs_are_as_many_as_nobody_is_asked_for() -> None:
    most = tuple(replace(CREATE, address=address(f"a[{n}]")) for n in range(MOST_UNASKED + 1))
    too_many = Plan(most, (), state_of())
    assert stopped_by(Desk(), too_many) == "Too many training jobs"
    assert stopped_by(Desk(), replace(too_many, changes=most[1:])) == ""
    assert stopped_by(Desk(), too_many, auto_approve=True) == ""


def test_a_limit_holds_whoever_approves() -> None:
    limit(SUBMITTING, 1, "--more")
    limit(SUBMITTING, None, "--more")
    with pytest.raises(Stopped) as caught:
        limit(SUBMITTING, 0, "--more")
    assert "If all of them are meant: --more." in next(iter(caught.value.diagnostics)).detail


def test_a_plan_with_errors_is_not_shown() -> None:
    errors = Diagnostics.of(Diagnostic.error("No", "no."))
    desk = Desk()
    show_plan(desk.session(), replace(SUBMITTING, diagnostics=errors), {})
    assert desk.out.getvalue() == ""
    assert "Error: No" in desk.err.getvalue()


def test_in_json_the_document_comes_with_its_errors() -> None:
    errors = Diagnostics.of(Diagnostic.error("No", "no."))
    desk = Desk(GlobalOptions(json=True))
    show_plan(desk.session(), replace(SUBMITTING, diagnostics=errors), {})
    document = json.loads(desk.out.getvalue())
    assert document["errored"]
    assert document["diagnostics"][0]["summary"] == "No"


def test_apply_tells_its_plan_in_a_line_for_each_change() -> None:
    desk = Desk(GlobalOptions(json=True))
    kept = Change(address("b"), Action.NO_OP, before=record(), after=record())
    warned = Diagnostics.of(Diagnostic.warning("Dear", "It is."))
    plan = replace(SUBMITTING, changes=(CREATE, kept), diagnostics=warned)
    show_planned(desk.session(), plan, {})
    planned, told = map(json.loads, desk.out.getvalue().splitlines())
    assert planned["actions"] == ["create"]
    assert (told["type"], told["diagnostic"]["summary"]) == ("diagnostic", "Dear")


def test_commands_in_notes_of_documents_say_where_the_jobs_are() -> None:
    noted = replace(CREATE, note="Again: smtj apply --rerun 'a'")
    plan = replace(SUBMITTING, changes=(noted,))
    for show in (show_plan, show_planned):
        desk = Desk(GlobalOptions(json=True, sandbox=True))
        show(desk.session(), plan, {})
        assert '"note": "Again: smtj --sandbox apply --rerun' in desk.out.getvalue()


def test_a_saved_plan_is_private_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "plan"
    command = ((".",), (("var", "x=1"),), Asked(prune=True))
    save_plan(Desk().session(), SUBMITTING, command, state_of(), str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    saved = saved_plan((str(file),))
    assert saved is not None
    assert (saved.lineage, saved.serial, saved.digest) == ("memory", 1, digest(SUBMITTING))
    assert saved.command["paths"] == ["."]


def test_where_it_cannot_be_written_that_is_told(tmp_path: Path) -> None:
    command = ((".",), (), Asked())
    with pytest.raises(Stopped):
        save_plan(Desk().session(), SUBMITTING, command, None, str(tmp_path / "no" / "plan"))


def test_configurations_are_no_plans(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("")
    (tmp_path / "plan").write_text("{}")
    assert saved_plan((str(tmp_path),)) is None
    assert saved_plan((str(tmp_path / "main.tf"),)) is None
    assert saved_plan((".", ".")) is None
    with pytest.raises(Stopped):
        saved_plan((str(tmp_path / "plan"),))


@pytest.mark.parametrize("changed", ["serial", "lineage", "changes"])
def test_a_plan_is_stale_once_anything_it_was_made_from_changed(
    tmp_path: Path, changed: str
) -> None:
    file, state = tmp_path / "plan", state_of()
    save_plan(Desk().session(), SUBMITTING, ((".",), (), Asked()), state, str(file))
    saved = saved_plan((str(file),))
    assert saved is not None
    check_unchanged(saved, state, SUBMITTING)
    now = {"serial": replace(state, serial=2), "lineage": replace(state, lineage="other")}
    plan = TAKING if changed == "changes" else SUBMITTING
    with pytest.raises(Stopped):
        check_unchanged(saved, now.get(changed, state), plan)


def test_where_a_saved_plan_was_made_is_told_where_it_cannot_be_applied_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, here = tmp_path / "made", tmp_path / "here"
    made.mkdir()
    here.mkdir()
    session = Desk(GlobalOptions(sandbox=True)).session()
    monkeypatch.chdir(made)
    save_plan(session, SUBMITTING, ((".",), (), Asked()), state_of(), "p")
    saved = saved_plan(("p",))

    def end(directory: Path) -> list[str]:
        monkeypatch.chdir(directory)
        with pytest.raises(Stopped) as stopped, made_elsewhere_is_told(session, saved, "../made/p"):
            raise stop("No configuration files", "None.")
        return [told.detail for told in stopped.value.diagnostics]

    assert end(made) == ["None."]
    why, where = end(here)
    assert why == "None."
    assert f"../made/p was made in {made}, and this is {here}" in where
    assert f"smtj --chdir {made} --sandbox apply {made / 'p'}" in where
    (made / "p").unlink()
    made.rmdir()
    assert "Make a new one here." in end(here)[1]
