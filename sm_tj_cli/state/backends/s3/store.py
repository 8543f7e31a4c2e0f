"""State in S3, the lock and the journal beside it.

At `a/terraform.smtj.tfstate` lies Terraform's format, at `….tflock` Terraform's lock, at `….smtj-intents` the journal, so
that a run on another machine finds what this one began. Every write names the version it replaces: a run whose lock was
forced open cannot overwrite what others wrote.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.backends.s3.lock import LockObject, holder_of
from sm_tj_cli.state.backends.s3.seen import Seen
from sm_tj_cli.state.backends.s3.slot import Overtaken, Slot
from sm_tj_cli.state.format import StateText, decode_state
from sm_tj_cli.state.journal import Journal
from sm_tj_cli.state.lock import not_locked
from sm_tj_cli.state.rescue import Rescue, put_aside
from sm_tj_cli.state.store import (
    StateLocked,
    StateNotSaved,
    StateUnreadable,
    begun_state,
    next_version,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.copies import Copy
    from sm_tj_cli.state.journal import Intent
    from sm_tj_cli.state.lock import LockInfo, Surroundings
    from sm_tj_cli.state.model import State
    from sm_tj_cli.state.objects import ObjectStore
    from sm_tj_cli.state.store import LockedState


@dataclass(frozen=True)
class S3Store:
    """The state at `key` of a bucket. Without `locks`, only the versions of its objects keep writers apart."""

    objects: ObjectStore
    bucket: str
    key: str
    around: Surroundings
    locks: bool = True
    seen: Seen = field(default_factory=Seen)

    @property
    def described(self) -> str:
        """`s3://bucket/key`."""
        return f"s3://{self.bucket}/{self.key}"

    def read(self) -> State | None:
        """The state as it is now, None where there is none; raises StateUnreadable, ServiceError."""
        with self._told():
            state = self._decoded(self._slot(self.key).read())
            return self.seen.accepted(self.described, state) if state else None

    @contextmanager
    def lock(self, operation: str, timeout: float = 0.0) -> Iterator[LockedState]:
        """Holds the state; see `StateStore.lock`."""
        if not self.locks:
            self.around.tell(not_locked(self.described))
            with self._held(None) as locked:
                yield locked
            return
        with self._taken(operation, timeout) as lock, self._held(lock) as locked:
            yield locked

    def put_back(self, state: State, timeout: float = 0.0) -> Path | None:
        """Writes `state` over one that cannot be read, which is kept here; see `StateStore.put_back`."""
        with self._taken("state restore", timeout), self._told():
            slot = self._slot(self.key)
            aside = self._put_aside(slot.read())
            state = self.seen.following(self.described, state)
            try:
                slot.write(StateText().write(state).encode())
            except Overtaken as problem:
                raise StateNotSaved(
                    f"The state {self.described} was not written: another run changed it meanwhile."
                ) from problem
            self.seen.note(self.described, state)
        return aside

    def _put_aside(self, damaged: bytes | None) -> Path | None:
        """The bucket may keep no earlier versions."""
        if damaged is None:
            return None
        try:
            return put_aside(Path.cwd(), PurePosixPath(self.key).name, damaged)
        except OSError as problem:
            raise StateNotSaved(
                f"The state {self.described} was left as it is, because it could not be put aside in the working "
                f"directory first: {problem.strerror or problem}."
            ) from problem

    @property
    def folders(self) -> tuple[Path, ...]:
        """None but those of this run."""
        return ()

    def copies(self) -> tuple[Copy, ...]:
        """None on this machine; a versioned bucket keeps the earlier versions of the object."""
        return ()

    def begun(self) -> tuple[Intent, ...]:
        """The intents; see `StateStore.begun`."""
        with self._told():
            return self._journal(None).open_intents()

    @contextmanager
    def _taken(self, operation: str, timeout: float) -> Iterator[LockObject]:
        info = self.around.lock_info(operation, f"{self.bucket}/{self.key}")
        lock = LockObject(self.objects, self._lock_key, self.described, info, self.around)
        with self._told():
            lock.take(timeout)
        try:
            yield lock
        finally:
            lock.release()

    def holder(self) -> LockInfo | None:
        """Who holds it now."""
        with self._told():
            found = self.objects.get(self._lock_key)
        return holder_of(found) if found else None

    def force_unlock(self, lock_id: str) -> None:
        """Removes a lock that was left behind. Raises StateLocked, LookupError, ServiceError."""
        slot = self._slot(self._lock_key)
        with self._told():
            found = self.objects.get(self._lock_key)
            if found is None:
                raise LookupError(self.described)
            holder = holder_of(found)
            if holder.id != lock_id:
                raise StateLocked(holder, self.described)
            slot.etag = found.etag
            slot.remove()

    @property
    def _lock_key(self) -> str:
        return f"{self.key}.tflock"

    def _slot(self, key: str) -> Slot:
        return Slot(self.objects, key, self.around.sleep)

    @contextmanager
    def _held(self, lock: LockObject | None) -> Iterator[_Locked]:
        locked = self._open(lock)
        try:
            yield locked
        finally:
            with suppress(StateNotSaved):
                locked.journal.catch_up()

    def _open(self, lock: LockObject | None) -> _Locked:
        slot = self._slot(self.key)
        with self._told():
            state = self._decoded(slot.read())
            if lock is not None and state is None:
                # Once for each state, before anything depends on it.
                lock.prove()
                self._warn_of_no_versions()
            journal = self._journal(lock)
        if state is not None:
            self.seen.note(self.described, self.seen.accepted(self.described, state))
        begun = state or begun_state(journal, self.around.identifier)
        return _Locked(begun, journal, slot, self.described, lock, self.seen)

    def _journal(self, lock: LockObject | None) -> Journal:
        return Journal(_JournalObject(self._slot(f"{self.key}.smtj-intents"), self, lock))

    def _warn_of_no_versions(self) -> None:
        # Who may not ask, or asks a store that knows no versions, is told nothing: no apply fails for it.
        with suppress(ServiceError):
            if not self.objects.keeps_versions():
                self.around.tell(_no_versions(self.bucket))

    def _decoded(self, content: bytes | None) -> State | None:
        if content is None:
            return None
        state, problems = decode_state(content, self.described)
        if problems.has_errors:
            raise StateUnreadable(problems + self._earlier_versions())
        return state

    def _earlier_versions(self) -> Diagnostics:
        return Diagnostics.of(
            Diagnostic.warning(
                "There may be earlier versions of the state",
                "A bucket with versioning keeps them: aws s3api list-object-versions "
                f"--bucket {self.bucket} --prefix {self.key}. With aws s3api get-object --version-id fetch the last good "
                "one into a file, then: smtj state restore FILE",
            )
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What S3 answers, with what to do about it where that is known."""
        try:
            yield
        except ServiceError as problem:
            if problem.code == "NoSuchBucket":
                raise StateUnreadable(_no_bucket(self.bucket)) from problem
            if problem.code in _ELSEWHERE:
                raise StateUnreadable(_elsewhere(self.bucket, problem)) from problem
            if problem.kind is Kind.PERMISSION:
                raise replace(problem, message=f"{problem.message} {_PERMISSIONS}") from problem
            raise


