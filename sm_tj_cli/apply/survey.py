"""Asks AWS, before anything is decided, what deciding needs to know. Reads only.

In: the declared jobs and the records. Out: the refreshed state and the facts that `plan.decide` looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.apply.adoption import Found, look_up
from sm_tj_cli.apply.refresh import Recorded, Refreshed, Wanted, refresh, taken_names
from sm_tj_cli.diagnostics import Diagnostics, Findings
from sm_tj_cli.plan.change import Action
from sm_tj_cli.plan.describe import Namesake
from sm_tj_cli.plan.namesakes import RecordedNames
from sm_tj_cli.plan.record import job_account, job_name, job_region
from sm_tj_cli.request.attributes import OWNERSHIP_TAG, exported
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import Services, TrainingJobs
    from sm_tj_cli.configuration.model import ImportRequest, ProviderSettings
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import State


def refresh_records(
    state: State,
    jobs: Sequence[TrainingJob],
    provider: ProviderSettings,
    services: Services,
    schema: Schema,
) -> Refreshed:
    """The state as AWS has it. `provider` is for the records that no job declares any more.

    Raises:
        ServiceError: jobs are gone because the credentials are another account's.
    """
    declared = {job.address: job for job in jobs}
    recorded = []
    for address, record in state.jobs():
        job = declared.get(address)
        settings = job.instance.provider if job else provider
        region = job_region(record.attributes) or (job.region if job else None)
        recorded.append(Recorded(address, record, services.training_jobs(settings, region)))
    found = refresh(state, recorded, schema)
    # One job tells it for all that are looked for in the same place.
    by_place = {id(item.jobs): item for item in recorded if item.address in found.gone}
    for item in by_place.values():
        job = declared.get(item.address)
        settings = job.instance.provider if job else provider
        check_account(item.record.attributes, settings, services)
    return found


def check_removals(
    changes: Iterable[Change], provider: ProviderSettings, services: Services
) -> None:
    """Asks once for each account whose jobs are to be taken away; see `check_account`."""
    taken = {Action.DELETE, Action.REPLACE}
    found = {
        job_account(change.before): change
        for change in changes
        if change.action in taken and change.before
    }
    for change in found.values():
        settings = change.job.instance.provider if change.job else provider
        check_account(change.before or {}, settings, services)


def check_account(
    attributes: Mapping[str, JSON], provider: ProviderSettings, services: Services
) -> None:
    """Nothing, where the credentials are of the recorded job's account: in the eyes of another one it is gone.

    Raises:
        ServiceError: they are another account's.
    """
    recorded = job_account(attributes)
    try:
        ours = services.account(provider)
    except ServiceError:
        # Who we are is not told here; then the answer stands as it is.
        return
    if recorded and ours != recorded:
        raise ServiceError(
            "GetCallerIdentity",
            Kind.CREDENTIALS,
            Processed.NO,
            "AnotherAccount",
            f'The recorded job "{job_name(attributes)}" is in the account {recorded}, and these credentials are of the '
            f"account {ours}.",
        )


def survey_regions(
    state: State, jobs: Sequence[TrainingJob], services: Services
) -> Mapping[InstanceAddress, str]:
    """Where the jobs would be submitted whose names are recorded at other addresses. Asks nobody."""
    known = RecordedNames.of(state)
    found = {
        job.address: services.region(job.instance.provider, job.region)
        for job in jobs
        if job.name and state.job(job.address) is None and known.address(job.name, None)
    }
    return {address: region for address, region in found.items() if region is not None}


def survey_names(
    state: State,
    jobs: Sequence[TrainingJob],
    services: Services,
    schema: Schema,
    regions: Mapping[InstanceAddress, str],
) -> Mapping[InstanceAddress, Namesake]:
    """The jobs, unknown to this state, whose names the declared ones want, by the addresses of these.

    `regions` are those of `survey_regions`.

    Raises:
        ServiceError: the service cannot be asked.
    """
    known = RecordedNames.of(state)
    wanted = {
        job.address: Wanted(job.name, services.training_jobs(job.instance.provider, job.region))
        for job in jobs
        if job.name
        and state.job(job.address) is None
        and known.address(job.name, regions.get(job.address)) is None
    }
    return {
        address: namesake(description, wanted[address].jobs, state.lineage, schema)
        for address, description in taken_names(wanted).items()
        # The submission waits until that one is gone.
        if description.get("TrainingJobStatus") != "Deleting"
    }


def namesake(
    description: Mapping[str, JSON], jobs: TrainingJobs, lineage: str, schema: Schema
) -> Namesake:
    """What can be told of a described job whose name is wanted. Raises ServiceError."""
    if "RoleArn" not in description:
        # One of a long list, which says no more of it.
        return Namesake(exported(description, schema, None))
    try:
        tags = jobs.tags(str(description.get("TrainingJobArn")))
    except ServiceError as error:
        if error.kind is not Kind.PERMISSION:
            raise
        return Namesake(exported(description, schema, None))
    owner = tags.get(OWNERSHIP_TAG, "").partition("/")[0]
    state = "this state" if owner == lineage else f'smtj for the state with the lineage "{owner}"'
    return Namesake(
        exported(description, schema, tags), is_whole=True, owner=state if owner else ""
    )


def survey_imports(
    state: State,
    imports: Sequence[ImportRequest],
    jobs: Sequence[TrainingJob],
    services: Services,
    schema: Schema,
) -> tuple[Mapping[InstanceAddress, Mapping[str, JSON]], Diagnostics]:
    """The exported attributes of the jobs that `import` blocks name and that are not recorded yet.

    Raises:
        ServiceError: the service cannot be asked.
    """
    declared = {job.address: job for job in jobs}
    findings = Findings()
    found: dict[InstanceAddress, Mapping[str, JSON]] = {}
    for request in imports:
        job = declared.get(request.target)
        if job is None or state.job(request.target) is not None:
            continue
        service = services.training_jobs(job.instance.provider, job.region)
        answer = look_up(request.id, service)
        if isinstance(answer, Found):
            found[request.target] = exported(answer.description, schema, answer.tags)
        else:
            findings.add([answer.at(request.range)])
    return found, findings.result()
