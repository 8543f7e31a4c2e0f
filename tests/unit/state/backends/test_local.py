"""State in a file: what lies where, who may, and what remains when something fails."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.backends.local import LocalStore
from sm_tj_cli.state.format import read_state, write_state
from sm_tj_cli.state.lock import Surroundings
from sm_tj_cli.state.model import State
from sm_tj_cli.state.store import StateLocked, StateNotSaved, StateUnreadable
from tests.unit.state.backends.contract import INTENT, StoreContract, with_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sm_tj_cli.diagnostics import Diagnostic

HOLDS = """
import sys, os, signal
from datetime import UTC, datetime
from pathlib import Path
from sm_tj_cli.state.backends.local import LocalStore
from sm_tj_cli.state.lock import Surroundings
around = Surroundings(lambda: datetime(2026, 1, 1, tzinfo=UTC), print, lambda: "other", "bob@far", "1")
with LocalStore(Path(sys.argv[1]), around).lock("apply") as locked:
    print("locked", flush=True)
    sys.stdin.read()
    if sys.argv[2:] == ["die"]:
        os.kill(os.getpid(), signal.SIGKILL)
"""

COUNTS = """
import sys, time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sm_tj_cli.state.backends.local import LocalStore
from sm_tj_cli.state.lock import Surroundings
from sm_tj_cli.state.model import OutputState
around = Surroundings(lambda: datetime(2026, 1, 1, tzinfo=UTC), lambda _: time.sleep(0.001), lambda: "x", "", "")
for _ in range(20):
    with LocalStore(Path(sys.argv[1]), around).lock("apply", 1000) as locked:
        before = locked.state.outputs.get("n")
        count = before.value if before else 0
        locked.save(locked.state.with_outputs({"n": OutputState(count + 1, "number")}))
"""


@dataclass
class Pauses:
    """Sleeping that takes no time; `then` is what happens meanwhile."""

    slept: list[float] = field(default_factory=list)
    then: Callable[[], None] | None = None

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.then:
            self.then()


def store_at(path: Path, pauses: Pauses | None = None) -> LocalStore:
    numbers = iter(range(1, 1000))
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    around = Surroundings(
        lambda: now, pauses or Pauses(), lambda: f"id-{next(numbers)}", "ann@host", "1.0"
    )
    return LocalStore(path, around)


class TestLocalStore(StoreContract):
    """The contract."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> LocalStore:
        return store_at(tmp_path / "smtj.tfstate")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "smtj.tfstate"


@pytest.fixture
def store(path: Path) -> LocalStore:
    return store_at(path)


@pytest.fixture
def saved(store: LocalStore) -> State:
    with store.lock("apply") as locked:
        return locked.save(with_job(locked.state))


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"locked\n"
        yield process
        process.kill()


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.parent.iterdir())


def content(path: Path) -> State | None:
    return read_state(path.read_text(), str(path))[0]


# What lies where


def test_the_file_is_terraforms_and_its_owners_alone(path: Path, saved: State) -> None:
    assert path.read_text() == write_state(saved)
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_but_the_lock_stays_beside_it(path: Path, saved: State) -> None:
    assert names(path) == [".smtj.tfstate.smtj.lock", "smtj.tfstate"]


def test_the_directory_is_made_where_it_is_missing(tmp_path: Path) -> None:
    store = store_at(tmp_path / "a" / "b" / "smtj.tfstate")
    with store.lock("apply") as locked:
        locked.save(with_job(locked.state))
    assert store.read() is not None


def test_reading_makes_nothing(tmp_path: Path) -> None:
    assert store_at(tmp_path / "none" / "smtj.tfstate").read() is None
    assert store_at(tmp_path / "none" / "smtj.tfstate").holder() is None
    assert list(tmp_path.iterdir()) == []


