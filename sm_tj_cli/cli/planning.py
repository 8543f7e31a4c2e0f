"""A plan on the screen or as JSON, and the question whether to go on."""

from __future__ import annotations

import shlex
import sys
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.planned_places import places
from sm_tj_cli.cli.questions import answer
from sm_tj_cli.cli.written_over import check_written_over
from sm_tj_cli.configuration.saved_plan import BEGINNING
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.saved import NotAPlanError, SavedPlan, digest
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.events import diagnostic_line, planned_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.plan import print_plan
from sm_tj_cli.render.plan_json import plan_document
from sm_tj_cli.render.proposals import proposed
from sm_tj_cli.state.durable import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.pipeline import Asked
    from sm_tj_cli.plan.change import Plan
    from sm_tj_cli.state.model import State


# Without a terminal, applying asks nobody; so many jobs are hardly ever what a file was meant to say.
MOST_UNASKED = 1000


def show_plan(session: Session, plan: Plan, sources: Mapping[str, SourceFile]) -> None:
    """The plan as `plan` prints it; with errors these alone, since there is nothing to do then."""
    if session.options.json:
        fit = _fit(plan, session.options.whereabouts)
        write_line(session.terminal, plan_document(fit, plan.diagnostics, sources))
        tell(session.terminal, plan.diagnostics, sources)
        return
    if not plan.diagnostics.has_errors:
        print_plan(session.terminal, plan)
    tell(session.terminal, plan.diagnostics, sources)


def checked(session: Session, plan: Plan, *, wanted: bool | None) -> Plan:
    """The plan with what AWS says of the needs of its submissions.

    What stands in for AWS (the sandbox, an emulator) often has jobs alone, so there it is looked only where that is
    `wanted`.
    """
    if wanted if wanted is not None else session.services.are_aws:
        from sm_tj_cli.apply.preflight import with_preflight

        return with_preflight(plan, session.services)
    return plan


def show_planned(session: Session, plan: Plan, sources: Mapping[str, SourceFile]) -> None:
    """The plan as `apply` prints it before it does it, with what is to be said about it."""
    if session.options.json:
        for change in _fit(plan, session.options.whereabouts).changes:
            if change.does_anything:
                write_line(session.terminal, planned_line(change))
        for diagnostic in plan.diagnostics:
            write_line(session.terminal, diagnostic_line(diagnostic, sources))
    else:
        print_plan(session.terminal, plan)
    tell(session.terminal, plan.diagnostics, sources)


def _fit(plan: Plan, whereabouts: str) -> Plan:
    """The plan, the commands in its notes fit to be pasted."""
    if not whereabouts:
        return plan
    changes = (
        replace(change, note=proposed(change.note, whereabouts)) if change.note else change
        for change in plan.changes
    )
    return replace(plan, changes=tuple(changes))


def ask(session: Session, plan: Plan, *, auto_approve: bool) -> None:
    """Goes on, or ends where nobody may or wants to.

    Raises:
        Stopped: the plan takes something away and nobody is there to be asked, or the answer is not yes.
    """
    if auto_approve or not plan.has_changes:
        return
    # Whoever pipes the output into `tee` or a file still sits there, and sees the question on standard error.
    is_seen = session.terminal.is_terminal or session.terminal.error_is_terminal
    is_asked = session.options.input and sys.stdin.isatty() and is_seen
    if not is_asked:
        limit(plan, MOST_UNASKED, "--auto-approve")
        if plan.needs_consent:
            raise stop(
                "Approval is needed",
                "The plan stops, deletes or forgets jobs, and there is no terminal to ask on. Nothing was done. To go "
                "on without being asked: --auto-approve.",
            )
        return
    session.terminal.error("", "Do you want to perform these actions?")
    with session.interrupts.asking():
        approved = answer("  Only 'yes' will be accepted to approve")
    if approved != "yes":
        raise stop("Not approved", "Nothing was done.")


