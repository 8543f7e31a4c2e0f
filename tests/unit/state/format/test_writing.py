"""The text is Terraform's."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.state.format import StateText, read_state, write_state
from sm_tj_cli.state.model import InstanceState, OutputState, ResourceState, State

ROOT = Path(__file__).parents[4]
ADDRESS = parse_instance("aws_sagemaker_training_job.a")

WRITTEN = """{
  "version": 4,
  "terraform_version": "1.11.4",
  "serial": 2,
  "lineage": "5b3c",
  "outputs": {
    "a": {
      "value": [
        1
      ],
      "type": [
        "list",
        "number"
      ]
    },
    "b": {
      "value": "s",
      "type": "string",
      "sensitive": true
    }
  },
  "resources": [
    {
      "module": "module.m[\\"k\\"]",
      "mode": "managed",
      "type": "aws_sagemaker_training_job",
      "name": "a",
      "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
      "instances": [
        {
          "index_key": 9,
          "schema_version": 0,
          "attributes": {
            "a": 0.3333333333333333333333333,
            "b": "\\u003cü\\u0026\\u003e\\u2028",
            "c": {}
          },
          "sensitive_attributes": [
            [
              {
                "type": "get_attr",
                "value": "b"
              }
            ]
          ],
          "private": "bnVsbA==",
          "dependencies": [
            "aws_iam_role.r"
          ],
          "create_before_destroy": true
        },
        {
          "index_key": 10,
          "status": "tainted",
          "schema_version": 1,
          "attributes": {
            "a": -0.5
          },
          "sensitive_attributes": [],
          "later": null
        },
        {
          "index_key": "a",
          "deposed": "ffffffff",
          "schema_version": 0,
          "attributes_flat": {
            "a": "1"
          },
          "sensitive_attributes": []
        }
      ]
    }
  ],
  "check_results": null,
  "later": []
}
"""


def reread(state: State) -> State:
    found, problems = read_state(write_state(state), "x")
    assert not problems
    assert found is not None
    return found


def attributes_written(attributes: dict[str, object]) -> dict[str, object]:
    state = State("l").with_job(ADDRESS, InstanceState(attributes))  # type: ignore[arg-type]
    document = json.loads(write_state(state))
    found: dict[str, object] = document["resources"][0]["instances"][0]["attributes"]
    return found


def test_what_terraform_wrote_is_written_byte_for_byte() -> None:
    state, problems = read_state(WRITTEN, "x")
    assert not problems
    assert state is not None
    assert write_state(state) == WRITTEN


@pytest.mark.parametrize("path", sorted(ROOT.glob("samples/**/*.tfstate")), ids=str)
def test_the_samples_states_are_written_as_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    state, _ = read_state(text, str(path))
    assert state is not None
    assert write_state(state) == text


def test_an_empty_state() -> None:
    assert write_state(State("l")).splitlines()[5:] == [
        '  "outputs": {},',
        '  "resources": [],',
        '  "check_results": null',
        "}",
    ]


def test_resources_and_instances_are_sorted_as_terraform_sorts_them() -> None:
    resources = tuple(
        ResourceState(mode, kind, name, "p", (InstanceState({}),), module)
        for mode, kind, name, module in [
            ("managed", "b", "x", ""),
            ("managed", "a", "y", ""),
            ("managed", "a", "x", "module.m"),
            ("data", "z", "z", ""),
        ]
    )
    keys = ("b", 10, 9, None)
    spread = tuple(InstanceState({}, key) for key in keys)
    document = json.loads(
        write_state(
            State("l", resources=(*resources, ResourceState("managed", "a", "x", "p", spread)))
        )
    )
    assert [(r["mode"], r["type"], r["name"]) for r in document["resources"]] == [
        ("data", "z", "z"),
        ("managed", "a", "x"),
        ("managed", "a", "y"),
        ("managed", "b", "x"),
        ("managed", "a", "x"),
    ]
    instances = document["resources"][1]["instances"]
    assert [item.get("index_key") for item in instances] == [None, 9, 10, "b"]


def test_the_current_object_stands_before_its_history_which_keeps_its_order() -> None:
    state = State("l")
    for key in ("ff", "00", "88"):
        state = state.with_job(ADDRESS, InstanceState({"k": key})).with_deposed(ADDRESS, key)
    state = state.with_job(ADDRESS, InstanceState({"k": "now"}))
    document = json.loads(write_state(state))
    instances = document["resources"][0]["instances"]
    assert [item.get("deposed") for item in instances] == [None, "ff", "00", "88"]
    assert [item.deposed for item in reread(state).history(ADDRESS)] == ["88", "00", "ff"]


def test_attributes_are_sorted_by_name() -> None:
    assert list(attributes_written({"b": 1, "a": 2})) == ["a", "b"]


def test_a_number_that_json_does_not_have_is_null() -> None:
    written = attributes_written({"nan": math.nan, "much": math.inf, "some": 1.5})
    assert written == {"nan": None, "much": None, "some": 1.5}


def test_half_characters_and_controls_survive() -> None:
    text = '\ud800 \x00 \n " \\ \x7f 😀'
    state = State("l").with_job(ADDRESS, InstanceState({"a": text}))
    write_state(state).encode()
    found = reread(state).job(ADDRESS)
    assert found is not None
    assert found.attributes == {"a": text}


def test_attributes_that_are_null_stay_null() -> None:
    text = WRITTEN.replace(
        '"attributes": {\n            "a": -0.5\n          }', '"attributes": null'
    )
    state, _ = read_state(text, "x")
    assert state is not None
    assert write_state(state) == text


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), VALUES, max_size=4), VALUES)
def test_any_value_is_read_as_it_was_written(attributes: dict[str, object], value: object) -> None:
    state = State(
        "l",
        outputs={"o": OutputState(value, "dynamic")},  # type: ignore[arg-type]
        extra={"x": value},  # type: ignore[dict-item]
    ).with_job(ADDRESS, InstanceState(attributes, extra={"x": value}))  # type: ignore[arg-type,dict-item]
    assert reread(state) == state
    assert (
        json.loads(write_state(state))["resources"][0]["instances"][0]["attributes"] == attributes
    )


def test_a_writer_that_knows_the_last_version_writes_the_same() -> None:
    text, state = StateText(), State("l")
    for number in range(30):
        place = parse_instance(f"aws_sagemaker_training_job.a[{number % 7}]")
        if number % 5 == 4:
            state = state.without_job(place)
        elif number % 3 == 0:
            state = state.with_deposed(place, f"{number:08x}")
        else:
            state = state.with_job(place, InstanceState({"n": number}))
        state = state.with_serial(number)
        assert text.write(state) == write_state(state)


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
def test_terraform_lists_and_shows_what_is_written(tmp_path: Path) -> None:
    state = State(
        "5b3c3c0e-5a5e-4b0e-9d0a-2f3a54c1b7d1", 1, outputs={"o": OutputState("<ü>", "string")}
    )
    for place in ("aws_sagemaker_training_job.a", 'aws_sagemaker_training_job.b["k"]'):
        address = parse_instance(place)
        state = state.with_job(address, InstanceState({"id": "old"})).with_deposed(
            address, "0000000a"
        )
        state = state.with_job(address, InstanceState({"id": "x"}))
    file = tmp_path / "smtj.tfstate"
    file.write_text(write_state(state))

    def terraform(*words: str) -> str:
        done = subprocess.run(
            ["terraform", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert terraform("state", "list", f"-state={file}").split() == [
        "aws_sagemaker_training_job.a",
        'aws_sagemaker_training_job.b["k"]',
    ]
    assert json.loads(terraform("output", "-json", f"-state={file}"))["o"]["value"] == "<ü>"
