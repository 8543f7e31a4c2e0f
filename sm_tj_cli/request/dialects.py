"""The names of 2018 for arguments that are called otherwise today.

Which dialect a resource is written in shows by what it contains, never by a switch, and both may be mixed; only
the same thing said under both names is an error.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.request.schema import Member
    from sm_tj_cli.request.training_job import AttributePath


class Since(StrEnum):
    """Who has an argument or attribute."""

    OF_2018 = "2018"
    TODAY = "today's provider"
    OWN = "smtj only"


# Today's paths of what the 2018 documentation has.
_OF_2018 = frozenset(
    [
        "training_job_name",
        "role_arn",
        "algorithm_specification",
        "algorithm_specification.training_image",
        "algorithm_specification.training_input_mode",
        "resource_config",
        "resource_config.instance_type",
        "resource_config.instance_count",
        "resource_config.volume_size_in_gb",
        "stopping_condition",
        "stopping_condition.max_runtime_in_seconds",
        "hyper_parameters",
        "input_data_config",
        "input_data_config.channel_name",
        "input_data_config.data_source",
        "input_data_config.data_source.s3_data_source",
        "input_data_config.data_source.s3_data_source.s3_data_type",
        "input_data_config.data_source.s3_data_source.s3_uri",
        "input_data_config.data_source.s3_data_source.s3_data_distribution_type",
        "input_data_config.content_type",
        "input_data_config.compression_type",
        "input_data_config.record_wrapper_type",
        "output_data_config",
        "output_data_config.s3_output_path",
        "output_data_config.kms_key_id",
        "tags",
    ]
)
# Members of the API, and arguments of ours, that Terraform's provider does not know.
_OWN = (
    "training_job_name_prefix",
    "input_data_config.data_source.dataset_source",
    "resource_config.instance_preferences",
    "serverless_job_config.sequence_length",
)

# By the old name and the block's path (the 2018 documentation); `name_prefix` is Terraform's usual name for it.
_TODAY = {
    "name": {"": "training_job_name", "input_data_config": "channel_name"},
    "name_prefix": {"": "training_job_name_prefix"},
    "image": {"algorithm_specification": "training_image"},
    "input_mode": {"algorithm_specification": "training_input_mode"},
}

# What the 2018 documentation lets one leave out, and what was meant then.
DEFAULTS_OF_2018 = {"algorithm_specification.training_input_mode": "File"}


def todays_names() -> Iterator[tuple[str, str]]:
    """All paths that changed: the old one and today's."""
    for name, places in _TODAY.items():
        for block, today in places.items():
            yield f"{block}.{name}".lstrip("."), f"{block}.{today}".lstrip(".")


def todays_name(block: AttributePath, name: str) -> str:
    """What `name`, written in the block at this path, is called today."""
    old = _TODAY.get(name)
    return old.get(dotted(block), name) if old else name


def is_from_2018(block: AttributePath, name: str) -> bool:
    """Whether this is a name that only the 2018 dialect has."""
    return name != "name_prefix" and todays_name(block, name) != name


def names_of_2018(block: str) -> tuple[str, ...]:
    """What may be written in the block at this dotted path under a name of 2018."""
    return tuple(name for name, places in _TODAY.items() if block in places)


def old_path(path: str) -> str:
    """The path of 2018, empty where it is today's."""
    return next((old for old, today in todays_names() if today == path), "")


def since(member: Member) -> Since:
    """The dialect that has an argument."""
    if member.path in _OF_2018:
        return Since.OF_2018
    is_own = any(member.path == own or member.path.startswith(f"{own}.") for own in _OWN)
    return Since.OWN if is_own else Since.TODAY


def dotted(path: AttributePath) -> str:
    """The path without its indices: `input_data_config.channel_name`."""
    return ".".join(step for step in path if isinstance(step, str))


def todays_path(path: str) -> str:
    """A dotted path, with or without indices, with all of its names as they are called today."""
    found: list[str | int] = []
    for step in filter(None, path.split(".")):
        found.append(int(step) if step.isdigit() else todays_name(tuple(found), step))
    return ".".join(map(str, found))
