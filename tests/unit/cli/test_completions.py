"""Whole command lines as a shell asks about them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.cli.program import Program
from sm_tj_cli.state.format import write_state
from sm_tj_cli.state.model import OutputState, State
from tests.fakes.jobs import record
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.documents import JSON

A, B = "aws_sagemaker_training_job.a", "aws_sagemaker_training_job.b"


def completed(*words: str, incomplete: str = "") -> list[str]:
    """What `words` can go on with."""
    program = Program("1", lambda verb: verb())
    found = ShellComplete(program, {}, "smtj", "_SMTJ_COMPLETE")
    return [item.value for item in found.get_completions(list(words), incomplete)]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = str(write_state(state_of(a=record(), b=record("b-1"))))
    (tmp_path / "smtj.tfstate").write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "verb",
    ["show", "logs", "metrics", "wait", "stop", "download", "destroy", "state show", "state rm"],
)
def test_a_name_is_that_of_a_recorded_job(verb: str) -> None:
    assert completed(*verb.split()) == [A, "a-1", B, "b-1"]


def test_a_label_is_offered_once_it_is_begun() -> None:
    assert completed("show", incomplete="a") == [A, "a", "a-1", B]


CONFIGURATION = """
resource "aws_sagemaker_training_job" "declared" {}
  resource aws_sagemaker_training_job old {}
# resource "aws_sagemaker_training_job" "commented" {}
resource "aws_s3_bucket" "bucket" {}
module "nightly" { source = "./m" }
"""


@pytest.mark.parametrize(
    "words", ["plan --target", "apply . --exclude", "destroy --target", "import x"]
)
def test_an_address_may_be_declared_alone(words: str, place: Path) -> None:
    (place / "main.tf").write_text(CONFIGURATION)
    (place / "more.tf.json").write_text(
        json.dumps({"resource": {"aws_sagemaker_training_job": {"generated": {}}}})
    )
    (place / "damaged.tf.json").write_text("{")
    declared = [f"aws_sagemaker_training_job.{label}" for label in ("declared", "old")]
    generated = "aws_sagemaker_training_job.generated"
    found = completed(*words.split())
    assert found == [A, B, *declared, "module.nightly", generated]
    assert completed(*words.split(), incomplete="o") == ["old"]


@pytest.mark.parametrize(
    ("words", "incomplete", "found"),
    [
        ("wait x --until", "Tr", ["Training"]),
        ("list --status", "ca", ["capacity"]),
        ("explain", "resource_conf", ["resource_config", "resource_config.instance_type"]),
        ("explain", "resource_config.instance_t", ["resource_config.instance_type"]),
        ("explain", "secondary_status_t", ["secondary_status_transitions"]),
        ("explain", "nothing", []),
        ("output", "", ["model"]),
        ("output", "x", []),
    ],
)
def test_what_the_schema_and_the_state_know(
    words: str, incomplete: str, found: list[str], place: Path
) -> None:
    state = replace(state_of(), outputs={"model": OutputState("s3://b/m", "string")})
    (place / "smtj.tfstate").write_text(str(write_state(state)))
    assert completed(*words.split(), incomplete=incomplete)[:2] == found


def test_metrics_are_those_that_are_defined_or_were_measured(place: Path) -> None:
    attributes: dict[str, JSON] = {
        "algorithm_specification": [{"metric_definitions": [{"name": "loss", "regex": "x"}]}],
        "final_metric_data_list": [{"metric_name": "loss"}, {"metric_name": "accuracy"}],
    }
    (place / "smtj.tfstate").write_text(
        str(write_state(state_of(a={**record(), **attributes}, b=record("b-1"))))
    )
    assert completed("metrics", "a", "--metric") == ["loss", "accuracy"]


def test_attributes_are_offered_one_level_at_a_time() -> None:
    found = completed("explain")
    assert "resource_config" in found
    assert not [path for path in found if "." in path]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("plan", "file"),
        ("plan --out", "file"),
        ("plan --var-file", "file"),
        ("--state", "file"),
        ("--chdir", "dir"),
        ("download x", "dir"),
    ],
)
def test_files_are_left_to_the_shell(words: str, kind: str) -> None:
    found = ShellComplete(Program("1", lambda verb: verb()), {}, "smtj", "_SMTJ_COMPLETE")
    assert [it.type for it in found.get_completions(words.split(), "x")] == [kind]


def test_what_was_typed_is_gone_on_with() -> None:
    assert completed("--sandbox", "logs", "-f", "b-1", incomplete="b-") == ["b-1"]


def test_the_global_options_say_where_the_state_is(place: Path) -> None:
    (place / "smtj.tfstate").rename(place / "other")
    assert completed("show") == []
    assert completed("--state", "other", "show", incomplete="a-") == ["a-1"]
    assert completed("--chdir", str(place), "--state", "other", "show", incomplete="a-") == ["a-1"]


def test_a_damaged_state_has_no_jobs(place: Path) -> None:
    (place / "smtj.tfstate").write_text("{")
    assert completed("show") == []


def test_bash_is_given_words_as_it_reads_them(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = state_of(a=record()).job(parse_instance(A))
    assert job is not None
    state = State("x").with_job(parse_instance(f'{A}["k"]'), job)
    (place / "smtj.tfstate").write_text(str(write_state(state)))
    assert completed("show") == [f'{A}["k"]', "a-1"]
    monkeypatch.setenv("_SMTJ_COMPLETE", "bash_complete")
    assert completed("show") == [f"'{A}[\"k\"]'", "a-1"]
