"""What a state file may and may not look like."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.state.format import decode_state, read_state, write_state
from sm_tj_cli.state.model import InstanceState, State
from tests.work import lines_of

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Diagnostic

MINIMAL = {"version": 4, "serial": 3, "lineage": "l", "terraform_version": "1.9.0"}
RESOURCE = {"mode": "managed", "type": "t", "name": "n", "provider": "p", "instances": []}


def read(document: object) -> State:
    state, problems = read_state(json.dumps(document), "x.tfstate")
    assert not problems
    assert state is not None
    return state


def problem(text: str) -> Diagnostic:
    state, problems = read_state(text, "x.tfstate")
    assert state is None
    (only,) = problems
    assert only.is_error
    assert "x.tfstate" in only.detail
    return only


def nested(depth: int) -> object:
    return {"in": [nested(depth - 1)]} if depth else 1


def with_instance(**members: object) -> str:
    instance = {"attributes": {}, **members}
    return json.dumps({**MINIMAL, "resources": [{**RESOURCE, "instances": [instance]}]})


def test_the_head_of_a_state() -> None:
    state = read(MINIMAL)
    assert (state.lineage, state.serial, state.terraform_version) == ("l", 3, "1.9.0")
    assert (state.outputs, state.resources, state.extra) == ({}, (), {})


def test_everything_of_an_instance() -> None:
    text = with_instance(
        attributes={"a": [1, None]},
        index_key="k",
        deposed="00000001",
        schema_version=2,
        sensitive_attributes=[[{"type": "get_attr", "value": "a"}]],
        dependencies=["x.y"],
        private="bnVsbA==",
        status="tainted",
    )
    state, _ = read_state(text, "x")
    assert state is not None
    assert state.resources[0].instances == (
        InstanceState(
            {"a": [1, None]},
            "k",
            "00000001",
            2,
            ([{"type": "get_attr", "value": "a"}],),
            ("x.y",),
            {"private": "bnVsbA==", "status": "tainted"},
        ),
    )


def test_unknown_keys_are_kept_at_every_level() -> None:
    document = {
        **MINIMAL,
        "top": 1,
        "outputs": {"o": {"value": 1, "type": "number", "new": 2}},
        "resources": [{**RESOURCE, "middle": 3, "instances": [{"attributes": {}, "low": 4}]}],
    }
    state = read(document)
    (resource,) = state.resources
    found = (state.extra, state.outputs["o"].extra, resource.extra, resource.instances[0].extra)
    assert found == ({"top": 1}, {"new": 2}, {"middle": 3}, {"low": 4})


def test_null_members_are_absent_ones() -> None:
    state = read({**MINIMAL, "outputs": None, "check_results": None})
    assert (state.outputs, state.resources) == ({}, ())


@pytest.mark.parametrize(
    ("text", "summary", "told"),
    [
        ("", "State file cannot be read", "empty"),
        (" \n", "State file cannot be read", "empty"),
        ('{"version": 4, "ser', "State file cannot be read", "line 1, column 16"),
        ('{"version": 4} x', "State file cannot be read", "line 1, column 16"),
        ("[]", "State file cannot be read", "the whole is not a JSON object"),
        ("null", "State file cannot be read", "the whole is not a JSON object"),
        ("{}", "Not a state file", "--state"),
        ('{"version": "4"}', "Not a state file", "--state"),
        ('{"version": true}', "Not a state file", "--state"),
        ('{"version": 4.0}', "Not a state file", "--state"),
        ('{"version": 0}', "Not a state file", "--state"),
        (
            '{"version": 3, "terraform_version": "0.11.14"}',
            "State file of an old format",
            "written by Terraform 0.11.14",
        ),
        ('{"version": 1}', "State file of an old format", "version 1;"),
        ('{"version": 5}', "State file of a newer format", "newer smtj"),
        ('{"version": 4, "serial": NaN}', "State file cannot be read", "NaN"),
        ('{"version": 4, "serial": 1, "serial": 2}', "State file cannot be read", '"serial"'),
        ('{"version": 4, "serial": -1}', "State file cannot be read", "serial is not"),
        ('{"version": 4, "serial": "1"}', "State file cannot be read", "serial is not"),
        ('{"version": 4, "lineage": 1}', "State file cannot be read", "lineage is not a text"),
        ('{"version": 4, "outputs": []}', "State file cannot be read", "outputs is not"),
        ('{"version": 4, "outputs": {"o": 1}}', "State file cannot be read", "outputs.o is not"),
        ('{"version": 4, "resources": {}}', "State file cannot be read", "resources is not a list"),
        ('{"version": 4, "resources": [1]}', "State file cannot be read", "resources[0] is not"),
        (
            '{"version": 4, "resources": [{"mode": "managed"}]}',
            "State file cannot be read",
            "resources[0].type is not a text",
        ),
        (
            '{"version": 4, "resources": null}',
            "State file cannot be read",
            "resources is not a list",
        ),
        (
            json.dumps({**MINIMAL, "resources": [{**RESOURCE, "instances": None}]}),
            "State file cannot be read",
            "resources[0] (t.n).instances is not a list. If somebody edited",
        ),
        (with_instance(attributes=[]), "State file cannot be read", "instances[0].attributes"),
        (with_instance(index_key=[]), "State file cannot be read", "instances[0].index_key"),
        (with_instance(index_key=True), "State file cannot be read", "instances[0].index_key"),
        (with_instance(dependencies=[1]), "State file cannot be read", "dependencies is not"),
        ("[" * 100_000, "State file cannot be read", "nested"),
        (with_instance(attributes={"a": nested(100)}), "State file cannot be read", "nested"),
        ('{"version": ' + "1" * 5000 + "}", "State file cannot be read", "damaged"),
    ],
)
def test_one_problem_says_what_is_wrong(text: str, summary: str, told: str) -> None:
    found = problem(text)
    assert found.summary == summary
    assert told in found.detail


def test_a_resource_stands_in_a_state_once() -> None:
    twice = json.dumps({**MINIMAL, "resources": [RESOURCE, RESOURCE]})
    assert "t.n stands in it twice" in problem(twice).detail


def test_an_instance_is_current_once() -> None:
    instances = [{"attributes": {}, "index_key": 0}] * 2
    text = json.dumps({**MINIMAL, "resources": [{**RESOURCE, "instances": instances}]})
    assert "instances[1]" in problem(text).detail


def test_a_module_must_be_an_address() -> None:
    text = json.dumps({**MINIMAL, "resources": [{**RESOURCE, "module": "nonsense"}]})
    assert "resources[0] (t.n).module is not" in problem(text).detail


def test_a_byte_order_mark_is_read_over_and_told() -> None:
    state, problems = read_state("\ufeff" + json.dumps(MINIMAL), "x.tfstate")
    assert state is not None
    assert [(item.summary, item.is_error) for item in problems] == [
        ("State file begins with a byte order mark", False)
    ]


def test_another_encoding_is_told() -> None:
    state, problems = decode_state(json.dumps(MINIMAL).encode("utf-16"), "x.tfstate")
    assert state is None
    assert "not UTF-8" in problems.items[0].detail


def test_bytes_are_read_as_text_is() -> None:
    text = json.dumps({**MINIMAL, "lineage": "ä"}, ensure_ascii=False)
    assert decode_state(text.encode(), "x") == read_state(text, "x")


def test_a_cut_at_any_place_is_one_problem() -> None:
    state = State("l").with_job(
        parse_instance("aws_sagemaker_training_job.a"), InstanceState({"name": "ü"})
    )
    data = write_state(state).encode()
    for length in range(len(data) - 2):
        found, problems = decode_state(data[:length], "x")
        assert found is None
        assert len(problems) == 1


@given(st.binary(max_size=60), st.integers(0, 400))
def test_no_damage_ends_in_an_exception(noise: bytes, place: int) -> None:
    data = json.dumps({**MINIMAL, "resources": [RESOURCE]}).encode()
    place = min(place, len(data))
    found, problems = decode_state(data[:place] + noise + data[place + len(noise) :], "x")
    assert (found is None) == problems.has_errors


def lines_to_read(count: int) -> int:
    attributes = {f"attribute_{number}": f"value {number}" for number in range(40)}
    instances = [{"index_key": key, "attributes": attributes} for key in range(count)]
    text = json.dumps({**MINIMAL, "resources": [{**RESOURCE, "instances": instances}]})
    return lines_of(lambda: read_state(text, "x"))


def test_reading_grows_with_the_instances() -> None:
    assert lines_to_read(2000) < 12 * lines_to_read(200)
