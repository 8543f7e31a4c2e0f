"""A session makes its adapters when they are asked for, and each of them once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.wiring import Session, sandbox_directory
from sm_tj_cli.render.console import Terminal
from sm_tj_cli.state.backends.local import LocalStore
from sm_tj_cli.state.store import StateLocked

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress


def session(*, sandbox: bool = False) -> Session:
    return Session(GlobalOptions(sandbox=sandbox), Terminal(io.StringIO(), io.StringIO()))


@pytest.mark.parametrize("name", ["interrupts", "clock", "names", "schema", "services"])
def test_adapters_are_made_once(name: str) -> None:
    made = session()
    assert getattr(made, name) is getattr(made, name)


def test_the_schema_knows_the_arguments_of_a_job() -> None:
    assert {"training_job_name", "role_arn"} <= set(session().schema.request.members)


def test_without_the_option_there_is_no_sandbox() -> None:
    assert session().sandbox_environment == {}


def test_with_it_clients_are_led_there(sandbox: SandboxAddress) -> None:
    assert session(sandbox=True).sandbox_environment["AWS_ENDPOINT_URL"] == sandbox.url


def test_a_sandbox_that_cannot_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SMTJ_SANDBOX_DIR", str(tmp_path / "file" / "below"))
    with pytest.raises(Stopped) as caught:
        assert session(sandbox=True).sandbox_environment
    assert [told.summary for told in caught.value.diagnostics] == ["The sandbox cannot run"]


def test_jobs_of_the_sandbox_are_asked_for_more_often() -> None:
    assert session(sandbox=True).pace != session().pace


def test_a_lock_of_this_session_says_who_and_what_for(tmp_path: Path) -> None:
    store = session().store(tmp_path / "smtj.tfstate")
    assert isinstance(store, LocalStore)
    with store.lock("apply"):
        with pytest.raises(StateLocked) as caught, session().store(store.path).lock("apply"):
            pass
        assert caught.value.info.operation == "apply"
        assert "@" in caught.value.info.who


def test_where_the_sandbox_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTJ_SANDBOX_DIR", "/x")
    assert sandbox_directory() == Path("/x")
    monkeypatch.delenv("SMTJ_SANDBOX_DIR")
    assert sandbox_directory() is None
