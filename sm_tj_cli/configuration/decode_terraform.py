"""`terraform { }` blocks: the required version, the backend, and the providers that a module names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import literal_value
from sm_tj_cli.configuration.core_version import check_core_version
from sm_tj_cli.configuration.model import BackendSettings
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    ObjectConstructor,
    Reference,
    StringLiteral,
    TupleConstructor,
)
from sm_tj_cli.syntax.nodes import Traversal as TraversalNode
from sm_tj_cli.values.json_values import to_json

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Findings, SourceRange
    from sm_tj_cli.syntax.nodes import Attribute, Block, Expression

_OF_PROVIDER = ("version", "source", "configuration_aliases")


@dataclass(frozen=True, slots=True)
class RequiredProvider:
    """An entry of `required_providers`: where the provider comes from, and the aliases that callers must pass."""

    source: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class TerraformSettings:
    """What the `terraform` blocks of a module say so far."""

    backend: BackendSettings | None = None
    cloud: SourceRange | None = None
    required_providers: dict[str, RequiredProvider] = field(default_factory=dict)
    requires_at: SourceRange | None = None


def decode_terraform(block: Block, settings: TerraformSettings, findings: Findings) -> None:
    """Adds what one block says; what smtj cannot honour is told."""
    found = block.body.attributes
    if "required_version" in found:
        check_core_version(found["required_version"], findings)
    if "experiments" in found:
        _experiments(found["experiments"], findings)
    for inner in block.body.blocks:
        match inner.type:
            case "backend":
                _backend(inner, settings, findings)
            case "cloud":
                settings.cloud = inner.definition_range
                findings.error(
                    "HCP Terraform is not supported",
                    "smtj keeps its state in a file or in S3. Use a backend block of type local or s3, or --state FILE.",
                    inner.definition_range,
                )
            case "required_providers":
                _required(inner, settings, findings)
            case _:
                findings.warning(
                    "Provider metadata is not sent",
                    "provider_meta is for the provider itself, which smtj does not run; it changes nothing of a "
                    "training job.",
                    inner.definition_range,
                )
    if settings.cloud is not None and settings.backend is not None:
        findings.error(
            "Both a backend and cloud configuration are present",
            f"A module may declare either one 'cloud' block or one 'backend' block. The 'cloud' block is at "
            f"{settings.cloud.label}.",
            settings.backend.range,
        )


def _experiments(attribute: Attribute, findings: Findings) -> None:
    items = attribute.expression
    if isinstance(items, TupleConstructor) and items.items:
        findings.error(
            "Module uses experimental features",
            "Experimental features are intended only for gathering early feedback on new language designs, and so are "
            "available only in alpha releases of Terraform.",
            attribute.range,
        )


def _backend(block: Block, settings: TerraformSettings, findings: Findings) -> None:
    if settings.backend is not None:
        findings.error(
            "Duplicate backend configuration",
            f"A module may have only one backend configuration. The backend was previously configured at "
            f"{settings.backend.range.label}.",
            block.definition_range,
        )
        return
    found = block.body.attributes
    values = {name: literal_value(item.expression, findings) for name, item in found.items()}
    settings.backend = BackendSettings(
        block.labels[0],
        # What is unknown was told just now, so it counts neither as given nor as missing.
        {name: to_json(value) for name, value in values.items() if value.is_wholly_known},
        block.definition_range,
        {name: item.range for name, item in found.items()},
        {inner.type: inner.definition_range for inner in block.body.blocks},
    )


def _required(block: Block, settings: TerraformSettings, findings: Findings) -> None:
    if settings.requires_at is not None:
        findings.error(
            "Duplicate required providers configuration",
            "A module may have only one required providers configuration. The required providers were previously "
            f"configured at {settings.requires_at.label}.",
            block.definition_range,
        )
        return
    settings.requires_at = block.definition_range
    for name, attribute in block.body.attributes.items():
        settings.required_providers[name] = _provider(attribute.expression, findings)


def _provider(expression: Expression, findings: Findings) -> RequiredProvider:
    if not isinstance(expression, ObjectConstructor):
        # The spelling of Terraform 0.12: only a version.
        return RequiredProvider()
    source = ""
    aliases: tuple[str, ...] = ()
    for item in expression.items:
        match item.key:
            case StringLiteral("source") if isinstance(item.value, StringLiteral):
                source = item.value.value
            case StringLiteral("configuration_aliases"):
                aliases = _aliases(item.value)
            case StringLiteral(name) if name in _OF_PROVIDER:
                pass
            case _:
                findings.error(
                    "Invalid required_providers object",
                    'required_providers objects can only contain "version", "source" and "configuration_aliases" '
                    'attributes. To configure a provider, use a "provider" block.',
                    item.key.range,
                )
    return RequiredProvider(source, aliases)


def _aliases(expression: Expression) -> tuple[str, ...]:
    items = expression.items if isinstance(expression, TupleConstructor) else ()
    return tuple(
        item.steps[0].name
        for item in items
        if isinstance(item, TraversalNode)
        and isinstance(item.source, Reference)
        and isinstance(item.steps[0], AttributeStep)
    )
