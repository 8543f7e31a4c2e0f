"""State file text to `State`: Terraform's version 4 and no other.

Nothing is lost: unknown keys of every level stay in `extra`, numbers keep their digits, and what Terraform wrote
is written again byte for byte. What cannot be read is told in one diagnostic.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.state.format.exact import read_number
from sm_tj_cli.state.format.jobs import BY_HAND, unknowable_job
from sm_tj_cli.state.model import (
    FORMAT_VERSION,
    InstanceState,
    OutputState,
    ResourceState,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.documents import JSON

DEEPEST = 200
BYTE_ORDER_MARK = "\ufeff"
NOT_READABLE = "State file cannot be read"
NEWER_FORMAT = "State file of a newer format"
_OLD_FORMAT = "State file of an old format"
_NO_STATE = "Not a state file"
# What is whole, and what nothing may be written over that does not understand it.
OTHER_FORMATS = frozenset({NEWER_FORMAT, _OLD_FORMAT, _NO_STATE})

_STATE_KEYS = frozenset(
    {"version", "terraform_version", "serial", "lineage", "outputs", "resources"}
)
_OUTPUT_KEYS = frozenset({"value", "type", "sensitive"})
_RESOURCE_KEYS = frozenset({"module", "mode", "type", "name", "provider", "instances"})
_INSTANCE_KEYS = frozenset(
    {
        "index_key",
        "deposed",
        "schema_version",
        "attributes",
        "sensitive_attributes",
        "dependencies",
    }
)


class _MisshapenError(ValueError):
    """A part of the file has another shape than a state; `path` grows on the way out."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(path, expected)
        self.path, self.expected = path, expected

    def inside(self, outer: str) -> _MisshapenError:
        """The same fault as seen from further outside."""
        return _MisshapenError(f"{outer}.{self.path}" if self.path else outer, self.expected)


