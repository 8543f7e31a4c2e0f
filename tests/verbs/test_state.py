"""`state list|show|mv|rm|pull|push|restore`, compared where it can be with what Terraform prints."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Program

TRAIN = "aws_sagemaker_training_job.train"
OTHER = "aws_sagemaker_training_job.other"
NEW = "aws_sagemaker_training_job.new"


def document(serial: int = 3, lineage: str = "a-lineage", **jobs: str) -> str:
    """A state with one job for each keyword, and a resource of Terraform's."""
    resources = [
        {
            "mode": "managed",
            "type": "aws_sagemaker_training_job",
            "name": name,
            "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [
                {"schema_version": 0, "attributes": {"training_job_name": job, "status": "Failed"}}
            ],
        }
        for name, job in jobs.items()
    ]
    foreign = {
        "mode": "managed",
        "type": "aws_s3_bucket",
        "name": "b",
        "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": [{"schema_version": 0, "attributes": {"id": "b"}, "private": "bnVsbA=="}],
    }
    whole = {
        "version": 4,
        "terraform_version": "1.11.4",
        "serial": serial,
        "lineage": lineage,
        "outputs": {},
        "resources": [foreign, *resources],
        "check_results": None,
    }
    return json.dumps(whole, indent=2) + "\n"


def serial(smtj: Program) -> int:
    return int(json.loads((smtj.directory / "smtj.tfstate").read_text())["serial"])


@pytest.fixture
def recorded(smtj: Program) -> Program:
    """A state with two jobs."""
    smtj.write(document(other="other-1", train="train-1"), "smtj.tfstate")
    return smtj


def test_list_prints_the_addresses_one_a_line(recorded: Program) -> None:
    assert recorded("state", "list").out == f"{OTHER}\n{TRAIN}\n"
    assert recorded("state", "list", "train*").out == f"{TRAIN}\n"
    assert recorded("state", "list", "--json").json() == [OTHER, TRAIN]


def test_show_prints_the_record(recorded: Program) -> None:
    assert "train-1" in recorded("state", "show", TRAIN).out
    assert recorded("state", "show", TRAIN, "--json").json()["name"] == "train-1"
    assert recorded("state", "show", "nobody").code == 1


def test_mv_moves_a_record_and_nothing_else(recorded: Program) -> None:
    ended = recorded("state", "mv", TRAIN, "aws_sagemaker_training_job.new")
    assert (ended.code, serial(recorded)) == (0, 4)
    assert recorded("state", "list").out == f"aws_sagemaker_training_job.new\n{OTHER}\n"
    assert '"aws_s3_bucket"' in recorded("state", "pull").out


def test_mv_moves_whole_resources_and_modules_with_one_save(smtj: Program) -> None:
    whole = json.loads(document(train="x"))
    (resource,) = (one for one in whole["resources"] if one["name"] == "train")
    ((instance),) = resource["instances"]
    resource["module"] = "module.m"
    resource["instances"] = [
        {**instance, "index_key": key, "attributes": {"training_job_name": f"x-{key}"}}
        for key in (0, 1)
    ]
    smtj.write(json.dumps(whole), "smtj.tfstate")
    assert smtj("state", "mv", "module.m", 'module.n["z"]').code == 0
    ended = smtj("state", "mv", f'module.n["z"].{TRAIN}', OTHER)
    assert ended.out == "".join(
        f'Moved module.n["z"].{TRAIN}[{n}] to {OTHER}[{n}].\n' for n in (0, 1)
    )
    assert smtj("state", "list").out == f"{OTHER}[0]\n{OTHER}[1]\n"
    assert serial(smtj) == 5
    assert '"aws_s3_bucket"' in smtj("state", "pull").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((TRAIN, OTHER), f"There is a record at {OTHER} already"),
        ((TRAIN, "no address"), "Invalid target address"),
        (("*", TRAIN), "means 2 jobs"),
        (("nobody", TRAIN), "No such training job"),
    ],
)
def test_mv_refuses_what_is_not_clear(recorded: Program, words: tuple[str, str], told: str) -> None:
    ended = recorded("state", "mv", *words)
    assert (ended.code, serial(recorded)) == (1, 3)
    assert told in ended.err.replace("\n", " ")


