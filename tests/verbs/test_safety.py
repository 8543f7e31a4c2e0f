"""Nothing of the working directory is run, nothing that is written is anybody else's, nothing secret is told."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

PROGRAMS = [[str(Path(sys.executable).with_name("smtj"))], [sys.executable, "-m", "sm_tj_cli"]]
TOKEN, BODY = "canary-session-token", "canary-hyperparameter"


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("program", PROGRAMS)
def test_modules_of_the_working_directory_are_not_imported(
    with_sandbox: Program, program: list[str]
) -> None:
    with_sandbox.job()
    for name in ("boto3", "botocore", "click", "json", "lark", "rich"):
        with_sandbox.write('raise SystemExit("run by mistake")\n', f"{name}.py")
    done = subprocess.run(
        [*program, "--sandbox", "plan"], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.usefixtures("_open_umask")
def test_what_is_written_is_its_owners_alone(
    with_sandbox: Program, sandbox_admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sandbox.job(argument="name_prefix")
    monkeypatch.setenv("XDG_CACHE_HOME", str(with_sandbox.directory / "cache"))
    assert with_sandbox("--sandbox", "plan", "--out", "saved").code == 0
    assert with_sandbox("--sandbox", "apply", "saved").code == 0
    assert with_sandbox("--sandbox", "destroy", "--auto-approve", "--delete-record").code == 0
    ours = [path for path in with_sandbox.directory.rglob("*") if path.suffix != ".tf"]
    assert {"smtj.tfstate", "smtj.tfstate.backup", "saved"} <= {path.name for path in ours}
    # What lies in a folder that nobody else can enter is as private as the folder.
    reachable = [
        path
        for path in ours
        if not any(is_private(folder) for folder in path.parents if folder in ours)
    ]
    assert [path.name for path in reachable if not is_private(path)] in ([], ["cache"])


def is_private(path: Path) -> bool:
    return not stat.S_IMODE(path.stat().st_mode) & 0o077


def test_debug_tells_neither_requests_nor_tokens(
    with_sandbox: Program, sandbox_admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", TOKEN)
    with_sandbox.job()
    job = with_sandbox.directory / "train.tf"
    job.write_text(job.read_text().replace('k = "10"', f'k = "{BODY}"'))
    rule = {"do": "error", "operation": "CreateTrainingJob", "code": "ValidationException"}
    sandbox_admin.faults.add({**rule, "status": 400}, 0.0)
    sandbox_admin.faults.add({"do": "body", "operation": "DescribeTrainingJob", "body": "{"}, 0.0)
    told = [
        with_sandbox("--sandbox", "--debug", *words) for words in (["apply"], ["apply"], ["list"])
    ]
    assert [bool(rule.fired) for rule in sandbox_admin.faults.rules] == [True, True]
    for ended in told:
        assert TOKEN not in ended.out + ended.err
        assert BODY not in ended.err
