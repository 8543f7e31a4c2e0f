"""The rules' words and places are data in `tests/spec/rules`; here is what holds for all of them."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.request.rules import SERVERLESS_EXCLUDES, UNIQUE, check
from sm_tj_cli.request.schema import every_member
from tests.unit.request.spelling import hcl, sample
from tests.unit.request.written import built, minimal, schema

MEMBERS = {member.path for member in every_member(schema().request)}


def told(arguments: str, provider: ProviderSettings | None = None) -> list[str]:
    job, _ = built(arguments, provider or ProviderSettings())
    return [problem.summary for problem in check(job)]


def test_a_job_without_faults() -> None:
    assert told(minimal()) == []


def test_rules_speak_of_arguments_that_there_are() -> None:
    assert set(SERVERLESS_EXCLUDES) <= MEMBERS
    assert {f"{block}.{name}" for block, name, _ in UNIQUE} <= MEMBERS


def test_nothing_is_said_of_what_is_not_known() -> None:
    names = [name for name, member in schema().request.members.items() if member.api_name]
    assert told("\n".join(f"{name} = unknown" for name in names)) == []


def test_nothing_is_said_of_what_stands_in_blocks_of_an_unknown_number() -> None:
    arguments, _ = sample(schema().request)
    text = hcl(
        arguments,
        schema().request,
        lambda name, body: f'dynamic "{name}" {{\nfor_each = unknown\ncontent {{\n{body}\n}}\n}}',
    )
    assert told(text) == []


@pytest.mark.parametrize(
    ("spot", "wait", "runtime", "faults"),
    [
        ("true", "60", "60", 0),
        ("true", "59", "60", 1),
        ("true", "unknown", "60", 0),
        ("true", "60", "unknown", 0),
        ("unknown", "60", "60", 0),
        ("true", "null", "60", 1),
        ("true", '"x"', "60", 0),
        ("false", "60", "60", 1),
        ("false", "59", "60", 1),
        ("unknown", "59", "60", 1),
        ('"x"', "60", "60", 0),
        ("null", "null", "60", 0),
        ("true", "86399", "null", 1),
        ("true", "86400", "null", 0),
    ],
)
def test_spot(spot: str, wait: str, runtime: str, faults: int) -> None:
    text = minimal(
        spot=f'enable_managed_spot_training = {spot}\ncheckpoint_config {{ s3_uri = "s3://b/c" }}',
        stopping_condition="stopping_condition {\n"
        f"max_wait_time_in_seconds = {wait}\nmax_runtime_in_seconds = {runtime}\n}}",
    )
    assert told(text).count("Invalid attribute combination") == faults


def test_default_tags_count() -> None:
    own = 'tags = { for number in range(49) : "t${number}" => "x" }'
    two = ProviderSettings(default_tags={"a": "1", "b": "2"})
    one = ProviderSettings(default_tags={"a": "1"})
    assert told(minimal(tags=own)) == []
    assert told(minimal(tags=own), one) == ["No place for smtj's own tag"]
    assert told(minimal(tags=own), two) == ["Invalid attribute value"]
