"""Override files: `override.tf` and `*_override.tf` change blocks instead of adding some (Terraform's rules)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import StringLiteral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Block, Body

_CONDITIONS = ("validation", "precondition", "postcondition")
_MERGED = ("lifecycle", "required_providers")
_NEVER = {
    "moved": (
        "Cannot override 'moved' blocks",
        "Records of moved objects can appear only in normal files, not in override files.",
    ),
    "import": (
        "Cannot override 'import' blocks",
        "Import blocks can appear only in normal files, not in override files.",
    ),
    "check": ("Can't override check blocks", "Override files cannot override check blocks."),
}
# What messages call a block, and what must be there before it can be changed.
_WORDS = {
    "variable": ("base variable declaration", "variable"),
    "output": ("base output definition", "output"),
    "module": ("module call", "module call"),
    "resource": ("resource", "resource"),
    "data": ("data resource", "data resource"),
}
_WITHOUT_DEPENDENCIES = ("output", "module", "resource", "data", "ephemeral")


def is_override(name: str) -> bool:
    """Whether a file of this name overrides."""
    stem = name.removesuffix(".json").removesuffix(".tf")
    return stem == "override" or stem.endswith("_override")


def merge_overrides(
    bodies: Sequence[Body], overrides: Sequence[Body], findings: Findings
) -> list[Body]:
    """The bodies with the overrides merged into the blocks of the same type and labels.

    An override's arguments replace those of the block, its nested blocks all those of the same type. What there is
    nothing to change of, and what cannot be changed, is told.
    """
    merged = list(bodies)
    for override in overrides:
        added = []
        for block in override.blocks:
            if block.type in _NEVER:
                findings.error(*_NEVER[block.type], block.definition_range)
                continue
            _check(block, findings)
            if block.type == "locals":
                _override_locals(block, merged, findings)
            elif not _override(block, merged):
                added.append(block)
        for block in added:
            if block.type in _WORDS:
                _tell_missing(block, findings)
        kept = tuple(block for block in added if block.type not in _WORDS)
        merged.append(replace(override, blocks=kept))
    return merged


def _override(block: Block, merged: list[Body]) -> bool:
    for at, body in enumerate(merged):
        found = next((it for it in body.blocks if _same(it, block)), None)
        if found is not None:
            changed = tuple(_merge(it, block) if it is found else it for it in body.blocks)
            merged[at] = replace(body, blocks=changed)
            return True
    return False


def _override_locals(block: Block, merged: list[Body], findings: Findings) -> None:
    left = dict(block.body.attributes)
    for at, body in enumerate(merged):
        blocks = []
        for found in body.blocks:
            names = set(found.body.attributes) & set(left) if found.type == "locals" else set()
            changes = {name: left.pop(name) for name in names}
            attributes = {**found.body.attributes, **changes}
            blocks.append(replace(found, body=replace(found.body, attributes=attributes)))
        merged[at] = replace(body, blocks=tuple(blocks))
    for name, attribute in left.items():
        findings.error(
            "Missing base local value definition to override",
            f'There is no local value named "{name}". An override file can only override a local value that was already '
            "defined in a primary configuration file.",
            attribute.range,
        )


def _check(block: Block, findings: Findings) -> None:
    lifecycles = [inner for inner in block.body.blocks if inner.type == "lifecycle"]
    for body in (block.body, *(inner.body for inner in lifecycles)):
        for inner in body.blocks:
            if inner.type in _CONDITIONS:
                findings.error(
                    f"Can't override {inner.type} blocks",
                    f'Override files cannot override "{inner.type}" blocks.',
                    inner.type_range,
                )
    given = block.body.attributes.get("depends_on")
    is_empty = given is not None and getattr(given.expression, "items", None) == ()
    if given is not None and not is_empty and block.type in _WITHOUT_DEPENDENCIES:
        findings.error(
            "Unsupported override",
            "The depends_on argument may not be overridden.",
            given.expression.range,
        )


def _tell_missing(block: Block, findings: Findings) -> None:
    summary, word = _WORDS[block.type]
    kind = f"{block.labels[0]} {word}" if len(block.labels) > 1 else word
    findings.error(
        f"Missing {summary} to override",
        f'There is no {kind} named "{block.labels[-1]}". An override file can only override a {word} that was defined in '
        "a primary configuration file.",
        block.definition_range,
    )


def _same(block: Block, other: Block) -> bool:
    return (block.type, block.labels, _alias(block)) == (other.type, other.labels, _alias(other))


def _alias(block: Block) -> str:
    alias = block.body.attributes.get("alias") if block.type == "provider" else None
    value = alias.expression if alias else None
    return value.value if isinstance(value, StringLiteral) else ""


def _merge(block: Block, override: Block) -> Block:
    own = {item.type: item for item in block.body.blocks}
    changes = tuple(_nested(own.get(item.type), item) for item in override.body.blocks)
    replaced = {item.type for item in changes}
    kept = tuple(item for item in block.body.blocks if item.type not in replaced)
    body = replace(
        block.body,
        attributes={**block.body.attributes, **override.body.attributes},
        blocks=(*kept, *changes),
    )
    return replace(block, body=body)


def _nested(block: Block | None, override: Block) -> Block:
    """A nested block replaces its fellow, but for those whose conditions and other arguments stay."""
    if block is None or override.type not in _MERGED:
        return override
    return _merge(block, override)
