from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

ADDRESS = "aws_sagemaker_training_job.train"


def creations(admin: Admin) -> int:
    return json.dumps(admin.requests.as_json()).count('"CreateTrainingJob"')


def test_the_example_of_2018_goes_from_text_to_a_finished_job(with_sandbox: Program) -> None:
    with_sandbox.sample("kmeans-2018")
    ended = with_sandbox("--sandbox", "apply", "main.tf", "--wait", "--json")
    assert ended.code == 0, ended.err
    kinds = [line["type"] for line in ended.lines()]
    assert kinds[:3] == ["planned", "submitting", "submitted"]
    assert kinds[-3:] == ["completed", "outputs", "summary"]
    assert ended.lines()[-1]["submit"] == 1


def test_applying_again_does_nothing(with_sandbox: Program) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    again = with_sandbox("--sandbox", "apply", "--json")
    assert again.code == 0
    assert [line["type"] for line in again.lines()] == ["outputs", "summary"]
    assert again.lines()[-1]["submit"] == 0
    assert again.lines()[-1]["unchanged"] == 1


def test_the_state_is_private_and_holds_the_job(with_sandbox: Program) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    path = with_sandbox.directory / "smtj.tfstate"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    state = json.loads(path.read_text())
    assert state["version"] == 4
    (resource,) = state["resources"]
    assert resource["instances"][0]["attributes"]["status"] == "Completed"
    assert not list(with_sandbox.directory.glob("*.smtj-intents"))


def test_a_changed_job_with_a_fixed_name_is_an_error_that_names_the_ways_out(
    with_sandbox: Program,
) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    with_sandbox.job(parameter="kk")
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 1
    assert "Training job name was used before" in ended.err
    assert f"smtj --sandbox apply --replace '{ADDRESS}'" in ended.err
    assert "hyper_parameters.kk" in ended.err


def test_a_fixed_name_is_one_job_in_each_region(with_sandbox: Program) -> None:
    with_sandbox.job()
    text = (with_sandbox.directory / "train.tf").read_text()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    there = text.replace('"train" {', '"there" {\n  region = "ap-south-1"', 1)
    with_sandbox.write(there, "there.tf")
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    state = json.loads((with_sandbox.directory / "smtj.tfstate").read_text())
    jobs = [resource["instances"][0]["attributes"] for resource in state["resources"]]
    assert len({job["training_job_name"] for job in jobs}) == 1
    assert len({job["arn"].split(":")[3] for job in jobs}) == 2


def test_a_prefix_makes_a_new_generation_and_keeps_the_old_one(with_sandbox: Program) -> None:
    with_sandbox.job(argument="training_job_name_prefix")
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    with_sandbox.job(argument="training_job_name_prefix", parameter="kk")
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    shown = with_sandbox("show", "train", "--offline", "--json").json()
    assert shown["attributes"]["hyper_parameters"] == {"kk": "10"}
    (earlier,) = shown["history"]
    assert earlier["attributes"]["hyper_parameters"] == {"k": "10"}
    assert earlier["name"] != shown["name"]
    assert str(shown["name"]).startswith("train-")


def test_tags_are_updated_in_place(with_sandbox: Program) -> None:
    with_sandbox.job(extra='tags = { team = "a" }')
    with_sandbox("--sandbox", "apply", "--wait")
    with_sandbox.job(extra='tags = { team = "b" }')
    ended = with_sandbox("--sandbox", "apply", "--json")
    assert ended.code == 0, ended.err
    assert ended.lines()[-1]["update"] == 1
    assert with_sandbox("--sandbox", "plan", "--detailed-exitcode").code == 0


def test_a_job_that_needs_anothers_model_waits_for_it(with_sandbox: Program) -> None:
    with_sandbox.sample("two-jobs")
    ended = with_sandbox("--sandbox", "apply", "--json")
    assert ended.code == 0, ended.err
    lines = ended.lines()
    done = next(i for i, line in enumerate(lines) if line["type"] == "completed")
    second = [i for i, line in enumerate(lines) if line["type"] == "submitting"][1]
    assert done < second


