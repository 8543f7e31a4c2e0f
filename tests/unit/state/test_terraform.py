from __future__ import annotations

import json
from pathlib import Path

from sm_tj_cli.addresses import ResourceAddress
from sm_tj_cli.state.terraform import TerraformView

SAMPLE = Path(__file__).parents[3] / "samples" / "kmeans-2018" / "terraform.tfstate"


def test_what_terraform_manages_is_found_by_address() -> None:
    view, problems = TerraformView.from_text(SAMPLE.read_text(), "terraform.tfstate")
    assert not problems
    assert view.available
    found = view.instances_json(ResourceAddress("aws_iam_role", "role"))
    assert found is not None
    assert found[None]["arn"] == "arn:aws:iam::123456789012:role/training"
    assert view.instances_json(ResourceAddress("aws_iam_role", "other")) is None


def test_deposed_instances_are_no_instances_and_sensitive_paths_are_kept() -> None:
    document = json.loads(SAMPLE.read_text())
    (instance,) = document["resources"][0]["instances"]
    path = [{"type": "get_attr", "value": "arn"}]
    instance["sensitive_attributes"] = [path]
    document["resources"][0]["instances"].append({**instance, "deposed": "00000000"})
    view, _ = TerraformView.from_text(json.dumps(document), "x")
    address = ResourceAddress("aws_iam_role", "role")
    assert len(view.instances_json(address) or {}) == 1
    assert list(view.sensitive_paths(address, None)) == [path]


def test_what_cannot_be_read_is_not_available() -> None:
    view, problems = TerraformView.from_text("{", "terraform.tfstate")
    assert problems.has_errors
    assert not view.available