def test_rm_forgets_records(recorded: Program) -> None:
    assert recorded("state", "rm", "*").out.count("Removed") == 2
    assert recorded("state", "list").out == ""
    assert '"aws_s3_bucket"' in recorded("state", "pull").out


@pytest.mark.parametrize(
    "words",
    [
        ("mv", TRAIN, "aws_sagemaker_training_job.new"),
        ("rm", TRAIN),
        ("push", "other.tfstate"),
        ("restore", "other.tfstate"),
    ],
)
def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    recorded: Program, words: tuple[str, ...]
) -> None:
    recorded.write(document(9, train="x"), "other.tfstate")
    before = (recorded.directory / "smtj.tfstate").read_bytes()
    ended = recorded("state", *words, "--dry-run")
    assert (ended.code, ended.out[:6]) == (0, "Would ")
    assert (recorded.directory / "smtj.tfstate").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "done"),
    [
        (("mv", TRAIN, NEW), {"moved": [{"from": TRAIN, "to": NEW}]}),
        (("rm", "*"), {"removed": [OTHER, TRAIN]}),
        (("push", "other.tfstate"), {"pushed": {"serial": 9}}),
        (
            ("restore", "other.tfstate"),
            {"restored": {"path": "other.tfstate", "serial": 9, "jobs": [TRAIN]}, "kept_as": None},
        ),
    ],
)
def test_what_is_done_in_json(
    recorded: Program, words: tuple[str, ...], done: dict[str, object]
) -> None:
    recorded.write(document(9, train="x"), "other.tfstate")
    for dry in (True, False):
        ended = recorded("--json", "state", *words, *(["--dry-run"] if dry else []))
        assert ended.json() == {"format_version": "1.0", "dry_run": dry, **done}


def test_what_a_restored_state_replaced_in_json(recorded: Program) -> None:
    recorded("state", "rm", TRAIN)
    recorded.write("{", "smtj.tfstate")
    kept = str(recorded("--json", "state", "restore").json()["kept_as"])
    assert kept == str(recorded.directory / "smtj.tfstate.damaged")


def test_pull_prints_the_state_as_it_is(recorded: Program) -> None:
    pulled = recorded("state", "pull").json()
    assert pulled["serial"] == 3
    assert [resource["name"] for resource in pulled["resources"]] == ["b", "other", "train"]
    assert pulled["resources"][0]["instances"][0]["private"] == "bnVsbA=="


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (document(9, "another", train="x"), "Cannot push an unrelated state"),
        (document(2, train="x"), "Cannot push an older state"),
        (document(3, train="x"), "Cannot push another state of the same serial"),
        ("{", "State file cannot be read"),
    ],
)
def test_push_refuses_as_terraform_does(recorded: Program, given: str, told: str) -> None:
    recorded.write(given, "given.tfstate")
    ended = recorded("state", "push", "given.tfstate")
    assert (ended.code, serial(recorded)) == (1, 3)
    assert told in ended.err


def test_push_takes_a_later_version_and_with_force_any(recorded: Program) -> None:
    recorded.write(document(9, train="x"), "given.tfstate")
    assert recorded("state", "push", "given.tfstate").code == 0
    assert recorded("state", "list").out == f"{TRAIN}\n"
    recorded.write(document(2, other="x"), "given.tfstate")
    assert recorded("state", "push", "--force", "given.tfstate").code == 0
    assert recorded("state", "list").out == f"{OTHER}\n"


def test_a_damaged_state_names_its_copy_and_restore_brings_it_back(recorded: Program) -> None:
    recorded("state", "rm", TRAIN)
    damaged = document()[:100]
    recorded.write(damaged, "smtj.tfstate")
    ended = recorded("list")
    assert ended.code == 1
    assert "smtj.tfstate.backup (serial 3, 2 jobs)" in ended.err.replace("\n", " ")
    assert recorded("state", "restore").code == 0
    assert recorded("state", "list").out == f"{OTHER}\n{TRAIN}\n"
    assert (recorded.directory / "smtj.tfstate.damaged").read_text() == damaged


