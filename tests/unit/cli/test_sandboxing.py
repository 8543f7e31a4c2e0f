from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.sandboxing import run_inside, started

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin


def test_speed_and_scenario_are_set_together(
    sandbox: SandboxAddress, sandbox_admin: Admin, tmp_path: Path
) -> None:
    file = tmp_path / "s.json"
    file.write_text('[{"do": "error"}]')
    assert started(40, file).url == sandbox.url
    assert (sandbox_admin.settings.speed, len(sandbox_admin.faults.rules)) == (40.0, 1)
    started(None)
    assert sandbox_admin.settings.speed == 40.0


def test_a_sandbox_that_does_not_answer_is_told(
    sandbox: SandboxAddress, sandbox_admin: Admin, tmp_path: Path
) -> None:
    sandbox_admin.answer = None  # type: ignore[assignment, method-assign]
    try:
        with pytest.raises(Stopped) as caught:
            started(2)
    finally:
        del sandbox_admin.answer
    assert "does not answer" in next(iter(caught.value.diagnostics)).summary


def test_a_program_that_is_not_there(sandbox: SandboxAddress) -> None:
    with pytest.raises(Stopped) as caught:
        run_inside(["no-such-program-at-all"])
    assert "no-such-program-at-all: No such file" in next(iter(caught.value.diagnostics)).detail
