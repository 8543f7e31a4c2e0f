"""Every member of CreateTrainingJob with a value that it accepts, written in every way that people write it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.request.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Limits, Member, Structure

ACCOUNT = "eu-west-1:123456789012"
HUB = "arn:aws:sagemaker:eu-west-1:aws:hub-content/Hub"
# A text for each pattern that "text" does not match, by an argument that has the pattern.
TEXTS = {
    "role_arn": "arn:aws:iam::123456789012:role/training",
    "s3_uri": "s3://bucket/key",
    "s3_output_path": "s3://bucket/key",
    "file_system_id": "fs-0123456789abcdef0",
    "training_repository_credentials_provider_arn": f"arn:aws:lambda:{ACCOUNT}:function:f",
    "dataset_arn": f"{HUB}/DataSet/data/1.0.0",
    "base_model_arn": f"{HUB}/Model/model/1.0.0",
    "training_plan_arn": f"arn:aws:sagemaker:{ACCOUNT}:training-plan/plan",
    "training_plan_arns": f"arn:aws:sagemaker:{ACCOUNT}:training-plan/plan",
    "mlflow_resource_arn": f"arn:aws:sagemaker:{ACCOUNT}:mlflow-tracking-server/s",
    "model_package_group_arn": f"arn:aws:sagemaker:{ACCOUNT}:model-package-group/g",
    "source_model_package_arn": f"arn:aws:sagemaker:{ACCOUNT}:model-package/p",
    "sequence_length": "32K",
}


def sample(structure: Structure) -> tuple[dict[str, JSON], dict[str, JSON]]:
    """Arguments for all members, and the request that they mean."""
    arguments: dict[str, JSON] = {}
    request: dict[str, JSON] = {}
    for member in structure.members.values():
        if member.api_name:
            arguments[member.name], request[member.api_name] = _value(member)
    return arguments, request


def _value(member: Member) -> tuple[JSON, JSON]:
    match member.kind:
        case Kind.BLOCK if member.structure:
            inside, request = sample(member.structure)
            return [inside], request
        case Kind.BLOCKS if member.structure:
            inside, request = sample(member.structure)
            return [inside], [request]
        case Kind.TAGS:
            return {"Team": "a"}, [{"Key": "Team", "Value": "a"}]
        case Kind.MAP:
            same: JSON = {"key": "value"}
        case Kind.LIST:
            same = [_text(member, member.element)]
        case Kind.BOOL:
            same = True
        case Kind.STRING:
            same = _text(member, member.limits)
        case _:
            same = member.limits.choices[0] if member.limits.choices else int(_least(member.limits))
    return same, same


def _text(member: Member, limits: Limits) -> str:
    return str(limits.choices[0]) if limits.choices else TEXTS.get(member.name, "text")


def _least(limits: Limits) -> float:
    return limits.minimum or 1


def _kind(structure: Structure, name: str) -> Kind:
    return structure.members[name].kind


def _inner(structure: Structure, name: str) -> Structure:
    inner = structure.members[name].structure
    assert inner is not None
    return inner


def hcl(
    arguments: Mapping[str, JSON],
    structure: Structure,
    block: Callable[[str, str], str],
    mapping: str = "{name} = {entries}",
) -> str:
    """The arguments as text; `block` writes one block of a name with its content, `mapping` is how a map is written."""
    lines = []
    for name, value in arguments.items():
        if _kind(structure, name).is_block:
            assert isinstance(value, list)
            inner = _inner(structure, name)
            for body in value:
                assert isinstance(body, dict)
                lines.append(block(name, hcl(body, inner, block, mapping)))
        elif isinstance(value, dict):
            lines.append(mapping.format(name=name, entries=_entries(value)))
        else:
            lines.append(f"{name} = {json.dumps(value)}")
    return "\n".join(lines)


def _entries(value: Mapping[str, JSON]) -> str:
    inside = "\n".join(f"{key} = {json.dumps(text)}" for key, text in value.items())
    return f"{{\n{inside}\n}}"


SPELLINGS: dict[str, tuple[Callable[[str, str], str], str]] = {
    "blocks": (lambda name, body: f"{name} {{\n{body}\n}}", "{name} = {entries}"),
    "maps as blocks": (lambda name, body: f"{name} {{\n{body}\n}}", "{name} {entries}"),
    "objects": (lambda name, body: f"{name} = {{\n{body}\n}}", "{name} = {entries}"),
    "lists of objects": (lambda name, body: f"{name} = [{{\n{body}\n}}]", "{name} = [{entries}]"),
    "dynamic blocks": (
        lambda name, body: f'dynamic "{name}" {{\nfor_each = [1]\ncontent {{\n{body}\n}}\n}}',
        "{name} = {entries}",
    ),
}


def plain_json(
    arguments: Mapping[str, JSON], structure: Structure, *, single: bool = False
) -> JSON:
    """The arguments as Terraform's JSON syntax has them; `single` writes a block without its list."""
    found: dict[str, JSON] = {"//": "a comment"}
    for name, value in arguments.items():
        if _kind(structure, name).is_block:
            assert isinstance(value, list)
            inner = _inner(structure, name)
            bodies = [plain_json(body, inner, single=single) for body in value]  # type: ignore[arg-type]
            found[name] = bodies[0] if single else bodies
        else:
            found[name] = value
    return found


def dynamic_json(arguments: Mapping[str, JSON], structure: Structure) -> JSON:
    """The same with a dynamic block for each block."""
    found: dict[str, JSON] = {}
    blocks: dict[str, JSON] = {}
    for name, value in arguments.items():
        if _kind(structure, name).is_block:
            assert isinstance(value, list)
            assert isinstance(value[0], dict)
            content = dynamic_json(value[0], _inner(structure, name))
            blocks[name] = {"for_each": [1], "content": content}
        else:
            found[name] = value
    return {**found, "dynamic": blocks} if blocks else found
