from __future__ import annotations

import json
import stat
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.backends.local import LocalStore, Surroundings
from sm_tj_cli.state.model import OutputState
from sm_tj_cli.state.store import StateLocked, StateNotSaved, StateUnreadable
from tests.unit.state.backends.contract import BackendContract

if TYPE_CHECKING:
    from pathlib import Path

OUTPUTS = {"a": OutputState(1, "number")}
slept: list[float] = []


def local(path: Path) -> LocalStore:
    def now() -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    around = Surroundings(now, slept.append, lambda: str(uuid.uuid4()), "ann@host", "1.0")
    return LocalStore(path, around)


class TestLocalStore(BackendContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> LocalStore:
        return local(tmp_path / "smtj.tfstate")


def test_the_version_before_the_run_is_kept_once(tmp_path: Path) -> None:
    store = local(tmp_path / "smtj.tfstate")
    with store.lock("apply") as locked:
        locked.save(locked.state)
    with store.lock("apply") as locked:
        locked.save(locked.state.with_outputs(OUTPUTS))
        locked.save(locked.state.with_outputs({}))
    assert json.loads((tmp_path / "smtj.tfstate").read_text())["serial"] == 3
    assert json.loads((tmp_path / "smtj.tfstate.backup").read_text())["serial"] == 1


def test_everything_beside_the_state_is_private(tmp_path: Path) -> None:
    store = local(tmp_path / "smtj.tfstate")
    with store.lock("apply") as locked:
        locked.save(locked.state)
        modes = {stat.S_IMODE(entry.stat().st_mode) for entry in tmp_path.iterdir()}
        info = json.loads((tmp_path / ".smtj.tfstate.lock.info").read_text())
    assert modes == {0o600}
    assert (info["Who"], info["Operation"]) == ("ann@host", "apply")
    assert not (tmp_path / ".smtj.tfstate.lock.info").exists()


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "smtj.tfstate"
    link.symlink_to(tmp_path / "real" / "state")
    with local(link).lock("apply") as locked:
        locked.save(locked.state)
    assert link.is_symlink()
    assert (tmp_path / "real" / "state").exists()


def test_a_change_by_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "smtj.tfstate"
    with local(path).lock("apply") as locked:
        locked.save(locked.state)
        path.write_text(path.read_text() + " ")
        with pytest.raises(StateNotSaved, match="changed by another program"):
            locked.save(locked.state.with_outputs(OUTPUTS))
    assert json.loads(path.read_text())["outputs"] == {}
    assert json.loads((tmp_path / "errored.tfstate").read_text())["outputs"] != {}


def test_what_is_no_state_is_told(tmp_path: Path) -> None:
    path = tmp_path / "smtj.tfstate"
    for content in (b"", b"{", b"\xff", b'{"version": 3}'):
        path.write_bytes(content)
        with pytest.raises(StateUnreadable) as caught:
            local(path).read()
        assert caught.value.diagnostics.has_errors
        assert path.read_bytes() == content


def test_a_directory_that_is_not_there_is_made(tmp_path: Path) -> None:
    store = local(tmp_path / "deep" / "er" / "smtj.tfstate")
    with store.lock("apply") as locked:
        locked.save(locked.state)
    assert store.read() is not None


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "smtj.tfstate"
    slept.clear()
    with local(path).lock("apply"):
        with pytest.raises(StateLocked), local(path).lock("plan", timeout=2.0):
            pass
        assert sum(slept) == 2.0


HOLDER = """
import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "smtj.tfstate"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / ".smtj.tfstate.smtj.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        (tmp_path / ".smtj.tfstate.lock.info").write_text('{"ID": "7", "Who": "bob@host"}')
        with pytest.raises(StateLocked, match="bob@host"), local(path).lock("apply"):
            pass
        holder.kill()
    with pytest.raises(StateLocked):
        local(path).force_unlock("8")
    local(path).force_unlock("7")
    with local(path).lock("apply"):
        pass
