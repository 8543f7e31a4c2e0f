"""What Terraform's own state answers."""

from __future__ import annotations

import json
from pathlib import Path

from sm_tj_cli.addresses import InstanceAddress, parse_instance
from sm_tj_cli.state.model import OutputState
from sm_tj_cli.state.terraform import TerraformView
from tests.work import lines_of

ROOT = Path(__file__).parents[3]
PATH = [{"type": "get_attr", "value": "secret"}]


def resource(address: str, *instances: dict[str, object]) -> dict[str, object]:
    place = parse_instance(address).resource
    return {
        "module": ".".join(map(str, place.module)),
        "mode": "data" if place.is_data else "managed",
        "type": place.type,
        "name": place.name,
        "provider": "p",
        "instances": list(instances),
    }


def view(*resources: dict[str, object], **members: object) -> TerraformView:
    text = json.dumps({"version": 4, "resources": list(resources), **members})
    found, problems = TerraformView.from_text(text, "terraform.tfstate")
    assert not problems
    assert found.available
    return found


def place(text: str) -> InstanceAddress:
    return parse_instance(text)


def test_the_instances_of_a_resource_by_key() -> None:
    found = view(
        resource(
            "a.b",
            {"index_key": 0, "attributes": {"id": "x"}},
            {"index_key": "k", "attributes": {"id": "y"}},
        )
    )
    assert found.instances_json(place("a.b").resource) == {0: {"id": "x"}, "k": {"id": "y"}}


def test_data_sources_modules_and_resources_of_one_name_are_apart() -> None:
    addresses = ("a.b", "data.a.b", "module.m.a.b", 'module.m["k"].a.b')
    found = view(*(resource(text, {"attributes": {"id": text}}) for text in addresses))
    for text in addresses:
        assert found.instances_json(place(text).resource) == {None: {"id": text}}


def test_what_is_not_there_is_none() -> None:
    found = view(resource("a.b", {"attributes": {}}))
    assert found.instances_json(place("a.c").resource) is None
    assert found.sensitive_paths(place("a.c").resource, None) == ()
    assert found.sensitive_paths(place("a.b").resource, 7) == ()


def test_deposed_objects_are_not_there() -> None:
    found = view(
        resource(
            "a.b",
            {"attributes": {"id": "old"}, "deposed": "00000001"},
            {"attributes": {"id": "new"}},
        )
    )
    assert found.instances_json(place("a.b").resource) == {None: {"id": "new"}}


def test_what_is_sensitive() -> None:
    found = view(resource("a.b", {"attributes": {"secret": "s"}, "sensitive_attributes": [PATH]}))
    assert list(found.sensitive_paths(place("a.b").resource, None)) == [PATH]


def test_outputs() -> None:
    found = view(outputs={"o": {"value": [1], "type": ["list", "number"], "sensitive": True}})
    assert found.outputs == {"o": OutputState([1], ["list", "number"], sensitive=True)}


def test_where_no_state_is_there_is_nothing() -> None:
    found = TerraformView("terraform.tfstate")
    assert not found.available
    assert found.described == "terraform.tfstate"
    assert found.instances_json(place("a.b").resource) is None


def test_an_empty_file_is_no_state() -> None:
    found, problems = TerraformView.from_text("\n", "terraform.tfstate")
    assert not found.available
    assert not problems


def test_what_cannot_be_read_is_told() -> None:
    found, problems = TerraformView.from_text('{"version": 4,', "terraform.tfstate")
    assert not found.available
    assert problems.has_errors
    assert "terraform.tfstate" in problems.items[0].detail


def test_a_warning_comes_with_the_view() -> None:
    found, problems = TerraformView.from_text('\ufeff{"version": 4}', "terraform.tfstate")
    assert found.available
    assert len(problems) == 1


def test_the_samples_state() -> None:
    text = (ROOT / "samples/kmeans-2018/terraform.tfstate").read_text("utf-8")
    found, _ = TerraformView.from_text(text, "x")
    instances = found.instances_json(place("aws_iam_role.role").resource)
    assert instances is not None
    assert instances[None]["arn"] == "arn:aws:iam::123456789012:role/training"


def test_a_look_up_does_not_go_through_all_resources() -> None:
    def lines_in(count: int) -> int:
        found = view(*(resource(f"a.b{number}", {"attributes": {}}) for number in range(count)))
        last = place(f"a.b{count - 1}").resource
        found.instances_json(last)
        return lines_of(lambda: found.instances_json(last))

    assert lines_in(1000) <= lines_in(10)
