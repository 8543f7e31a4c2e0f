from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.written_over import check_written_over
from sm_tj_cli.configuration.saved_plan import BEGINNING
from sm_tj_cli.plan.saved import SavedPlan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("there", [None, b"", SavedPlan({}, "l", 1, "d").to_text().encode()])
def test_what_is_of_its_kind_or_not_there_may_be_replaced(
    tmp_path: Path, there: bytes | None
) -> None:
    if there is not None:
        (tmp_path / "p").write_bytes(there)
    check_written_over(str(tmp_path / "p"), "--out", BEGINNING.encode())


@pytest.mark.parametrize("there", [b'resource "a" "b" {}', b'{"version": 4}', b"{", b"\xff"])
def test_anything_else_stays(tmp_path: Path, there: bytes) -> None:
    (tmp_path / "p").write_bytes(there)
    with pytest.raises(Stopped) as stopped:
        check_written_over(str(tmp_path / "p"), "--out", BEGINNING.encode())
    assert [found.summary for found in stopped.value.diagnostics] == ["File is in the way"]