def test_the_backup_is_the_version_before_the_run(
    path: Path, store: LocalStore, saved: State
) -> None:
    with store.lock("apply") as locked:
        for name in ("y", "z"):
            locked.save(with_job(locked.state, name))
    backup = path.with_name("smtj.tfstate.backup")
    assert content(backup) == saved
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_run_that_changes_nothing_makes_no_backup(store: LocalStore, saved: State) -> None:
    with store.lock("apply") as locked:
        locked.save(locked.state)
    assert "smtj.tfstate.backup" not in names(store.path)


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "state", tmp_path / "smtj.tfstate"
    with store_at(target).lock("apply") as locked:
        locked.save(locked.state)
    link.symlink_to(target)
    with store_at(link).lock("apply") as locked:
        with pytest.raises(StateLocked), store_at(target).lock("apply"):
            pass
        saved = locked.save(with_job(locked.state))
    assert link.is_symlink()
    assert content(target) == saved


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_links_in_a_circle_are_told(path: Path, verb: str) -> None:
    path.symlink_to(path)
    with pytest.raises(StateUnreadable):
        _do(store_at(path), verb)


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_a_place_that_cannot_be_looked_at_is_told(tmp_path: Path, verb: str) -> None:
    with pytest.raises(StateUnreadable) as caught:
        _do(store_at(tmp_path / ("a" * 300)), verb)
    assert "File name too long" in caught.value.diagnostics.items[0].detail


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_a_link_to_nothing_begins_no_state(path: Path, tmp_path: Path, verb: str) -> None:
    path.symlink_to(tmp_path / "missing" / "state")
    with pytest.raises(StateUnreadable) as caught:
        _do(store_at(path), verb)
    assert "missing/state, which does not exist" in caught.value.diagnostics.items[0].detail
    assert names(path) == ["smtj.tfstate"]


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_an_older_copy_in_its_place_is_noticed_until_it_is_put_back(
    path: Path, store: LocalStore, saved: State, verb: str
) -> None:
    older = path.read_bytes()
    with store.lock("apply") as locked:
        locked.save(with_job(locked.state, "newer"))
    _do(store, verb)
    path.write_bytes(older)
    with pytest.raises(StateUnreadable) as caught:
        _do(store, verb)
    told = caught.value.diagnostics.items[0].detail
    assert f"has the serial {saved.serial}, but the serial {saved.serial + 1} was saved" in told
    store.put_back(saved)
    assert store.read() == saved
    _do(store, verb)


def test_another_state_in_its_place_is_no_older_one(
    path: Path, store: LocalStore, saved: State
) -> None:
    path.write_text(write_state(replace(saved, lineage="another", serial=0)))
    assert store.read() is not None


def test_a_state_that_others_may_change_is_told_and_becomes_private(path: Path) -> None:
    path.parent.chmod(0o777)
    told: list[Diagnostic] = []
    store = store_at(path)
    store = replace(store, around=replace(store.around, tell=told.append))
    with store.lock("apply") as locked:
        locked.save(locked.state)
    path.chmod(0o644)
    with store.lock("apply") as locked:
        locked.save(with_job(locked.state))
    assert [item.summary for item in told] == ["Everybody can change the state"] * 2
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_what_is_no_file_is_told_and_not_touched(path: Path, verb: str) -> None:
    os.mkfifo(path)
    with pytest.raises(StateUnreadable) as caught:
        _do(store_at(path), verb)
    assert "not a regular file" in caught.value.diagnostics.items[0].detail
    path.unlink()
    path.mkdir()
    with pytest.raises(StateUnreadable):
        _do(store_at(path), verb)


@pytest.mark.parametrize("verb", ["read", "lock"])
@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'{"version": 3}'])
def test_a_damaged_state_stops_everything_and_stays(path: Path, data: bytes, verb: str) -> None:
    path.write_bytes(data)
    with pytest.raises(StateUnreadable) as caught:
        _do(store_at(path), verb)
    assert caught.value.diagnostics.has_errors
    assert path.read_bytes() == data
    with pytest.raises(LookupError):
        store_at(path).force_unlock("x")


def _do(store: LocalStore, verb: str) -> None:
    if verb == "read":
        store.read()
    else:
        with store.lock("apply"):
            pass


def test_what_killed_runs_left_is_swept(path: Path, store: LocalStore, saved: State) -> None:
    rubbish = [".smtj.tfstate.0123456789abcdef.tmp", ".smtj.tfstate.backup.0123456789abcdef.tmp"]
    for name in (*rubbish, "mine.tmp"):
        path.with_name(name).touch()
    with store.lock("apply"):
        assert not set(rubbish) & set(names(path))
        assert "mine.tmp" in names(path)


