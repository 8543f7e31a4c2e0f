from __future__ import annotations

import stat
from io import StringIO
from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.apply.adoption import Found
from sm_tj_cli.cli.generating import new_file, write_configuration
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.render.console import Terminal
from tests.fakes.declared import declared
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.documents import JSON


def found(**members: JSON) -> Found:
    return Found(cast("dict[str, JSON]", training_job_request(**members)), {})


@pytest.fixture
def told() -> StringIO:
    return StringIO()


@pytest.fixture
def session(told: StringIO) -> Session:
    return Session(GlobalOptions(), Terminal(told, told))


def test_a_file_with_every_job(tmp_path: Path, session: Session, told: StringIO) -> None:
    target = new_file(str(tmp_path / "jobs.tf"), tmp_path)
    other = Found({**found().description, "TrainingJobName": "b"}, {})
    write_configuration(session, target, {"a": found(), "b": other})
    jobs = declared(target.file.read_text()).jobs
    assert [job.address.resource.name for job in jobs] == ["a", "b"]
    assert not target.secrets.exists()
    assert "jobs.tf is written." in told.getvalue()


def test_secrets_are_in_a_private_file(tmp_path: Path, session: Session, told: StringIO) -> None:
    target = new_file(str(tmp_path / "jobs.tf"), tmp_path)
    write_configuration(session, target, {"a": found(Environment={"HF_TOKEN": "canary"})})
    assert "canary" not in target.file.read_text() + told.getvalue()
    assert target.secrets.read_text() == 'a_hf_token = "canary"\n'
    assert stat.S_IMODE(target.secrets.stat().st_mode) == 0o600


@pytest.mark.parametrize("existing", ["jobs.tf", "jobs.auto.tfvars"])
def test_nothing_is_written_over(tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).symlink_to("nowhere")
    with pytest.raises(Stopped):
        new_file(str(tmp_path / "jobs.tf"), tmp_path)


def test_a_file_that_came_meanwhile_is_kept(tmp_path: Path, session: Session) -> None:
    target = new_file(str(tmp_path / "jobs.tf"), tmp_path)
    target.file.write_text("mine")
    with pytest.raises(Stopped):
        write_configuration(session, target, {"a": found()})
    assert target.file.read_text() == "mine"


@pytest.mark.parametrize("name", ["jobs.txt", "jobs", "sub/jobs.tf", "../jobs.tf"])
def test_other_places_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Stopped):
        new_file(str(tmp_path / name), tmp_path)
