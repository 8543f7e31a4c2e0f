from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sm_tj_cli.apply.ownership import (
    OWNERSHIP_TAG,
    Intention,
    Proof,
    is_tagged,
    matches,
    ownership_value,
    prove,
    with_ownership,
)
from sm_tj_cli.request.attributes import MOST_TAGS
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.jobs import ARN, ROLE, address
from tests.fakes.sagemaker import FakeSageMaker, failure

VALUE = ownership_value("lineage", address(), "id")


def ours(sagemaker: FakeSageMaker, *, tagged: bool = True) -> Intention:
    request = {"TrainingJobName": "a-1", "RoleArn": ROLE}
    request = with_ownership(request, VALUE) if tagged else request
    return Intention("id", "lineage", address(), "a-1", request, sagemaker.clock.now())


@pytest.fixture
def sagemaker() -> FakeSageMaker:
    found = FakeSageMaker()
    found.add("a-1", RoleArn=ROLE)
    return found


@pytest.mark.parametrize(
    ("tag", "role", "proof"),
    [
        (VALUE, "another", Proof.OURS),
        (ownership_value("lineage", address(), "other"), ROLE, Proof.OURS),
        (ownership_value("lineage", address(), "other"), "another", Proof.DIFFERS),
        (ownership_value("lineage", address("b"), "id"), ROLE, Proof.FOREIGN),
        (ownership_value("other", address(), "id"), ROLE, Proof.FOREIGN),
        ("nonsense", ROLE, Proof.FOREIGN),
        (None, ROLE, Proof.FOREIGN),
    ],
)
def test_the_tag_says_whose_a_job_is(
    sagemaker: FakeSageMaker, tag: str | None, role: str, proof: Proof
) -> None:
    sagemaker.jobs["a-1"]["RoleArn"] = role
    if tag is not None:
        sagemaker.set_tags(f"{ARN}/a-1", {OWNERSHIP_TAG: tag})
    assert prove(sagemaker, ours(sagemaker), sagemaker.describe("a-1")) is proof


@pytest.mark.parametrize(("role", "proof"), [(ROLE, Proof.OURS), ("other", Proof.FOREIGN)])
@pytest.mark.parametrize("error", [failure(Kind.PERMISSION), None])
def test_without_readable_tags_the_content_says_it(
    sagemaker: FakeSageMaker, role: str, proof: Proof, error: ServiceError | None
) -> None:
    sagemaker.jobs["a-1"]["RoleArn"] = role
    if error is not None:
        sagemaker.trouble("tags", error)
    intention = ours(sagemaker, tagged=error is not None)
    assert prove(sagemaker, intention, sagemaker.describe("a-1")) is proof


def test_a_job_that_is_older_than_the_intent_is_not_ours(sagemaker: FakeSageMaker) -> None:
    intention = ours(sagemaker, tagged=False)
    later = replace(intention, since=intention.since + timedelta(hours=1))
    assert prove(sagemaker, later, sagemaker.describe("a-1")) is Proof.FOREIGN
    assert prove(sagemaker, intention, {"RoleArn": ROLE}) is Proof.FOREIGN


def test_a_failure_to_ask_is_not_an_answer(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("tags", failure(Kind.THROTTLED))
    with pytest.raises(ServiceError):
        prove(sagemaker, ours(sagemaker), sagemaker.describe("a-1"))


def test_the_tag_is_left_out_where_there_is_no_place() -> None:
    full = {"Tags": [{"Key": str(number), "Value": ""} for number in range(MOST_TAGS)]}
    assert not is_tagged(with_ownership(full, VALUE))
    assert is_tagged(with_ownership({"Tags": full["Tags"][1:]}, VALUE))
    assert is_tagged(with_ownership({}, VALUE))


@pytest.mark.parametrize(
    ("found", "same"),
    [
        ({"RoleArn": ROLE.upper()}, True),
        ({"RoleArn": ROLE, "More": 1}, True),
        ({}, True),
        ({"RoleArn": "other"}, False),
        ({"Inputs": [{"Name": "x", "Default": 1}]}, True),
        ({"Inputs": [{"Name": "y"}]}, False),
        ({"Inputs": []}, False),
    ],
)
def test_what_the_service_fills_in_makes_no_difference(
    found: dict[str, object], same: bool
) -> None:
    assert matches({"RoleArn": ROLE, "Inputs": [{"Name": "x"}]}, found) is same  # type: ignore[arg-type]


@pytest.mark.parametrize("member", ["Environment", "HyperParameters"])
def test_variables_that_are_not_described_the_job_does_not_have(member: str) -> None:
    assert not matches({member: {"k": "v"}}, {"RoleArn": ROLE})
    assert matches({member: {}}, {"RoleArn": ROLE})
