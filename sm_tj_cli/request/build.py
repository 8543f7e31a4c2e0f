"""One declared instance to a training job: its attributes, its request, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.request import overrides
from sm_tj_cli.request.decode import Decoder
from sm_tj_cli.request.given import entries_of_body, opening
from sm_tj_cli.request.schema import Kind
from sm_tj_cli.request.training_job import TrainingJob
from sm_tj_cli.request.validate import text_fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.configuration.model import JobInstance
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.decode import Alike
    from sm_tj_cli.request.schema import Member, Schema, Structure

NAME = "training_job_name"


def build(
    instance: JobInstance, schema: Schema, alike: Alike | None = None
) -> tuple[TrainingJob, Diagnostics]:
    """The training job that an instance declares, as far as its values are known and right.

    `alike` is what was read of other instances: they share what they have in common, so nobody may change it.
    """
    decoder = Decoder(schema) if alike is None else Decoder(schema, alike=alike)
    body = instance.body
    attributes = decoder.structure(entries_of_body(body), schema.request, (), opening(body.range))
    _settle_name(decoder, attributes)
    decoder.finish()
    _leave_out_others(decoder, attributes)
    _merge_tags(decoder, attributes, instance)
    prefix = attributes.get(overrides.NAME_PREFIX)
    name = attributes.get(NAME)
    region = attributes.get(overrides.REGION)
    job = TrainingJob(
        instance,
        request_of(attributes, schema.request),
        attributes,
        frozenset(decoder.unknown),
        frozenset(decoder.sensitive),
        frozenset(decoder.faulty),
        decoder.ranges,
        name=name if isinstance(name, str) else None,
        name_prefix=prefix if isinstance(prefix, str) else None,
        region=region if isinstance(region, str) else None,
    )
    return job, decoder.findings.result()


def request_of(attributes: Mapping[str, JSON], structure: Structure) -> dict[str, JSON]:
    """CreateTrainingJob's members of these attributes; what is None or empty is left out."""
    request: dict[str, JSON] = {}
    for name, member in structure.members.items():
        value = attributes.get("tags_all" if member.kind is Kind.TAGS else name)
        if value is None or not member.api_name:
            continue
        made = _api_value(member, value)
        if made is not None and made not in ({}, []):
            request[member.api_name] = made
    return request


def _api_value(member: Member, value: JSON) -> JSON:
    match member.kind, value:
        case Kind.BLOCK, [dict() as content, *_] if member.structure is not None:
            return request_of(content, member.structure)
        case Kind.BLOCKS, list() if member.structure is not None:
            bodies = (content for content in value if isinstance(content, dict))
            return [request_of(content, member.structure) for content in bodies]
        case Kind.TAGS, dict():
            return [{"Key": key, "Value": text} for key, text in value.items()]
        case Kind.MAP, dict():
            return {key: text for key, text in value.items() if text is not None}
        case Kind.LIST, list():
            return [text for text in value if text is not None]
        case _:
            return value


def _settle_name(decoder: Decoder, attributes: dict[str, JSON]) -> None:
    """A job has a name or a prefix to make one from."""
    name, prefix = (NAME,), (overrides.NAME_PREFIX,)
    if NAME in attributes and overrides.NAME_PREFIX in attributes:
        decoder.findings.error(
            "Conflicting arguments",
            f'"{NAME}" ({decoder.ranges[name].label}) and "{overrides.NAME_PREFIX}" exclude each other: '
            "with a prefix smtj makes a unique name for every submission.",
            decoder.ranges[prefix],
        )
    elif prefix in decoder.ranges:
        decoder.faulty.add(name)
        decoder.excuse(name)


def _leave_out_others(decoder: Decoder, attributes: dict[str, JSON]) -> None:
    """Arguments that are Terraform's own: read, checked, and no part of the job."""
    for option in overrides.DESTROY_OPTIONS:
        if attributes.get(option) is True:
            decoder.findings.error(
                "Unsupported destroy option",
                f'"{option}" asks for the deletion of things that are not training jobs, and smtj deletes nothing but '
                "those. Only false is supported; delete the rest with the tool that made it.",
                decoder.ranges[(option,)],
            )
    for name in (*overrides.DESTROY_OPTIONS, overrides.TIMEOUTS):
        attributes.pop(name, None)
        decoder.unknown = {path for path in decoder.unknown if path[0] != name}


def _merge_tags(decoder: Decoder, attributes: dict[str, JSON], instance: JobInstance) -> None:
    """`tags_all`: the provider's default tags with the resource's own over them."""
    own = attributes.get("tags")
    open_tags = {path for path in decoder.unknown if path[0] == "tags"}
    for path in open_tags:
        decoder.unknown.add(("tags_all", *path[1:]))
    hidden = {("tags_all", *path[1:]) for path in decoder.sensitive if path[0] == "tags"}
    decoder.sensitive.update(hidden)
    if ("tags",) in decoder.unknown:
        attributes["tags_all"] = None
        return
    mine = own if isinstance(own, dict) else {}
    _check_default_tags(decoder, instance)
    attributes["tags_all"] = {**instance.provider.default_tags, **mine}


def _check_default_tags(decoder: Decoder, instance: JobInstance) -> None:
    """The provider's tags keep to the limits too; where they stand only the provider's block knows."""
    member = decoder.schema.request.members["tags"]
    for key, text in instance.provider.default_tags.items():
        for fault in (
            text_fault("A key of the provider's default_tags", key, member.key),
            text_fault(f'default_tags["{key}"] of the provider', text, member.element),
        ):
            if fault is not None:
                where = opening(instance.body.range)
                decoder.findings.error("Invalid attribute value", fault, where)
