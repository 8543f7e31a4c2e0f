"""What a recorded job says of itself: the few attributes that every stage reads.

Attributes in, plain values out. They are the state's, in snake case (`request.attributes`), so a job that
Terraform's provider or an older version wrote answers as well.
"""

from __future__ import annotations

import base64
import binascii
import json
from functools import cache
from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath
    from sm_tj_cli.state.model import InstanceState

_PRIVATE = "private"
_CONFIGURED = "configured"


def job_name(attributes: Mapping[str, object]) -> str:
    """The training job's name, empty where it is not known."""
    return text(attributes, "training_job_name") or text(attributes, "name")


def job_arn(attributes: Mapping[str, object]) -> str:
    """The training job's ARN, empty where it is not known."""
    return text(attributes, "arn") or text(attributes, "training_job_arn")


def job_account(attributes: Mapping[str, object]) -> str | None:
    """The account that the ARN names, None where there is no ARN."""
    return Arn.of(job_arn(attributes)).account or None


def job_status(attributes: Mapping[str, object]) -> str:
    """`InProgress`, `Completed`, `Failed`, `Stopping`, `Stopped`, `Deleting`, or empty."""
    return text(attributes, "status") or text(attributes, "training_job_status")


def has_ended(attributes: Mapping[str, object]) -> bool:
    """Whether nothing more can happen to the job."""
    return job_status(attributes) in {"Completed", "Failed", "Stopped"}


def job_region(attributes: Mapping[str, object]) -> str | None:
    """The region that the ARN names, None where there is no ARN."""
    return Arn.of(job_arn(attributes)).region or None


def is_same_moment(recorded: object, answered: object) -> bool:
    """Whether two RFC 3339 times in UTC are the same to the second; older records have no fractions."""
    return str(recorded)[:19] == str(answered)[:19]


def is_same_job(recorded: Mapping[str, object], description: Mapping[str, object]) -> bool:
    """Whether DescribeTrainingJob's answer is of the recorded job, not of a later or foreign one of its name."""
    since = recorded.get("creation_time")
    same_time = not since or is_same_moment(since, description.get("CreationTime"))
    return same_time and job_arn(recorded).lower() in {
        "",
        str(description.get("TrainingJobArn", "")).lower(),
    }


def sensitive_paths(record: InstanceState) -> frozenset[AttributePath]:
    """The sensitive paths of a record, as plain steps."""
    paths: list[AttributePath] = []
    for path in record.sensitive_attributes:
        steps: list[str | int] = []
        for step in path if isinstance(path, list) else []:
            value = step.get("value") if isinstance(step, dict) else None
            inner = value.get("value") if isinstance(value, dict) else value
            if isinstance(inner, str | int):
                steps.append(inner)
        paths.append(tuple(steps))
    return frozenset(paths)


def configured_in(record: InstanceState) -> frozenset[str]:
    """What the job was asked for although the service would choose by itself; empty where nothing says so."""
    try:
        note = json.loads(base64.b64decode(str(record.extra.get(_PRIVATE) or ""), validate=True))
    except (binascii.Error, ValueError):
        # Another tool's note: state is shared with Terraform.
        return frozenset()
    listed = note.get(_CONFIGURED) if isinstance(note, dict) else None
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()


def private_note(configured: Iterable[str]) -> dict[str, str]:
    """The same as the record's `private` member, which in Terraform's state is a provider's own: base64 text."""
    return {_PRIVATE: _noted(frozenset(configured))}


@cache
def _noted(configured: frozenset[str]) -> str:
    note = json.dumps({_CONFIGURED: sorted(configured)}, separators=(",", ":"))
    return base64.b64encode(note.encode()).decode()


def text(attributes: Mapping[str, object], name: str) -> str:
    """The attribute's text; empty where there is none."""
    value = attributes.get(name)
    return value if isinstance(value, str) else ""


def block(attributes: Mapping[str, JSON], name: str) -> Mapping[str, JSON]:
    """The attributes of a block that stands once, which are recorded as a list of one; none where it is missing."""
    value = attributes.get(name)
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}
