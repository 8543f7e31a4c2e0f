from __future__ import annotations

import json

from sm_tj_cli.addresses import TRAINING_JOB, ModuleInstance, ResourceAddress
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.plan.change import Action, Change, OutputChange, Plan, Reason
from sm_tj_cli.render.masking import HIDDEN
from sm_tj_cli.render.plan_json import marks, plan_document
from sm_tj_cli.state.model import State
from tests.unit.render.samples import address

UNKNOWN = frozenset({("arn",), ("config", 0, "role")})
AFTER = {"name": "x", "arn": None, "config": [{"role": None, "count": 1}], "token": "t"}


def document(*changes: Change, outputs: tuple[OutputChange, ...] = ()) -> dict[str, object]:
    plan = Plan(changes, outputs, State("lineage"), variables={"v": 1})
    made = plan_document(plan, [Diagnostic.error("Bad")], {})
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]


def test_a_change_has_terraforms_members() -> None:
    change = Change(
        address("a"),
        Action.NEW_GENERATION,
        Reason.CANNOT_UPDATE,
        before={"name": "x"},
        after=AFTER,
        differing=(("config", 0, "count"),),
        unknown=UNKNOWN,
        sensitive=frozenset({("token",)}),
        previous_address=address("b"),
    )
    assert document(change)["resource_changes"] == [
        {
            "address": 'aws_sagemaker_training_job.tj["a"]',
            "mode": "managed",
            "type": "aws_sagemaker_training_job",
            "name": "tj",
            "index": "a",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "previous_address": 'aws_sagemaker_training_job.tj["b"]',
            "change": {
                "actions": ["create", "forget"],
                "before": {"name": "x"},
                "after": {"name": "x", "config": [{"count": 1}], "token": HIDDEN},
                "after_unknown": {"arn": True, "config": [{"role": True}]},
                "before_sensitive": {"token": True},
                "after_sensitive": {"token": True},
                "replace_paths": [["config", 0, "count"]],
            },
            "action_reason": "replace_because_cannot_update",
        }
    ]


def test_planned_values_nest_modules() -> None:
    module = (ModuleInstance("m", "k"), ModuleInstance("n"))
    inside = ResourceAddress(TRAINING_JOB, "tj", module).instance()
    found = document(
        Change(address(), Action.CREATE, after={"name": "x"}),
        Change(inside, Action.CREATE, after={"name": "y"}),
        Change(address("gone"), Action.DELETE, before={"name": "z"}),
    )
    root = found["planned_values"]["root_module"]  # type: ignore[index]
    assert [item["address"] for item in root["resources"]] == ["aws_sagemaker_training_job.tj"]
    child = root["child_modules"][0]
    assert child["address"] == 'module.m["k"]'
    grandchild = child["child_modules"][0]
    assert grandchild["address"] == 'module.m["k"].module.n'
    assert grandchild["resources"][0]["values"] == {"name": "y"}
    changes = found["resource_changes"]
    assert changes[1]["module_address"] == 'module.m["k"].module.n'  # type: ignore[index]


def test_outputs_variables_and_summary() -> None:
    outputs = (
        OutputChange("arn", None, None, "string", ("create",), after_unknown=True),
        OutputChange("n", 1, 2, "number", ("update",), sensitive=True),
    )
    found = document(outputs=outputs)
    assert found["planned_values"]["outputs"] == {  # type: ignore[index]
        "arn": {"sensitive": False},
        "n": {"sensitive": True, "type": "number", "value": HIDDEN},
    }
    assert found["output_changes"]["arn"]["after_unknown"] is True  # type: ignore[index]
    assert found["variables"] == {"v": {"value": 1}}
    assert found["errored"] is True
    assert found["applyable"] is True
    assert found["summary"]["submit"] == 0  # type: ignore[index]


def test_marks_of_nothing_are_false() -> None:
    assert marks(None, frozenset()) is False
    assert marks({"a": {"b": 1}}, frozenset({("a", "b")})) == {"a": {"b": True}}
