"""Syntax to a module: which blocks there are and what stands in them; names that are taken or impossible are told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from sm_tj_cli.configuration.blocks import (
    arguments,
    as_literal,
    flag,
    is_identifier,
    literal_text,
    literal_value,
)
from sm_tj_cli.configuration.decode_resource import decode_resource, dependencies
from sm_tj_cli.configuration.decode_terraform import TerraformSettings, decode_terraform
from sm_tj_cli.configuration.module import Check, Module, ModuleCall, Output, Resource, Variable
from sm_tj_cli.configuration.providers import check_providers
from sm_tj_cli.values.constraints import ANY, parse_constraint
from sm_tj_cli.values.types import BOOL, NUMBER, STRING

Named = TypeVar("Named", Variable, Output, Resource, ModuleCall, Check)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import Findings, SourceRange
    from sm_tj_cli.syntax.nodes import Attribute, Block, Body

_MODULE_META = ("source", "version", "count", "for_each", "providers", "depends_on")
_NAME_RULE = "A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes."
# What a `module` block reads itself, so that no variable can be called so.
_RESERVED = (
    "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
)  # fmt: skip
_RESERVED_BLOCKS = ("lifecycle", "locals", "provider")


@dataclass(slots=True)
class _Parts:
    """What was found so far, in every file of the module."""

    variables: dict[str, Variable] = field(default_factory=dict)
    locals: dict[str, Attribute] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    calls: dict[str, ModuleCall] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    others: dict[str, list[Block]] = field(default_factory=dict)
    settings: TerraformSettings = field(default_factory=TerraformSettings)


def decode_module(directory: str, bodies: Sequence[Body], findings: Findings) -> Module:
    """The module that these files say together; their blocks conform to the schema, overrides are merged already."""
    decoder = _Decoder(findings)
    for body in bodies:
        for block in body.blocks:
            decoder.block(block)
    parts = decoder.parts
    kept = {
        kind: tuple(parts.others.get(kind, ()))
        for kind in ("provider", "moved", "removed", "import")
    }
    module = Module(
        directory,
        parts.variables,
        parts.locals,
        parts.outputs,
        parts.resources,
        parts.calls,
        parts.checks,
        kept["provider"],
        kept["moved"],
        kept["removed"],
        kept["import"],
        parts.settings.backend,
        parts.settings.required_providers,
    )
    check_providers(module, findings)
    return module


class _Decoder:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.parts = _Parts()

    def block(self, block: Block) -> None:
        match block.type:
            case "variable":
                self._variable(block)
            case "locals":
                self._locals(block)
            case "output":
                self._output(block)
            case "resource" | "data" | "ephemeral":
                self._resource(block)
            case "module":
                self._module(block)
            case "check":
                self._check(block)
            case "terraform":
                decode_terraform(block, self.parts.settings, self.findings)
            case "provider":
                self._name(block, "Invalid provider local name")
                self.parts.others.setdefault(block.type, []).append(block)
            case _:
                self.parts.others.setdefault(block.type, []).append(block)

    def _variable(self, block: Block) -> None:
        found = block.body.attributes
        self._name(block, "Invalid variable name")
        if block.labels[0] in _RESERVED:
            self.findings.error(
                "Invalid variable name",
                f'The variable name "{block.labels[0]}" is reserved due to its special meaning inside module blocks.',
                block.label_ranges[0],
            )
        constraint = ANY
        if "type" in found:
            constraint, problems = parse_constraint(
                found["type"].expression, lambda default: literal_value(default, self.findings)
            )
            self.findings.add(problems)
        if "default" in found:
            literal_value(found["default"].expression, self.findings)
        name = block.labels[0]
        variable = Variable(
            name,
            constraint,
            as_literal(found["default"].expression) if "default" in found else None,
            literal_text(found.get("description"), self.findings),
            flag(found.get("nullable"), self.findings, default=True),
            flag(found.get("sensitive"), self.findings),
            flag(found.get("ephemeral"), self.findings),
            tuple(item for item in block.body.blocks if item.type == "validation"),
            block.definition_range,
            "type" not in found or constraint.type in (STRING, NUMBER, BOOL),
        )
        self._add(self.parts.variables, name, variable, "Duplicate variable declaration")

    def _locals(self, block: Block) -> None:
        for attribute in block.body.attributes.values():
            self._identifier(attribute.name, "Invalid local value name", attribute.name_range)
            first = self.parts.locals.setdefault(attribute.name, attribute)
            if first is not attribute:
                self.findings.error(
                    "Duplicate local value definition",
                    f'A local value named "{attribute.name}" was already defined at {first.range.label}. Local value '
                    "names must be unique within a module.",
                    attribute.range,
                )
        for inner in block.body.blocks:
            self.findings.error(
                "Unexpected block", "Blocks are not allowed here.", inner.type_range
            )

    def _output(self, block: Block) -> None:
        self._name(block, "Invalid output name")
        found = block.body.attributes
        for inner in block.body.blocks:
            if inner.type == "postcondition":
                self.findings.error(
                    "Postconditions are not allowed",
                    "Output values can only have preconditions, not postconditions.",
                    inner.type_range,
                )
        if "value" not in found:
            return
        output = Output(
            block.labels[0],
            found["value"].expression,
            literal_text(found.get("description"), self.findings),
            flag(found.get("sensitive"), self.findings),
            flag(found.get("ephemeral"), self.findings),
            tuple(item for item in block.body.blocks if item.type == "precondition"),
            block.definition_range,
            dependencies(found.get("depends_on"), self.findings),
        )
        self._add(self.parts.outputs, output.name, output, "Duplicate output definition")

    def _resource(self, block: Block) -> None:
        mode = {"data": "data source", "ephemeral": "ephemeral resource type"}
        self._name(block, f"Invalid {mode.get(block.type, 'resource type')} name")
        kind = {"data": "data resource", "ephemeral": "ephemeral resource"}
        self._name(block, f"Invalid {kind.get(block.type, 'resource')} name", 1)
        resource = decode_resource(block, self.findings)
        word = {"data": "data", "ephemeral": "ephemeral resource"}.get(block.type, "resource")
        self._add(
            self.parts.resources,
            resource.address,
            resource,
            f'Duplicate {word} "{resource.type}" configuration',
        )

    def _module(self, block: Block) -> None:
        found = block.body.attributes
        self._name(block, "Invalid module instance name")
        for inner in block.body.blocks:
            reserved = inner.type in _RESERVED_BLOCKS
            self.findings.error(
                "Reserved block type name in module block"
                if reserved
                else "Unsupported block type",
                f'The block type name "{inner.type}" is reserved for use by Terraform in a future version.'
                if reserved
                else f'Blocks of type "{inner.type}" are not expected here.',
                inner.type_range,
            )
        if "source" not in found:
            return
        kept = {name: it for name, it in found.items() if name not in _MODULE_META}
        count, for_each, providers = arguments(found, "count", "for_each", "providers")
        call = ModuleCall(
            block.labels[0],
            replace(block.body, attributes=kept),
            block.definition_range,
            literal_text(found["source"], self.findings),
            found["source"].expression.range,
            None,
            count,
            None if count else for_each,
            providers,
            dependencies(found.get("depends_on"), self.findings),
            "version" in found,
        )
        self._add(self.parts.calls, call.name, call, "Duplicate module call")

    def _check(self, block: Block) -> None:
        self._name(block, "Invalid check block name")
        data = [inner for inner in block.body.blocks if inner.type == "data"]
        for more in data[1:]:
            self.findings.error(
                "Multiple data resource blocks",
                f"This check block already has a data resource defined at {data[0].definition_range.label}.",
                more.definition_range,
            )
        found = Check(
            block.labels[0],
            block,
            decode_resource(data[0], self.findings) if data else None,
            block.definition_range,
        )
        self._add(self.parts.checks, found.name, found, "Duplicate check configuration")

    def _name(self, block: Block, summary: str, at: int = 0) -> None:
        self._identifier(block.labels[at], summary, block.label_ranges[at])

    def _identifier(self, name: str, summary: str, where: SourceRange) -> None:
        if not is_identifier(name):
            self.findings.error(summary, _NAME_RULE, where)

    def _add(self, table: dict[str, Named], name: str, item: Named, summary: str) -> None:
        first = table.setdefault(name, item)
        if first is not item:
            self.findings.error(
                summary,
                f'"{name}" was already declared at {first.range.label}. Names must be unique within a module.',
                item.range,
            )
