"""The service models of SageMaker and CloudWatch Logs as the installed botocore has them, trimmed to what is called.

SageMaker's is 3.9 MB of JSON; the trimmed ones are kept in the user's cache, where the SDK's loader reads them too.
Nothing of botocore is imported: its data is read as files.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JSON = dict[str, object]

OPERATIONS = (
    "AddTags",
    "CreateTrainingJob",
    "DeleteTags",
    "DeleteTrainingJob",
    "DescribeTrainingJob",
    "ListTags",
    "ListTrainingJobs",
    "StopTrainingJob",
    "UpdateTrainingJob",
)
LOG_OPERATIONS = ("DescribeLogStreams", "GetLogEvents")
TRIMMED = {"sagemaker": OPERATIONS, "logs": LOG_OPERATIONS}
"""What is called of a service."""


@cache
def load_training_job_model() -> Mapping[str, object]:
    """SageMaker's trimmed model: `metadata`, `operations` and `shapes` as botocore writes them, undocumented."""
    return _trimmed("sagemaker")


def trimmed_data_path(service: str) -> Path | None:
    """A folder for the SDK's loader to search first; None where nothing could be kept."""
    if service == "sagemaker":
        load_training_job_model()
    elif not _kept(service).exists():
        _trimmed(service)
    kept = _kept(service)
    return kept.parents[2] if kept.exists() else None


def load_whole_model(service: str = "sagemaker") -> JSON:
    """The installed model with its documentation."""
    data = _installed(service).read_bytes()
    return cast("JSON", json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data))


def _trimmed(service: str) -> JSON:
    kept = _kept(service)
    try:
        return cast("JSON", json.loads(kept.read_bytes()))
    except (OSError, ValueError):
        trimmed = trim(load_whole_model(service), TRIMMED[service])
        _keep(trimmed, kept)
        return trimmed


def trim(model: JSON, wanted: Iterable[str]) -> JSON:
    """The model with only the wanted operations and the shapes that they reach."""
    operations = cast("dict[str, JSON]", model["operations"])
    shapes = cast("dict[str, JSON]", model["shapes"])
    kept = {name: _undocumented(operations[name]) for name in wanted}
    waiting = [name for operation in kept.values() for name in _shape_names(operation)]
    found: dict[str, object] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _undocumented(shapes[name])
            waiting.extend(_shape_names(found[name]))
    return {
        "version": model.get("version", "2.0"),
        "metadata": model["metadata"],
        "operations": kept,
        "shapes": {name: found[name] for name in sorted(found)},
    }


def _undocumented(part: object) -> object:
    if isinstance(part, dict):
        return {
            name: _undocumented(value)
            for name, value in part.items()
            # A member may be called `documentation`, but then it is a reference to a shape.
            if name != "documentation" or not isinstance(value, str)
        }
    return [_undocumented(item) for item in part] if isinstance(part, list) else part


def _shape_names(part: object) -> Iterable[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "shape" and isinstance(value, str):
                yield value
            else:
                yield from _shape_names(value)
    elif isinstance(part, list):
        for item in part:
            yield from _shape_names(item)


@cache
def _installed(service: str) -> Path:
    spec = find_spec("botocore")
    assert spec is not None
    assert spec.origin is not None
    folders = (Path(spec.origin).parent / "data" / service).glob("*/service-2.json*")
    return max(folders)


def _kept(service: str) -> Path:
    """Where the trimmed copy of exactly this installed file lies."""
    installed = _installed(service)
    facts = installed.stat()
    identity = f"{installed} {facts.st_size} {facts.st_mtime_ns} {TRIMMED[service]}"
    key = hashlib.sha256(identity.encode()).hexdigest()[:16]
    version = installed.parent.name
    return user_cache_path("smtj") / f"model-{key}" / service / version / "service-2.json"


def _keep(model: JSON, path: Path) -> None:
    # Two processes may do this at once: each writes its own file, and the last one to be renamed stays.
    partial = path.with_suffix(f".{id(model):x}")
    try:
        user_cache_path("smtj").mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(model, separators=(",", ":")))
        partial.replace(path)
    except OSError:
        # Where nothing can be kept, the next run reads the whole model again.
        return
