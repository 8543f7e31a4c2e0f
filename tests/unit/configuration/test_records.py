"""What states say, as values."""

from __future__ import annotations

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.configuration.records import RecordedJobs, TerraformRecords, with_sensitive_paths
from sm_tj_cli.state.terraform import TerraformView
from sm_tj_cli.values.json_values import from_python, to_json
from sm_tj_cli.values.value import SENSITIVE, Value
from tests.fakes.jobs import address, record
from tests.fakes.worlds import state_of

TEXT = """{"version": 4, "serial": 1, "lineage": "l", "outputs": {}, "resources": [{
  "mode": "managed", "type": "aws_db", "name": "d", "provider": "p",
  "instances": [
    {"index_key": "a", "attributes": {"id": "1", "password": "canary"},
     "sensitive_attributes": [[{"type": "get_attr", "value": "password"}]]},
    {"index_key": "b", "attributes": {"id": "2", "password": "x"}}
  ]}]}"""


def part(value: Value, name: str) -> Value:
    assert isinstance(value.raw, dict)
    return value.raw[name]


def test_jobs_but_for_those_that_are_hidden() -> None:
    state = state_of(a=record())
    assert RecordedJobs(state, frozenset()).attributes(address("a")) is not None
    assert RecordedJobs(state, frozenset({address("a")})).attributes(address("a")) is None
    assert RecordedJobs(state, frozenset()).attributes(address("b")) is None


def test_terraforms_instances_keep_their_secrets() -> None:
    view, problems = TerraformView.from_text(TEXT, "here")
    assert not problems
    records = TerraformRecords(view)
    found = records.instances(parse_instance("aws_db.d").resource)
    assert found is not None
    assert list(found) == ["a", "b"]
    assert part(found["a"], "password").marks == {SENSITIVE}
    assert not part(found["a"], "id").marks
    assert (records.available, records.described) == (True, "here")
    assert records.instances(parse_instance("aws_db.none").resource) is None


def test_paths_lead_into_lists_and_maps() -> None:
    value = from_python({"a": [{"b": "x"}, {"b": "y"}]})
    path = [
        {"type": "get_attr", "value": "a"},
        {"type": "index", "value": {"value": 1, "type": "number"}},
        {"type": "get_attr", "value": "b"},
    ]
    marked = with_sensitive_paths(value, [path])
    items = part(marked, "a").raw
    assert isinstance(items, tuple)
    assert [part(item, "b").marks for item in items] == [frozenset(), {SENSITIVE}]
    assert to_json(marked) == to_json(value)