# What S3 answers where a bucket lies in another region than the one that was asked.
_ELSEWHERE = {"PermanentRedirect", "AuthorizationHeaderMalformed", "301"}
_PERMISSIONS = (
    "(A state in S3 takes s3:GetObject, s3:PutObject and s3:DeleteObject on its key and on the keys that go on with "
    ".tflock and .smtj-intents, and s3:ListBucket on the bucket, without which S3 does not tell what is missing from "
    "what is forbidden)"
)


@dataclass
class _Locked:
    """The state while its lock is held."""

    state: State
    journal: Journal
    slot: Slot
    described: str
    lock: LockObject | None
    seen: Seen
    _text: StateText = field(default_factory=StateText)
    _rescue: Rescue = field(default_factory=Rescue)

    def check(self) -> None:
        """Looks whether the lock is there; see `LockedState.check`. Raises ServiceError too."""
        if self.lock is not None:
            self.lock.check()

    def save(self, state: State, forgets: Collection[InstanceAddress] | None = ()) -> State:
        """Writes the next version; see `LockedState.save`."""
        following = next_version(self.state, state, forgets)
        if following is None:
            return self.state
        try:
            self.slot.write(self._text.write(following).encode())
        except (Overtaken, ServiceError) as problem:
            why = f"{problem}" if isinstance(problem, ServiceError) else self._changed(following)
            raise StateNotSaved(
                f"The state {self.described} could not be written: {why}. {self._rescue.keep(following)}"
            ) from problem
        self._rescue.forget()
        self.seen.note(self.described, following)
        self.state = following
        return following

    def _changed(self, ours: State) -> str:
        """What was found in the place of what was read."""
        try:
            content = self.slot.objects.get(self.slot.key)
        except ServiceError:
            content = None
        found = decode_state(content.content, self.described)[0] if content else None
        what = f"has the serial {found.serial}" if found else "is gone"
        return (
            f"another run changed it although smtj held its lock, which somebody must have forced open (what is there "
            f"now {what}, what was to be written {ours.serial})"
        )


