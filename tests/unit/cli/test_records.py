from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.records import candidates, chosen, own_state, own_store, provider_settings
from tests.fakes.jobs import record
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

STATE = state_of(a=record(), b=record("b-1"))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_names_mean_recorded_jobs() -> None:
    assert [place.label for place in chosen(STATE, ["b-1", "a"])] == ["a", "b"]
    assert [item.name for item in candidates(STATE)] == ["a-1", "b-1"]
    with pytest.raises(Stopped):
        chosen(STATE, ["a", "nobody"])


def test_the_state_is_the_one_here_or_the_given_one(tmp_path: Path) -> None:
    assert own_store(Desk().session()).described == "smtj.tfstate"
    other = Desk(GlobalOptions(state="x/other.tfstate"))
    assert own_store(other.session()).described == "x/other.tfstate"
    assert own_state(Desk().session()).serial == 0


def test_a_backend_in_the_configuration_is_honoured(tmp_path: Path) -> None:
    place = tmp_path / "kept" / "terraform.tfstate"
    (tmp_path / "main.tf").write_text(
        f'terraform {{\n backend "local" {{\n path = "{place}"\n }}\n}}\n'
    )
    assert own_store(Desk().session()).described == str(place.with_name("terraform.smtj.tfstate"))


def test_the_providers_settings_are_read_only_where_a_file_names_one(tmp_path: Path) -> None:
    assert provider_settings(Desk().session()).region is None
    (tmp_path / "main.tf").write_text('provider "aws" {\n region = "eu-north-1"\n}\n')
    assert provider_settings(Desk().session()).region == "eu-north-1"
