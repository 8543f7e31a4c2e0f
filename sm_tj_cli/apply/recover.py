"""What became of intents whose run was cut short: recorded where they made a job, closed where they did not.

Nothing is submitted here. A job that exists and is provably ours is recorded even if the configuration no longer
asks for it, so that it can be seen and stopped; the plan decides about it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, AddressError, parse_instance
from sm_tj_cli.apply.intentions import generation
from sm_tj_cli.apply.limiter import Limiter
from sm_tj_cli.apply.ownership import Intention, ownership_value, with_ownership
from sm_tj_cli.apply.recording import imported, tags_in, with_generation
from sm_tj_cli.apply.submit import Outcome, Submission, Submitter
from sm_tj_cli.arns import Arn
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.record import is_same_moment, job_arn, job_name
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.service import ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.model import World
    from sm_tj_cli.apply.ports import Services, TrainingJobs
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.journal import Intent
    from sm_tj_cli.state.model import InstanceState, State


PARALLEL = 10


@dataclass(frozen=True, slots=True)
class Recovered:
    """The state with what was found, the outcomes by intent, and what to tell."""

    state: State
    outcomes: Mapping[str, str]
    diagnostics: Diagnostics


def recover(
    state: State,
    intents: Sequence[Intent],
    jobs: Mapping[InstanceAddress, TrainingJob],
    world: World,
) -> Recovered:
    """Asks the service what became of each intent. `jobs` are the declared ones."""
    outcomes: dict[str, str] = {}
    found: list[Diagnostic] = []
    open_intents: list[tuple[Intent, InstanceAddress]] = []
    for intent in intents:
        address = _address(intent)
        record = state.job(address) if address else None
        if intent.lineage != state.lineage:
            found.append(_of_another_state(intent, state))
        elif address is None:
            outcomes[intent.id] = "of no address"
        elif record is not None and _is_recorded(record, intent):
            outcomes[intent.id] = "recorded"
        else:
            open_intents.append((intent, address))
    # A job that was not made is asked for over ten seconds, since a new one can stay invisible for a while.
    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = pool.map(
            lambda pair: _ask(pair[0], pair[1], jobs.get(pair[1]), world), open_intents
        )
    known = _by_arn(state) if open_intents else {}
    for (intent, address), submission in zip(open_intents, answers, strict=True):
        word = _outcome(submission, known)
        if submission is None or word == "recorded":
            outcomes[intent.id] = word
        elif submission.outcome is Outcome.UNKNOWN:
            found.append(_still_unknown(intent, submission))
        else:
            outcomes[intent.id] = word
            found.append(_not_proved(intent) if word == "taken" else _found(intent))
            if word == "adopted":
                state = _with(state, intent, address, jobs.get(address), submission, world)
    return Recovered(state, outcomes, Diagnostics(tuple(found)))


def _ask(
    intent: Intent, address: InstanceAddress, job: TrainingJob | None, world: World
) -> Submission | None:
    service = _service(intent, job, world)
    submitter = Submitter(service, world.clock, Limiter(world.clock), world.stopping)
    request = dict(job.request) if job else {}
    if intent.is_tagged:
        tag = ownership_value(intent.lineage, address, intent.id)
        request = with_ownership(request, tag)
    since = datetime.fromisoformat(intent.since)
    intention = Intention(intent.id, intent.lineage, address, intent.name, request, since)
    submission = submitter.recover(intention)
    described = submission.description if submission else {}
    # Cut off before that one was deleted, nothing was asked for.
    if is_same_moment(intent.replaces, described.get("CreationTime")):
        return None
    asked = _asked_account(intent, submission, _provider(job, world), world.services)
    if asked in {"", intent.account}:
        return submission
    told = (
        f"it was asked for in the account {intent.account}, and these credentials are of the account {asked}. Choose "
        "those of the first one, with --profile or a provider block"
    )
    return Submission(Outcome.UNKNOWN, message=told)


def _provider(job: TrainingJob | None, world: World) -> ProviderSettings:
    return job.instance.provider if job else world.provider


def _service(intent: Intent, job: TrainingJob | None, world: World) -> TrainingJobs:
    """The jobs where it was sent: the configuration may name another region by now."""
    region = intent.region or (job.region if job else None)
    return world.services.training_jobs(_provider(job, world), region)


def _asked_account(
    intent: Intent, submission: Submission | None, provider: ProviderSettings, services: Services
) -> str:
    """The account whose answer this is, where it may be another one's than the request was sent to; else empty."""
    if not intent.account or not services.are_aws:
        # What stands in for AWS has an account number of its own.
        return ""
    if submission is not None:
        is_ours = submission.outcome is not Outcome.TAKEN
        return "" if is_ours else Arn.of(submission.description.get("TrainingJobArn")).account
    try:
        return services.account(provider)
    except ServiceError:
        # Who we are is not told here; then the answer stands as it is.
        return ""


