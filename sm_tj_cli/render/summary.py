"""A plan in, its counts out: the last line for people, `summary` for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.plan.change import Action, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.plan.change import Change


@dataclass(frozen=True, slots=True)
class Summary:
    """How many jobs the plan does what to; a replacement is a submission and a removal."""

    submit: int = 0
    update: int = 0
    destroy: int = 0
    forget: int = 0
    adopt: int = 0
    unchanged: int = 0

    @classmethod
    def of(cls, changes: Iterable[Change]) -> Summary:
        """The counts of these changes."""
        actions = [change.action for change in changes if change.reason is not Reason.IMPORTED]
        adopted = sum(change.reason is Reason.IMPORTED for change in changes)
        removing = {Action.DELETE, Action.REPLACE}
        return cls(
            submit=sum(action.submits for action in actions),
            update=actions.count(Action.UPDATE),
            destroy=sum(action in removing for action in actions),
            forget=actions.count(Action.FORGET),
            adopt=adopted,
            unchanged=actions.count(Action.NO_OP),
        )

    def sentence(self) -> str:
        """`1 to submit, 0 to update, 0 to destroy`, and the rarer ones where there are any."""
        parts = [
            f"{self.submit} to submit",
            f"{self.update} to update",
            f"{self.destroy} to destroy",
        ]
        if self.adopt:
            parts.insert(0, f"{self.adopt} to import")
        if self.forget:
            parts.append(f"{self.forget} to forget")
        return ", ".join(parts)

    def as_json(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)
