"""The whole program as named steps. Read this first.

    source text -> syntax -> values -> request -> plan -> apply -> state -> render
                     |        ^                     |
                     +-> configuration              +-> watch

Every step takes frozen values and gives frozen values and diagnostics; the world is reached through the ports
that the arguments carry. The verbs in `cli/commands` call these steps and hand what comes out to `render`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.apply.earlier import with_earlier
from sm_tj_cli.apply.refresh import Refreshed
from sm_tj_cli.apply.survey import refresh_records, survey_imports, survey_names, survey_regions
from sm_tj_cli.configuration.records import RecordedJobs
from sm_tj_cli.configuration.resolve import evaluate_configuration
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.plan.blocked import with_blocked
from sm_tj_cli.plan.change import Change, Plan
from sm_tj_cli.plan.decide import Circumstances, Facts, Wishes, decide
from sm_tj_cli.plan.drift import drift
from sm_tj_cli.plan.moves import apply_moves
from sm_tj_cli.plan.narrow import candidates_of, narrow, refresh_only
from sm_tj_cli.plan.outputs import known_outputs, output_changes
from sm_tj_cli.plan.selection import select
from sm_tj_cli.plan.twice import recorded_twice
from sm_tj_cli.request.declare import check_dormant, declare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import Services
    from sm_tj_cli.configuration.inputs import VariableSources
    from sm_tj_cli.configuration.load import LoadedConfiguration
    from sm_tj_cli.configuration.model import Configuration
    from sm_tj_cli.configuration.resolve import World
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import OutputState, State


@dataclass(frozen=True, slots=True)
class Project:
    """A loaded configuration and what evaluating it needs."""

    loaded: LoadedConfiguration
    inputs: VariableSources
    world: World
    schema: Schema


@dataclass(frozen=True, slots=True)
class Declared:
    """What the configuration asks for, as far as `state` knows the values."""

    configuration: Configuration
    jobs: tuple[TrainingJob, ...]
    state: State
    diagnostics: Diagnostics


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks of a plan, its selectors as they were typed."""

    targets: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    reruns: tuple[str, ...] = ()
    prune: bool = False
    refresh: bool = True
    refresh_only: bool = False


def evaluate(
    project: Project, state: State, hidden: frozenset[InstanceAddress] = frozenset()
) -> Declared:
    """The declared jobs; the records of the `hidden` ones are about to be replaced, so they say nothing."""
    world = replace(project.world, records=RecordedJobs(state, hidden))
    configuration, problems = evaluate_configuration(project.loaded, project.inputs, world)
    jobs, faults = declare(configuration.jobs, project.schema)
    faults += check_dormant(configuration.dormant, project.schema)
    return Declared(configuration, jobs, state, (problems + faults).distinct())


def make_plan(project: Project, declared: Declared, services: Services, asked: Asked) -> Plan:
    """What applying would do to the recorded jobs, with whose state `declared` was evaluated. Reads only.

    Raises:
        ServiceError: AWS refuses to be asked (credentials, permission) or does not answer.
    """
    recorded = declared.state
    faults = declared.diagnostics + recorded_twice(recorded)
    if faults.has_errors:
        return Plan((), (), recorded, faults)
    state, came_from, problems = apply_moves(recorded, declared.configuration.moves)
    refreshed = _refresh(declared, state, services, project.schema, asked)
    if refreshed.state is not recorded:
        declared = evaluate(project, refreshed.state)
    facts, trouble = _facts(declared, refreshed, services, project.schema, asked)
    candidates = candidates_of(declared.jobs, refreshed.state)
    replaces, unknown_replaces = select(asked.replaces, candidates)
    reruns, unknown_reruns = select(asked.reruns, candidates)
    wishes = Wishes(frozenset(replaces), frozenset(reruns), asked.prune)
    facts = replace(facts, came_from=came_from)
    around = Circumstances(refreshed.state, facts, wishes, project.schema)
    declared, changes, obstacles = _settle(project, declared, around)
    whole = changes
    changes, unselected = narrow(whole, candidates, asked.targets, asked.excludes)
    if asked.refresh_only:
        changes, obstacles = tuple(map(refresh_only, changes)), Diagnostics()
    changes = with_blocked(changes, refreshed.state)
    if asked.refresh:
        provider = declared.configuration.provider
        changes = with_earlier(changes, refreshed.state, provider, services)
    kept = {str(change.address) for change in changes}
    obstacles = Diagnostics(tuple(item for item in obstacles if item.address in kept))
    outputs = output_changes(declared.configuration.outputs, recorded.outputs)
    problems += refreshed.diagnostics + trouble + unknown_replaces + unknown_reruns
    problems += unselected + declared.diagnostics + obstacles
    return Plan(
        changes,
        outputs,
        refreshed.state,
        problems.distinct(),
        drift=drift(state, refreshed.state, refreshed.gone),
        left_out=len(whole) - len(changes),
        refresh_only=asked.refresh_only,
    )


def jobs_of(
    project: Project, addresses: Sequence[InstanceAddress], state: State
) -> tuple[Mapping[InstanceAddress, TrainingJob], Diagnostics]:
    """These declared jobs, as complete as `state` allows."""
    wanted = set(addresses)
    declared = evaluate(project, state)
    return {
        job.address: job for job in declared.jobs if job.address in wanted
    }, declared.diagnostics


def outputs_of(project: Project, state: State) -> tuple[Mapping[str, OutputState], Diagnostics]:
    """The root outputs, as far as `state` knows them."""
    if not project.loaded.root.outputs:
        return {}, Diagnostics()
    declared = evaluate(project, state)
    return known_outputs(declared.configuration.outputs), declared.diagnostics


def requests_of(declared: Declared) -> dict[str, Mapping[str, JSON]]:
    """The CreateTrainingJob requests by address; a name that is made from a prefix is left out."""
    return {str(job.address): job.request for job in declared.jobs}


def _refresh(
    declared: Declared, state: State, services: Services, schema: Schema, asked: Asked
) -> Refreshed:
    if not asked.refresh:
        return Refreshed(state)
    provider = declared.configuration.provider
    return refresh_records(state, declared.jobs, provider, services, schema)


def _facts(
    declared: Declared, refreshed: Refreshed, services: Services, schema: Schema, asked: Asked
) -> tuple[Facts, Diagnostics]:
    state, imports = refreshed.state, declared.configuration.imports
    regions = survey_regions(state, declared.jobs, services)
    if not asked.refresh:
        return Facts(regions=regions), Diagnostics()
    imported, problems = survey_imports(state, imports, declared.jobs, services, schema)
    others = [job for job in declared.jobs if job.address not in imported]
    taken = survey_names(state, others, services, schema, regions)
    return Facts(refreshed.gone, taken, imported, regions=regions), problems


def _settle(
    project: Project, declared: Declared, around: Circumstances
) -> tuple[Declared, tuple[Change, ...], Diagnostics]:
    """Decides, and again with the records hidden that are replaced, until no further one is."""
    hidden: frozenset[InstanceAddress] = frozenset()
    while True:
        changes, obstacles = decide(declared.jobs, declared.configuration.removals, around)
        renewed = {change.address for change in changes if change.action.submits and change.before}
        if renewed <= hidden:
            return declared, changes, obstacles
        hidden |= renewed
        declared = evaluate(project, around.prior, hidden)
