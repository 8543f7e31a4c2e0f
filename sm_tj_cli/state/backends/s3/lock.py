"""The lock of a state in S3: Terraform's `.tflock` object, which only one writer can create."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.service import Processed, ServiceError
from sm_tj_cli.state.backends.s3.slot import CONFLICTS, OVERTAKEN, Overtaken, Slot
from sm_tj_cli.state.lock import LockInfo
from sm_tj_cli.state.store import LockLost, StateLocked, StateNotSaved

if TYPE_CHECKING:
    from sm_tj_cli.state.lock import Surroundings
    from sm_tj_cli.state.objects import ObjectStore, StoredObject

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 16.0
"""How long to wait between two looks at a lock: as Terraform does."""
RACES = 3
_NO_VERSION = '"00000000000000000000000000000000"'


@dataclass(slots=True)
class LockObject:
    """The lock at `key` of the state `path`, to be taken for `info`."""

    objects: ObjectStore
    key: str
    path: str
    info: LockInfo
    around: Surroundings

    def take(self, timeout: float) -> None:
        """Takes it, waiting up to `timeout` seconds.

        Raises:
            StateLocked: somebody else has it.
            StateNotSaved: the store cannot lock.
            ServiceError: the store cannot be reached.
        """
        # After a lost answer, or an interrupt, it may be ours all the same.
        is_left = True
        try:
            self._wait(timeout)
            is_left = False
        except (StateLocked, StateNotSaved):
            is_left = False
            raise
        except ServiceError as problem:
            is_left = problem.processed is Processed.MAYBE
            raise
        finally:
            if is_left:
                self._drop()

    def release(self) -> None:
        """Gives it back. What goes wrong with that is told, since the work itself is done."""
        if self._drop() is False:
            self.around.tell(self._taken_away())

    def check(self) -> None:
        """Sees whether it is ours still: a run that was held up for hours may have been taken for dead.

        Raises:
            LockLost: it is not.
            ServiceError: the store cannot be asked.
        """
        found = self.objects.get(self.key)
        if found is None or found.content != self._content:
            now = f" It is {holder_of(found).sentence} now." if found else ""
            raise LockLost(
                f"The lock {self.info.id} on the state {self.path} was taken away (force-unlock) while smtj was at work."
                f"{now} Others may have done the same since, so nothing more is begun."
            )

    def prove(self) -> None:
        """Sees whether the store honours conditions at all: the lock cannot be created a second time, nor replaced.

        Raises:
            StateNotSaved: it does not, so that the lock keeps nobody out.
        """
        for etag in (None, _NO_VERSION):
            try:
                self.objects.put(self.key, self._content, etag)
            except ServiceError as problem:
                if problem.code not in OVERTAKEN | CONFLICTS:
                    raise
            else:
                raise _without_conditions(self.path)

    @property
    def _content(self) -> bytes:
        return self.info.to_json().encode()

    def _slot(self) -> Slot:
        return Slot(self.objects, self.key, self.around.sleep)

    def _drop(self) -> bool | None:
        """Removes it where it is ours; whether it was, None where that cannot be told."""
        slot = self._slot()
        try:
            return slot.read() == self._content and slot.remove()
        except ServiceError as problem:
            self.around.tell(self._left_behind(problem))
            return None

    def _wait(self, timeout: float) -> None:
        waited, pause = 0.0, FIRST_PAUSE_SECONDS
        while (holder := self._try()) is not None:
            if waited >= timeout:
                raise StateLocked(holder, self.path)
            pause = min(pause, timeout - waited)
            self.around.sleep(pause)
            waited += pause
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _try(self) -> LockInfo | None:
        """None where it is ours now, else who has it."""
        for _ in range(RACES):
            try:
                self._slot().write(self._content)
            except Overtaken:
                found = self.objects.get(self.key)
                if found is not None:
                    return holder_of(found)
                # Its holder has left meanwhile.
                continue
            except ServiceError as problem:
                if problem.code == "NotImplemented":
                    raise _without_conditions(self.path) from problem
                raise
            return None
        return LockInfo("")

    def _taken_away(self) -> Diagnostic:
        return Diagnostic.warning(
            "State lock was taken away",
            f"The lock {self.info.id} on the state {self.path} was gone before it was given back: somebody removed it "
            "(force-unlock) while smtj was at work. The state itself was not overwritten by smtj unless nobody else "
            "had changed it.",
        )

    def _left_behind(self, problem: ServiceError) -> Diagnostic:
        return Diagnostic.warning(
            "State lock could not be released",
            f"The state {self.path} may stay locked: {problem}. Once the cause is mended: "
            f"smtj force-unlock {self.info.id}",
        )


def holder_of(found: StoredObject) -> LockInfo:
    """Who holds a lock. What cannot be read has its tag for an ID, so that it too can be removed."""
    info = LockInfo.from_json(found.content.decode("utf-8", "replace"))
    return info if info.id else replace(info, id=found.etag.strip('"'))


def _without_conditions(path: str) -> StateNotSaved:
    return StateNotSaved(
        f"The store of the state {path} does not honour conditional writes (If-None-Match, If-Match), so two runs at "
        "the same time could not be kept apart; nothing was done. Use a store that does (S3 itself, or a newer version "
        "of this one), or keep smtj's state in a file (--state FILE), or write use_lockfile = false in the backend "
        "block and see to it yourself that only one run works at a time."
    )
