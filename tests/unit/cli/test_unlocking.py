from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.unlocking import unlock
from sm_tj_cli.state.store import StateLocked
from tests.fakes.sessions import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(GlobalOptions(state=str(tmp_path / "s.tfstate")))


def test_a_lock_that_is_held_by_somebody_alive_stays(desk: Desk) -> None:
    session = desk.session()
    from pathlib import Path

    store = session.store(Path(str(desk.options.state)))
    with store.lock("apply"):
        holder = store.holder()
        assert holder is not None
        with pytest.raises(StateLocked):
            unlock(session, holder.id, dry_run=False)
        unlock(session, holder.id, dry_run=True)
        assert "It is held by" in desk.out.getvalue()
        with pytest.raises(StateLocked):
            unlock(session, "another", dry_run=True)


def test_where_there_is_no_lock_that_is_said(desk: Desk) -> None:
    with pytest.raises(Stopped):
        unlock(desk.session(), "an-id", dry_run=False)
    unlock(desk.session(), "an-id", dry_run=True)
    assert "No process holds it." in desk.out.getvalue()
