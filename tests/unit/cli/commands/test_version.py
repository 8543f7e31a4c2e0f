from __future__ import annotations

import json
import platform
from typing import TYPE_CHECKING

from sm_tj_cli import __version__
from sm_tj_cli.cli.main import run

if TYPE_CHECKING:
    import pytest


def test_version_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["version", "-json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == __version__
    assert document["python"] == platform.python_version()
