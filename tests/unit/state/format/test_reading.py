from __future__ import annotations

import json
from pathlib import Path

import pytest

from sm_tj_cli.state.format import read_state, write_state

SAMPLE = Path(__file__).parents[4] / "samples" / "kmeans-2018" / "terraform.tfstate"


def test_nothing_is_lost_between_reading_and_writing() -> None:
    document = json.loads(SAMPLE.read_text())
    document["extra"] = {"a": 1}
    document["resources"][0]["each"] = "list"
    document["resources"][0]["instances"][0] |= {"private": "bnVsbA==", "index_key": 0}
    document["outputs"] = {"a": {"value": 1.5, "type": "number", "sensitive": True}}
    state, problems = read_state(json.dumps(document), "x")
    assert not problems
    assert state is not None
    assert (
        json.loads(str(write_state(state)))
        == document
        | {key: value for key, value in {"check_results": None}.items() if key not in document}
        or json.loads(str(write_state(state))) == document
    )


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"version": 3}', '{"version": 5}', '{"version": "4"}', "[" * 100_000],
)
def test_what_is_no_state_is_one_error(text: str) -> None:
    state, problems = read_state(text, "smtj.tfstate")
    assert state is None
    assert len(problems.errors) == 1
    assert "smtj.tfstate" in problems.errors[0].detail


@pytest.mark.parametrize("part", ["resources", "outputs", "lineage", "serial"])
def test_a_part_of_another_shape_is_named(part: str) -> None:
    document = json.loads(SAMPLE.read_text())
    document[part] = True
    state, problems = read_state(json.dumps(document), "smtj.tfstate")
    assert state is None
    assert part in problems.errors[0].detail
