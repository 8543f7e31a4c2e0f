"""The names of 2018 for arguments that are called otherwise today.

Which dialect a resource is written in shows by what it contains, never by a switch, and both may be mixed; only
the same thing said under both names is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sm_tj_cli.request.training_job import AttributePath

# By the old name and the block's path (the 2018 documentation); `name_prefix` is Terraform's usual name for it.
_TODAY = {
    "name": {"": "training_job_name", "input_data_config": "channel_name"},
    "name_prefix": {"": "training_job_name_prefix"},
    "image": {"algorithm_specification": "training_image"},
    "input_mode": {"algorithm_specification": "training_input_mode"},
}

# What the 2018 documentation lets one leave out, and what was meant then.
DEFAULTS_OF_2018 = {"algorithm_specification.training_input_mode": "File"}


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


def dotted(path: AttributePath) -> str:
    """The path without its indices: `input_data_config.channel_name`."""
    return ".".join(step for step in path if isinstance(step, str))


def todays_path(path: str) -> str:
    """A dotted path with all of its names as they are called today."""
    found: list[str] = []
    for step in filter(None, path.split(".")):
        found.append(todays_name(tuple(found), step))
    return ".".join(found)
