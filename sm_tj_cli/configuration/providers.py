"""`provider "aws"` blocks to the settings that connections and tags need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.values.json_values import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.syntax.nodes import Attribute, Block


def providers_of(
    blocks: Sequence[Block], module: Evaluating, inherited: Mapping[str, ProviderSettings] | None
) -> Mapping[str, ProviderSettings]:
    """By alias, the default one under an empty alias; a called module has its caller's."""
    found = dict(inherited or {})
    for block in blocks:
        if block.labels[0] == "aws":
            settings = _settings(block, module)
            found[settings.alias or ""] = settings
    found.setdefault("", ProviderSettings())
    return found


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
    found = to_json(module.evaluate(attribute.expression)) if attribute else None
    items = found.items() if isinstance(found, dict) else ()
    return {key: _shown(item) for key, item in items if item is not None}


def _shown(item: object) -> str:
    return str(item).lower() if isinstance(item, bool) else str(item)


def _list(attribute: Attribute | None, module: Evaluating) -> list[str]:
    found = to_json(module.evaluate(attribute.expression)) if attribute else None
    return [str(item) for item in found] if isinstance(found, list) else []
