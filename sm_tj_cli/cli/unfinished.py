"""What a run that was cut off, or that still goes on, has begun and not recorded: told by verbs that only look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, a_few
from sm_tj_cli.plan.record import job_name
from sm_tj_cli.state.store import StateUnreadable

if TYPE_CHECKING:
    from sm_tj_cli.state.model import State
    from sm_tj_cli.state.store import StateStore

FEW = 5


def unfinished(store: StateStore, state: State | None, whereabouts: str = "") -> Diagnostics:
    """A warning that names the submissions whose outcome the state does not show; nothing where there is none.

    `whereabouts`: the options of this run that a proposed command needs too.
    """
    try:
        begun = store.begun()
    except StateUnreadable as problem:
        return Diagnostics.of(Diagnostic.warning("Journal cannot be read", str(problem)))
    known = _recorded(state) if state else frozenset()
    names = [intent.name for intent in begun if intent.name not in known]
    if not names:
        return Diagnostics()
    one = len(names) == 1
    return Diagnostics.of(
        Diagnostic.warning(
            "Submissions are not looked up yet",
            f"A run that was cut off, or that still goes on, asked for {a_few(names, FEW)}. Whether "
            f"{'that job was' if one else 'those jobs were'} made is not recorded, so {'it is' if one else 'they are'} not "
            f"shown here; {'it' if one else 'they'} may run, and cost. The next smtj{whereabouts} apply looks "
            f"{'it' if one else 'them'} up before it does anything else.",
        )
    )


def _recorded(state: State) -> frozenset[str]:
    """The names of all records: what is settled stays in a journal in S3 for a while."""
    return frozenset(
        job_name(item.attributes)
        for resource in state.resources
        if resource.mode == "managed" and resource.type == TRAINING_JOB
        for item in resource.instances
    )
