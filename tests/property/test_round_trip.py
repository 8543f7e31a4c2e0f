"""A request survives being written as HCL, and a job being described, imported and planned: for every member."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given

from sm_tj_cli.request.attributes import exported
from sm_tj_cli.request.described import request_of_description
from sm_tj_cli.request.generate import assignments, generate
from sm_tj_cli.request.normalise import differences
from sm_tj_cli.request.overrides import NOT_DESCRIBED
from sm_tj_cli.request.service_defaults import free_paths, is_default
from sm_tj_cli.sandbox.describe import describe
from sm_tj_cli.sandbox.job import Job
from tests.fakes.declared import declared, schema
from tests.property.profile import examples
from tests.property.requests import PATHS, requests
from tests.property.settling import has

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.request.schema import Member
    from sm_tj_cli.request.training_job import TrainingJob
    from tests.property.settling import JSON, Request

REQUEST = schema().request


def read(request: Mapping[str, JSON]) -> TrainingJob:
    """The job that the generated text declares."""
    made = generate("job", request, REQUEST)
    found = declared(made.text, secrets__auto__tfvars=assignments(made.secrets))
    assert [item.detail for item in found.diagnostics.errors] == []
    return found.jobs[0]


def described(request: Request, *, all_defaults: bool) -> tuple[dict[str, JSON], dict[str, str]]:
    """DescribeTrainingJob's answer and the tags of a job that was made by this request."""
    listed = cast("list[dict[str, str]]", request.get("Tags") or [])
    tags = {tag["Key"]: tag["Value"] for tag in listed} | {"smtj:intent": "x", "aws:x": "y"}
    body = {name: value for name, value in request.items() if name != "Tags"}
    return describe(Job("us-east-1", body, 1.0, tags=tags), 9.0, all_defaults=all_defaults), tags


def plainly(request: Request) -> Request:
    """What can be told of a request, without the two defaults that everybody writes down.

    The service writes its ARNs in lower case, adds the version of a model, and never tells of session chaining.
    """
    plain = cast("Request", json.loads(json.dumps(request)))
    plain.pop("SessionChainingConfig", None)
    for block, name, default in (
        ("ResourceConfig", "VolumeSizeInGB", 30),
        ("StoppingCondition", "MaxRuntimeInSeconds", 86400),
    ):
        inner = cast("dict[str, JSON]", plain.get(block, {}))
        if inner.get(name) == default:
            del inner[name]
        if not inner:
            plain.pop(block, None)
    algorithm = cast("dict[str, str]", plain.get("AlgorithmSpecification", {}))
    if algorithm.get("AlgorithmName", "").startswith("arn:"):
        algorithm["AlgorithmName"] = algorithm["AlgorithmName"].lower()
    serverless = cast("dict[str, str]", plain.get("ServerlessJobConfig", {}))
    if "BaseModelArn" in serverless:
        serverless["BaseModelArn"] = serverless["BaseModelArn"].removesuffix("/2.14.1")
    return plain


@pytest.mark.parametrize("path", PATHS)
def test_a_request_is_read_as_it_was_written(path: str) -> None:
    @examples(2)
    @given(requests(path))
    def check(request: Request) -> None:
        assert has(request, path)
        assert read(request).request == request

    check()


@pytest.mark.parametrize("path", PATHS)
def test_a_job_that_was_made_or_imported_has_no_differences(path: str) -> None:
    @examples(1)
    @given(requests(path))
    def check(request: Request) -> None:
        job = read(request)
        configured = frozenset(free_paths(REQUEST, job.attributes))
        for all_defaults in (False, True):
            description, tags = described(request, all_defaults=all_defaults)
            before = exported(description, schema(), tags)
            assert differences(before, job, schema(), configured) == ()
            made = request_of_description(description, tags, schema())
            imported = read(made)
            assert imported.request == made
            assert differences(before, imported, schema()) == ()
            if not all_defaults:
                asked = request_of_description({**description, **request}, tags, schema())
                assert plainly(made) == plainly(asked)

    check()


@pytest.mark.parametrize("path", PATHS)
def test_what_was_asked_for_and_is_taken_out_is_a_difference(path: str) -> None:
    @examples(1)
    @given(requests(path))
    def check(request: Request) -> None:
        job = read(request)
        description, tags = described(request, all_defaults=False)
        before = {**exported(description, schema(), tags), **_untold(job)}
        configured = frozenset(free_paths(REQUEST, job.attributes))
        member, taken = _without(job.attributes, path)
        found = differences(before, replace(job, attributes=taken), schema(), configured)
        value = _value(job.attributes, path)
        assert bool(found) is not (value == "" or is_default(member, value)), found

    check()


def _untold(job: TrainingJob) -> dict[str, JSON]:
    """What only the record of a submission knows."""
    return {name: job.attributes.get(name, []) for name in NOT_DESCRIBED}


def _value(attributes: Mapping[str, JSON], path: str) -> JSON:
    holder, member = _holder(attributes, path)
    return holder[member.name]


def _without(attributes: Mapping[str, JSON], path: str) -> tuple[Member, dict[str, JSON]]:
    """The attributes without a member, and that member."""
    left = copy.deepcopy(dict(attributes))
    holder, member = _holder(left, path)
    del holder[member.name]
    if path == "Tags":
        left["tags_all"] = {}
    return member, left


def _holder(attributes: Mapping[str, JSON], path: str) -> tuple[dict[str, JSON], Member]:
    """The first body that has the member, and the member."""
    structure, bodies = (
        REQUEST,
        [dict(attributes) if not isinstance(attributes, dict) else attributes],
    )
    *parents, last = path.split(".")
    for parent in parents:
        member = structure.by_api_name[parent]
        assert member.structure is not None
        structure = member.structure
        bodies = [
            inner
            for body in bodies
            for inner in cast("list[dict[str, JSON]]", body.get(member.name) or [])
        ]
    member = structure.by_api_name[last]
    return next(body for body in bodies if member.name in body), member