def limit(plan: Plan, most: int | None, remedy: str) -> None:
    """A guard against a count with a zero too many; `remedy` is what lets more through.

    Raises:
        Stopped: the plan submits more than `most` jobs.
    """
    count = sum(change.action.submits for change in plan.changes)
    if most is not None and count > most:
        raise stop(
            "Too many training jobs",
            f"The plan submits {count} jobs, and not more than {most} may be submitted. Nothing was done. If all of "
            f"them are meant: {remedy}.",
        )


def save_plan(
    session: Session,
    plan: Plan,
    command: tuple[tuple[str, ...], tuple[tuple[str, str], ...], Asked],
    recorded: State | None,
    file: str,
) -> None:
    """Writes the plan to a file, private since variables may be secret.

    Raises:
        Stopped: it cannot be written, or there is a file that is no plan.
    """
    check_written_over(file, "--out", BEGINNING.encode())
    paths, variables, asked = command
    saved = SavedPlan(
        {
            "paths": paths,
            "variables": variables,
            "asked": asdict(asked),
            "directory": str(Path.cwd()),
            "places": places(session.options),
        },
        recorded.lineage if recorded else "",
        recorded.serial if recorded else 0,
        digest(plan),
    )
    try:
        replace_file(Path(file).resolve(), saved.to_text().encode())
    except OSError as problem:
        raise stop("Plan cannot be saved", f"{file}: {problem.strerror}.") from problem
    here = replace(session.options, configuration=".").whereabouts
    command_line = f"smtj{here} apply {shlex.quote(file)}"
    session.terminal.error(f"The plan is saved. To do exactly this, run: {command_line}")


def saved_plan(paths: tuple[str, ...]) -> SavedPlan | None:
    """The saved plan that is given in the place of a configuration, None where none is.

    Raises:
        Stopped: the file is no plan.
    """
    if len(paths) != 1 or not Path(paths[0]).is_file() or paths[0].endswith((".tf", ".tf.json")):
        return None
    try:
        return SavedPlan.from_text(Path(paths[0]).read_text(encoding="utf-8"))
    except (NotAPlanError, OSError, UnicodeDecodeError) as problem:
        raise stop("Not a saved plan", f"{paths[0]} cannot be applied: {problem}.") from problem


@contextmanager
def made_elsewhere_is_told(session: Session, saved: SavedPlan | None, file: str) -> Iterator[None]:
    """Says of a saved plan that cannot be applied where it was made, if that is not here.

    Another directory is no fault by itself: a pipeline has a checkout of its own for each step.
    """
    try:
        yield
    except Stopped as stopped:
        made, here = str(saved.command.get("directory") or "") if saved else "", Path.cwd()
        if not made or Path(made) == here:
            raise
        there = replace(session.options, chdir=made, configuration=".").whereabouts
        way = f"smtj{there} apply {shlex.quote(str(Path(file).resolve()))}"
        told = Diagnostic.error(
            "Saved plan was made elsewhere",
            f"Applying a plan reads the configuration and the state of the working directory again. {file} was made in {made}, "
            f"and this is {here}. Nothing was done. "
            + (f"To apply it there: {way}" if Path(made).is_dir() else "Make a new one here."),
        )
        found = stopped.diagnostics + Diagnostics.of(told)
        raise Stopped(found, stopped.sources, stopped.code) from stopped


def check_unchanged(saved: SavedPlan, recorded: State, plan: Plan) -> None:
    """Nothing, where the plan is still the saved one.

    Raises:
        Stopped: the state or the configuration changed since.
    """
    same_state = saved.serial == recorded.serial and (
        not saved.lineage or saved.lineage == recorded.lineage
    )
    if not same_state:
        raise stop(
            "Saved plan is stale",
            "The state was changed after the plan was made, so it was not applied. Make a new one.",
        )
    if not plan.diagnostics.has_errors and digest(plan) != saved.digest:
        raise stop(
            "Saved plan is stale",
            "The configuration or the jobs in AWS changed after the plan was made, so it was not applied. Make a new "
            "one.",
        )