def test_a_journal_without_its_state_says_whose_it_is(path: Path, store: LocalStore) -> None:
    with store.lock("apply") as locked:
        lineage = locked.save(with_job(locked.state)).lineage
        locked.journal.begin([replace(INTENT, lineage=lineage)])
    path.unlink()
    with store.lock("apply") as locked:
        assert locked.state == State(lineage)


def test_the_journal_is_private_and_goes_when_nothing_is_open(
    path: Path, store: LocalStore
) -> None:
    journal = path.with_name("smtj.tfstate.smtj-intents")
    with store.lock("apply") as locked:
        locked.journal.begin([INTENT])
        assert journal.stat().st_mode & 0o777 == 0o600
        locked.journal.settle({INTENT.id: "created"})
        locked.journal.compact()
    assert not journal.exists()


# Who may


def test_the_holder_is_told_in_terraforms_way(path: Path, store: LocalStore) -> None:
    with store.lock("apply"):
        info = json.loads(path.with_name(".smtj.tfstate.lock.info").read_text())
    assert info == {
        "ID": "id-1",
        "Operation": "apply",
        "Info": "",
        "Who": "ann@host",
        "Version": "1.0",
        "Created": "2026-01-02T03:04:05Z",
        "Path": str(path),
    }


def test_another_process_is_kept_out(
    path: Path, store: LocalStore, holder: subprocess.Popen[bytes]
) -> None:
    with pytest.raises(StateLocked, match="held by bob@far") as caught, store.lock("apply"):
        pass
    assert caught.value.info.id == "other"
    assert store.holder() == caught.value.info
    with pytest.raises(StateLocked):
        store.force_unlock("other")
    holder.communicate()
    with store.lock("apply"):
        pass


def test_the_lock_of_a_killed_process_is_none(
    path: Path, store: LocalStore, holder: subprocess.Popen[bytes]
) -> None:
    holder.kill()
    holder.wait()
    assert path.with_name(".smtj.tfstate.lock.info").exists()
    assert store.holder() is None
    told: list[Diagnostic] = []
    with replace(store, around=replace(store.around, tell=told.append)).lock("apply"):
        pass
    assert [item.summary for item in told] == ["An earlier run was cut off"]
    assert "bob@far" in told[0].detail
    with replace(store, around=replace(store.around, tell=pytest.fail)).lock("apply"):
        pass