def test_restore_of_a_sound_state_must_be_meant_and_is_its_next_version(recorded: Program) -> None:
    recorded("state", "rm", TRAIN)
    ended = recorded("state", "restore")
    assert (ended.code, serial(recorded)) == (1, 4)
    assert "smtj.tfstate.backup (serial 3, 2 jobs) is no newer" in ended.err.replace("\n", " ")
    assert recorded("state", "restore", "smtj.tfstate.backup").code == 0
    assert serial(recorded) == 5
    assert recorded("state", "list").out == f"{OTHER}\n{TRAIN}\n"


def test_an_older_copy_in_its_place_is_refused_until_it_is_meant(recorded: Program) -> None:
    recorded.write("")
    recorded("state", "rm", TRAIN)
    (recorded.directory / "smtj.tfstate.backup").replace(recorded.directory / "smtj.tfstate")
    for words in (["plan"], ["apply"], ["list"], ["state", "rm", OTHER]):
        ended = recorded(*words)
        assert (ended.code, serial(recorded)) == (1, 3)
        assert "State is an older one" in ended.err
    assert "smtj state restore smtj.tfstate" in ended.err.replace("\n", " ")
    assert recorded("state", "restore", "smtj.tfstate").code == 0
    assert recorded("state", "list").out == f"{OTHER}\n{TRAIN}\n"


def test_a_job_at_two_addresses_is_refused_until_one_is_forgotten(recorded: Program) -> None:
    recorded.write("")
    recorded.write(document(other="same", train="same"), "smtj.tfstate")
    for words in (["plan"], ["apply"], ["destroy", "--dry-run"]):
        ended = recorded(*words)
        assert ended.code == 1
        assert f'"same" at {OTHER} and at {TRAIN}' in ended.err.replace("\n", " ")
    assert recorded("state", "rm", TRAIN).code == 0
    assert recorded("destroy", "--dry-run").code == 0


def test_restore_refuses_the_state_of_another(recorded: Program) -> None:
    recorded.write(document(9, "another", train="x"), "given.tfstate")
    ended = recorded("state", "restore", "given.tfstate")
    assert ended.code == 1
    assert "Cannot restore an unrelated state" in ended.err
    assert recorded("state", "restore", "given.tfstate", "--force").code == 0


@pytest.mark.parametrize("file", [(), ("missing.tfstate",)])
def test_restore_without_anything_to_restore_says_so(
    recorded: Program, file: tuple[str, ...]
) -> None:
    ended = recorded("state", "restore", *file)
    assert (ended.code, serial(recorded)) == (1, 3)
    assert ended.err.strip()


def test_apply_refuses_while_a_later_state_is_not_merged(with_sandbox: Program) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    state = json.loads((with_sandbox.directory / "smtj.tfstate").read_text())
    attributes = state["resources"][0]["instances"][0]["attributes"]
    attributes["secondary_status"] = "Training"
    with_sandbox.write(json.dumps({**state, "serial": 40}), "errored.tfstate")
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 1
    assert "An earlier run's state is not merged" in ended.err
    assert with_sandbox("state", "push", "errored.tfstate").code == 0
    assert with_sandbox("--sandbox", "apply").code == 0


def test_standard_input_that_is_no_state(
    recorded: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("{"))
    ended = recorded("state", "push", "-")
    assert (ended.code, serial(recorded)) == (1, 3)
    assert "What was given on standard input is no state" in ended.err.replace("\n", " ")
    assert ".backup" not in ended.err


def test_what_restore_proposes_has_the_global_options(recorded: Program) -> None:
    recorded("state", "rm", TRAIN)
    recorded.write("{", "smtj.tfstate")
    ended = recorded("--sandbox", "state", "restore")
    assert ended.err.endswith("\nsmtj --sandbox plan compares it with AWS.\n")


def test_what_is_no_address_is_said_once(recorded: Program) -> None:
    ended = recorded("state", "mv", TRAIN, 'tj["c"]')
    told = " ".join(ended.err.split())
    assert (told.count('"tj["c"]"'), told.count("..")) == (1, 0)


def test_a_state_of_a_newer_smtj_is_not_to_be_replaced_by_a_copy(recorded: Program) -> None:
    recorded("state", "rm", TRAIN)
    recorded.write(document().replace('"version": 4', '"version": 99'), "smtj.tfstate")
    ended = recorded("list")
    assert "State file of a newer format" in ended.err
    assert "restore" not in ended.err