def test_a_taken_name_is_told_before_anything_is_submitted(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    (with_sandbox.directory / "smtj.tfstate").unlink()
    before = creations(sandbox_admin)
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 1
    assert "Training job name is taken" in ended.err
    assert 'submitted by smtj for the state with the lineage "' in ended.err
    assert "It is as the configuration says." in ended.err
    assert f"smtj --sandbox import '{ADDRESS}' train" in ended.err
    assert creations(sandbox_admin) == before


def test_what_takes_something_away_needs_consent_without_a_terminal(with_sandbox: Program) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    (with_sandbox.directory / "train.tf").unlink()
    with_sandbox.write("# nothing is declared any more\n")
    kept = with_sandbox("--sandbox", "apply")
    assert kept.code == 0
    assert "No longer in the configuration" in kept.out
    ended = with_sandbox("--sandbox", "apply", "--prune")
    assert ended.code == 1
    assert "Approval is needed" in ended.err
    assert with_sandbox("--sandbox", "apply", "--prune", "--auto-approve").code == 0
    assert with_sandbox("list", "--json").json()["jobs"] == []


def test_errors_of_the_configuration_leave_everything_as_it_was(with_sandbox: Program) -> None:
    with_sandbox.job(extra='nonsense = "x"')
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 1
    assert 'An argument named "nonsense" is not expected here.' in ended.err
    assert not (with_sandbox.directory / "smtj.tfstate").exists()


def test_a_locked_state_ends_with_7(with_sandbox: Program) -> None:
    import fcntl

    with_sandbox.job()
    with (with_sandbox.directory / ".smtj.tfstate.smtj.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 7
    assert "State is locked" in ended.err


def test_a_failed_job_ends_with_4_and_its_reason(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "failure" }')
    ended = with_sandbox("--sandbox", "apply", "--wait")
    assert ended.code == 4, ended.err
    assert "AlgorithmError" in ended.err


def test_replace_deletes_the_old_record_first(with_sandbox: Program) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    with_sandbox.job(parameter="kk")
    ended = with_sandbox("--sandbox", "apply", "--replace", ADDRESS, "--auto-approve", "--wait")
    assert ended.code == 0, ended.err
    shown = with_sandbox("show", "train", "--offline", "--json").json()
    assert shown["attributes"]["hyper_parameters"] == {"kk": "10"}


def test_a_saved_plan_is_applied_without_asking_and_only_once(with_sandbox: Program) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "plan", "--out", "plan.json").code == 0
    ended = with_sandbox("--sandbox", "apply", "plan.json", "--json")
    assert ended.code == 0, ended.err
    assert ended.lines()[-1]["submit"] == 1
    again = with_sandbox("--sandbox", "apply", "plan.json")
    assert again.code == 1
    assert "Saved plan is stale" in again.err


IMPORT = """
import {{
  to = {0}
  id = "train"
}}
"""


def test_what_import_blocks_adopt_is_counted_and_told(with_sandbox: Program) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply").code == 0
    (with_sandbox.directory / "smtj.tfstate").unlink()
    (with_sandbox.directory / ".smtj.tfstate.smtj.lock").unlink()
    with_sandbox.job("more")
    with_sandbox.write(IMPORT.format(ADDRESS), "import.tf")
    planned = with_sandbox(
        "--sandbox", "plan", "--target", "train", "--json", "--detailed-exitcode"
    )
    (change,) = planned.json()["resource_changes"]  # type: ignore[misc]
    assert (planned.code, change["change"]["importing"]) == (2, {"id": "train"})  # type: ignore[index]
    applied = with_sandbox("--sandbox", "apply", "--json").lines()
    told = [(line["address"], line["reason"]) for line in applied if line["type"] == "planned"]
    assert told == [("aws_sagemaker_training_job.more", ""), (ADDRESS, "import")]
    counts = ("adopt", "submit", "unchanged")
    assert [applied[-1][name] for name in counts] == [1, 1, 0]
    again = with_sandbox("--sandbox", "apply", "--json").lines()
    assert [again[-1][name] for name in counts] == [0, 0, 2]


def test_a_saved_plan_adopts_what_it_says_whatever_becomes_of_the_job(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply").code == 0
    (with_sandbox.directory / "smtj.tfstate").unlink()
    (with_sandbox.directory / ".smtj.tfstate.smtj.lock").unlink()
    with_sandbox.write(IMPORT.format(ADDRESS), "import.tf")
    assert with_sandbox("--sandbox", "plan", "--out", "saved").code == 0
    sandbox_admin.answer("POST", "clock", b'{"advance": 86400}')
    ended = with_sandbox("--sandbox", "apply", "saved")
    assert ended.code == 0, ended.err
    assert "Apply complete! 1 imported, 0 submitted" in ended.out


@pytest.mark.parametrize("words", [("-var", "x=1"), ("-target", "train"), ("--prune",)])
def test_a_saved_plan_takes_nothing_that_would_change_it(
    with_sandbox: Program, words: tuple[str, ...]
) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "plan", "--out", "p.plan")
    ended = with_sandbox("--sandbox", "apply", "p.plan", *words)
    assert ended.code == 1
    assert "Saved plan says it all" in ended.err


def test_a_saved_plan_is_refused_once_the_files_changed(with_sandbox: Program) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "plan", "--out", "plan.json")
    with_sandbox.job(parameter="other")
    ended = with_sandbox("--sandbox", "apply", "plan.json")
    assert ended.code == 1
    assert "Saved plan is stale" in ended.err
    assert not (with_sandbox.directory / "smtj.tfstate").exists()


