"""`lifecycle` blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import flag
from sm_tj_cli.configuration.decode_resource import static_list, static_reference
from sm_tj_cli.configuration.model import Lifecycle
from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    IndexStep,
    NumberLiteral,
    Reference,
    StringLiteral,
    Traversal,
    TupleConstructor,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Attribute, Block, Expression, Step


def decode_lifecycle(
    block: Block | None, attributes: Collection[str], findings: Findings
) -> Lifecycle:
    """What the block says; Terraform's defaults where there is none. `attributes` are those of the resource."""
    if block is None:
        return Lifecycle()
    found = block.body.attributes
    paths = _paths(found.get("ignore_changes"), attributes, findings)
    return Lifecycle(
        flag(found.get("prevent_destroy"), findings),
        flag(found.get("create_before_destroy"), findings),
        paths is None,
        paths or (),
    )


def _paths(
    attribute: Attribute | None, attributes: Collection[str], findings: Findings
) -> tuple[str, ...] | None:
    """The dotted paths; None for the keyword `all`."""
    match attribute.expression if attribute else None:
        case None:
            return ()
        case Reference("all"):
            return None
        case TupleConstructor((StringLiteral("*"),), where):
            findings.error(
                "Invalid ignore_changes wildcard",
                'The ["*"] form of ignore_changes wildcard is invalid. Use "ignore_changes = all" to ignore changes to '
                "all attributes.",
                where,
            )
            return ()
        case expression:
            assert expression is not None
            items = static_list(expression, findings)
            return tuple(path for item in items if (path := _path(item, attributes, findings)))


def _path(expression: Expression, attributes: Collection[str], findings: Findings) -> str:
    reference = static_reference(expression, findings)
    root, steps = (
        (reference.source, reference.steps) if isinstance(reference, Traversal) else (reference, ())
    )
    if not isinstance(root, Reference):
        return ""
    if root.name not in attributes:
        findings.error(
            "Unsupported attribute",
            f'This object has no argument, nested block, or exported attribute named "{root.name}".'
            f"{did_you_mean(root.name, attributes)}",
            expression.range,
        )
        return ""
    return ".".join([root.name, *(text for step in steps if (text := _step(step)))])


def _step(step: Step) -> str:
    match step:
        case AttributeStep(name) | IndexStep(StringLiteral(name)):
            return name
        case IndexStep(NumberLiteral(text)):
            return text
        case _:
            return ""
