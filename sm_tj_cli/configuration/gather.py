"""The instances of something as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value, object_of, tuple_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.configuration.module import ModuleCall, Resource


def all_of(declared: Resource | ModuleCall, values: Mapping[InstanceKey, Value]) -> Value:
    """The instances of a block as its `count` or `for_each` has them."""
    return gathered(
        values, counts=declared.count is not None, repeats=declared.for_each is not None
    )


def gathered(
    values: Mapping[InstanceKey, Value], *, counts: bool = False, repeats: bool = False
) -> Value:
    """The one without a key itself, a tuple by `count`, an object by `for_each`.

    `counts` and `repeats` say which of the two is written there: how many instances that makes need not be known yet.
    """
    if None in values:
        return DYNAMIC_UNKNOWN if counts or repeats else values[None]
    numbered = {key: value for key, value in values.items() if isinstance(key, int)}
    if len(numbered) == len(values) and not (repeats and not values):
        return tuple_of(numbered[key] for key in sorted(numbered))
    return object_of({str(key): value for key, value in values.items()})
