"""Override files: `override.tf` and `*_override.tf` change blocks instead of adding some (Terraform's rules)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.syntax.nodes import Block, Body


def is_override(name: str) -> bool:
    """Whether a file of this name overrides."""
    stem = name.removesuffix(".json").removesuffix(".tf")
    return stem == "override" or stem.endswith("_override")


def merge_overrides(bodies: Sequence[Body], overrides: Sequence[Body]) -> list[Body]:
    """The bodies with the overrides merged into the blocks of the same type and labels.

    An override's arguments replace those of the block, its nested blocks all those of the same type.
    """
    merged = list(bodies)
    for override in overrides:
        left = []
        for block in override.blocks:
            for at, body in enumerate(merged):
                found = next((it for it in body.blocks if _same(it, block)), None)
                if found is not None:
                    changed = tuple(_merge(it, block) if it is found else it for it in body.blocks)
                    merged[at] = replace(body, blocks=changed)
                    break
            else:
                left.append(block)
        if left or override.attributes:
            merged.append(replace(override, blocks=tuple(left)))
    return merged


def _same(block: Block, other: Block) -> bool:
    return (block.type, block.labels) == (other.type, other.labels)


def _merge(block: Block, override: Block) -> Block:
    replaced = {item.type for item in override.body.blocks}
    kept = tuple(item for item in block.body.blocks if item.type not in replaced)
    body = replace(
        block.body,
        attributes={**block.body.attributes, **override.body.attributes},
        blocks=(*kept, *override.body.blocks),
    )
    return replace(block, body=body)
