"""`lifecycle` blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import flag
from sm_tj_cli.configuration.model import Lifecycle
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    IndexStep,
    Reference,
    StringLiteral,
    Traversal,
    TupleConstructor,
)

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Attribute, Block, Expression


def decode_lifecycle(block: Block | None, findings: Findings) -> Lifecycle:
    """What the block says; Terraform's defaults where there is none."""
    if block is None:
        return Lifecycle()
    found = block.body.attributes
    ignored = found.get("ignore_changes")
    paths = _paths(ignored, findings)
    return Lifecycle(
        flag(found.get("prevent_destroy"), findings),
        flag(found.get("create_before_destroy"), findings),
        paths is None,
        paths or (),
    )


def _paths(attribute: Attribute | None, findings: Findings) -> tuple[str, ...] | None:
    """The dotted paths; None for the keyword `all`."""
    match attribute.expression if attribute else None:
        case None:
            return ()
        case Reference("all"):
            return None
        case TupleConstructor(items):
            return tuple(path for item in items if (path := _path(item, findings)))
        case expression:
            assert expression is not None
            findings.error(
                "Invalid ignore_changes",
                "A list of attributes is required, or the keyword all.",
                expression.range,
            )
            return ()


def _path(expression: Expression, findings: Findings) -> str:
    match expression:
        case Reference(name) | StringLiteral(name):
            return name
        case Traversal(Reference(name), steps):
            return ".".join([name, *(text for step in steps if (text := _step(step)))])
        case _:
            findings.error(
                "Invalid expression",
                "A single static variable reference is required.",
                expression.range,
            )
            return ""


def _step(step: object) -> str:
    match step:
        case AttributeStep(name):
            return name
        case IndexStep(StringLiteral(name)):
            return name
        case IndexStep(key):
            return str(getattr(key, "text", ""))
        case _:
            return ""
