"""Syntax to a module: which blocks there are, what stands in them, and what does not belong there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.configuration.blocks import arguments, check_names, flag, literal_text, literal_value
from sm_tj_cli.configuration.core_version import check_core_version
from sm_tj_cli.configuration.json_body import with_blocks
from sm_tj_cli.configuration.json_dynamic import with_dynamic_blocks
from sm_tj_cli.configuration.model import BackendSettings
from sm_tj_cli.configuration.module import Module, ModuleCall, Output, Resource, Variable
from sm_tj_cli.diagnostics import Findings, did_you_mean
from sm_tj_cli.syntax.nodes import TupleConstructor
from sm_tj_cli.values.constraints import ANY, parse_constraint
from sm_tj_cli.values.json_values import to_json

Named = TypeVar("Named", Variable, Output, Resource, ModuleCall)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.syntax.nodes import Attribute, Block, Body, Expression

# The top level's blocks and how many labels they have.
LABELS = {
    "terraform": 0,
    "provider": 1,
    "variable": 1,
    "locals": 0,
    "output": 1,
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "module": 1,
    "moved": 0,
    "removed": 0,
    "import": 0,
    "check": 1,
}
META_ARGUMENTS = ("count", "for_each", "provider", "depends_on")
META_BLOCKS = ("lifecycle", "timeouts", "provisioner", "connection")
_NESTED = {
    "variable": {"validation": 0},
    "output": {"precondition": 0, "postcondition": 0},
    "resource": dict.fromkeys(META_BLOCKS, 0) | {"provisioner": 1},
    "data": dict.fromkeys(META_BLOCKS, 0),
    "terraform": {"backend": 1, "required_providers": 0, "cloud": 0, "provider_meta": 1},
    "check": {"assert": 0, "data": 2},
    "removed": {"lifecycle": 0},
    "lifecycle": {"precondition": 0, "postcondition": 0},
}
_VARIABLE = ("type", "default", "description", "nullable", "sensitive", "ephemeral")
_OUTPUT = ("value", "description", "sensitive", "ephemeral", "depends_on")
_MODULE_META = ("source", "version", "count", "for_each", "providers", "depends_on")


@dataclass(slots=True)
class _Parts:
    """What was found so far, in every file of the module."""

    variables: dict[str, Variable] = field(default_factory=dict)
    locals: dict[str, Attribute] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    calls: dict[str, ModuleCall] = field(default_factory=dict)
    others: dict[str, list[Block]] = field(default_factory=dict)
    backend: BackendSettings | None = None


def decode_module(directory: str, bodies: Sequence[Body], findings: Findings) -> Module:
    """The module that these files say together; overrides are merged into them already."""
    decoder = _Decoder(findings)
    for body in bodies:
        decoder.file(with_blocks(body, LABELS, findings) if body.from_json else body)
    parts = decoder.parts
    kept = {
        kind: tuple(parts.others.get(kind, ()))
        for kind in ("provider", "moved", "removed", "import", "check")
    }
    return Module(
        directory,
        parts.variables,
        parts.locals,
        parts.outputs,
        parts.resources,
        parts.calls,
        kept["provider"],
        kept["moved"],
        kept["removed"],
        kept["import"],
        kept["check"],
        parts.backend,
    )


def nested(block: Block, findings: Findings) -> Block:
    """The block with its own nested blocks told apart from its arguments, where it came from JSON."""
    if not block.body.from_json:
        return block
    labels = _NESTED.get(block.type, {})
    return replace(block, body=with_blocks(block.body, labels, findings))


class _Decoder:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.parts = _Parts()

    def file(self, body: Body) -> None:
        for attribute in body.attributes.values():
            self.findings.error(
                "Unsupported argument",
                f'An argument named "{attribute.name}" is not expected here.{did_you_mean(attribute.name, LABELS)}',
                attribute.name_range,
            )
        for block in body.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if block.type not in LABELS:
            hint = did_you_mean(block.type, LABELS)
            self.findings.error(
                "Unsupported block type",
                f'Blocks of type "{block.type}" are not expected here.{hint}',
                block.type_range,
            )
            return
        if not self._has_labels(block):
            return
        block = nested(block, self.findings)
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
            case "terraform":
                self._terraform(block)
            case _:
                self.parts.others.setdefault(block.type, []).append(block)

    def _has_labels(self, block: Block) -> bool:
        wanted = LABELS[block.type]
        if len(block.labels) < wanted:
            word = ("type", "name")[len(block.labels)] if wanted == 2 else "name"
            self.findings.error(
                f"Missing {word} for {block.type}",
                f"All {block.type} blocks must have {wanted} label{'s' if wanted > 1 else ''} "
                f"({'type, name' if wanted > 1 else 'name'}).",
                block.definition_range,
            )
            return False
        if len(block.labels) > wanted:
            self.findings.error(
                f"Extraneous label for {block.type}",
                f"Only {wanted} labels ({'type, name' if wanted > 1 else 'name'}) are expected for {block.type} blocks."
                if wanted
                else f"No labels are expected for {block.type} blocks.",
                block.label_ranges[wanted],
            )
            return False
        return True

    def _variable(self, block: Block) -> None:
        check_names(block.body, _VARIABLE, ("validation",), self.findings)
        found = block.body.attributes
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
            found["default"].expression if "default" in found else None,
            literal_text(found.get("description"), self.findings),
            flag(found.get("nullable"), self.findings, default=True),
            flag(found.get("sensitive"), self.findings),
            flag(found.get("ephemeral"), self.findings),
            tuple(item for item in block.body.blocks if item.type == "validation"),
            block.definition_range,
        )
        self._add(self.parts.variables, name, variable, "variable")

    def _locals(self, block: Block) -> None:
        for attribute in block.body.attributes.values():
            first = self.parts.locals.setdefault(attribute.name, attribute)
            if first is not attribute:
                self.findings.error(
                    "Duplicate local value definition",
                    f'A local value named "{attribute.name}" was already defined at {first.range.label}. Local value '
                    "names must be unique within a module.",
                    attribute.range,
                )

    def _output(self, block: Block) -> None:
        check_names(block.body, _OUTPUT, ("precondition", "postcondition"), self.findings)
        found = block.body.attributes
        if "value" not in found:
            self._missing("value", block)
            return
        output = Output(
            block.labels[0],
            found["value"].expression,
            literal_text(found.get("description"), self.findings),
            flag(found.get("sensitive"), self.findings),
            flag(found.get("ephemeral"), self.findings),
            tuple(item for item in block.body.blocks if item.type == "precondition"),
            block.definition_range,
        )
        self._add(self.parts.outputs, output.name, output, "output")

    def _resource(self, block: Block) -> None:
        if block.body.from_json:
            block = replace(block, body=with_dynamic_blocks(block.body, self.findings))
        self._warn_of_provisioners(block)
        found = block.body.attributes
        kept = {name: it for name, it in found.items() if name not in META_ARGUMENTS}
        # What `timeouts` may hold is the resource type's to say.
        blocks = tuple(
            item
            for item in block.body.blocks
            if item.type not in META_BLOCKS or item.type == "timeouts"
        )
        lifecycles = [item for item in block.body.blocks if item.type == "lifecycle"]
        mode = {"resource": "managed"}.get(block.type, block.type)
        count, for_each, provider = arguments(found, "count", "for_each", "provider")
        resource = Resource(
            mode,
            block.labels[0],
            block.labels[1],
            replace(block.body, attributes=kept, blocks=blocks),
            block.definition_range,
            count,
            for_each,
            provider,
            _references(found.get("depends_on")),
            nested(lifecycles[0], self.findings) if lifecycles else None,
        )
        if resource.count is not None and resource.for_each is not None:
            self.findings.error(
                'Invalid combination of "count" and "for_each"',
                'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be '
                "explicit about the number of resources to be created.",
                found["for_each"].name_range,
            )
        self._add(self.parts.resources, resource.address, resource, f"{resource.type} resource")

    def _warn_of_provisioners(self, block: Block) -> None:
        for inner in block.body.blocks:
            if inner.type == "provisioner" and block.labels[0] == TRAINING_JOB:
                self.findings.warning(
                    "Provisioner is not run",
                    "smtj runs no commands around a training job. Run them before or after smtj apply, or let the "
                    "training script do it.",
                    inner.definition_range,
                )

    def _module(self, block: Block) -> None:
        found = block.body.attributes
        if "source" not in found:
            self._missing("source", block)
            return
        kept = {name: it for name, it in found.items() if name not in _MODULE_META}
        count, for_each, providers = arguments(found, "count", "for_each", "providers")
        call = ModuleCall(
            block.labels[0],
            replace(block.body, attributes=kept),
            block.definition_range,
            literal_text(found["source"], self.findings),
            None,
            count,
            for_each,
            providers,
            _references(found.get("depends_on")),
        )
        self._add(self.parts.calls, call.name, call, "module")

    def _terraform(self, block: Block) -> None:
        if "required_version" in block.body.attributes:
            check_core_version(block.body.attributes["required_version"], self.findings)
        for inner in block.body.blocks:
            if inner.type == "backend" and inner.labels:
                values = {
                    name: literal_value(attribute.expression, self.findings)
                    for name, attribute in inner.body.attributes.items()
                }
                # What is unknown was told just now, so it counts neither as given nor as missing.
                settings = {
                    name: to_json(value) for name, value in values.items() if value.is_wholly_known
                }
                found = inner.body.attributes.items()
                self.parts.backend = BackendSettings(
                    inner.labels[0],
                    settings,
                    inner.definition_range,
                    {name: attribute.range for name, attribute in found},
                    {block.type: block.definition_range for block in inner.body.blocks},
                )
            elif inner.type == "cloud":
                self.findings.error(
                    "HCP Terraform is not supported",
                    "smtj keeps its state in a file or in S3. Use a backend block of type local or s3, or --state FILE.",
                    inner.definition_range,
                )

    def _missing(self, name: str, block: Block) -> None:
        self.findings.error(
            "Missing required argument",
            f'The argument "{name}" is required, but no definition was found.',
            block.body.end_range if block.body.from_json else block.definition_range,
        )

    def _add(self, table: dict[str, Named], name: str, item: Named, word: str) -> None:
        first = table.setdefault(name, item)
        if first is not item:
            shown = name.rpartition(".")[2]
            self.findings.error(
                f"Duplicate {word} {'configuration' if word.endswith('resource') else 'declaration' if word == 'variable' else 'definition'}",
                f'A {word} named "{shown}" was already declared at {first.range.label}. '
                f"{word.rpartition(' ')[2].capitalize()} names must be unique"
                f"{' per type in each module' if word.endswith('resource') else ' within a module'}.",
                item.range,
            )


def _references(attribute: Attribute | None) -> tuple[Expression, ...]:
    if attribute is None or not isinstance(attribute.expression, TupleConstructor):
        return ()
    return attribute.expression.items
