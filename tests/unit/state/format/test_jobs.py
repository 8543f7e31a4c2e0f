"""Records that do not say which job they are."""

from __future__ import annotations

import json

import pytest

from sm_tj_cli.state.format import decode_state, read_state
from sm_tj_cli.state.format.writing import write_state
from tests.fakes.jobs import record
from tests.fakes.worlds import state_of

SOUND = json.loads(write_state(state_of(a=record())))


def with_instance(**members: object) -> bytes:
    (resource,) = SOUND["resources"]
    (instance,) = resource["instances"]
    changed = {name: value for name, value in {**instance, **members}.items() if value != "missing"}
    return json.dumps({**SOUND, "resources": [{**resource, "instances": [changed]}]}).encode()


def test_a_sound_record_is_read() -> None:
    state, problems = decode_state(with_instance(), "x.tfstate")
    assert state == state_of(a=record())
    assert not problems


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"attributes": None}, "instances[0].attributes is not an object with"),
        ({"attributes": "missing"}, "instances[0].attributes is not an object with"),
        ({"attributes": {}}, "instances[0].attributes is not an object with"),
        ({"attributes": []}, "(aws_sagemaker_training_job.a).instances[0].attributes is not an object"),
        ({"attributes": "text"}, "(aws_sagemaker_training_job.a).instances[0].attributes is not an object"),
        ({"attributes": {"name": 5}}, "attributes.training_job_name is not the name"),
        ({"attributes": {"name": ""}}, "attributes.training_job_name is not the name"),
        ({"attributes": {"status": "Failed"}, "deposed": "00"}, "attributes.training_job_name is not"),
    ],
)  # fmt: skip
def test_a_record_without_its_job_is_told_with_its_place(
    members: dict[str, object], told: str
) -> None:
    state, problems = decode_state(with_instance(**members), "x.tfstate")
    assert state is None
    (problem,) = problems
    assert told in problem.detail
    for part in ("x.tfstate", "aws_sagemaker_training_job.a", "mend it there", "good copy"):
        assert part in problem.detail


def test_terraforms_own_state_may_say_less() -> None:
    assert read_state(with_instance(attributes=None).decode(), "terraform.tfstate")[0] is not None