def test_without_a_lock_by_ones_own_wish_versions_keep_writers_apart(
    path: Path, store: LocalStore, saved: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[Diagnostic] = []
    around = replace(store.around, tell=told.append)
    with (
        store.lock("apply") as first,
        replace(store, around=around, locks=False).lock("x") as other,
    ):
        assert [item.summary for item in told] == ["State is not locked"]
        other.save(with_job(saved, "b"))
        with pytest.raises(StateNotSaved, match="changed by another program"):
            first.save(with_job(saved, "c"))
        assert path.with_name(".smtj.tfstate.lock.info").exists()


def test_what_a_killed_process_left_can_be_removed(
    path: Path, store: LocalStore, holder: subprocess.Popen[bytes]
) -> None:
    holder.kill()
    holder.wait()
    with pytest.raises(StateLocked):
        store.force_unlock("wrong")
    store.force_unlock("other")
    assert not path.with_name(".smtj.tfstate.lock.info").exists()


def test_a_holder_that_cannot_be_read_is_a_holder(path: Path, store: LocalStore) -> None:
    with store.lock("apply"):
        path.with_name(".smtj.tfstate.lock.info").write_bytes(b"\xff")
        with pytest.raises(StateLocked, match="held by another process"), store.lock("apply"):
            pass


def test_waiting_takes_as_long_as_it_may(path: Path, store: LocalStore) -> None:
    pauses = Pauses()
    waiting = store_at(path, pauses)
    with store.lock("apply"), pytest.raises(StateLocked), waiting.lock("apply", 1.2):
        pass
    assert sum(pauses.slept) == pytest.approx(1.2)


def test_waiting_ends_with_the_lock_and_reads_anew(path: Path, store: LocalStore) -> None:
    first = store.lock("apply")
    locked = first.__enter__()
    saved = []

    def finish() -> None:
        saved.append(locked.save(with_job(locked.state)))
        first.__exit__(None, None, None)

    pauses = Pauses(then=finish)
    with store_at(path, pauses).lock("apply", 60) as second:
        assert second.state == saved[0]
    assert len(pauses.slept) == 1


def test_processes_that_wait_for_each_other_lose_nothing(path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", COUNTS, str(path)]) for _ in range(4)]
    assert [process.wait(120) for process in processes] == [0] * 4
    state = content(path)
    assert state is not None
    assert state.outputs["n"].value == state.serial == 80


def test_terraform_is_kept_out_after_a_save(path: Path, store: LocalStore, saved: State) -> None:
    tries = (
        "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'rb+'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    )

    def terraform_may() -> bool:
        done = subprocess.run(
            [sys.executable, "-c", tries, str(path)], capture_output=True, check=False
        )
        return done.returncode == 0

    with store.lock("apply") as locked:
        assert not terraform_may()
        locked.save(with_job(locked.state, "y"))
        assert not terraform_may()
    assert terraform_may()


# What remains when something fails


def test_a_change_by_somebody_else_is_not_overwritten(
    path: Path, store: LocalStore, saved: State
) -> None:
    with store.lock("apply") as locked:
        path.write_text(write_state(saved.with_serial(9)))
        with pytest.raises(StateNotSaved, match="changed by another program") as caught:
            locked.save(with_job(locked.state, "y"))
    assert content(path) == saved.with_serial(9)
    errored = path.with_name("errored.tfstate")
    assert str(errored) in caught.value.message
    assert content(errored) == with_job(saved, "y").with_serial(2)


@pytest.fixture
def full_disk() -> Iterator[Callable[[int], None]]:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_leaves_the_old_state_and_is_told(
    path: Path, store: LocalStore, saved: State, full_disk: Callable[[int], None]
) -> None:
    with store.lock("apply") as locked:
        full_disk(400)
        with pytest.raises(StateNotSaved, match="File too large") as caught:
            locked.save(with_job(locked.state, "y" * 500))
        assert "the journal still names every job" in caught.value.message
        full_disk(100_000)
        assert locked.save(with_job(locked.state, "y")).serial == 2
    assert names(path) == [".smtj.tfstate.smtj.lock", "smtj.tfstate", "smtj.tfstate.backup"]


def test_what_was_rescued_before_is_not_overwritten(
    path: Path, store: LocalStore, saved: State
) -> None:
    path.with_name("errored.tfstate").write_text("earlier")
    with store.lock("apply") as locked:
        path.write_text(write_state(saved.with_serial(9)))
        for name in ("y", "z"):
            with pytest.raises(StateNotSaved, match="errored.1.tfstate"):
                locked.save(with_job(locked.state, name))
    assert path.with_name("errored.tfstate").read_text() == "earlier"
    assert content(path.with_name("errored.1.tfstate")) == with_job(saved, "z").with_serial(2)


def test_a_directory_in_the_place_of_the_backup_stops_the_save(
    path: Path, store: LocalStore, saved: State
) -> None:
    path.with_name("smtj.tfstate.backup").mkdir()
    with (
        store.lock("apply") as locked,
        pytest.raises(StateNotSaved, match="could not be written"),
    ):
        locked.save(with_job(locked.state, "y"))
    assert content(path) == saved
    assert content(path.with_name("errored.tfstate")) == with_job(saved, "y").with_serial(2)


def test_a_journal_that_cannot_be_written_is_told(path: Path, store: LocalStore) -> None:
    with store.lock("apply") as locked:
        path.with_name("smtj.tfstate.smtj-intents").mkdir()
        with pytest.raises(StateNotSaved, match="nothing more is submitted"):
            locked.journal.begin([INTENT])


def test_where_nothing_can_be_written_nothing_is_begun(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateNotSaved, match="cannot be locked"):
        _do(store_at(tmp_path / "file" / "smtj.tfstate"), "lock")


def test_readers_see_whole_versions_only(path: Path, store: LocalStore, saved: State) -> None:
    writes = COUNTS.replace("range(20)", "range(200)")
    serials = []
    with subprocess.Popen([sys.executable, "-c", writes, str(path)]) as process:
        while process.poll() is None:
            state = store.read()
            assert state is not None
            serials.append(state.serial)
    assert serials == sorted(serials)
    assert len(set(serials)) > 2
