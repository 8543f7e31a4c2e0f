"""Where smtj's state of a configuration lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from sm_tj_cli.cli.backends import own_place, s3_settings, workspace_of
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.configuration.load import LoadedConfiguration, LocalFiles, load_configuration
from sm_tj_cli.state.backends.s3.settings import S3Settings


def loaded(directory: Path, backend: str) -> LoadedConfiguration:
    (directory / "main.tf").write_text(f"terraform {{\n{backend}\n}}\n")
    found, problems = load_configuration((str(directory),), LocalFiles())
    assert not problems.has_errors
    return found


S3 = 'backend "s3" {\n bucket = "b"\n key = "k"\n region = "r"\n}'


def test_a_file_beside_the_configuration(tmp_path: Path) -> None:
    assert own_place(None, loaded(tmp_path, "")) == tmp_path / "smtj.tfstate"
    assert own_place("x", loaded(tmp_path, S3)) == Path("x")


def test_beside_terraforms_in_s3(tmp_path: Path) -> None:
    place = own_place(None, loaded(tmp_path, S3))
    assert isinstance(place, S3Settings)
    assert (place.bucket, place.own_key) == ("b", "k.smtj")


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        ('backend "gcs" {}', '"gcs", which smtj cannot use. Give smtj a file'),
        ('backend "S3" {}', 'Did you mean "s3"?'),
        ('backend "s3" {}', 'The attribute "bucket" is required'),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, backend: str, words: str) -> None:
    with pytest.raises(Stopped) as caught:
        own_place(None, loaded(tmp_path, backend))
    assert words in caught.value.diagnostics.items[0].detail


def test_other_backends_have_no_such_settings(tmp_path: Path) -> None:
    settings, problems = s3_settings(loaded(tmp_path, 'backend "local" {}'))
    assert settings is None
    assert not problems


def test_the_workspace_is_the_environments_else_the_selected_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TF_WORKSPACE", raising=False)
    assert workspace_of(str(tmp_path)) == "default"
    (tmp_path / ".terraform").mkdir()
    (tmp_path / ".terraform" / "environment").write_text("dev")
    assert workspace_of(str(tmp_path)) == "dev"
    monkeypatch.setenv("TF_WORKSPACE", "prod")
    assert workspace_of(str(tmp_path)) == "prod"


def test_terraforms_folder_may_lie_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "terraform.tfstate").write_text(
        '{"backend": {"type": "s3", "config": {"bucket": "b", "key": "k", "region": "r"}}}'
    )
    settings, _ = s3_settings(loaded(tmp_path, 'backend "s3" {}'))
    assert settings is not None
    assert settings.key == "k"
