"""How much work one configuration may be, so that a hostile file ends soon and in little memory.

The limits are far above what configurations do (a thousand jobs take some ten thousand steps) and far below what would
make someone wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sm_tj_cli.values.value import Value

MOST_STEPS = 1_000_000
STEPS_PER_INSTANCE = 150
MOST_INSTANCES = 20_000
LONGEST_TEXT = 32 * 1024 * 1024
CHARACTERS_PER_STEP = 64
# For functions that look at each character by itself.
LETTERS_PER_STEP = 16
ITEMS_PER_STEP = 4
# For walking through a value without doing much with each of its parts.
PARTS_PER_STEP = 2
STEPS_PER_FAULT = 5
STEPS_PER_BLOCK = 10
STEPS_PER_DYNAMIC_BLOCK = 30
STEPS_PER_TEMPLATE_PART = 10


class OutOfBudget(Exception):  # noqa: N818 - a limit, not a fault of its own
    """The budget is used up."""


@dataclass(slots=True)
class Budget:
    """What is left for one evaluation of a configuration.

    Attributes:
        steps: parts of expressions that may still be evaluated, and parts of values that may still be made.
        instances: instances of resources and modules that there may still be.
        is_told: whether the user was told already that it is used up.
    """

    steps: int = MOST_STEPS
    instances: int = MOST_INSTANCES
    is_told: bool = False

    def renew(self) -> None:
        """Begins another evaluation."""
        self.steps, self.instances, self.is_told = MOST_STEPS, MOST_INSTANCES, False

    def grant(self, instances: int) -> None:
        """Counts new instances; each brings the steps that its arguments may take."""
        self.instances -= instances
        self.steps += instances * STEPS_PER_INSTANCE

    def spend(self, steps: int = 1) -> None:
        """Takes steps.

        Raises:
            OutOfBudget: there are not that many.
        """
        self.steps -= steps
        if self.steps < 0:
            raise OutOfBudget

    def spend_on_reading(self, value: Value, characters_per_step: int) -> None:
        """Takes what it takes to look at a value once, without what is inside of its parts.

        Raises:
            OutOfBudget: it is too large.
        """
        if isinstance(value.raw, str):
            self.spend(len(value.raw) // characters_per_step)
        elif isinstance(value.raw, tuple | dict):
            self.spend(len(value.raw) // ITEMS_PER_STEP)

    def spend_on(self, value: Value, parts_per_step: int = PARTS_PER_STEP) -> None:
        """Takes what a value weighs, all of its parts counted as often as they occur.

        Raises:
            OutOfBudget: it is too large.
        """
        waiting = [value]
        while waiting:
            raw = waiting.pop().raw
            if isinstance(raw, str):
                self.spend(len(raw) // CHARACTERS_PER_STEP)
            elif isinstance(raw, tuple):
                self.spend(-(-len(raw) // parts_per_step))
                waiting.extend(raw)
            elif isinstance(raw, dict):
                self.spend(-(-len(raw) // parts_per_step))
                waiting.extend(raw.values())
