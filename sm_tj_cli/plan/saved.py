"""A plan as a file: what was decided, on which state, so that exactly this is applied later, or nothing.

Deciding is pure, so the file need not hold the requests: applying decides again from the same configuration and the
same version of the state, and goes on only where that gives the same plan.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.saved_plan import FORMAT
from sm_tj_cli.plan.change import Action
from sm_tj_cli.plan.record import job_arn

if TYPE_CHECKING:
    from sm_tj_cli.plan.change import Change, Plan


class NotAPlanError(ValueError):
    """The text is no saved plan, or one of another version of smtj."""


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """What applying needs to decide the same again.

    Attributes:
        command: the paths, variables, selectors and places that the plan was made with, as plain JSON.
        lineage, serial: the version of the state that it was decided on.
        digest: of every change that it makes.
    """

    command: dict[str, object]
    lineage: str
    serial: int
    digest: str

    def to_text(self) -> str:
        """The content of the file."""
        document = {
            "format": FORMAT,
            "command": self.command,
            "lineage": self.lineage,
            "serial": self.serial,
            "digest": self.digest,
        }
        return json.dumps(document, indent=2) + "\n"

    @classmethod
    def from_text(cls, text: str) -> SavedPlan:
        """The plan in a file's text.

        Raises:
            NotAPlanError: it is none.
        """
        try:
            document = json.loads(text)
            if document["format"] != FORMAT:
                raise NotAPlanError(f"its format is {document['format']}, not {FORMAT}")
            return cls(
                dict(document["command"]),
                str(document["lineage"]),
                int(document["serial"]),
                str(document["digest"]),
            )
        except (KeyError, TypeError, json.JSONDecodeError) as problem:
            raise NotAPlanError("it is not a file that smtj plan --out wrote") from problem


def digest(plan: Plan) -> str:
    """SHA-256 of what the plan does to each job."""
    changes = [
        [
            str(change.address),
            change.action.name,
            change.reason.value,
            # An ephemeral variable, which no plan keeps, may say where.
            change.job.stated_region if change.job else None,
            _outcome(change),
            sorted(map(str, change.unknown)),
        ]
        for change in plan.changes
        if change.does_anything
    ]
    return hashlib.sha256(json.dumps(changes, sort_keys=True).encode()).hexdigest()


def _outcome(change: Change) -> object:
    """What it comes to: the request that is sent, the job that is adopted or stays, what is recorded then."""
    if change.job is not None and change.action.submits:
        return change.job.request
    after = change.after or {}
    # What a running job says of itself changes while nobody changes the plan.
    match change.action:
        case Action.NO_OP:
            return job_arn(after)
        case Action.UPDATE:
            names = {str(path[0]) for path in change.differing} | {"tags"}
            return [job_arn(after), {name: after.get(name) for name in names}]
        case _:
            return change.after
