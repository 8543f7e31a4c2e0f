"""`provider "aws"` blocks to the settings that connections and tags need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import is_identifier, literal_text
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    ObjectConstructor,
    Reference,
    StringLiteral,
    Traversal,
)
from sm_tj_cli.values.json_values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sm_tj_cli.configuration.decode_terraform import RequiredProvider
    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.module import Module
    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Attribute, Block, Expression


def aws_names(required: Mapping[str, RequiredProvider]) -> frozenset[str]:
    """What the AWS provider is called in a module: `aws`, unless `required_providers` gives it another name."""
    others = {name for name, it in required.items() if it.source.endswith("hashicorp/aws")}
    return frozenset(others or {"aws"})


def providers_of(
    written: Module, module: Evaluating, inherited: Mapping[str, ProviderSettings] | None
) -> Mapping[str, ProviderSettings]:
    """By alias, the default one under an empty alias; a called module has its caller's."""
    names = aws_names(written.required_providers)
    found = dict(inherited or {})
    for block in written.providers:
        if block.labels[0] in names:
            settings = _settings(block, module)
            found[settings.alias or ""] = settings
    found.setdefault("", ProviderSettings())
    return found


def provider_reference(expression: Expression | None) -> tuple[str, str] | None:
    """The name and the alias of `aws` or `aws.west`; None where it is neither."""
    match expression:
        case Reference(name) | StringLiteral(name):
            return name, ""
        case Traversal(Reference(name), (AttributeStep(alias),)):
            return name, alias
        case _:
            return None


def check_providers(module: Module, findings: Findings) -> None:
    """Tells provider blocks that are declared twice or called impossibly, and references to those that are not there."""
    declared: dict[tuple[str, str], Block] = {}
    for block in module.providers:
        key = block.labels[0], _alias(block, findings)
        first = declared.setdefault(key, block)
        if first is not block:
            which = f'with alias "{key[1]}"' if key[1] else "that is the default (non-aliased) one"
            findings.error(
                "Duplicate provider configuration",
                f'A provider configuration for "{key[0]}" {which} was already given at {first.definition_range.label}. '
                'Each configuration for the same provider must have a distinct "alias".',
                block.definition_range,
            )
    passed = {
        (name, alias)
        for name, required in module.required_providers.items()
        for alias in required.aliases
    }
    references = [it.provider for it in module.resources.values() if it.provider is not None]
    for call in module.calls.values():
        if isinstance(call.providers, ObjectConstructor):
            references.extend(item.value for item in call.providers.items)
    for expression in references:
        _check_reference(expression, set(declared) | passed, findings)


def _check_reference(
    expression: Expression, known: Collection[tuple[str, str]], findings: Findings
) -> None:
    found = provider_reference(expression)
    if found is None:
        findings.error(
            "Invalid provider configuration reference",
            "The provider argument requires a provider type name, optionally followed by a period and then a "
            "configuration alias.",
            expression.range,
        )
    elif found[1] and found not in known:
        aliases = [alias for name, alias in known if name == found[0]]
        findings.error(
            "Provider configuration not present",
            f'There is no provider "{found[0]}" configuration with the alias "{found[1]}" in this module.'
            f"{did_you_mean(found[1], aliases)}",
            expression.range,
        )


def _alias(block: Block, findings: Findings) -> str:
    attribute = block.body.attributes.get("alias")
    alias = literal_text(attribute, findings)
    if attribute is not None and not is_identifier(alias):
        findings.error(
            "Invalid provider configuration alias",
            "An alias must be a valid name. A name must start with a letter or underscore and may contain only letters, "
            "digits, underscores, and dashes.",
            attribute.expression.range,
        )
    if "version" in block.body.attributes:
        findings.warning(
            "Version constraints inside provider configuration blocks are deprecated",
            "Terraform 0.13 and earlier allowed provider version constraints inside the provider configuration block, but "
            "that is now deprecated and will be removed in a future version of Terraform. To silence this warning, move "
            "the provider version constraint into the required_providers block.",
            block.body.attributes["version"].range,
        )
    return alias


def _settings(block: Block, module: Evaluating) -> ProviderSettings:
    found = block.body.attributes
    assumed = _inner(block, "assume_role")
    ignored = _inner(block, "ignore_tags")
    endpoints = _inner(block, "endpoints")
    return ProviderSettings(
        _text(found.get("alias"), module),
        _text(found.get("region"), module),
        _text(found.get("profile"), module),
        _text(assumed.get("role_arn"), module),
        _texts(_inner(block, "default_tags").get("tags"), module),
        frozenset(_list(ignored.get("keys"), module)),
        tuple(_list(ignored.get("key_prefixes"), module)),
        {name: _text(attribute, module) or "" for name, attribute in endpoints.items()},
    )


def _inner(block: Block, name: str) -> Mapping[str, Attribute]:
    return next((it.body.attributes for it in block.body.blocks if it.type == name), {})


def _text(attribute: Attribute | None, module: Evaluating) -> str | None:
    if attribute is None:
        return None
    found = to_json(module.evaluate(attribute.expression))
    return None if found is None else str(found)


def _texts(attribute: Attribute | None, module: Evaluating) -> dict[str, str]:
    if attribute is None:
        return {}
    value = module.evaluate(attribute.expression)
    shared = module.shared
    if not value.is_wholly_known and not shared.world.offline and not shared.is_faulty:
        shared.findings.error(
            "Default tags are not known",
            "They depend on what is known only after a job was submitted or has ended, so no job could be sent with them. "
            "Use values that are known, or write these tags in the resources themselves.",
            attribute.expression.range,
        )
    found = to_json(value)
    items = found.items() if isinstance(found, dict) else ()
    return {key: _shown(item) for key, item in items if item is not None}


def _shown(item: object) -> str:
    return str(item).lower() if isinstance(item, bool) else str(item)


def _list(attribute: Attribute | None, module: Evaluating) -> list[str]:
    found = to_json(module.evaluate(attribute.expression)) if attribute else None
    return [str(item) for item in found] if isinstance(found, list) else []
