"""Whose job is it: the one tag that every submission carries, and what proves ownership without it.

An intent is written down before its job is asked for. After a crash or a lost response a job of that name may
exist; it is ours only by proof, since adopting or touching somebody else's job is worse than asking.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from sm_tj_cli.request.attributes import MOST_TAGS, OWNERSHIP_TAG
from sm_tj_cli.request.normalise import is_same
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.times import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import TrainingJobs
    from sm_tj_cli.documents import JSON

# The clocks of this machine and of the service may differ by as much as a signature allows.
CLOCK_TOLERANCE = timedelta(minutes=15)
# Where Describe answers nothing for one of these, the job has none.
ALWAYS_TOLD = frozenset({"Environment", "HyperParameters"})
NOT_COMPARED = frozenset({"Tags", "TrainingJobName"})


class Proof(Enum):
    """Whose a job is."""

    OURS = "ours"
    DIFFERS = "ours, but of another configuration"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Intention:
    """One submission to be made exactly once.

    Attributes:
        id: unique to this intent.
        lineage: the state's, so that two states never take each other's jobs.
        request: the whole CreateTrainingJob request, name and ownership tag included.
        since: when the intent was first written down.
        region: where it is sent, empty where that is not known.
    """

    id: str
    lineage: str
    address: InstanceAddress
    name: str
    request: Mapping[str, JSON]
    since: datetime
    region: str = ""


def ownership_value(lineage: str, address: InstanceAddress, identifier: str) -> str:
    """The tag's value; an address may hold characters that tags may not, so its hash stands for it."""
    place = hashlib.sha256(str(address).encode()).hexdigest()[:16]
    return f"{lineage}/{place}/{identifier}"


def with_ownership(request: Mapping[str, JSON], value: str) -> dict[str, JSON]:
    """The request with our tag, unless the user's own tags fill all fifty places."""
    tags = request.get("Tags")
    listed = list(tags) if isinstance(tags, list) else []
    if len(listed) >= MOST_TAGS:
        return dict(request)
    return {**request, "Tags": [*listed, {"Key": OWNERSHIP_TAG, "Value": value}]}


def is_tagged(request: Mapping[str, JSON]) -> bool:
    """Whether a request carries our tag."""
    tags = request.get("Tags")
    listed = tags if isinstance(tags, list) else []
    return any(tag.get("Key") == OWNERSHIP_TAG for tag in listed if isinstance(tag, dict))


def prove(jobs: TrainingJobs, intention: Intention, description: Mapping[str, JSON]) -> Proof:
    """Whose the described job is. Raises ServiceError where the tags cannot be asked for now."""
    try:
        tags = jobs.tags(str(description.get("TrainingJobArn", "")))
    except ServiceError as error:
        if error.kind is not Kind.PERMISSION:
            raise
        return _prove_by_content(intention, description)
    value = tags.get(OWNERSHIP_TAG)
    wanted = ownership_value(intention.lineage, intention.address, intention.id)
    if value == wanted:
        return Proof.OURS
    if value is None:
        carried = is_tagged(intention.request)
        return Proof.FOREIGN if carried else _prove_by_content(intention, description)
    if value.rpartition("/")[0] != wanted.rpartition("/")[0]:
        return Proof.FOREIGN
    return Proof.OURS if matches(intention.request, description) else Proof.DIFFERS


def matches(request: Mapping[str, JSON], description: Mapping[str, JSON]) -> bool:
    """Whether everything that was asked for and that DescribeTrainingJob answers is as it was asked for."""
    return all(
        _same(value, description.get(member))
        for member, value in request.items()
        if member not in NOT_COMPARED
        and (member in description or (member in ALWAYS_TOLD and value))
    )


def _prove_by_content(intention: Intention, description: Mapping[str, JSON]) -> Proof:
    created = moment(description.get("CreationTime"))
    if created is None or not intention.request.keys() - NOT_COMPARED:
        # Of a job that is no longer declared, the journal does not say what was asked for.
        return Proof.FOREIGN
    early = created < intention.since - CLOCK_TOLERANCE
    return Proof.OURS if not early and matches(intention.request, description) else Proof.FOREIGN


def _same(wanted: JSON, found: JSON) -> bool:
    match wanted, found:
        case dict(), dict():
            return all(_same(value, found.get(key)) for key, value in wanted.items())
        case list(), list():
            return len(wanted) == len(found) and all(map(_same, wanted, found))
        case str(), str() if wanted.startswith("arn:"):
            return is_same(wanted.lower(), found.lower())
        case _:
            return is_same(wanted, found)
