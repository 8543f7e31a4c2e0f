"""The instances of something as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.value import Value, object_of, tuple_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceKey


def gathered(values: Mapping[InstanceKey, Value], *, repeats: bool = False) -> Value:
    """The one without a key itself, a tuple by `count`, an object by `for_each`; `repeats` tells those where none is."""
    if None in values:
        return values[None]
    numbered = {key: value for key, value in values.items() if isinstance(key, int)}
    if len(numbered) == len(values) and not (repeats and not values):
        return tuple_of(numbered[key] for key in sorted(numbered))
    return object_of({str(key): value for key, value in values.items()})
