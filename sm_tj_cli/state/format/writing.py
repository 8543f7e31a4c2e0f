"""`State` to the text of its file, as Terraform writes it: order, indentation and escapes are the same."""

from __future__ import annotations

import math
import re
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from sm_tj_cli.state.format.exact import ExactNumber
from sm_tj_cli.state.model import FORMAT_VERSION, key_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import InstanceState, OutputState, ResourceState, State

STEP = "  "
INSTANCE_INDENT = STEP * 4

# The order of Terraform's own writer; further keys follow.
_STATE_ORDER = (
    "version",
    "terraform_version",
    "serial",
    "lineage",
    "outputs",
    "resources",
    "check_results",
)
_RESOURCE_ORDER = ("module", "mode", "type", "name", "each", "provider", "instances")
_INSTANCE_ORDER = (
    "index_key",
    "status",
    "deposed",
    "schema_version",
    "attributes",
    "attributes_flat",
    "sensitive_attributes",
    "identity_schema_version",
    "identity",
    "private",
    "dependencies",
    "create_before_destroy",
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class StateText:
    """Writes one version of a state after the other; what did not change is not encoded again."""

    def __init__(self) -> None:
        # By identity: hashing would cost more than encoding. The kept object keeps its id from being reused.
        self._encoded: dict[int, tuple[InstanceState, str]] = {}

    def write(self, state: State) -> str:
        """The text of the whole file, with its line end."""
        encoded: dict[int, tuple[InstanceState, str]] = {}
        parts: list[str] = []
        for resource in sorted(state.resources, key=_resource_order):
            parts += (f",\n{STEP * 2}", *self._resource(resource, encoded))
        self._encoded = encoded
        extra = {"check_results": None, **state.extra}
        members = {name: _encode(value, STEP) for name, value in extra.items()}
        members["version"] = str(FORMAT_VERSION)
        members["terraform_version"] = encode_basestring(state.terraform_version)
        members["serial"] = str(state.serial)
        members["lineage"] = encode_basestring(state.lineage)
        members["outputs"] = _encode(
            {name: _output(state.outputs[name]) for name in sorted(state.outputs)}, STEP
        )
        members["resources"] = "\0"
        head, _, tail = _escape(_members(members, _STATE_ORDER, "")).partition("\0")
        return "".join((head, *_listed(parts, STEP), tail, "\n"))

    def _resource(
        self, resource: ResourceState, encoded: dict[int, tuple[InstanceState, str]]
    ) -> Sequence[str]:
        """The parts of a resource's text; the whole file is put together once."""
        inner = STEP * 3
        members = {name: _encode(value, inner) for name, value in resource.extra.items()}
        if resource.module:
            members["module"] = encode_basestring(resource.module)
        members["mode"] = encode_basestring(resource.mode)
        members["type"] = encode_basestring(resource.type)
        members["name"] = encode_basestring(resource.name)
        members["provider"] = encode_basestring(resource.provider)
        parts: list[str] = []
        separator = f",\n{INSTANCE_INDENT}"
        for instance in sorted(resource.instances, key=_instance_order):
            known = self._encoded.get(id(instance)) or (instance, _instance(instance))
            encoded[id(instance)] = known
            parts += (separator, known[1])
        members["instances"] = "\0"
        head, _, tail = _escape(_members(members, _RESOURCE_ORDER, STEP * 2)).partition("\0")
        return (head, *_listed(parts, inner), tail)


def write_state(state: State) -> str:
    """The text of the state's file."""
    return StateText().write(state)


def _resource_order(resource: ResourceState) -> tuple[str, str, str, str]:
    return (resource.module, resource.mode, resource.type, resource.name)


def _instance_order(instance: InstanceState) -> tuple[tuple[int, int, str], bool]:
    # Terraform sorts deposed objects by their keys; here they keep their order, which is their age.
    return (key_order(instance.index_key), instance.deposed is not None)


def _output(output: OutputState) -> dict[str, JSON]:
    sensitive: dict[str, JSON] = {"sensitive": True} if output.sensitive else {}
    return {"value": output.value, "type": output.type, **sensitive, **output.extra}


def _instance(instance: InstanceState) -> str:
    inner = INSTANCE_INDENT + STEP
    members = {name: _encode(value, inner) for name, value in instance.extra.items()}
    if instance.index_key is not None:
        members["index_key"] = _encode(instance.index_key, inner)
    if instance.deposed is not None:
        members["deposed"] = encode_basestring(instance.deposed)
    members["schema_version"] = str(instance.schema_version)
    if instance.attributes or not {"attributes", "attributes_flat"} & members.keys():
        attributes = {name: instance.attributes[name] for name in sorted(instance.attributes)}
        members["attributes"] = _encode(attributes, inner)
    members["sensitive_attributes"] = _encode(list(instance.sensitive_attributes), inner)
    if instance.dependencies:
        members["dependencies"] = _encode(list(instance.dependencies), inner)
    return _escape(_members(members, _INSTANCE_ORDER, INSTANCE_INDENT))


def _members(encoded: Mapping[str, str], order: Sequence[str], indent: str) -> str:
    names = [name for name in order if name in encoded]
    if len(names) < len(encoded):
        names += [name for name in encoded if name not in order]
    inner = indent + STEP
    lines = f",\n{inner}".join([f"{encode_basestring(name)}: {encoded[name]}" for name in names])
    return f"{{\n{inner}{lines}\n{indent}}}"


def _listed(parts: list[str], indent: str) -> Sequence[str]:
    """The parts of a list whose items, each behind a separator, are `parts`; `indent` is that of its key."""
    if not parts:
        return ("[]",)
    return (f"[\n{indent}{STEP}", *parts[1:], f"\n{indent}]")


def _encode(value: JSON, indent: str) -> str:  # noqa: PLR0911 - one case per kind
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, dict):
        if not value:
            return "{}"
        inner = indent + STEP
        members = [
            f"{encode_basestring(key)}: {_encode(item, inner)}" for key, item in value.items()
        ]
        return f"{{\n{inner}" + f",\n{inner}".join(members) + f"\n{indent}}}"
    if isinstance(value, list):
        if not value:
            return "[]"
        inner = indent + STEP
        items = [_encode(item, inner) for item in value]
        return f"[\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}]"
    return _scalar(value)


def _scalar(value: bool | float) -> str:  # noqa: FBT001 - a value of the file
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, ExactNumber):
        return value.text
    # The service answers NaN for some metrics; JSON has no such number, and Terraform would not read the file.
    return repr(value) if math.isfinite(value) else "null"


def _escape(text: str) -> str:
    """With the escapes of Go's encoder; these characters stand in JSON only inside of texts."""
    text = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    if text.isascii():
        return text
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
