"""Lock, recover, plan, ask, do, tell: what `apply` and `destroy` have in common."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict, cast

from sm_tj_cli.apply.model import ApplyOptions, World
from sm_tj_cli.apply.recording import imported
from sm_tj_cli.apply.recover import recover
from sm_tj_cli.apply.run import apply_plan
from sm_tj_cli.apply.survey import check_removals
from sm_tj_cli.cli.applied import finish
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.one_processor import on_one_processor
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.planned_places import as_planned
from sm_tj_cli.cli.planning import (
    ask,
    check_unchanged,
    checked,
    limit,
    made_elsewhere_is_told,
    saved_plan,
    show_planned,
)
from sm_tj_cli.cli.project import sound_project, store_of
from sm_tj_cli.cli.triaging import explaining
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.pipeline import Asked, evaluate, jobs_of, make_plan, outputs_of
from sm_tj_cli.plan.change import Reason
from sm_tj_cli.plan.record import job_name
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.progress import progress
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.archive import FOLDER, Archive
from sm_tj_cli.state.copies import unmerged
from sm_tj_cli.state.store import StateLocked, StateNotSaved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.events import Listener
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.pipeline import Declared, Project
    from sm_tj_cli.plan.change import Change, Plan
    from sm_tj_cli.plan.saved import SavedPlan
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import OutputState, State
    from sm_tj_cli.state.store import LockedState, StateStore


@dataclass(frozen=True, slots=True)
class Manner:
    """How to apply."""

    options: ApplyOptions
    auto_approve: bool = False
    lock_timeout: float = 0.0
    stops_on_interrupt: bool = False
    max_jobs: int | None = None
    preflight: bool | None = None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What is to be applied, and how. `plan` makes the plan from what is declared, given the recorded state."""

    operation: str
    project: Project
    store: StateStore
    plan: Callable[[Declared], Plan]
    manner: Manner


class _Command(TypedDict):
    paths: list[str]
    variables: list[tuple[str, str]]
    asked: dict[str, object]
    places: NotRequired[dict[str, object]]


@dataclass(frozen=True, slots=True)
class _Evaluation:
    """The project, for a run that needs it evaluated again."""

    project: Project

    def jobs(
        self, addresses: Sequence[InstanceAddress], state: State
    ) -> tuple[Mapping[InstanceAddress, TrainingJob], Diagnostics]:
        return jobs_of(self.project, addresses, state)

    def outputs(self, state: State) -> tuple[Mapping[str, OutputState], Diagnostics]:
        return outputs_of(self.project, state)


def apply(
    session: Session,
    paths: tuple[str, ...],
    variables: tuple[tuple[str, str], ...],
    asked: Asked,
    manner: Manner,
) -> ExitCode:
    """Applies a configuration, or a saved plan where the path is one. See `undertake`."""
    saved, given = saved_plan(paths), paths[0]
    if saved is not None:
        if variables or asked != Asked():
            raise stop(
                "Saved plan says it all",
                "Variables, and what is to be planned (--target, --prune and the like), were settled when the plan was "
                "made. Nothing was done. Apply the plan without them, or make a new one with them.",
            )
        # Approved when it was made, and asked for by name now.
        kept = cast("_Command", saved.command).get("places")
        session = session.with_options(as_planned(session.options, kept, given))
        paths, variables, asked = _recalled(saved)
        manner = replace(manner, auto_approve=True)
    session = session.with_options(session.options.for_paths(paths))
    with made_elsewhere_is_told(session, saved, given):
        project = sound_project(session, paths, variables, are_settled=saved is not None)

    def decide(declared: Declared) -> Plan:
        plan = make_plan(project, declared, session.services, asked)
        if saved is not None:
            with made_elsewhere_is_told(session, saved, given):
                check_unchanged(saved, declared.state, plan)
        return checked(session, plan, wanted=manner.preflight)

    store = store_of(session, project)
    return undertake(session, Undertaking("apply", project, store, decide, manner))


def undertake(session: Session, it: Undertaking) -> ExitCode:
    """Does it from the lock to the summary; the exit code of the run.

    Raises:
        Stopped: nothing was done, and why.
        KeyboardInterrupt: a signal came while the lock was waited for.
    """
    with session.interrupts, ExitStack() as held:
        locked = _lock(session, it, held)
        _refuse_unmerged(it.store, locked.state)
        sources = it.project.loaded.sources
        declared = evaluate(it.project, locked.state)
        if declared.diagnostics.has_errors:
            raise Stopped(declared.diagnostics, sources)
        with progress(
            session.terminal, sources, as_json=session.options.json, seconds=time.monotonic
        ) as listener:
            world = _world(session, it, locked, listener, declared.configuration.provider)
            _recover(session, locked, {job.address: job for job in declared.jobs}, world)
        if locked.state is not declared.state:
            declared = evaluate(it.project, locked.state)
        plan = it.plan(declared)
        if plan.diagnostics.has_errors:
            raise Stopped(plan.diagnostics, sources)
        show_planned(session, plan, sources)
        limit(plan, it.manner.max_jobs, "a higher --max-jobs")
        ask(session, plan, auto_approve=it.manner.auto_approve)
        check_removals(plan.changes, world.provider, session.services)
        # A question may have waited for its answer over night.
        locked.check()
        plan = replace(plan, prior=locked.save(_with_imported(plan, world)))
        with progress(
            session.terminal, sources, as_json=session.options.json, seconds=time.monotonic
        ) as listener:
            told = explaining(session, listener, lambda: world.provider)
            with on_one_processor():
                applied = apply_plan(plan, replace(world, listener=told), it.manner.options)
        _tidy(locked)
        if applied.interrupted and it.manner.stops_on_interrupt:
            _stop(session, applied.done, applied.state, world)
        return finish(session, it.operation, plan, applied)


