"""`moved`, `removed` and `import` blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import AddressError, format_module, parse_instance
from sm_tj_cli.configuration.blocks import flag
from sm_tj_cli.configuration.expand import by_for_each
from sm_tj_cli.configuration.model import ImportRequest, Move, Removal
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    IndexStep,
    NumberLiteral,
    Reference,
    StringLiteral,
    Traversal,
)

if TYPE_CHECKING:
    from sm_tj_cli.configuration.evaluator import ModuleEvaluator
    from sm_tj_cli.syntax.nodes import Block, Expression
    from sm_tj_cli.values.scope import Scope
    from sm_tj_cli.values.value import Value


def moves_of(module: ModuleEvaluator) -> tuple[Move, ...]:
    """The moves of a module and of all that it calls."""
    prefix = format_module(module.path, dot=True)
    found = []
    for block in module.module.moves:
        source, target = _place(block, "from", module), _place(block, "to", module)
        if source and target:
            found.append(Move(prefix + source, prefix + target, block.definition_range))
    for child in module.children():
        found.extend(moves_of(child))
    return tuple(found)


def removals_of(module: ModuleEvaluator) -> tuple[Removal, ...]:
    """The removals of a module and of all that it calls."""
    prefix = format_module(module.path, dot=True)
    found = []
    for block in module.module.removals:
        source = _place(block, "from", module)
        inner = [it for it in block.body.blocks if it.type == "lifecycle"]
        attribute = inner[0].body.attributes.get("destroy") if inner else None
        if source:
            destroys = flag(attribute, module.shared.findings, default=True)
            found.append(Removal(prefix + source, destroys, block.definition_range))
    for child in module.children():
        found.extend(removals_of(child))
    return tuple(found)


def imports_of(module: ModuleEvaluator) -> tuple[ImportRequest, ...]:
    """The imports of the root module, one for each item of a `for_each`."""
    found: list[ImportRequest] = []
    for block in module.module.imports:
        repeated = block.body.attributes.get("for_each")
        if repeated is None:
            found.extend(_import(block, module, module.scope()))
            continue
        value = module.evaluate(repeated.expression)
        for repetition in by_for_each(value, repeated.expression, module.shared).values():
            found.extend(_import(block, module, module.scope(repetition)))
    return tuple(found)


def _import(block: Block, module: ModuleEvaluator, scope: Scope) -> list[ImportRequest]:
    found = block.body.attributes
    missing = [name for name in ("to", "id") if name not in found]
    for name in missing:
        module.shared.findings.error(
            "Missing required argument",
            f'The argument "{name}" is required, but no definition was found.',
            block.definition_range,
        )
    if missing:
        return []
    identifier = module.evaluate(found["id"].expression, scope)
    address = _address(found["to"].expression, module, scope)
    if not isinstance(identifier.raw, str) or not address:
        module.shared.findings.error(
            "Invalid import id argument",
            "The import ID value must be a known string: the training job's name or its ARN.",
            found["id"].expression.range,
        )
        return []
    try:
        return [ImportRequest(parse_instance(address), identifier.raw, block.definition_range)]
    except AddressError as error:
        module.shared.findings.error(
            "Invalid import address", str(error), found["to"].expression.range
        )
        return []


def _place(block: Block, name: str, module: ModuleEvaluator) -> str:
    attribute = block.body.attributes.get(name)
    if attribute is None:
        module.shared.findings.error(
            "Missing required argument",
            f'The argument "{name}" is required, but no definition was found.',
            block.definition_range,
        )
        return ""
    return _address(attribute.expression, module, module.scope())


def _address(expression: Expression, module: ModuleEvaluator, scope: Scope) -> str:
    """The address that a static reference spells."""
    match expression:
        case Traversal(Reference(root), steps):
            text = root
            for step in steps:
                match step:
                    case AttributeStep(name):
                        text += f".{name}"
                    case IndexStep(key):
                        text += _key(key, module, scope)
                    case _:
                        pass
            return text
        case _:
            module.shared.findings.error(
                "Invalid address",
                "A resource address is required here, such as aws_sagemaker_training_job.name.",
                expression.range,
            )
            return ""


def _key(key: Expression, module: ModuleEvaluator, scope: Scope) -> str:
    match key:
        case StringLiteral(text):
            return f'["{text}"]'
        case NumberLiteral(text):
            return f"[{text}]"
        case _:
            value: Value = module.evaluate(key, scope)
            return f'["{value.raw}"]' if isinstance(value.raw, str) else f"[{value.raw}]"