def test_a_saved_plan_is_applied_in_the_region_and_the_state_that_it_was_made_for(
    with_sandbox: Program,
) -> None:
    with_sandbox.job()
    where = ("--region", "us-west-2", "--state", "o.tfstate")
    assert with_sandbox("--sandbox", *where, "plan", "--out", "p.plan").code == 0
    for other in (("--region", "eu-west-1"), ("--state", "q.tfstate")):
        refused = with_sandbox("--sandbox", *other, "apply", "p.plan")
        assert refused.code == 1
        assert "Saved plan is for another place" in refused.err
    ended = with_sandbox("apply", "p.plan", "--wait")
    assert ended.code == 0, ended.err
    assert {path.name for path in with_sandbox.directory.glob("*.tfstate")} == {"o.tfstate"}
    shown = with_sandbox("--state", "o.tfstate", "show", "train", "--offline", "--json").json()
    assert ":us-west-2:" in str(shown["attributes"]["arn"])  # type: ignore[index,call-overload]


def test_a_plan_that_was_saved_without_its_places_is_applied_as_it_is_told(
    with_sandbox: Program,
) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "plan", "--out", "p.plan").code == 0
    file = with_sandbox.directory / "p.plan"
    document = json.loads(file.read_text())
    del document["command"]["places"]
    file.write_text(json.dumps(document, indent=2))
    assert with_sandbox("--sandbox", "--state", "o.tfstate", "apply", "p.plan").code == 0
    assert (with_sandbox.directory / "o.tfstate").exists()


@pytest.mark.parametrize("is_saved", [False, True])
def test_what_is_proposed_for_jobs_of_another_directory_works(
    with_sandbox: Program, is_saved: bool
) -> None:
    with_sandbox.job()
    directory = with_sandbox.directory / "sub"
    directory.mkdir()
    (with_sandbox.directory / "train.tf").rename(directory / "train.tf")
    path = "sub"
    if is_saved:
        path = "p.plan"
        saved = with_sandbox("--sandbox", "plan", "sub", "--out", path)
        assert f"smtj --sandbox apply {path}" in saved.err
    told = with_sandbox("--sandbox", "apply", path).err
    for proposed in ("come back:  smtj ", "stop:       smtj "):
        words = told.partition(proposed)[2].splitlines()[0].split()
        assert words[:3] == ["--chdir", "sub", "--sandbox"]
        ended = with_sandbox(*words)
        assert ended.code == 0, ended.err


def test_what_is_no_plan_is_told(with_sandbox: Program) -> None:
    with_sandbox.write("{}", "plan.json")
    ended = with_sandbox("--sandbox", "apply", "plan.json")
    assert ended.code == 1
    assert "Not a saved plan" in ended.err


def test_an_intent_of_a_run_that_was_cut_off_is_resolved(with_sandbox: Program) -> None:
    from sm_tj_cli.state.journal import Intent, Journal
    from tests.unit.state.test_journal import Lines

    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    path = with_sandbox.directory / "smtj.tfstate"
    state = json.loads(path.read_text())
    (attributes,) = [i["attributes"] for r in state["resources"] for i in r["instances"]]
    lines = Lines()
    tags = attributes.get("tags_all")
    assert "smtj:intent" not in (tags or {})
    Journal(lines).begin(
        [Intent("1", state["lineage"], ADDRESS, "train", attributes["creation_time"])]
    )
    path.with_name("smtj.tfstate.smtj-intents").write_text(lines.text)
    ended = with_sandbox("--sandbox", "apply", "--json")
    assert ended.code == 0, ended.err
    assert ended.lines()[-1]["submit"] == 0
    assert not path.with_name("smtj.tfstate.smtj-intents").exists()