def _lock(session: Session, it: Undertaking, held: ExitStack) -> LockedState:
    try:
        return held.enter_context(it.store.lock(it.operation, it.manner.lock_timeout))
    except StateLocked as problem:
        if session.interrupts.is_set():
            # A signal ends every pause at once, and so the waiting.
            raise session.interrupts.reason from problem
        raise


def _refuse_unmerged(store: StateStore, state: State) -> None:
    """An earlier run knows of jobs that this state does not: going on would make two histories of one state."""
    try:
        left = unmerged((Path.cwd(), *store.folders), state)
    except OSError as problem:
        raise stop(
            "Folder cannot be read",
            "Whether an earlier run left a state that it could not save cannot be found out: "
            f"{problem.strerror or problem}. Nothing was done.",
        ) from problem
    if left:
        raise stop(
            "An earlier run's state is not merged",
            f"A run that could not save its state left it in {left[-1].described}; the state has the serial "
            f"{state.serial}. Nothing was done. Bring it back with: smtj state push {left[-1].path}; or, if it is "
            "of no use, or another state's, move the file away.",
        )


def _recalled(
    saved: SavedPlan,
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], Asked]:
    command = cast("_Command", saved.command)
    fields = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in command["asked"].items()
    }
    variables = tuple((kind, text) for kind, text in command["variables"])
    return tuple(command["paths"]), variables, Asked(**fields)  # type: ignore[arg-type]  # as planning.py saved them


def _world(
    session: Session,
    it: Undertaking,
    locked: LockedState,
    listener: Listener,
    provider: ProviderSettings,
) -> World:
    return World(
        services=session.services,
        provider=provider,
        clock=session.clock,
        stopping=session.interrupts,
        writer=locked,
        journal=locked.journal,
        names=session.names,
        evaluation=_Evaluation(it.project),
        schema=session.schema,
        listener=listener,
        pace=session.pace,
        archive=Archive(Path.cwd() / FOLDER),
    )


def _recover(
    session: Session,
    locked: LockedState,
    jobs: Mapping[InstanceAddress, TrainingJob],
    world: World,
) -> None:
    if locked.journal.diagnostics.has_errors:
        raise Stopped(locked.journal.diagnostics)
    intents = locked.journal.open_intents()
    if not intents:
        return
    recovered = recover(locked.state, intents, jobs, world)
    locked.save(recovered.state)
    if recovered.outcomes:
        locked.journal.settle(recovered.outcomes)
        _tidy(locked)
    if recovered.diagnostics.has_errors:
        raise Stopped(recovered.diagnostics, code=ExitCode.OUTCOME_UNKNOWN)
    tell(session.terminal, recovered.diagnostics, {})


def _tidy(locked: LockedState) -> None:
    # A journal that could not be made shorter says the same as before.
    with suppress(StateNotSaved):
        locked.journal.compact()


def _with_imported(plan: Plan, world: World) -> State:
    """The refreshed state with the jobs that `import` blocks adopt."""
    state = plan.prior
    for change in plan.changes:
        if change.reason is Reason.IMPORTED and change.job is not None and change.after:
            record = imported(change.address, change.after, change.job, world.schema)
            state = state.with_job(change.address, record)
    return state


def _stop(session: Session, done: Sequence[Change], state: State, world: World) -> None:
    """Asks each of the run's jobs to stop; one that cannot be stopped keeps no other one running."""
    for change in done:
        record = state.job(change.address)
        if change.action.submits and change.job is not None and record is not None:
            service = world.services.training_jobs(change.job.instance.provider, change.job.region)
            name = job_name(record.attributes)
            try:
                service.stop(name)
            except ServiceError as error:
                # It has ended already, which is what was wanted.
                if error.kind not in {Kind.STATUS, Kind.NOT_FOUND}:
                    tell(session.terminal, Diagnostics.of(_runs_on(change, name, error)), {})
                continue
            session.terminal.error(f"{change.address}: asked to stop.")


def _runs_on(change: Change, name: str, error: ServiceError) -> Diagnostic:
    return Diagnostic.error(
        "Training job was not stopped",
        f'{error}. The training job "{name}" may run on, and is paid for. Stop it with: smtj stop {name}',
        address=str(change.address),
    )
