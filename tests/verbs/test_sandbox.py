"""`smtj sandbox start|stop|status|exec`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

SCENARIO = '{"faults": [{"do": "denied", "operation": "Create.*"}], "stop_grace": 3}'


def test_faults_of_a_file_hold(with_sandbox: Program, sandbox_admin: Admin) -> None:
    with_sandbox.write(SCENARIO, "faults.json")
    ended = with_sandbox("sandbox", "start", "--faults", "faults.json", "--speed", "30")
    assert ended.code == 0
    assert ended.out.startswith("The sandbox runs at http://127.0.0.1:")
    assert (sandbox_admin.settings.stop_grace, sandbox_admin.settings.speed) == (3.0, 30.0)
    with_sandbox.job()
    refused = with_sandbox("--sandbox", "apply")
    assert refused.code != 0
    assert "is not authorized to perform: sagemaker:CreateTrainingJob" in refused.err
    assert sandbox_admin.faults.rules[0].fired >= 1


def test_a_file_that_is_wrong_is_pointed_into(with_sandbox: Program, sandbox_admin: Admin) -> None:
    with_sandbox.write('[\n  {"do": "eror"}\n]\n', "faults.json")
    ended = with_sandbox("sandbox", "start", "--faults", "faults.json")
    assert ended.code == 1
    assert "Invalid sandbox scenario" in ended.err
    assert "faults.json line 2" in ended.err
    assert 'Did you mean "error"?' in ended.err
    assert sandbox_admin.faults.rules == []


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (lambda path: path.exists(), "No such file"),
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: path.write_bytes(b"\xff"), "not UTF-8"),
        (lambda path: path.write_text("{"), "This is no JSON"),
        (lambda path: path.write_text(" " * (5 * 2**20)), "more than 4 MB"),
    ],
)
def test_a_file_that_cannot_be_read(
    with_sandbox: Program, write: object, told: str, tmp_path: Path
) -> None:
    assert callable(write)
    write(tmp_path / "faults.json")
    ended = with_sandbox("sandbox", "start", "--faults", "faults.json")
    assert ended.code == 1
    assert told in ended.err


def test_status(with_sandbox: Program, smtj: Program, tmp_path: Path) -> None:
    assert with_sandbox("sandbox", "status").out.startswith("The sandbox runs at http://127.0.0.1:")


def test_nothing_runs_elsewhere(
    smtj: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTJ_SANDBOX_DIR", str(tmp_path / "elsewhere"))
    ended = smtj("sandbox", "status", "--json")
    assert (ended.code, ended.json()["running"]) == (1, False)
    assert smtj("sandbox", "status").out == "The sandbox is not running.\n"
    assert smtj("sandbox", "stop").err == "No sandbox was running.\n"


def test_exec_lends_its_environment(with_sandbox: Program, tmp_path: Path) -> None:
    program = (
        "import json, os, pathlib; pathlib.Path('told.json').write_text("
        "json.dumps({k: v for k, v in os.environ.items() if k.startswith('AWS_')})); raise SystemExit(7)"
    )
    assert with_sandbox("sandbox", "exec", sys.executable, "-c", program).code == 7
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    assert told["AWS_REGION"] == "us-east-1"


def test_exec_ends_as_the_program_does(with_sandbox: Program) -> None:
    kill = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert with_sandbox("sandbox", "exec", sys.executable, "-c", kill).code == 137
    ended = with_sandbox("sandbox", "exec", "no-such-program-at-all")
    assert (ended.code, "no-such-program-at-all: No such file" in ended.err) == (1, True)


def test_it_starts_and_stops_as_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTJ_SANDBOX_DIR", str(tmp_path / "own"))

    def smtj(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sm_tj_cli", "sandbox", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    first, second = smtj("start", "--json"), smtj("start", "--json")
    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert smtj("stop").stderr == "The sandbox is stopped.\n"
    assert smtj("status").returncode == 1


def test_calls_go_to_one_place_only(smtj: Program) -> None:
    ended = smtj("--sandbox", "--endpoint-url", "http://localhost:1", "list", "--remote")
    assert ended.code == 1
    assert "--sandbox and --endpoint-url exclude each other" in ended.err.replace("\n", " ")
