"""Rules of the input channels (the API pages of Channel, DataSource and S3DataSource)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.request.facts import Facts
    from sm_tj_cli.request.training_job import JSON

PATH = "input_data_config"
SOURCES = ("s3_data_source", "file_system_data_source", "dataset_source")
COMBINATION = "Invalid attribute combination"


def channel_rules(facts: Facts) -> Iterator[Diagnostic]:
    """What is wrong with the channels."""
    usual = facts.value("algorithm_specification.training_input_mode")
    groups = set(map(str, facts.each("resource_config.instance_groups", "instance_group_name")))
    for index, channel in facts.bodies(PATH):
        mode = channel.get("input_mode") or usual
        source = _first(channel.get("data_source"))
        yield from _source(facts, source, index)
        yield from _modes(facts, channel, mode, index)
        yield from _augmented(facts, _first(source.get("s3_data_source")), mode, index)
        yield from _groups(facts, _first(source.get("s3_data_source")), groups, index)


def _source(facts: Facts, source: dict[str, JSON], index: int) -> Iterator[Diagnostic]:
    if facts.is_unknown(f"{PATH}.data_source") or not facts.has(f"{PATH}.data_source"):
        return
    given = [name for name in SOURCES if source.get(name)]
    if len(given) != 1 and not _is_open(facts, index):
        what = f"{', '.join(given)} are given" if given else "none is given"
        yield facts.error(
            COMBINATION,
            f"A data_source holds exactly one of {', '.join(SOURCES)}; {what}.",
            f"{PATH}.data_source",
            index,
        )
    if "file_system_data_source" in given and not facts.has("vpc_config"):
        yield facts.error(
            COMBINATION,
            "A file system can only be read from inside a VPC: file_system_data_source needs a vpc_config block.",
            f"{PATH}.data_source.file_system_data_source",
            index,
        )


def _modes(facts: Facts, channel: dict[str, JSON], mode: JSON, index: int) -> Iterator[Diagnostic]:
    if channel.get("compression_type") == "Gzip" and mode in {"File", "FastFile"}:
        path = f"{PATH}.compression_type"
        detail = (
            f'compression_type = "Gzip" only works in Pipe mode; this channel is in {mode} mode.'
        )
        yield facts.error(COMBINATION, detail, path, index)
    if channel.get("record_wrapper_type") == "RecordIO" and mode == "File":
        yield facts.error(
            COMBINATION,
            'record_wrapper_type = "RecordIO" does not work in File mode.',
            f"{PATH}.record_wrapper_type",
            index,
        )


def _augmented(
    facts: Facts, source: dict[str, JSON], mode: JSON, index: int
) -> Iterator[Diagnostic]:
    path = f"{PATH}.data_source.s3_data_source"
    is_augmented = source.get("s3_data_type") == "AugmentedManifestFile"
    if is_augmented and mode not in {"Pipe", None}:
        yield facts.error(
            COMBINATION,
            f'"AugmentedManifestFile" only works in Pipe mode; this channel is in {mode} mode.',
            f"{path}.s3_data_type",
            index,
        )
    names = source.get("attribute_names")
    if is_augmented and not names and not facts.is_unknown(f"{path}.attribute_names"):
        yield facts.error(
            COMBINATION,
            '"AugmentedManifestFile" needs attribute_names.',
            f"{path}.s3_data_type",
            index,
        )
    if names and source.get("s3_data_type") and not is_augmented:
        yield facts.error(
            COMBINATION,
            'attribute_names only go with s3_data_type = "AugmentedManifestFile".',
            f"{path}.attribute_names",
            index,
        )


def _groups(
    facts: Facts, source: dict[str, JSON], groups: set[str], index: int
) -> Iterator[Diagnostic]:
    path = f"{PATH}.data_source.s3_data_source.instance_group_names"
    names = source.get("instance_group_names")
    if facts.is_unknown("resource_config.instance_groups"):
        return
    for name in names if isinstance(names, list) else ():
        if name is not None and str(name) not in groups:
            listed = ", ".join(sorted(groups)) or "none"
            yield facts.error(
                COMBINATION,
                f'"{name}" is no instance group of this job (it has: {listed}).',
                path,
                index,
            )


def _is_open(facts: Facts, index: int) -> bool:
    return any(path[:2] == (PATH, index) for path in facts.job.unknown)


def _first(blocks: JSON) -> dict[str, JSON]:
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    return first if isinstance(first, dict) else {}
