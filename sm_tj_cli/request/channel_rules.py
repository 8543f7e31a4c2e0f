"""Rules of the input channels (the API pages of Channel, DataSource and S3DataSource)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.request.wording import COMBINATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.request.facts import Facts

PATH = "input_data_config"
GROUPS = "resource_config.instance_groups"
SOURCES = ("s3_data_source", "file_system_data_source", "dataset_source")


def channel_rules(facts: Facts) -> Iterator[Diagnostic]:
    """What is wrong with the channels."""
    for channel in facts.blocks(PATH):
        yield from _source(facts, f"{channel}.data_source")
        mode = _mode(facts, channel)
        yield from _modes(facts, channel, mode)
        yield from _augmented(facts, f"{channel}.data_source.s3_data_source", mode)
        yield from _groups(facts, f"{channel}.data_source.s3_data_source")


def _mode(facts: Facts, channel: str) -> str | None:
    """The mode that the channel is read in; None where it is not known."""
    own = f"{channel}.input_mode"
    if facts.lacks(own):
        return facts.text("algorithm_specification.training_input_mode")
    return facts.text(own)


def _source(facts: Facts, path: str) -> Iterator[Diagnostic]:
    if facts.lacks(path):
        return
    given = [name for name in SOURCES if facts.is_given(f"{path}.{name}")]
    if len(given) > 1:
        yield facts.error(
            COMBINATION,
            f"A data_source holds exactly one source; {' and '.join(given)} are given. Make a channel of each.",
            f"{path}.{given[1]}",
        )
    elif all(facts.lacks(f"{path}.{name}") for name in SOURCES):
        yield facts.error(
            COMBINATION,
            f"A data_source holds exactly one of {', '.join(SOURCES)}; none is given.",
            path,
        )
    if "file_system_data_source" in given and facts.lacks("vpc_config"):
        yield facts.error(
            COMBINATION,
            "A file system can only be read from inside a VPC: file_system_data_source needs a vpc_config block.",
            f"{path}.file_system_data_source",
        )


def _modes(facts: Facts, channel: str, mode: str | None) -> Iterator[Diagnostic]:
    # CompressionType: "used only in Pipe input mode"; RecordWrapperType: "In File mode, leave this field unset"
    path = f"{channel}.compression_type"
    if facts.value(path) == "Gzip" and mode not in {"Pipe", None}:
        yield facts.error(
            COMBINATION,
            f'compression_type = "Gzip" only works in Pipe mode; this channel is in {mode} mode. Remove it, or set '
            'input_mode = "Pipe".',
            path,
        )
    path = f"{channel}.record_wrapper_type"
    if facts.value(path) == "RecordIO" and mode == "File":
        yield facts.error(
            COMBINATION,
            'record_wrapper_type = "RecordIO" does not work in File mode, in which this channel is. Remove it, or set '
            'input_mode = "Pipe".',
            path,
        )


def _augmented(facts: Facts, path: str, mode: str | None) -> Iterator[Diagnostic]:
    # S3DataType and AttributeNames (API page); "Provide dataset metadata … with an augmented manifest file" (guide)
    kind, names = f"{path}.s3_data_type", f"{path}.attribute_names"
    if facts.value(kind) == "AugmentedManifestFile":
        if mode not in {"Pipe", None}:
            yield facts.error(
                COMBINATION,
                f'"AugmentedManifestFile" only works in Pipe mode; this channel is in {mode} mode. Set input_mode = '
                '"Pipe".',
                kind,
            )
        if facts.lacks(names):
            yield facts.error(
                COMBINATION,
                '"AugmentedManifestFile" needs attribute_names: which attributes of the manifest to read, in this order.',
                kind,
            )
    elif facts.text(kind) is not None and facts.is_given(names):
        yield facts.error(
            COMBINATION,
            f'"attribute_names" only go with s3_data_type = "AugmentedManifestFile"; it is "{facts.text(kind)}".',
            names,
        )


def _groups(facts: Facts, path: str) -> Iterator[Diagnostic]:
    # InstanceGroupNames: "A list of names of instance groups that get data from the S3 data source."
    there = [facts.value(f"{group}.instance_group_name") for group in facts.blocks(GROUPS)]
    groups = [name for name in there if isinstance(name, str)]
    names = facts.value(f"{path}.instance_group_names")
    if len(groups) < len(there) or not (groups or facts.lacks(GROUPS)):
        return
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if isinstance(name, str) and name not in groups:
            has = f"it has {', '.join(groups)}" if groups else "it has no instance_groups"
            yield facts.error(
                COMBINATION,
                f'This job has no instance group "{name}"; {has}.{did_you_mean(name, groups)}',
                f"{path}.instance_group_names.{index}",
            )
