from __future__ import annotations

import pytest

from sm_tj_cli.request.facts import Facts
from sm_tj_cli.request.risks import risks
from tests.unit.request.written import built, minimal

SPOT = "enable_managed_spot_training = true"


def warned(**written: str) -> list[str]:
    job, _ = built(minimal(**written))
    found = list(risks(Facts(job)))
    assert not any(problem.is_error for problem in found)
    return [problem.summary for problem in found]


@pytest.mark.parametrize(
    ("written", "summaries"),
    [
        ({}, []),
        ({"stopping_condition": ""}, ["No limit to the run time"]),
        ({"stopping_condition": "stopping_condition = unknown"}, []),
        ({"stopping_condition": "serverless_job_config {}"}, []),
        ({"x": SPOT}, ["Spot training without checkpoints"]),
        ({"x": f"{SPOT}\ncheckpoint_config = unknown"}, []),
        ({"x": 'environment = { HF_TOKEN = "x" }'}, ["Secret in plain text"]),
        ({"x": 'environment = { HF_TOKEN = "" }'}, []),
        ({"x": "hyper_parameters = { api_key = unknown }"}, []),
        ({"x": "hyper_parameters = { max_tokens = 5 }"}, []),
    ],
)
def test_risks(written: dict[str, str], summaries: list[str]) -> None:
    assert warned(**written) == summaries


def test_a_long_wait_without_checkpoints_may_be_refused() -> None:
    limits = "stopping_condition {\nmax_runtime_in_seconds = 60\nmax_wait_time_in_seconds = WAIT\n}"
    for wait, is_told in (("3600", False), ("3601", True), ("unknown", False)):
        job, _ = built(minimal(x=SPOT, stopping_condition=limits.replace("WAIT", wait)))
        (problem,) = risks(Facts(job))
        assert ("above 3600" in problem.detail) is is_told


@pytest.mark.parametrize(
    ("kind", "is_told"),
    [("ml.m5.large", True), ("ml.g5.xlarge", False), ("ml.trn1.2xlarge", False)],
)
def test_a_limit_without_effect(kind: str, is_told: bool) -> None:
    found = warned(
        resource_config=f'resource_config {{\ninstance_type = "{kind}"\ninstance_count = 1\n}}',
        stopping_condition="stopping_condition {\nmax_runtime_in_seconds = 60\nmax_pending_time_in_seconds = 7200\n}",
    )
    assert found == (["Limit has no effect"] if is_told else [])


GROUP = (
    'instance_groups {\ninstance_group_name = "KIND"\ninstance_type = "KIND"\ninstance_count = 1\n}'
)


@pytest.mark.parametrize(
    ("kinds", "is_told"),
    [(("ml.m5.large", "ml.c5.xlarge"), True), (("ml.m5.large", "ml.g5.xlarge"), False)],
)
def test_a_limit_without_effect_on_any_group(kinds: tuple[str, ...], is_told: bool) -> None:
    groups = "\n".join(GROUP.replace("KIND", kind) for kind in kinds)
    found = warned(
        resource_config=f"resource_config {{\n{groups}\n}}",
        stopping_condition="stopping_condition {\nmax_runtime_in_seconds = 60\nmax_pending_time_in_seconds = 7200\n}",
    )
    assert found == (["Limit has no effect"] if is_told else [])


def test_a_marked_secret_is_warned_of_too() -> None:
    assert warned(x="environment = { DB_PASSWORD = secret }") == ["Secret in plain text"]
