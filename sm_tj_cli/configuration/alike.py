"""What the instances of a repeated resource have alike: a nested block that names nothing of its instance.

A body as it is written goes in, its values come out, made once for all instances: most of what a thousand jobs say is
the same, and whoever works on it later finds the same object.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import FunctionCall
from sm_tj_cli.syntax.walk import descend, references

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.configuration.model import EvaluatedBody
    from sm_tj_cli.configuration.shared import Shared
    from sm_tj_cli.syntax.nodes import Body

INSTANCE_NAMES = frozenset({"count", "each", "self"})
# They answer something else each time.
CHANGING = frozenset({"bcrypt", "timestamp", "uuid"})


@dataclass(slots=True)
class Alike:
    """The bodies of one module, by the place where they are written."""

    shared: Shared
    _made: dict[int, EvaluatedBody] = field(default_factory=dict)
    _differing: set[int] = field(default_factory=set)

    def body(self, written: Body, make: Callable[[], EvaluatedBody]) -> EvaluatedBody:
        """The values of a body: those of the first instance, where another one's could not be others."""
        place = id(written)
        known = self._made.get(place)
        if known is not None:
            return known
        if place in self._differing:
            return make()
        made, needs = self.shared.collect(make)
        for dependency in needs:
            self.shared.needs(dependency)
        # What needs a job is needed by each instance.
        if needs or _differs(written):
            self._differing.add(place)
            return made
        common = self._made[place] = replace(made, is_common=True)
        return common


def _differs(written: Body) -> bool:
    return any(name in INSTANCE_NAMES for name, _, _ in references(written)) or any(
        isinstance(node, FunctionCall) and node.name in CHANGING for node in descend(written)
    )
