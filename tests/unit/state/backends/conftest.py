from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.state.backends.contract import with_job
from tests.unit.state.backends.files import store_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.state.backends.local import LocalStore
    from sm_tj_cli.state.model import State


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
