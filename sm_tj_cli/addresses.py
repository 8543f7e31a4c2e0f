"""Addresses as Terraform writes them: `module.m["k"].aws_sagemaker_training_job.a[0]`.

Text in, frozen addresses out; they print, sort (numbers before names, as Terraform's state) and match globs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeAlias

TRAINING_JOB = "aws_sagemaker_training_job"

InstanceKey: TypeAlias = int | str | None

_NAME = r"[^\W\d][\w-]*"
_KEY = r'\[(?:0|[1-9][0-9]{0,17}|"(?:[^"\\]|\\.)*")\]'
_MODULE_STEP = re.compile(rf"module\.({_NAME})({_KEY})?\.")
_RESOURCE = re.compile(rf"(data\.)?(?!(?:data|module)\.)({_NAME})\.({_NAME})({_KEY})?")
_SEQUENCE = re.compile(r"([$%])(?=\{)")
_ESCAPE = re.compile(r"([$%])\1(?=\{)|\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)", re.DOTALL)
_LAST = 0x10FFFF
_SHOWN = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_WRITTEN = {written: character for character, written in _SHOWN.items()}


class AddressError(ValueError):
    """The text is no resource address; its message says what was expected."""


@dataclass(frozen=True, slots=True)
class ModuleInstance:
    """One step into a module: `module.name[key]`."""

    name: str
    key: InstanceKey = None

    def __str__(self) -> str:
        return f"module.{self.name}{format_key(self.key)}"


@dataclass(frozen=True, slots=True)
class ResourceAddress:
    """A `resource` or `data` block, inside its module instance."""

    type: str
    name: str
    module: tuple[ModuleInstance, ...] = ()
    is_data: bool = False

    def __str__(self) -> str:
        mode = "data." if self.is_data else ""
        return f"{format_module(self.module, dot=True)}{mode}{self.type}.{self.name}"

    def instance(self, key: InstanceKey = None) -> InstanceAddress:
        """The instance of this resource with this `count` or `for_each` key."""
        return InstanceAddress(self, key)


@dataclass(frozen=True, slots=True)
class InstanceAddress:
    """One instance of a resource."""

    resource: ResourceAddress
    key: InstanceKey = None

    def __str__(self) -> str:
        return f"{self.resource}{format_key(self.key)}"

    @property
    def label(self) -> str:
        """What people call it: the resource's name with its key (`tj["a"]`)."""
        return f"{self.resource.name}{format_key(self.key)}"

    def __lt__(self, other: InstanceAddress) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[object, ...]:
        steps = tuple((step.name, _key_order(step.key)) for step in self.resource.module)
        return (steps, self.resource.type, self.resource.name, _key_order(self.key))

    def matches(self, selector: str) -> bool:
        """Whether `selector` (address, resource, module or label, with globs) selects this instance."""
        return any(is_meant(text, selector) for text in self._names())

    def _names(self) -> tuple[str, ...]:
        modules = self.resource.module
        inside = [format_module(modules[: end + 1]) for end in range(len(modules))]
        # Without its key, a module's address means all of its instances.
        every = [
            format_module((*modules[:end], ModuleInstance(module.name)))
            for end, module in enumerate(modules)
        ]
        return (str(self), str(self.resource), self.label, self.resource.name, *inside, *every)


def format_key(key: InstanceKey) -> str:
    """`[0]`, `["a"]`, or nothing."""
    if key is None:
        return ""
    return f"[{key}]" if isinstance(key, int) else f'["{_escaped(key)}"]'


def format_module(path: tuple[ModuleInstance, ...], *, dot: bool = False) -> str:
    """`module.a.module.b`; with `dot`, ready for what follows; empty for the root module."""
    text = ".".join(map(str, path))
    return f"{text}." if dot and text else text


def parse_module(text: str) -> tuple[ModuleInstance, ...]:
    """The module path written `module.a["k"].module.b`; empty text is the root module.

    Raises:
        AddressError: it is no module path.
    """
    modules, rest = _take_modules(f"{text}." if text else "")
    if rest:
        raise AddressError(f'"{text}" is not a module address, such as module.name.')
    return modules


def parse_instance(text: str) -> InstanceAddress:
    """The address of a resource instance.

    Raises:
        AddressError: it is no such address.
    """
    modules, rest = _take_modules(text)
    found = _RESOURCE.fullmatch(rest)
    if not found:
        raise AddressError(
            f'"{text}" is not a resource address, such as {TRAINING_JOB}.name or {TRAINING_JOB}.name["key"].'
        )
    data, kind, name, key = found.groups()
    resource = ResourceAddress(kind, name, modules, is_data=bool(data))
    return InstanceAddress(resource, _parse_key(key))


def _take_modules(text: str) -> tuple[tuple[ModuleInstance, ...], str]:
    modules: list[ModuleInstance] = []
    while found := _MODULE_STEP.match(text):
        modules.append(ModuleInstance(found[1], _parse_key(found[2])))
        text = text[found.end() :]
    return tuple(modules), text


def _parse_key(text: str | None) -> InstanceKey:
    if not text:
        return None
    inner = text[1:-1]
    if inner[0] != '"':
        return int(inner)
    return _ESCAPE.sub(lambda found: _meaning(found, text), inner[1:-1])


def _escaped(key: str) -> str:
    """A key between quotes, with the escapes of HCL: `${` is doubled, and what cannot be seen is a number."""
    return "".join(_SHOWN.get(char) or _visible(char) for char in _SEQUENCE.sub(r"\1\1", key))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _meaning(escape: re.Match[str], key: str) -> str:
    doubled, digits = escape[1], escape[2] or escape[3]
    if doubled:
        return str(doubled)
    if escape[0] in _WRITTEN:
        return _WRITTEN[escape[0]]
    code = int(digits, 16) if digits else _LAST + 1
    if code <= _LAST and not 0xD800 <= code <= 0xDFFF:
        return chr(code)
    raise AddressError(
        f"The instance key {key} has the escape {escape[0]}, which HCL does not have."
    )


def _key_order(key: InstanceKey) -> tuple[int, int, str]:
    match key:
        case None:
            return (0, 0, "")
        case int():
            return (1, key, "")
        case str():
            return (2, 0, key)


def is_meant(text: str, selector: str) -> bool:
    """Whether a selector is this text, or a glob that fits it; brackets are no glob, they are instance keys."""
    return text == selector or fnmatchcase(text, selector.replace("[", "[[]"))
