"""DescribeTrainingJob's answer to exported attributes: the 2018 documentation's, the provider's, and all others.

Arguments come back in the shape in which state holds them (a block is a list of objects, a map an object); what
only the answer has (`model_artifacts`) is a plain object. Times are RFC 3339 UTC, as `aws` hands them over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.request.schema import Kind, snake_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Member, Schema, Structure

# The one tag that smtj sets, on every submission; it is nobody's configuration.
OWNERSHIP_TAG = "smtj:intent"
MOST_TAGS = 50


def exported(
    description: Mapping[str, JSON], schema: Schema, tags: Mapping[str, str] | None
) -> dict[str, JSON]:
    """The attributes of a described job, by name.

    Args:
        description: the members as the API names them; what it does not have is left out.
        schema: which members are arguments.
        tags: the job's tags as ListTags answers, None where they are not known.
    """
    found: dict[str, JSON] = {}
    arguments = schema.request.by_api_name
    for api_name, value in description.items():
        if api_name in arguments:
            if api_name != "Tags":
                found[arguments[api_name].name] = _argument(arguments[api_name], value)
        else:
            # Some have a name of their own besides (`arn`, `status`).
            name = snake_case(api_name)
            found[name] = found[schema.exported.get(api_name) or name] = plain(value)
    job_name = description.get("TrainingJobName")
    if job_name is not None:
        found.update({"id": job_name, "name": job_name})
    if tags is not None:
        own: dict[str, JSON] = {**own_tags(tags)}
        found.update({"tags": own, "tags_all": dict(own)})
    return found


def own_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags without those that the service and smtj set."""
    return {
        key: text
        for key, text in tags.items()
        if key != OWNERSHIP_TAG and not key.startswith("aws:")
    }


def plain(value: JSON) -> JSON:
    """A part of an answer with its members in snake case."""
    match value:
        case dict():
            return {snake_case(key): plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case _:
            return value


def _argument(member: Member, value: JSON) -> JSON:
    match member.kind, value:
        case Kind.BLOCK, dict() if member.structure is not None:
            return [_body(member.structure, value)]
        case Kind.BLOCKS, list() if member.structure is not None:
            return [_body(member.structure, item) for item in value if isinstance(item, dict)]
        case _:
            return value


def _body(structure: Structure, value: Mapping[str, JSON]) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for api_name, item in value.items():
        member = structure.by_api_name.get(api_name)
        if member is not None:
            found[member.name] = _argument(member, item)
        else:
            found[snake_case(api_name)] = plain(item)
    return found
