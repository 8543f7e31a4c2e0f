"""Data blocks in, values out: what is read when, and what a block may hold."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.main import run
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.configuration.ports import Asked
from sm_tj_cli.data_sources import THEMES
from sm_tj_cli.data_sources.live import LiveDataSources
from sm_tj_cli.values.value import SENSITIVE
from tests.unit.data_sources.conftest import body_of

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.sandbox.address import SandboxAddress
    from tests.unit.data_sources.conftest import Make, Read

PROVIDER = ProviderSettings(region="us-east-1")


def refused(_provider: ProviderSettings) -> Clients:
    raise AssertionError("nothing may be asked")


@pytest.mark.parametrize("type_name", THEMES)
def test_every_data_source_knows_its_arguments(type_name: str) -> None:
    sources = LiveDataSources(refused)
    assert sources.knows(type_name)
    (problem, *_) = sources.check(type_name, body_of("no_such_thing = 1"))
    assert problem.summary == "Unsupported argument"


def test_a_typing_mistake_and_what_is_missing_are_told_before_anything_is_asked() -> None:
    sources = LiveDataSources(refused)
    ((value, problems),) = sources.read([Asked("aws_iam_role", body_of('nam = "x"'), PROVIDER)])
    assert not value.is_known
    told = [(item.summary, item.detail) for item in problems]
    assert [summary for summary, _ in told] == ["Unsupported argument", "Missing required argument"]
    assert 'Did you mean "name"?' in told[0][1]


def test_offline_everything_is_unknown() -> None:
    sources = LiveDataSources(refused, offline=True)
    ((value, problems),) = sources.read([Asked("aws_iam_role", body_of('name = "x"'), PROVIDER)])
    assert not value.is_known
    assert not problems


def test_each_is_read_once_and_many_at_a_time(clients: Clients, make: Make) -> None:
    for at in range(3):
        make("ssm", "PutParameter", Name=f"/{at}", Value=str(at), Type="String")
    asked: list[ProviderSettings] = []

    def counted(provider: ProviderSettings) -> Clients:
        asked.append(provider)
        return clients

    sources = LiveDataSources(counted)
    three = [Asked("aws_ssm_parameter", body_of(f'name = "/{at}"'), PROVIDER) for at in range(3)]
    for _ in range(2):
        answers = sources.read(three)
        values = [value.raw["value"] for value, _ in answers if isinstance(value.raw, dict)]
        assert [value.raw for value in values] == ["0", "1", "2"]
        assert all(value.marks == {SENSITIVE} for value in values)
    assert len(asked) == 3


def test_the_region_of_the_block_goes_before_the_providers(read: Read, make: Make) -> None:
    make("ssm", "PutParameter", Name="/here", Value="x", Type="String")
    assert read("aws_ssm_parameter", 'name = "/here"')["region"] == "us-east-1"
    elsewhere = read("aws_ssm_parameter", 'name = "/here"\nregion = "eu-west-1"')
    assert "ParameterNotFound" in str(elsewhere["detail"])


def test_secrets_stay_hidden_in_the_whole_program(
    make: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sandbox: SandboxAddress,
) -> None:
    make("ssm", "PutParameter", Name="/p", Value="canary", Type="SecureString")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text('data "aws_ssm_parameter" "p" {\n  name = "/p"\n}\n')
    shown = "data.aws_ssm_parameter.p.value\nnonsensitive(data.aws_ssm_parameter.p.value)\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(shown))
    assert run(["--sandbox", "console", "--json"]) == 0
    hidden, revealed = map(json.loads, capsys.readouterr().out.splitlines())
    assert hidden == {"value": None, "type": "string", "sensitive": True}
    assert revealed["value"] == "canary"
