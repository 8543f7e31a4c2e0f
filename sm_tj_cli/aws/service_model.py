"""SageMaker's service model as the installed botocore has it, trimmed to what training jobs need.

The whole model is 3.9 MB of JSON; the trimmed one is kept in the user's cache, where the SDK's loader reads it too.
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


@cache
def load_training_job_model() -> Mapping[str, object]:
    """The trimmed model: `metadata`, `operations` and `shapes` as botocore writes them, without documentation."""
    kept = _kept()
    try:
        return cast("JSON", json.loads(kept.read_bytes()))
    except (OSError, ValueError):
        trimmed = trim(load_whole_model())
        _keep(trimmed, kept)
        return trimmed


def trimmed_data_path() -> Path | None:
    """A folder for the SDK's loader to search first; None where nothing could be kept."""
    load_training_job_model()
    kept = _kept()
    return kept.parents[2] if kept.exists() else None


def load_whole_model() -> JSON:
    """The installed model with its documentation."""
    data = _installed().read_bytes()
    return cast("JSON", json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data))


def trim(model: JSON) -> JSON:
    """The model with only the operations of training jobs and the shapes that they reach."""
    operations = cast("dict[str, JSON]", model["operations"])
    shapes = cast("dict[str, JSON]", model["shapes"])
    kept = {name: _undocumented(operations[name]) for name in OPERATIONS}
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
def _installed() -> Path:
    spec = find_spec("botocore")
    assert spec is not None
    assert spec.origin is not None
    folders = (Path(spec.origin).parent / "data" / "sagemaker").glob("*/service-2.json*")
    return max(folders)


def _kept() -> Path:
    """Where the trimmed copy of exactly this installed file lies."""
    installed = _installed()
    facts = installed.stat()
    identity = f"{installed} {facts.st_size} {facts.st_mtime_ns} {OPERATIONS}"
    key = hashlib.sha256(identity.encode()).hexdigest()[:16]
    version = installed.parent.name
    return user_cache_path("smtj") / f"model-{key}" / "sagemaker" / version / "service-2.json"


def _keep(model: JSON, path: Path) -> None:
    # Two processes may do this at once: each writes its own file, and the last one to be renamed stays.
    partial = path.with_suffix(f".{id(model):x}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(model, separators=(",", ":")))
        partial.replace(path)
    except OSError:
        # Where nothing can be kept, the next run reads the whole model again.
        return
