from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.request.attributes import exported, own_tags
from sm_tj_cli.request.schema import snake_case
from tests.fakes.declared import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.documents import JSON

Shape = dict[str, object]
SHAPES = cast("Mapping[str, Shape]", load_training_job_model()["shapes"])


def answer(name: str) -> JSON:  # noqa: PLR0911 - one case per kind
    """A value of a shape in which every member is there, every text another one."""
    shape = SHAPES[name]
    match shape["type"]:
        case "structure":
            members = cast("dict[str, dict[str, str]]", shape["members"])
            return {member: answer(target["shape"]) for member, target in members.items()}
        case "list":
            return [answer(cast("dict[str, str]", shape["member"])["shape"])]
        case "map":
            return {"Some.Key": f"<{name}>"}
        case "boolean":
            return True
        case "timestamp":
            return "2026-01-02T03:04:05.678Z"
        case "string":
            return f"<{name}>"
        case _:
            return 7


def leaves(value: JSON, path: str = "") -> Iterator[tuple[str, JSON]]:
    """Every single value, with the names that lead to it."""
    match value:
        case dict():
            for name, item in value.items():
                yield from leaves(item, f"{path}.{name}")
        case list():
            for item in value:
                yield from leaves(item, path)
        case _:
            yield path, value


def snaked(path: str) -> str:
    """The path as users write it; what stands in a map of the user's is left as it is."""
    return ".".join(step if step == "Key" else snake_case(step) for step in path.split("."))


def test_no_member_of_the_answer_is_dropped() -> None:
    description = cast("dict[str, JSON]", answer("DescribeTrainingJobResponse"))
    found = dict(leaves(exported(description, schema(), {})))
    assert (found[".arn"], found[".status"]) == (
        found[".training_job_arn"],
        found[".training_job_status"],
    )
    for path, value in leaves(description):
        name = snaked(path.replace("Some.Key", "Key")).replace("Key", "Some.Key")
        assert found.get(name) == value, path


def test_what_is_called_otherwise() -> None:
    description: dict[str, JSON] = {
        "TrainingJobName": "Job",
        "TrainingJobArn": "arn:x",
        "TrainingJobStatus": "Completed",
        "ResourceConfig": {
            "InstanceType": "ml.m5.large",
            "SelectedInstanceType": "ml.m5.large",
            "NewMember": 1,
        },
        "ModelArtifacts": {"S3ModelArtifacts": "s3://b/m"},
        "Tags": [],
    }
    assert exported(description, schema(), {"a": "1", "aws:x": "2", "smtj:intent": "3"}) == {
        "training_job_name": "Job",
        "name": "Job",
        "id": "Job",
        "arn": "arn:x",
        "training_job_arn": "arn:x",
        "training_job_status": "Completed",
        "status": "Completed",
        "resource_config": [
            {
                "instance_type": "ml.m5.large",
                "selected_instance_type": "ml.m5.large",
                "new_member": 1,
            }
        ],
        "model_artifacts": {"s3_model_artifacts": "s3://b/m"},
        "tags": {"a": "1"},
        "tags_all": {"a": "1"},
    }


def test_tags_that_are_not_known_are_left_out() -> None:
    assert not {"tags", "tags_all"} & exported({"TrainingJobName": "a"}, schema(), None).keys()
    assert own_tags({"aws:a": "1", "b": "2", "smtj:mine": "3"}) == {"b": "2", "smtj:mine": "3"}
