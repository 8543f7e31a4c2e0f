"""Random jobs, applied, planned again, forgotten and imported by the whole program: nothing is ever left to do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from sm_tj_cli.cli.main import run
from sm_tj_cli.request.generate import assignments, generate
from tests.fakes.declared import schema
from tests.property import VARIABLE
from tests.property.profile import examples
from tests.property.requests import PATHS, requests

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.admin import Admin
    from tests.property.settling import Request

# Of the members, every so many-th has a job in the normal run; in the full run each has some.
STEP = 1 if VARIABLE in os.environ else 36
PARTS = 2
PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n'


def random_jobs(paths: tuple[str, ...]) -> dict[str, Request]:
    """A request for each of these members, by label, their names all different."""
    found: dict[str, Request] = {}
    for path in paths:

        @examples(1)
        @given(requests(path))
        def collect(request: Request) -> None:
            label = f"job_{len(found)}"
            found[label] = {**request, "TrainingJobName": label.replace("_", "-")}

        collect()
    return found


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("all_defaults", [False, True])
def test_nothing_is_left_to_do(
    part: int,
    all_defaults: bool,
    sandbox_admin: Admin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    sandbox_admin.settings.all_defaults = all_defaults

    def smtj(*words: str) -> None:
        code = run(["--sandbox", *words])
        told = capsys.readouterr()
        assert code == 0, f"{words}: {told.out[:3000]} {told.err[:3000]}"

    (tmp_path / "provider.tf").write_text(PROVIDER)
    for label, request in random_jobs(PATHS[part * STEP :: PARTS * STEP]).items():
        made = generate(label, request, schema().request)
        (tmp_path / f"{label}.tf").write_text(made.text, "utf-8")
        (tmp_path / f"{label}.auto.tfvars").write_text(assignments(made.secrets), "utf-8")
    smtj("apply")
    smtj("plan", "--detailed-exitcode", "--no-refresh")
    smtj("plan", "--detailed-exitcode")
    for path in tmp_path.iterdir():
        if path.name != "provider.tf":
            path.unlink()
    smtj("import", "job-*", "--generate-config", "all.tf")
    smtj("plan", "--detailed-exitcode", "--no-refresh")
    smtj("plan", "--detailed-exitcode")
    sandbox_admin.settings.all_defaults = False
