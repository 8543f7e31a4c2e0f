"""A submitted job to what the state remembers of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import job_arn, private_note
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.request.overrides import NOT_DESCRIBED
from sm_tj_cli.request.service_defaults import free_paths
from sm_tj_cli.state.model import InstanceState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob
    from sm_tj_cli.state.model import Attributes, State


def recorded(job: TrainingJob, description: Mapping[str, JSON], schema: Schema) -> InstanceState:
    """The record of a job: what was configured, over that what DescribeTrainingJob answers."""
    known = {key: value for key, value in job.attributes.items() if value is not None}
    # What Describe never tells is known of a job that smtj submitted, also where it is nothing.
    untold = {name: known.get(name, []) for name in NOT_DESCRIBED}
    answered = exported(description, schema, tags_in(job.request))
    return InstanceState(
        attributes={**known, **untold, **answered},
        index_key=job.address.key,
        sensitive_attributes=tuple(map(sensitive_path, sorted(job.sensitive, key=str))),
        dependencies=tuple(
            sorted({str(item.address.resource) for item in job.instance.dependencies})
        ),
        extra=private_note(free_paths(schema.request, job.attributes)),
    )


def imported(
    address: InstanceAddress,
    attributes: Mapping[str, JSON],
    job: TrainingJob | None,
    schema: Schema,
) -> InstanceState:
    """The record of a job that smtj did not submit.

    Only what AWS says is recorded of it, so that the next plan sees every difference; what nobody can tell is taken
    from the configuration, where there is one.
    """
    if job is None:
        return InstanceState(dict(attributes), index_key=address.key)
    made = recorded(job, {}, schema)
    untold = {name: made.attributes[name] for name in NOT_DESCRIBED}
    return replace(made, attributes={**untold, **attributes})


def refreshed(
    record: InstanceState,
    description: Mapping[str, JSON],
    schema: Schema,
    tags: Mapping[str, str] | None = None,
) -> InstanceState:
    """The record with what the service says by now; without `tags` the recorded ones stay."""
    answered = exported(description, schema, tags)
    return replace(record, attributes={**record.attributes, **answered})


def deposed_key(attributes: Attributes) -> str:
    """Eight hexadecimal digits, as Terraform's deposed keys, that stand for one generation for ever."""
    return hashlib.sha256(job_arn(attributes).encode()).hexdigest()[:8]


def with_generation(state: State, address: InstanceAddress, record: InstanceState) -> State:
    """The state with `record` as the current job, an earlier one kept in its history."""
    before = state.job(address)
    if before is not None and job_arn(before.attributes) != job_arn(record.attributes):
        state = state.with_deposed(address, deposed_key(before.attributes))
    return state.with_job(address, record)


def sensitive_path(path: AttributePath) -> JSON:
    """A path as Terraform's state writes it in `sensitive_attributes`."""
    steps: list[JSON] = []
    for step in path:
        if isinstance(step, str) and (not steps or isinstance(path[len(steps) - 1], int)):
            steps.append({"type": "get_attr", "value": step})
        else:
            kind = "number" if isinstance(step, int) else "string"
            steps.append({"type": "index", "value": {"value": step, "type": kind}})
    return steps


def tags_in(request: Mapping[str, JSON]) -> Mapping[str, str]:
    """A request's tags by their keys."""
    tags = request.get("Tags")
    listed: Iterable[JSON] = tags if isinstance(tags, list) else ()
    return {str(tag["Key"]): str(tag["Value"]) for tag in listed if isinstance(tag, dict)}