@dataclass(frozen=True, slots=True)
class _JournalObject:
    slot: Slot
    store: S3Store
    lock: LockObject | None = None
    rewrites: bool = True

    def read(self) -> str:
        return (self.slot.read() or b"").decode("utf-8", "replace")

    def append(self, lines: str) -> None:
        self.replace(self.read() + lines)

    def replace(self, lines: str) -> None:
        place = f"s3://{self.store.bucket}/{self.slot.key}"
        if not lines:
            self._remove(place)
            return
        try:
            if self.lock is not None:
                self.lock.check()
            self.slot.write(lines.encode())
        except (Overtaken, ServiceError) as problem:
            raise StateNotSaved(
                f"The journal {place} could not be written ({_why(problem)}), so nothing more is submitted."
            ) from problem

    def _remove(self, place: str) -> None:
        try:
            self.slot.remove()
        except ServiceError as problem:
            # The next run finds in the state what it names.
            self.store.around.tell(
                Diagnostic.warning(
                    "Journal could not be removed",
                    f"The journal {place} is left behind ({problem}). It does no harm: the next apply clears it away.",
                )
            )


def _why(problem: Overtaken | ServiceError) -> str:
    return str(problem) if isinstance(problem, ServiceError) else "another run changed it"


def _no_bucket(bucket: str) -> Diagnostics:
    return Diagnostics.of(
        Diagnostic.error(
            "S3 bucket does not exist",
            f'The backend block keeps the state in the bucket "{bucket}", which does not exist (or not at this '
            f"endpoint). Create it first (aws s3 mb s3://{bucket}), or correct its name and region.",
        )
    )


def _no_versions(bucket: str) -> Diagnostic:
    return Diagnostic.warning(
        "Bucket keeps no earlier versions",
        f'The bucket "{bucket}" has no versioning: a state that is deleted or written over there cannot be brought back. '
        f"Turn it on with: aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled",
    )


def _elsewhere(bucket: str, problem: ServiceError) -> Diagnostics:
    return Diagnostics.of(
        Diagnostic.error(
            "S3 bucket lies in another region",
            f'The backend block keeps the state in the bucket "{bucket}", which is not in the region that it names: '
            f"{problem}. Write the bucket's own region there (aws s3api get-bucket-location --bucket {bucket}).",
        )
    )
