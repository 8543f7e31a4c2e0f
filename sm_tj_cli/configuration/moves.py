"""`moved` and `removed` blocks: which records they mean, and what contradicts the configuration or each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import format_module
from sm_tj_cli.configuration.blocks import flag
from sm_tj_cli.configuration.model import Move, Removal
from sm_tj_cli.configuration.static_address import address_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.configuration.evaluator import ModuleEvaluator
    from sm_tj_cli.configuration.module import Module
    from sm_tj_cli.configuration.static_address import StaticAddress
    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Block


def moves_of(root: ModuleEvaluator) -> tuple[Move, ...]:
    """The moves of the root module and of all that it calls."""
    moves = tuple(_moves(root))
    _check_together(moves, root.shared.findings)
    return moves


def _moves(module: ModuleEvaluator) -> list[Move]:
    prefix = format_module(module.path, dot=True)
    found = []
    for block in module.module.moves:
        move = _move(block, prefix, module)
        if move is not None:
            found.append(move)
    for child in module.children():
        found.extend(_moves(child))
    return found


def _move(block: Block, prefix: str, module: ModuleEvaluator) -> Move | None:
    findings = module.shared.findings
    source, target = (address_in(block, name, findings) for name in ("from", "to"))
    if source is None or target is None:
        return None
    if source.is_module is not target.is_module:
        findings.error(
            'Invalid "moved" addresses',
            'The "from" and "to" addresses must either both refer to resources or both refer to modules.',
            block.definition_range,
        )
        return None
    if source.is_data or target.is_data:
        # Nothing is recorded of a data source.
        return None
    if source.text == target.text:
        findings.error(
            "Redundant move statement",
            f"This statement declares a move from {source.text} to the same address, which is the same as not declaring "
            "this move at all.",
            block.definition_range,
        )
        return None
    if _is_declared(source, target, module.module):
        kind = "module" if source.is_module else "resource"
        findings.error(
            "Moved object still exists",
            f"This statement declares a move from {source.text}, but that {kind} is still declared. Change your "
            f"configuration so that it is declared as {target.text} instead.",
            block.definition_range,
        )
        return None
    return Move(prefix + source.text, prefix + target.text, block.definition_range)


def _is_declared(source: StaticAddress, target: StaticAddress, module: Module) -> bool:
    """Whether the source is still there; among the instances of one resource or module it always is."""
    if source.without_key == target.without_key or source.key_range is not None:
        return False
    name = source.text.removeprefix("module.") if source.is_module else source.text
    return name in (module.calls if source.is_module else module.resources)


def _check_together(moves: Sequence[Move], findings: Findings) -> None:
    targets: dict[str, Move] = {}
    sources: dict[str, Move] = {}
    for move in moves:
        other = sources.setdefault(move.target, move)
        if other.source != move.source:
            findings.error(
                "Ambiguous move statements",
                f"A statement at {other.range.label} declared that {other.source} moved to {move.target}, but this "
                f"statement instead declares that {move.source} moved there. Each resource can have moved from only one "
                "source resource.",
                move.range,
            )
        first = targets.setdefault(move.source, move)
        if first.target != move.target:
            findings.error(
                "Ambiguous move statements",
                f"A statement at {first.range.label} declared that {move.source} moved to {first.target}, but this "
                f"statement instead declares that it moved to {move.target}. Each resource can move to only one "
                "destination resource.",
                move.range,
            )
    for cycle in _cycles({source: move.target for source, move in targets.items()}):
        chain = " → ".join([*cycle, cycle[0]])
        findings.error(
            "Cyclic dependency in move statements",
            "The following chained move statements form a cycle, and so there is no final location to move objects "
            f"to: {chain}. Remove one of them.",
            targets[cycle[0]].range,
        )


def _cycles(following: Mapping[str, str]) -> Iterator[list[str]]:
    """The circles in which addresses follow each other, each from its first by name."""
    done: set[str] = set()
    for source in following:
        # In the order in which they were come by.
        path: dict[str, None] = {}
        at = source
        while at in following and at not in done:
            done.add(at)
            path[at] = None
            at = following[at]
        if at in path:
            circle = list(path)[list(path).index(at) :]
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]


def removals_of(module: ModuleEvaluator) -> tuple[Removal, ...]:
    """The removals of a module and of all that it calls."""
    prefix = format_module(module.path, dot=True)
    findings = module.shared.findings
    found: list[Removal] = []
    for block in module.module.removals:
        source = address_in(block, "from", findings)
        inner = [it for it in block.body.blocks if it.type == "lifecycle"]
        attribute = inner[0].body.attributes.get("destroy") if inner else None
        destroys = flag(attribute, findings, default=True)
        if source is not None and _may_be_removed(source, block, module.module, findings):
            found.append(Removal(prefix + source.text, destroys, block.definition_range))
    for child in module.children():
        found.extend(removals_of(child))
    return tuple(found)


def _may_be_removed(
    source: StaticAddress, block: Block, module: Module, findings: Findings
) -> bool:
    word = "module" if source.is_module else "resource"
    name = source.text.removeprefix("module.") if source.is_module else source.text
    if source.is_data:
        findings.error(
            "Data source address not allowed",
            "Data sources are never destroyed, so they are not valid targets of removed blocks. To remove the data source "
            "from state, remove the data source block from configuration.",
            source.range,
        )
    elif source.key_range is not None:
        findings.error(
            f"{word.capitalize()} instance keys not allowed",
            f'The address must be that of a {word} ("{source.without_key}"), not of one of its instances '
            f'("{source.text}").',
            source.key_range,
        )
    elif declared := (module.calls if source.is_module else module.resources).get(name):
        findings.error(
            f"Removed {word} still exists",
            f"The removed block at {block.definition_range.label} declares that {source.text} was removed, but it is "
            "still declared here.",
            declared.range,
        )
    else:
        return True
    return False
