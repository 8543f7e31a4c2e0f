"""State in a file: who may write it, and who is kept out."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.store import StateLocked, StateNotSaved
from tests.unit.state.backends.contract import with_job
from tests.unit.state.backends.files import Pauses, content, store_at

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.state.backends.local import LocalStore
    from sm_tj_cli.state.model import State

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
