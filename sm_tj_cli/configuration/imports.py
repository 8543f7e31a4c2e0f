"""`import` blocks: which job is to be adopted at which address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, AddressError, format_key, parse_instance
from sm_tj_cli.configuration.expand import ONCE, Repetition, by_for_each
from sm_tj_cli.configuration.model import ImportRequest
from sm_tj_cli.configuration.static_address import address_of
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import STRING, SetType
from sm_tj_cli.values.value import EPHEMERAL, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.configuration.evaluator import ModuleEvaluator
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Attribute, Block, Expression
    from sm_tj_cli.values.scope import Scope
    from sm_tj_cli.values.value import Value

_BAD_ID = "Invalid import id argument"


def imports_of(root: ModuleEvaluator) -> tuple[ImportRequest, ...]:
    """The imports of the root module, one for each item of a `for_each`."""
    _refuse_in_modules(root)
    found: list[tuple[ImportRequest, SourceRange]] = []
    for block in root.module.imports:
        attributes = block.body.attributes
        if "provider" in attributes:
            root.shared.findings.error(
                "Invalid import provider argument",
                "The provider argument can only be specified in import blocks that will generate configuration. Use the "
                "provider argument in the target resource block instead.",
                attributes["provider"].range,
            )
        if "to" not in attributes or "id" not in attributes:
            continue
        for repetition in _repetitions(attributes.get("for_each"), root):
            request = _request(block, root, root.scope(repetition))
            if request is not None:
                found.append((request, attributes["to"].expression.range))
    _refuse_duplicates(found, root)
    # The others are Terraform's to import.
    return tuple(it for it, _ in found if it.target.resource.type == TRAINING_JOB)


def _repetitions(attribute: Attribute | None, root: ModuleEvaluator) -> Iterable[Repetition]:
    if attribute is None:
        return ONCE.values()
    value = root.evaluate(attribute.expression)
    if isinstance(value.raw, tuple) and not isinstance(value.type, SetType):
        # A list is allowed too, other than for resources.
        return [Repetition(number(at), item) for at, item in enumerate(value.raw)]
    return by_for_each(value, attribute.expression, root.shared).values()


def _request(block: Block, root: ModuleEvaluator, scope: Scope) -> ImportRequest | None:
    found = block.body.attributes
    identifier = _identifier(root.evaluate(found["id"].expression, scope), found["id"], root)
    expression = found["to"].expression
    findings = root.shared.findings
    address = address_of(expression, findings, lambda key: root.evaluate(key, scope))
    if identifier is None or address is None:
        return None
    try:
        target = parse_instance(address.text)
    except AddressError as error:
        findings.error("Invalid import address", str(error), expression.range)
        return None
    if not _has_configuration(target, expression, root):
        return None
    return ImportRequest(target, identifier, block.definition_range)


def _identifier(value: Value, attribute: Attribute, root: ModuleEvaluator) -> str | None:
    findings, where = root.shared.findings, attribute.expression.range
    if not value.is_known:
        if not root.shared.world.offline:
            findings.error(
                _BAD_ID,
                "The import ID depends on what is known only after apply. Use a value that is known.",
                where,
            )
        return None
    try:
        text = convert(value.unmarked(), STRING)
    except ConversionError as error:
        findings.error("Incorrect value type", f"Invalid expression value: {error}.", where)
        return None
    why = ""
    if EPHEMERAL in value.marks:
        why = "The import ID cannot be ephemeral: it is recorded."
    elif text.is_null:
        why = "The import ID cannot be null."
    elif text.raw == "":
        why = "The import ID value evaluates to an empty string, please provide a non-empty value."
    if why:
        findings.error(_BAD_ID, why, where)
        return None
    return str(text.raw)


def _has_configuration(
    target: InstanceAddress, expression: Expression, root: ModuleEvaluator
) -> bool:
    module: ModuleEvaluator | None = root
    for step in target.resource.module:
        module = module.child(step) if module else None
    name = f"{target.resource.type}.{target.resource.name}"
    resource = module.module.resources.get(name) if module else None
    keys = [] if module is None or resource is None else list(module.instances(resource))
    if target.key in keys or (resource is not None and root.shared.world.offline):
        return True
    is_simple = target.key is None and not target.resource.module
    if resource is None and root.shared.world.generates and is_simple:
        return True
    root.shared.findings.error(
        "Configuration for import target does not exist",
        f"The configuration for the given import target {target} does not exist. Declare it with a resource block"
        + (
            f"; the instance keys that there are: {', '.join(map(format_key, keys[:10])) or 'none'}."
            if resource is not None
            else ", or have it written: smtj plan --generate-config-out FILE"
        ),
        expression.range,
    )
    return False


def _refuse_in_modules(root: ModuleEvaluator) -> None:
    waiting = list(root.children())
    while waiting:
        module = waiting.pop()
        waiting.extend(module.children())
        for block in module.module.imports:
            root.shared.findings.error(
                "Invalid import configuration",
                f'An import block was detected in "{".".join(map(str, module.path))}". Import blocks are only allowed in '
                "the root module.",
                block.definition_range,
            )


def _refuse_duplicates(
    requests: Iterable[tuple[ImportRequest, SourceRange]], root: ModuleEvaluator
) -> None:
    seen: dict[InstanceAddress, ImportRequest] = {}
    for request, where in requests:
        first = seen.setdefault(request.target, request)
        if first is not request:
            root.shared.findings.error(
                "Duplicate import configuration",
                f"An import block for {request.target} was already declared at {first.range.label}. A resource can have "
                "only one import block.",
                where,
            )
