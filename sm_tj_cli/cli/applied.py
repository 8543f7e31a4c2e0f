"""What was applied: told, and turned into an exit code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.cli.exit_codes import ExitCode, for_verdicts
from sm_tj_cli.cli.outcome import code_for
from sm_tj_cli.cli.waiting import tell_running
from sm_tj_cli.plan.change import Action
from sm_tj_cli.plan.record import job_name, job_status
from sm_tj_cli.render.events import outputs_line, summary_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.proposals import proposed
from sm_tj_cli.render.summary import Summary
from sm_tj_cli.render.values import outputs_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.model import Applied
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.plan.change import Change, Plan
    from sm_tj_cli.state.model import State


_HOW = {
    ExitCode.DONE: "complete!",
    ExitCode.INTERRUPTED: "interrupted:",
    ExitCode.TERMINATED: "interrupted:",
    ExitCode.TIMEOUT: "timed out:",
    ExitCode.JOB_FAILED: "ended, and a job failed:",
    ExitCode.JOB_STOPPED: "ended, and a job was stopped:",
}


def finish(session: Session, operation: str, plan: Plan, applied: Applied) -> ExitCode:
    """Outputs and summary on the screen, or as the last JSON lines; the exit code of the run.

    What went wrong was told when it happened.
    """
    problems = plan.diagnostics + applied.diagnostics
    # What is adopted or unchanged takes no work, so only the plan knows how many these are.
    planned = Summary.of(plan.changes)
    summary = replace(Summary.of(applied.done), adopt=planned.adopt, unchanged=planned.unchanged)
    outputs, code = applied.state.outputs, code_of(session, applied)
    if session.options.json:
        write_line(session.terminal, outputs_line(outputs))
        ends = _ends(plan, applied)
        write_line(session.terminal, {**summary_line(summary.as_json(), problems), **ends})
        return code
    if plan.has_changes or _is_cut_short(applied):
        done = f"{operation.capitalize()} {_HOW.get(code, 'incomplete:')}"
        adopted = f"{summary.adopt} imported, " if summary.adopt else ""
        counts = f"{adopted}{summary.submit} submitted, {summary.update} updated, {summary.destroy} destroyed"
        forgotten = f", {summary.forget} forgotten" if summary.forget else ""
        session.terminal.out("", f"{done} {counts}{forgotten}.")
        _tell_left(session, operation, applied)
    running = _running(plan, applied)
    tell_running(session, "wait", _words_for(running, applied.state), list(running.values()))
    if outputs:
        session.terminal.out("", "Outputs:", "", *outputs_text(outputs).split("\n"))
    return code


def _is_cut_short(applied: Applied) -> bool:
    return applied.interrupted or applied.timed_out


def _tell_left(session: Session, operation: str, applied: Applied) -> None:
    """What a run that was cut short did not come to; of any other end the diagnostics say it."""
    if applied.not_begun and _is_cut_short(applied):
        many = "change was" if applied.not_begun == 1 else "changes were"
        told = f"{applied.not_begun} {many} not begun; smtj {operation} goes on with what is left."
        session.terminal.out(proposed(told, session.options.whereabouts))


def _ends(plan: Plan, applied: Applied) -> dict[str, object]:
    """How the run ended, for programs: the members that the summary of `wait` has, and what was not begun."""
    return {
        "running": list(_running(plan, applied).values()),
        "timed_out": applied.timed_out,
        "interrupted": applied.interrupted,
        "not_begun": applied.not_begun,
    }


def _running(plan: Plan, applied: Applied) -> dict[InstanceAddress, str]:
    """Which jobs run on: those of this run, and where it was cut short all that it could have waited for."""
    cut_short = _is_cut_short(applied)
    return {
        change.address: job_name(record.attributes)
        for change in (plan.changes if cut_short else applied.done)
        if (_is_waited_for(change) if cut_short else change.action.submits)
        and (record := applied.state.job(change.address)) is not None
        and job_status(record.attributes) == "InProgress"
    }


def _is_waited_for(change: Change) -> bool:
    return change.job is not None and change.action is not Action.DELETE


def _words_for(jobs: Collection[InstanceAddress], state: State) -> list[str]:
    """What selects these jobs and no others: the resource where all that is recorded of it is meant, else each job."""
    others = {address.resource for address, _ in state.jobs() if address not in jobs}
    words = (str(job if job.resource in others else job.resource) for job in jobs)
    return list(dict.fromkeys(words))


def code_of(session: Session, applied: Applied) -> ExitCode:  # noqa: PLR0911 - one for each end
    """The exit code: what is most urgent to know comes first."""
    if applied.interrupted:
        return session.interrupts.code
    if applied.unknown:
        return ExitCode.OUTCOME_UNKNOWN
    refused = code_for(applied.refused)
    if refused is ExitCode.CREDENTIALS:
        return refused
    verdict = for_verdicts(ended.verdict for ended in applied.ended)
    if verdict is not ExitCode.DONE:
        return verdict
    if applied.timed_out:
        return ExitCode.TIMEOUT
    if applied.diagnostics.has_errors:
        return ExitCode.PARTLY_APPLIED if applied.done else ExitCode.ERROR
    return ExitCode.DONE
