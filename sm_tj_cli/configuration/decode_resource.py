"""A `resource`, `data` or `ephemeral` block to a resource: its meta-arguments, and its body without them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.configuration.blocks import arguments
from sm_tj_cli.configuration.json_dynamic import with_dynamic_blocks
from sm_tj_cli.configuration.module import Resource
from sm_tj_cli.diagnostics import closest
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
    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Attribute, Block, Expression

META_ARGUMENTS = ("count", "for_each", "provider", "depends_on")
# What `timeouts` may hold is the resource type's to say.
META_BLOCKS = ("lifecycle", "provisioner", "connection", "_")
_ACTIONS = ("provisioner", "connection")
_MODES = {"resource": "managed"}
_RESERVED_BLOCKS = ("locals",)
# Nothing else of AWS is called so much like a training job.
_ALMOST = 0.92
_STATIC = (
    "A single static variable reference is required: only attribute access and indexing with constant keys. No "
    "calculations, function calls, template expressions, etc are allowed here."
)
_KEYWORDS = {"when": ("create", "destroy"), "on_failure": ("continue", "fail")}


def decode_resource(block: Block, findings: Findings) -> Resource:
    """The resource that the block declares."""
    if block.body.from_json:
        block = replace(block, body=with_dynamic_blocks(block.body, findings))
    found = block.body.attributes
    escaped = [inner for inner in block.body.blocks if inner.type == "_"]
    kept = {name: it for name, it in found.items() if name not in META_ARGUMENTS}
    blocks = tuple(inner for inner in block.body.blocks if inner.type not in META_BLOCKS)
    for inner in escaped:
        # `_ { }` holds arguments that are called like meta-arguments.
        kept |= inner.body.attributes
        blocks += inner.body.blocks
    for inner in blocks:
        if inner.type in _RESERVED_BLOCKS:
            findings.error(
                "Reserved block type name in resource block",
                f'The block type name "{inner.type}" is reserved for use by Terraform in a future version.',
                inner.type_range,
            )
    if block.type == "resource":
        _check_provisioners(block, findings)
        _check_type(block, findings)
    else:
        _refuse_actions(block, findings)
    count, for_each, provider = arguments(found, "count", "for_each", "provider")
    return Resource(
        _MODES.get(block.type, block.type),
        block.labels[0],
        block.labels[1],
        replace(block.body, attributes=kept, blocks=blocks),
        block.definition_range,
        count,
        None if count else for_each,
        provider,
        dependencies(found.get("depends_on"), findings),
        _lifecycle(block, findings),
        tuple(map(_action, (it for it in block.body.blocks if it.type in _ACTIONS))),
    )


def _check_type(block: Block, findings: Findings) -> None:
    """What is almost called like a training job would be left to Terraform, and nothing be submitted."""
    written = block.labels[0]
    if written != TRAINING_JOB and closest(written, [TRAINING_JOB], _ALMOST):
        findings.warning(
            "Unknown resource type",
            f'The resource type "{written}" is not known, so that nothing is submitted for this block. Did you mean '
            f'"{TRAINING_JOB}"?',
            block.definition_range,
        )


def dependencies(attribute: Attribute | None, findings: Findings) -> tuple[Expression, ...]:
    """The references of a `depends_on`; quoted ones, which Terraform 0.11 had, with a warning."""
    if attribute is None:
        return ()
    return tuple(
        item
        for part in static_list(attribute.expression, findings)
        if (item := static_reference(part, findings)) is not None
    )


def static_list(expression: Expression, findings: Findings) -> tuple[Expression, ...]:
    """The items of `[a, b]`; anything else is told."""
    if isinstance(expression, TupleConstructor):
        return expression.items
    findings.error("Invalid expression", "A static list expression is required.", expression.range)
    return ()


def static_reference(
    expression: Expression, findings: Findings, *, quoted: bool = True
) -> Expression | None:
    """A reference whose keys are all constant; None, with an error, for anything else.

    `quoted` allows what Terraform 0.11 wrote, a reference in a string, with a warning.
    """
    match expression:
        case StringLiteral(text, where) if quoted:
            from sm_tj_cli.diagnostics import SourceFile
            from sm_tj_cli.syntax.parse import parse_expression

            parsed, _ = parse_expression(SourceFile(where.filename, text))
            if isinstance(parsed, Reference | Traversal):
                findings.warning(
                    "Quoted references are deprecated",
                    "In this context, references are expected literally rather than in quotes. Terraform 0.11 and "
                    "earlier required quotes, but quoted references are now deprecated and will be removed in a "
                    "future version of Terraform. Remove the quotes surrounding this reference to silence this warning.",
                    where,
                )
                return replace(parsed, range=where)
        case Reference():
            return expression
        case Traversal(Reference(), steps) if all(map(_is_constant, steps)):
            return expression
        case _:
            pass
    findings.error("Invalid expression", _STATIC, expression.range)
    return None


def _is_constant(step: object) -> bool:
    match step:
        case AttributeStep() | IndexStep(StringLiteral() | NumberLiteral()):
            return True
        case _:
            return False


def _lifecycle(block: Block, findings: Findings) -> Block | None:
    found = _only(block, "lifecycle", findings)
    if found is None or block.type == "resource":
        return found
    for attribute in found.body.attributes.values():
        findings.error(
            "Invalid data resource lifecycle argument",
            f'The lifecycle argument "{attribute.name}" is defined only for managed resources ("resource" blocks), and '
            "is not valid for data resources.",
            attribute.name_range,
        )
    return found


def _only(block: Block, kind: str, findings: Findings) -> Block | None:
    """The first block of this kind inside; a further one is an error."""
    found = [inner for inner in block.body.blocks if inner.type == kind]
    for more in found[1:]:
        findings.error(
            f"Duplicate {kind} block",
            f"This resource already has a {kind} block at {found[0].definition_range.label}.",
            more.definition_range,
        )
    return found[0] if found else None


def _action(block: Block) -> Block:
    """A provisioner or connection without the keywords, which are no references."""
    found = {name: it for name, it in block.body.attributes.items() if name not in _KEYWORDS}
    return replace(block, body=replace(block.body, attributes=found))


def _refuse_actions(block: Block, findings: Findings) -> None:
    for inner in block.body.blocks:
        if inner.type in _ACTIONS:
            findings.error(
                "Unsupported block type",
                f'Blocks of type "{inner.type}" are not expected here.',
                inner.type_range,
            )


def _check_provisioners(block: Block, findings: Findings) -> None:
    _only(block, "connection", findings)
    for inner in block.body.blocks:
        if inner.type not in _ACTIONS:
            continue
        for name, words in _KEYWORDS.items():
            attribute = inner.body.attributes.get(name)
            given = getattr(attribute and attribute.expression, "name", None)
            if attribute is not None and given not in words:
                findings.error(
                    f'Invalid "{name}" keyword',
                    f'The "{name}" argument requires one of the following keywords: {" or ".join(words)}.',
                    attribute.expression.range,
                )
        if inner.type == "provisioner" and block.labels[0] == TRAINING_JOB:
            findings.warning(
                "Provisioner is not run",
                "smtj runs no commands around a training job. Run them before or after smtj apply, or let the training "
                "script do it.",
                inner.definition_range,
            )
