"""What a user's script finds when it runs as a training job: its command, its environment and its folders. Pure.

As SageMaker's training toolkit has it: hyperparameters are arguments `--name value` and `SM_HPS`, folders are `SM_MODEL_DIR`,
`SM_CHANNEL_TRAIN` and so on (https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md). The
folders lie where the job's run lies, not at /opt/ml.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.job import Job

SANDBOX_PREFIX = "SMTJ_SANDBOX_"
"""Hyperparameters of the sandbox's own, which no script sees."""

_TOOLKIT_PREFIX = "sagemaker_"


@dataclass(frozen=True, slots=True)
class Node:
    """One of the job's instances: `number` from 1, and the processors that it has."""

    number: int
    hosts: Sequence[str]
    cpus: int

    @property
    def host(self) -> str:
        """`algo-1`."""
        return self.hosts[self.number - 1]


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of a run below `root`, which stands for /opt/ml."""

    root: Path

    @property
    def model(self) -> Path:
        """What goes into model.tar.gz."""
        return self.root / "model"

    @property
    def output(self) -> Path:
        """`data` in it goes into output.tar.gz, and the file `failure` into FailureReason."""
        return self.root / "output"

    @property
    def input(self) -> Path:
        """`data/CHANNEL` and `config`."""
        return self.root / "input"

    def channel(self, name: str) -> Path:
        """The data of a channel."""
        return self.input / "data" / name

    def all(self) -> tuple[Path, ...]:
        """What is there before the script runs, beside the channels."""
        return self.model, self.output / "data", self.input / "data", self.input / "config"


def hyperparameters(job: Job) -> Mapping[str, JSON]:
    """The script's own hyperparameters: what is JSON is read, as the toolkit reads it."""
    given = cast("Mapping[str, str]", job.request.get("HyperParameters") or {})
    return {
        name: _read(value)
        for name, value in sorted(given.items())
        if not name.startswith((SANDBOX_PREFIX, _TOOLKIT_PREFIX))
    }


def arguments(job: Job) -> Sequence[str]:
    """The script's command line behind its name: `--epochs 3 -k 10`."""
    found: list[str] = []
    for name, value in hyperparameters(job).items():
        dashes = "--" if len(name) > 1 else "-"
        found += [f"{dashes}{name}", _argument(value)]
    return found


def channels(job: Job) -> Mapping[str, dict[str, JSON]]:
    """The job's channels by name."""
    listed = job.request.get("InputDataConfig")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return {str(item.get("ChannelName")): item for item in items}


def config_files(job: Job, node: Node) -> Mapping[str, JSON]:
    """The files below input/config by name."""
    return {
        "hyperparameters.json": dict(
            cast("Mapping[str, JSON]", job.request.get("HyperParameters") or {})
        ),
        "resourceconfig.json": _resource_config(job, node),
        "inputdataconfig.json": _input_data_config(job),
    }


def script_variables(job: Job, node: Node, folders: Folders, script: Path) -> dict[str, str]:
    """The variables that the script finds beside those of this machine."""
    members = dict(_members(job, node, folders, script))
    found = {f"SM_{name.upper()}": _text(value) for name, value in members.items()}
    found["SM_TRAINING_ENV"] = _text(members)
    own = cast("Mapping[str, str]", job.request.get("Environment") or {})
    return {
        "PYTHONUNBUFFERED": "1",
        "TRAINING_JOB_NAME": job.name,
        "TRAINING_JOB_ARN": job.arn,
        **found,
        **own,
    }


def command_line(words: Sequence[str]) -> str:
    """The command as the log and FailureReason show it."""
    return shlex.join(words)


def _members(job: Job, node: Node, folders: Folders, script: Path) -> Iterator[tuple[str, JSON]]:
    parameters = hyperparameters(job)
    yield "hosts", [*node.hosts]
    yield "current_host", node.host
    yield "current_instance_type", str(_resource_config(job, node)["current_instance_type"])
    yield "network_interface_name", "eth0"
    yield "hps", dict(parameters)
    yield "user_entry_point", script.name
    yield "user_args", [*arguments(job)]
    yield "module_name", script.stem
    yield "module_dir", str(script.parent)
    yield "framework_params", {}
    yield "resource_config", _resource_config(job, node)
    yield "input_data_config", _input_data_config(job)
    yield "input_dir", str(folders.input)
    yield "input_config_dir", str(folders.input / "config")
    yield "output_dir", str(folders.output)
    yield "output_data_dir", str(folders.output / "data")
    yield "model_dir", str(folders.model)
    yield "log_level", 20
    yield "num_cpus", node.cpus
    yield "num_gpus", 0
    yield "channels", [*sorted(channels(job))]
    for name in channels(job):
        yield f"channel_{name}", str(folders.channel(name))
    for name, value in parameters.items():
        yield f"hp_{name}", value


def _resource_config(job: Job, node: Node) -> dict[str, JSON]:
    resources = job.request.get("ResourceConfig")
    kind = resources.get("InstanceType") if isinstance(resources, dict) else None
    return {
        "current_host": node.host,
        "current_instance_type": kind or "local",
        "current_group_name": "homogeneousCluster",
        "hosts": [*node.hosts],
        "network_interface_name": "eth0",
    }


def _input_data_config(job: Job) -> dict[str, JSON]:
    defaults: dict[str, JSON] = {
        "S3DistributionType": "FullyReplicated",
        "RecordWrapperType": "None",
    }
    told = ("ContentType", "CompressionType", "RecordWrapperType")
    algorithm = job.request.get("AlgorithmSpecification")
    mode = algorithm.get("TrainingInputMode") if isinstance(algorithm, dict) else None
    return {
        name: {
            **defaults,
            "TrainingInputMode": channel.get("InputMode") or mode or "File",
            **{member: channel[member] for member in told if member in channel},
        }
        for name, channel in channels(job).items()
    }


def _read(value: str) -> JSON:
    try:
        found: JSON = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return found


def _argument(value: JSON) -> str:
    if isinstance(value, dict):
        return ",".join(f"{name}={item}" for name, item in sorted(value.items()))
    return "" if value is None else str(value)


def _text(value: JSON) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, sort_keys=True, separators=(",", ":"))