def decode_state(data: bytes, filename: str) -> tuple[State | None, Diagnostics]:
    """The state of smtj's own that the bytes of a file hold; see `read_state`. Each job in it has its name."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return None, _unreadable(
            filename,
            f"it is not UTF-8 text (byte {problem.start}). An editor may have saved it in another encoding",
        )
    state, problems = read_state(text, filename)
    fault = unknowable_job(state) if state is not None else ""
    return (None, _unreadable(filename, fault)) if fault else (state, problems)


def read_state(text: str, filename: str) -> tuple[State | None, Diagnostics]:  # noqa: PLR0911 - one for each kind of damage
    """The state that `text` holds, or None and why not. `filename` is for the message alone."""
    warnings = Diagnostics()
    if text.startswith(BYTE_ORDER_MARK):
        text = text.removeprefix(BYTE_ORDER_MARK)
        warnings = Diagnostics.of(_byte_order_mark(filename))
    if not text.strip():
        return None, _unreadable(filename, "it is empty, as after a disk that was full")
    try:
        document = _parse(text)
        problem = _wrong_version(document, filename)
        if problem is not None:
            return None, Diagnostics.of(problem)
        return _state(document), warnings
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        return None, _unreadable(
            filename, f"its text is cut off or damaged at {where} ({problem.msg})"
        )
    except RecursionError:
        return None, _unreadable(filename, "its values are nested too deeply")
    except _MisshapenError as fault:
        return None, _unreadable(filename, f"{fault.path} is not {fault.expected}{BY_HAND}")
    except ValueError as problem:
        return None, _unreadable(filename, f"its text is damaged: {problem}")


def _unreadable(filename: str, why: str) -> Diagnostics:
    beside = f"; a local state has its version before the last run in {filename}.backup"
    where = "" if filename.startswith("s3://") else beside
    return Diagnostics.of(
        Diagnostic.error(
            NOT_READABLE,
            f"The state {filename} cannot be read: {why}. It was left as it is, and nothing was done. "
            f"Put a good copy in its place{where}.",
        )
    )


def _byte_order_mark(filename: str) -> Diagnostic:
    return Diagnostic.warning(
        "State file begins with a byte order mark",
        f"An editor put a byte order mark at the beginning of the state {filename}. Terraform does not read such a "
        "file. The next change of the state takes the mark away.",
    )


def _parse(text: str) -> Mapping[str, JSON]:
    document: JSON = json.loads(
        text, object_pairs_hook=_object, parse_float=read_number, parse_constant=_no_constant
    )
    if not isinstance(document, dict):
        raise _MisshapenError("the whole", "a JSON object")
    _check_depth(document)
    return document


def _check_depth(document: JSON) -> None:
    """Raises RecursionError where values stand in each other more deeply than what works with them can go."""
    level = [document]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)  # type: ignore[union-attr]
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return
    raise RecursionError


def _object(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return members


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is no JSON number")


def _wrong_version(document: Mapping[str, JSON], filename: str) -> Diagnostic | None:
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return Diagnostic.error(
            _NO_STATE,
            f'{filename} does not look like a state: it has no "version" with the number of a state format. '
            "Name another file with --state, or put the state back in its place.",
        )
    if version == FORMAT_VERSION:
        return None
    writer = document.get("terraform_version")
    by = f", written by Terraform {writer}" if isinstance(writer, str) and writer else ""
    if version < FORMAT_VERSION:
        return Diagnostic.error(
            _OLD_FORMAT,
            f"The state {filename} has format version {version}{by}; smtj reads version {FORMAT_VERSION}. Let Terraform 0.12 "
            "or newer upgrade it, with `terraform refresh`, then come back.",
        )
    return Diagnostic.error(
        NEWER_FORMAT,
        f"The state {filename} has format version {version}{by}; this smtj reads version {FORMAT_VERSION}. Use a newer "
        "smtj. The file was left as it is.",
    )


def _state(document: Mapping[str, JSON]) -> State:
    extra = _others(document, _STATE_KEYS)
    if extra.get("check_results") is None:
        # What every file without checks says.
        extra.pop("check_results", None)
    return State(
        lineage=_text(document, "lineage", ""),
        serial=_count(document, "serial"),
        terraform_version=_text(document, "terraform_version", ""),
        outputs=_outputs(document),
        resources=_resources(document),
        extra=extra,
    )


def _outputs(document: Mapping[str, JSON]) -> dict[str, OutputState]:
    found = document.get("outputs")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise _MisshapenError("outputs", "an object")
    outputs = {}
    for name, data in found.items():
        if not isinstance(data, dict):
            raise _MisshapenError(f"outputs.{name}", "an object")
        outputs[name] = OutputState(
            data.get("value"),
            data.get("type"),
            sensitive=data.get("sensitive") is True,
            extra=_others(data, _OUTPUT_KEYS),
        )
    return outputs


def _resources(document: Mapping[str, JSON]) -> tuple[ResourceState, ...]:
    resources = []
    seen = set()
    if "resources" in document and document["resources"] is None:
        # Terraform would take it for a state in which nothing is.
        raise _MisshapenError("resources", "a list")
    for index, data in enumerate(_list(document, "resources")):
        try:
            resource = _resource(data)
        except _MisshapenError as fault:
            raise fault.inside(f"resources[{index}]{_whose(data)}") from None
        place = (resource.module, resource.mode, resource.type, resource.name)
        if place in seen:
            raise ValueError(f"the resource {resource.address} stands in it twice")
        seen.add(place)
        resources.append(resource)
    return tuple(resources)


def _whose(data: JSON) -> str:
    """` (aws_sagemaker_training_job.a)`; empty where a misshapen resource does not say what it is."""
    kind, name = (data.get("type"), data.get("name")) if isinstance(data, dict) else (None, None)
    return f" ({kind}.{name})" if isinstance(kind, str) and isinstance(name, str) else ""


def _resource(data: JSON) -> ResourceState:
    if not isinstance(data, dict):
        raise _MisshapenError("", "an object")
    resource = ResourceState(
        mode=_text(data, "mode"),
        type=_text(data, "type"),
        name=_text(data, "name"),
        provider=_text(data, "provider", ""),
        instances=_instances(data),
        module=_text(data, "module", ""),
        extra=_others(data, _RESOURCE_KEYS),
    )
    try:
        _ = resource.address
    except ValueError:
        raise _MisshapenError("module", "a module address") from None
    return resource


def _instances(data: Mapping[str, JSON]) -> tuple[InstanceState, ...]:
    instances = []
    current = set()
    if data.get("instances") is None:
        raise _MisshapenError("instances", "a list")
    for index, item in enumerate(_list(data, "instances")):
        try:
            instance = _instance(item)
        except _MisshapenError as fault:
            raise fault.inside(f"instances[{index}]") from None
        if instance.deposed is None:
            if instance.index_key in current:
                raise _MisshapenError(
                    f"instances[{index}]", "the only current one with its index_key"
                )
            current.add(instance.index_key)
        instances.append(instance)
    return tuple(instances)


def _instance(data: JSON) -> InstanceState:
    if not isinstance(data, dict):
        raise _MisshapenError("", "an object")
    attributes = data.get("attributes")
    if attributes is not None and not isinstance(attributes, dict):
        raise _MisshapenError("attributes", "an object")
    extra = _others(data, _INSTANCE_KEYS)
    if attributes is None and "attributes" in data:
        extra["attributes"] = None
    dependencies = _list(data, "dependencies")
    if not all(isinstance(item, str) for item in dependencies):
        raise _MisshapenError("dependencies", "a list of texts")
    return InstanceState(
        attributes=attributes or {},
        index_key=_index_key(data),
        deposed=_text(data, "deposed", "") or None,
        schema_version=_count(data, "schema_version"),
        sensitive_attributes=tuple(_list(data, "sensitive_attributes")),
        dependencies=tuple(map(str, dependencies)),
        extra=extra,
    )


def _index_key(data: Mapping[str, JSON]) -> InstanceKey:
    key = data.get("index_key")
    if key is not None and (isinstance(key, bool) or not isinstance(key, int | str)):
        raise _MisshapenError("index_key", "a whole number or a text")
    return key


def _text(data: Mapping[str, JSON], name: str, default: str | None = None) -> str:
    found = data.get(name)
    if found is None and default is not None:
        return default
    if not isinstance(found, str):
        raise _MisshapenError(name, "a text")
    return found


def _count(data: Mapping[str, JSON], name: str) -> int:
    found = data.get(name)
    if found is None:
        return 0
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise _MisshapenError(name, "a whole number")
    return found


def _list(data: Mapping[str, JSON], name: str) -> Sequence[JSON]:
    found = data.get(name)
    if found is None:
        return ()
    if not isinstance(found, list):
        raise _MisshapenError(name, "a list")
    return found


def _others(data: Mapping[str, JSON], known: frozenset[str]) -> dict[str, JSON]:
    if data.keys() <= known:
        return {}
    return {name: value for name, value in data.items() if name not in known}
