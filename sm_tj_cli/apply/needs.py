"""What submissions need that AWS has to have already: roles, inputs, buckets, images, networks, quotas. Pure.

In: the jobs to be submitted. Out: each need once, however many jobs have it, with the places where it was written.
What is not known yet, and what a job of the same plan may still make, is no need.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob


class Thing(StrEnum):
    """The kinds of needs, as people call them."""

    ROLE = "role"
    INPUT = "input"
    BUCKET = "output bucket"
    IMAGE = "image"
    QUOTA = "quota"
    SUBNET = "subnet"
    SECURITY_GROUP = "security group"


@dataclass(frozen=True, slots=True)
class Use:
    """A job that has the need, the attribute that says so, and how many instances it takes."""

    job: TrainingJob
    path: AttributePath
    instances: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """One thing, named so that it can be asked for in one call.

    `parts`: of an input bucket and prefix, of an image registry, repository and reference, of a quota the instance
    type and `spot` or nothing; else the name alone.
    """

    thing: Thing
    parts: tuple[str, ...]
    uses: tuple[Use, ...]

    @property
    def described(self) -> str:
        """`s3://bucket/prefix`, `repository:tag`, `ml.m5.large`."""
        match self.thing, self.parts:
            case Thing.INPUT, (bucket, prefix):
                return f"s3://{bucket}/{prefix}"
            case Thing.IMAGE, (_, repository, reference):
                return f"{repository}{'@' if reference.startswith('sha256:') else ':'}{reference}"
            case _:
                return self.parts[0]


Found: TypeAlias = "tuple[Thing, tuple[str, ...], Use]"

_BUCKET = r"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]"
_S3_URI = re.compile(rf"s3://({_BUCKET})/?(.*)", re.DOTALL)
_ROLE = re.compile(r"arn:[^:]+:iam::(\d{12}):role/(?:.*/)?([^/]+)")
_IMAGE = re.compile(
    r"(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com[.a-z]*/([^:@]+)(?::([^@]+))?(?:@(.+))?"
)


def needs_of(jobs: Iterable[TrainingJob]) -> tuple[Need, ...]:
    """The needs of these jobs, those of most jobs first within each kind."""
    uses: dict[tuple[Thing, tuple[str, ...]], list[Use]] = {}
    for job in jobs:
        for thing, parts, use in _of_job(job):
            uses.setdefault((thing, parts), []).append(use)
    needs = [Need(thing, parts, tuple(found)) for (thing, parts), found in uses.items()]
    return tuple(sorted(needs, key=lambda need: -len(need.uses)))


def _of_job(job: TrainingJob) -> Iterator[Found]:
    attributes = job.attributes
    account = ""
    if role := _ROLE.fullmatch(_text(attributes, "role_arn")):
        account = role[1]
        yield Thing.ROLE, (role[2],), Use(job, ("role_arn",))
    # A job that it waits for may write them.
    if not job.instance.dependencies:
        yield from _inputs(job)
    yield from _outputs(job)
    yield from _image(job, account)
    yield from _network(job)
    yield from _quota(job)


def _inputs(job: TrainingJob) -> Iterator[Found]:
    for channel, body in enumerate(_blocks(job.attributes, "input_data_config")):
        for source in _blocks(body, "data_source"):
            for s3 in _blocks(source, "s3_data_source"):
                if uri := _S3_URI.fullmatch(_text(s3, "s3_uri")):
                    path = ("input_data_config", channel, "data_source", 0, "s3_data_source", 0)
                    yield Thing.INPUT, (uri[1], uri[2]), Use(job, (*path, "s3_uri"))


def _outputs(job: TrainingJob) -> Iterator[Found]:
    for block, argument in (
        ("output_data_config", "s3_output_path"),
        ("checkpoint_config", "s3_uri"),
    ):
        for body in _blocks(job.attributes, block):
            if uri := _S3_URI.fullmatch(_text(body, argument)):
                yield Thing.BUCKET, (uri[1],), Use(job, (block, 0, argument))


def _image(job: TrainingJob, account: str) -> Iterator[Found]:
    for body in _blocks(job.attributes, "algorithm_specification"):
        image = _IMAGE.fullmatch(_text(body, "training_image"))
        # Whether another account's image exists is told to those it trusts alone.
        if image and image[1] == account:
            reference = image[5] or image[4] or "latest"
            path = ("algorithm_specification", 0, "training_image")
            yield Thing.IMAGE, (image[1], image[3], reference), Use(job, path)


def _network(job: TrainingJob) -> Iterator[Found]:
    for body in _blocks(job.attributes, "vpc_config"):
        for thing, argument in (
            (Thing.SUBNET, "subnets"),
            (Thing.SECURITY_GROUP, "security_group_ids"),
        ):
            listed = body.get(argument)
            for name in listed if isinstance(listed, list) else ():
                if isinstance(name, str):
                    yield thing, (name,), Use(job, ("vpc_config", 0, argument))


def _quota(job: TrainingJob) -> Iterator[Found]:
    spot = ("spot",) if job.attributes.get("enable_managed_spot_training") is True else ()
    for body in _blocks(job.attributes, "resource_config"):
        count = body.get("instance_count")
        if isinstance(count, int) and (kind := _text(body, "instance_type")):
            path = ("resource_config", 0, "instance_type")
            yield Thing.QUOTA, (kind, *spot), Use(job, path, count)


def _blocks(attributes: Mapping[str, JSON], name: str) -> Iterator[dict[str, JSON]]:
    found = attributes.get(name)
    for body in found if isinstance(found, list) else ():
        if isinstance(body, dict):
            yield body


def _text(attributes: Mapping[str, JSON], name: str) -> str:
    value = attributes.get(name)
    return value if isinstance(value, str) else ""
