"""`count` and `for_each` to instances (Terraform's expansion rules and messages)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sm_tj_cli.values.budget import MOST_INSTANCES
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import (
    DYNAMIC,
    NUMBER,
    STRING,
    MapType,
    ObjectType,
    SetType,
    friendly_name,
)
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, EPHEMERAL, Value, number, string

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.configuration.model import Dependency
    from sm_tj_cli.configuration.shared import Shared
    from sm_tj_cli.syntax.nodes import Expression


@dataclass(frozen=True, slots=True)
class Repetition:
    """What `each` and `count` are in one instance; None where they mean nothing."""

    each_key: Value | None = None
    each_value: Value | None = None
    index: Value | None = None


ONCE: Mapping[InstanceKey, Repetition] = {None: Repetition()}


def by_count(
    value: Value, expression: Expression, shared: Shared, needed: Collection[Dependency]
) -> Mapping[InstanceKey, Repetition]:
    """The instances 0 to count - 1."""
    where = expression.range
    if EPHEMERAL in value.marks:
        detail = (
            'The given "count" is derived from an ephemeral value, which means that Terraform cannot persist it between '
            "plan/apply rounds. Use only non-ephemeral values to specify the number of resource instances."
        )
        shared.findings.error("Invalid count argument", detail, where)
        return {}
    # How many there are discloses nothing of a secret, so that a sensitive number is allowed here.
    value = value.unmarked()
    if not value.is_known:
        return _unknown("count", expression, shared, needed)
    if value.is_null:
        detail = 'The given "count" argument value is null. An integer is required.'
        shared.findings.error("Invalid count argument", detail, where)
        return {}
    try:
        wanted = convert(value, NUMBER).raw
    except ConversionError as error:
        shared.findings.error("Incorrect value type", f"Invalid expression value: {error}.", where)
        return {}
    if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 0:
        why = (
            "must be greater than or equal to zero"
            if isinstance(wanted, int)
            else "a whole number is required"
        )
        detail = f'The given "count" argument value is unsuitable: {why}.'
        shared.findings.error("Invalid count argument", detail, where)
        return {}
    allowed = _allowed(wanted, expression, shared)
    return {at: Repetition(index=number(at)) for at in range(allowed)}


def _allowed(wanted: int, expression: Expression, shared: Shared) -> int:
    """As many as are wanted, none if that is more than there may be."""
    if wanted <= shared.world.context.budget.instances:
        return wanted
    shared.findings.error(
        "Too many instances",
        f"This makes {wanted:,} more instances, and a configuration may have {MOST_INSTANCES:,} in all. Split it into "
        "several configurations.",
        expression.range,
    )
    return 0


def by_for_each(
    value: Value, expression: Expression, shared: Shared, needed: Collection[Dependency] = ()
) -> Mapping[InstanceKey, Repetition]:
    """One instance for each member of a map or each string of a set."""
    why = _unsuitable(value)
    if why:
        shared.findings.error("Invalid for_each argument", why, expression.range)
        return {}
    if not value.is_known:
        return _unknown("for_each", expression, shared, needed)
    if isinstance(value.raw, dict):
        allowed = _allowed(len(value.raw), expression, shared)
        items = islice(value.raw.items(), allowed)
        return {key: Repetition(string(key), item) for key, item in items}
    return _of_set(value, expression, shared, needed)


def _unsuitable(value: Value) -> str:
    """Why `for_each` cannot be this value; empty where it can."""
    if EPHEMERAL in value.marks:
        return (
            'The given "for_each" value is derived from an ephemeral value, which means that Terraform cannot persist it '
            "between plan/apply rounds. Use only non-ephemeral values to specify a resource's instance keys."
        )
    if value.is_sensitive:
        return (
            "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, "
            "the sensitive value could be exposed as a resource instance key."
        )
    if value.is_null:
        return (
            'The given "for_each" argument value is unsuitable: the given "for_each" argument value is null. A map, '
            "or set of strings is allowed."
        )
    if value.type is not DYNAMIC and not isinstance(value.type, MapType | ObjectType | SetType):
        return (
            'The given "for_each" argument value is unsuitable: the "for_each" argument must be a map, or set of '
            f"strings, and you have provided a value of type {friendly_name(value.type)}."
        )
    return ""


def _of_set(
    value: Value, expression: Expression, shared: Shared, needed: Collection[Dependency]
) -> Mapping[InstanceKey, Repetition]:
    found: dict[InstanceKey, Repetition] = {}
    items = value.raw if isinstance(value.raw, tuple) else ()
    for item in items[: _allowed(len(items), expression, shared)]:
        if not item.is_known:
            return _unknown("for_each", expression, shared, needed)
        if not isinstance(item.raw, str) or item.type is not STRING:
            what = (
                "contains a null value"
                if item.is_null
                else "is a set of values that are not strings"
            )
            shared.findings.error(
                "Invalid for_each set argument",
                'The given "for_each" argument value is unsuitable: "for_each" supports maps and sets of strings, but '
                f"you have provided a set that {what}.",
                expression.range,
            )
            return {}
        found[item.raw] = Repetition(item, item)
    return found


def _unknown(
    word: str, expression: Expression, shared: Shared, needed: Collection[Dependency]
) -> Mapping[InstanceKey, Repetition]:
    if shared.world.offline:
        # How many there will be is not known, but one stands for what is wrong with all of them.
        return {None: Repetition(DYNAMIC_UNKNOWN, DYNAMIC_UNKNOWN, DYNAMIC_UNKNOWN)}
    if not needed and shared.is_faulty:
        # It was made from what is wrong, and that was told.
        return {}
    shared.findings.error(
        f"Invalid {word} argument",
        f'The "{word}" value depends on what is known only after another job was submitted or has ended, so smtj '
        "cannot tell how many instances there are. Submit that job first (smtj apply --target), or use a value that is "
        "known.",
        expression.range,
    )
    return {}
