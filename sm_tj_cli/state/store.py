"""What a state backend offers, and how it fails. >>> Backends stand in `backends/`, one file each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.state.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.copies import Copy
    from sm_tj_cli.state.journal import Intent, Journal
    from sm_tj_cli.state.lock import LockInfo
    from sm_tj_cli.state.model import InstanceState, ResourceState


# Not frozen: leaving a `with` block writes an exception's traceback into it.
@dataclass(eq=False)
class StateLocked(Exception):  # noqa: N818 - a state of the world, not a mistake
    """Somebody else holds the state at `path`."""

    info: LockInfo
    path: str

    def __str__(self) -> str:
        return f"The state {self.path} is {self.info.sentence}"


@dataclass(eq=False)
class StateNotSaved(Exception):  # noqa: N818 - as above
    """The state could not be written; the message says where its content is instead."""

    message: str

    def __str__(self) -> str:
        return self.message


class LockLost(StateNotSaved):
    """Somebody took our lock away (force-unlock), so nothing more may be begun."""


@dataclass(eq=False)
class StateUnreadable(Exception):  # noqa: N818 - as above
    """There is a state, but it cannot be read."""

    diagnostics: Diagnostics


def unreadable(path: Path, why: str) -> StateUnreadable:
    """The state, or what belongs to it, at `path` cannot be read; `why` is half a sentence."""
    told = f"The state {path} cannot be read: {why}."
    return StateUnreadable(Diagnostics.of(Diagnostic.error("Failed to read the state", told)))


class LockedState(Protocol):
    """The state while we hold its lock."""

    @property
    def state(self) -> State:
        """As it was read under the lock, or last saved."""
        ...

    @property
    def journal(self) -> Journal:
        """The intents beside it."""
        ...

    def check(self) -> None:
        """Sees, before anything is done after a long time, whether the lock is ours still.

        Raises:
            LockLost: somebody took it away.
        """
        ...

    def save(self, state: State, forgets: Collection[InstanceAddress] | None = ()) -> State:
        """Writes it as the next version, unless nothing changed; durable when it returns.

        Args:
            state: the next version.
            forgets: the addresses whose records are meant to go, None where the whole state is another one.

        Raises:
            StateNotSaved: it could not be written, somebody else changed it, or a record is lost that was not to go.
        """
        ...


class StateStore(Protocol):
    """One state, wherever it lies. Where that is at a service, its ServiceError is raised as well."""

    @property
    def described(self) -> str:
        """Where it is, for people."""
        ...

    def read(self) -> State | None:
        """The state as it is now, None where there is none yet.

        Raises:
            StateUnreadable: there is something else in its place.
        """
        ...

    def begun(self) -> Sequence[Intent]:
        """The intents, written down by now, whose outcome `read` may not show: also those of a run that goes on.

        Raises:
            StateUnreadable: there is something else in their place.
        """
        ...

    def lock(self, operation: str, timeout: float = 0.0) -> AbstractContextManager[LockedState]:
        """Holds the state for `operation`, waiting up to `timeout` seconds for whoever has it.

        Raises:
            StateLocked: it is still held by somebody else.
            StateNotSaved: nothing could be written there.
            StateUnreadable: there is something else in its place.
        """
        ...

    def put_back(self, state: State, timeout: float = 0.0) -> Path | None:
        """Writes `state`, as it is, in the place of one that cannot be read; where that is kept, if there was one.

        Raises:
            StateLocked: it is held by somebody else.
            StateNotSaved: it could not be written.
        """
        ...

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where a version of it is put that cannot be saved, besides the working directory."""
        ...

    def copies(self) -> tuple[Copy, ...]:
        """What else there is of it on this machine, the newest first."""
        ...

    def holder(self) -> LockInfo | None:
        """Who holds it now, as far as can be told."""
        ...

    def force_unlock(self, lock_id: str) -> None:
        """Removes a lock that was left behind.

        Raises:
            StateLocked: its holder is alive, or `lock_id` is another lock's.
            LookupError: there is no lock.
        """
        ...


def begun_state(journal: Journal, identifier: Callable[[], str]) -> State:
    """The first version of a state. Where it was lost, a journal still says whose the jobs are that it names."""
    begun = journal.open_intents()
    return State(begun[0].lineage if begun else identifier())


_NAMES = ("training_job_name", "name", "arn", "training_job_arn")


def next_version(
    before: State, after: State, forgets: Collection[InstanceAddress] | None = ()
) -> State | None:
    """`after` with the next serial (its own where it is ahead), None where it says the same as `before`.

    The first version of a state brings its lineage with it.

    Raises:
        StateNotSaved: it is not a later version of the same state, or has lost a record that was not to go.
    """
    is_first = not (before.serial or before.resources or before.outputs)
    if (after.lineage != before.lineage and not is_first) or after.serial < before.serial:
        raise StateNotSaved(
            "The state was not saved, because it is not a later version of the one that is there "
            f"(lineage {after.lineage}, serial {after.serial}; there: {before.lineage}, {before.serial})."
        )
    if forgets is not None and (lost := _lost(before, after, forgets)):
        raise StateNotSaved(
            f"The state was not saved, because it would lose {', '.join(lost)}, which nobody asked to forget. This is "
            "a fault in smtj: please report it. The recorded state is as it was, and the journal beside it names what "
            "was submitted since."
        )
    same = (after.resources, after.outputs, after.extra) == (
        before.resources,
        before.outputs,
        before.extra,
    )
    return (
        None if same and before.serial else after.with_serial(max(after.serial, before.serial + 1))
    )


def _lost(before: State, after: State, forgets: Collection[InstanceAddress]) -> list[str]:
    """The addresses of records that are not in `after` any more, whether current or earlier generations."""
    kept = {
        identity
        for at in after.resources
        for item in at.instances
        for identity in _identities(at, item)
    }
    lost = {
        at.address.instance(item.index_key)
        for at in before.resources
        for item in at.instances
        if (identities := _identities(at, item)) and kept.isdisjoint(identities)
    }
    return sorted(str(address) for address in lost if address not in forgets)


def _identities(resource: ResourceState, item: InstanceState) -> list[object]:
    """What a record is known by: a job's names and ARNs, which go with it wherever it moves; another tool's place.

    One of a job's is enough, since what somebody changed by hand in one of them is put right by the next look at it.
    """
    if resource.type == TRAINING_JOB and resource.mode == "managed":
        found = (item.attributes.get(key) for key in _NAMES)
        return [name for name in found if name and isinstance(name, str)]
    return [(*resource.place, item.index_key, item.deposed)]
