from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verbs.conftest import Program


@pytest.fixture
def left(smtj: Program) -> Path:
    """What a killed process left: its lock's information, the lock itself went with it."""
    smtj.write("{}", "smtj.tfstate")
    info = smtj.directory / ".smtj.tfstate.lock.info"
    info.write_text(json.dumps({"ID": "an-id", "Who": "ann@host", "Operation": "apply"}))
    return info


def test_what_a_process_left_behind_is_removed(smtj: Program, left: Path) -> None:
    assert "Would unlock" in smtj("force-unlock", "an-id", "--dry-run").out
    assert left.exists()
    ended = smtj("force-unlock", "an-id")
    assert (ended.code, ended.out) == (0, "smtj.tfstate is unlocked.\n")
    assert not left.exists()


def test_another_id_removes_nothing(smtj: Program, left: Path) -> None:
    ended = smtj("force-unlock", "other")
    assert ended.code == 7
    assert "an-id" in ended.err
    assert left.exists()


def test_where_nobody_holds_it_there_is_nothing_to_do(smtj: Program) -> None:
    ended = smtj("force-unlock", "an-id")
    assert ended.code == 1
    assert "State is not locked" in ended.err