def _with(
    state: State,
    intent: Intent,
    address: InstanceAddress,
    job: TrainingJob | None,
    submission: Submission,
    world: World,
) -> State:
    # The configuration may have changed since: only what AWS says is recorded, so that the plan sees it.
    description = submission.description
    tags = _tags(_service(intent, job, world), str(description.get("TrainingJobArn")), job)
    attributes = exported(description, world.schema, tags)
    return with_generation(state, address, imported(address, attributes, job, world.schema))


def _tags(jobs: TrainingJobs, arn: str, job: TrainingJob | None) -> Mapping[str, str] | None:
    try:
        return jobs.tags(arn)
    except ServiceError:
        # Those that are declared are the best answer then; each refresh asks again.
        return tags_in(job.request) if job else None


def _is_recorded(record: InstanceState, intent: Intent) -> bool:
    """Whether the record is of the intent's job, not of the one of that name whose place it was to take."""
    return job_name(record.attributes) == intent.name and generation(record) != intent.replaces


def _outcome(submission: Submission | None, known: Mapping[str, Sequence[InstanceState]]) -> str:
    if submission is None:
        return "not made"
    same = known.get(_arn(submission), ())
    is_recorded = any(_is_of(record, submission) for record in same)
    return "recorded" if is_recorded else submission.outcome.value


def _by_arn(state: State) -> Mapping[str, Sequence[InstanceState]]:
    """Every recorded job: at other addresses too, since records may be moved, and earlier generations."""
    found: dict[str, list[InstanceState]] = {}
    for resource in state.resources:
        if resource.mode == "managed" and resource.type == TRAINING_JOB:
            for record in resource.instances:
                found.setdefault(job_arn(record.attributes).lower(), []).append(record)
    return found


def _arn(submission: Submission) -> str:
    return str(submission.description.get("TrainingJobArn") or "no ARN").lower()


def _is_of(record: InstanceState, submission: Submission) -> bool:
    """Whether the record is of the job that was found; its ARN alone does not tell it from an earlier one."""
    created = submission.description.get("CreationTime")
    return is_same_moment(record.attributes.get("creation_time"), created)


def _address(intent: Intent) -> InstanceAddress | None:
    try:
        return parse_instance(intent.address)
    except AddressError:
        return None


def _found(intent: Intent) -> Diagnostic:
    return Diagnostic.warning(
        "Job of an interrupted run was found",
        f'An earlier run was cut off after it had asked for "{intent.name}"; the job exists and is recorded now.',
        address=intent.address,
    )


def _not_proved(intent: Intent) -> Diagnostic:
    return Diagnostic.warning(
        "Job of an interrupted run may be another's",
        f'An earlier run was cut off when it asked for "{intent.name}". A job of that name exists, but nothing proves that '
        f"it is the one, so it was not recorded; it may run, and cost. To see it, and to adopt it:\n"
        f"  smtj show {intent.name}\n  smtj import '{intent.address}' {intent.name}",
        address=intent.address,
    )


def _of_another_state(intent: Intent, state: State) -> Diagnostic:
    return Diagnostic.error(
        "Journal belongs to another state",
        f'The journal beside the state names the training job "{intent.name}", begun for a state with the lineage '
        f'"{intent.lineage}"; this one has "{state.lineage}". One of the two files was exchanged. Nothing was '
        "submitted. Put the state back that belongs to it; or, if that job needs to be known no longer, remove the "
        "journal (the file whose name ends in .smtj-intents).",
    )


def _still_unknown(intent: Intent, submission: Submission) -> Diagnostic:
    told = submission.message or str(submission.error or "no answer came")
    return Diagnostic.error(
        "Outcome of a submission is unknown",
        f'Whether the training job "{intent.name}" of an interrupted run exists could not be found out: {told}. The '
        "intent is kept, and nothing was submitted; run smtj apply again.",
        address=intent.address,
    )
