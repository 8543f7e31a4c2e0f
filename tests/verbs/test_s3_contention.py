"""Several who want the same state in S3, and what it does not take: one wins, and nothing is submitted twice."""

from __future__ import annotations

import json
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.verbs.s3_state import KEY, creations, keys, start

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.aws.objects import S3Objects
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program


def lock_body(lock_id: str) -> bytes:
    return json.dumps(
        {
            "ID": lock_id,
            "Operation": "OperationTypeApply",
            "Who": "ann@far",
            "Created": "2026-01-01T00:00:00Z",
        }
    ).encode()


def test_terraforms_lock_keeps_out_with_7(program: Program, bucket: S3Objects) -> None:
    program.job()
    bucket.put(f"{KEY}.tflock", lock_body("abc"), None)
    ended = program("--sandbox", "apply", "--lock-timeout", "1s")
    assert ended.code == 7
    assert "held by ann@far since 2026-01-01T00:00:00Z for OperationTypeApply" in ended.err
    assert "smtj --sandbox force-unlock abc" in ended.err
    assert program("--sandbox", "force-unlock", "x").code == 7
    assert program("--sandbox", "force-unlock", "abc").code == 0
    assert program("--sandbox", "apply").code == 0


def test_without_the_lock_by_ones_own_wish(program: Program, bucket: S3Objects) -> None:
    program.job()
    bucket.put(f"{KEY}.tflock", lock_body("abc"), None)
    ended = program("--sandbox", "apply", "-lock=false")
    assert ended.code == 0
    assert "State is not locked" in ended.err
    assert keys(bucket) == {KEY, f"{KEY}.tflock"}


def test_of_two_at_once_one_wins(program: Program, bucket: S3Objects, sandbox_admin: Admin) -> None:
    program.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "forever" }')
    first = start(program.directory, "apply", "--wait")
    assert first.stderr is not None
    while "Submitted" not in (first.stderr.readline() or pytest.fail("it ended")):
        pass
    second = program("--sandbox", "apply")
    assert second.code == 7, second.err
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=20)
    assert first.returncode == 130
    assert program("--sandbox", "apply").code == 0
    assert creations(sandbox_admin) == 1
    assert keys(bucket) == {KEY}


def test_a_run_that_was_taken_for_dead_submits_nothing_when_it_wakes(
    program: Program, bucket: S3Objects, sandbox_admin: Admin
) -> None:
    program.job("old")
    assert program("--sandbox", "apply").code == 0
    program.job(argument="name_prefix")
    asked = {"do": "latency", "operation": "DescribeTrainingJob", "seconds": 4, "times": 1}
    sandbox_admin.faults.add(asked, 0.0)
    sleeper = start(program.directory, "apply")
    deadline = time.monotonic() + 20
    while not sandbox_admin.faults.rules[0].fired:
        assert time.monotonic() < deadline
        time.sleep(0.01)  # noqa: TID251 - another process is at work
    sleeper.send_signal(signal.SIGSTOP)
    lock = bucket.get(f"{KEY}.tflock")
    assert lock is not None
    assert program("--sandbox", "force-unlock", json.loads(lock.content)["ID"]).code == 0
    assert program("--sandbox", "apply").code == 0
    sleeper.send_signal(signal.SIGCONT)
    err = sleeper.communicate(timeout=60)[1]
    assert sleeper.returncode == 7, err
    assert "State lock was taken away" in err
    assert creations(sandbox_admin) == 2
    assert keys(bucket) == {KEY}
    assert "No changes." in program("--sandbox", "apply").out


@pytest.mark.crash
def test_another_folder_goes_on_where_a_killed_run_ended(
    program: Program, bucket: S3Objects, sandbox_admin: Admin, tmp_path: Path
) -> None:
    program.job(argument="name_prefix")
    file = program.directory / "train.tf"
    file.write_text(file.read_text().replace("{\n", "{\n  count = 6\n", 1))
    elsewhere = tmp_path / "elsewhere"
    for moment in range(3):
        run = start(program.directory, "apply", "--parallelism", "2")
        deadline = time.monotonic() + 20
        while not (bucket.get(f"{KEY}.smtj-intents") or run.poll() is not None):
            assert time.monotonic() < deadline
            time.sleep(0.005)  # noqa: TID251 - another process is at work
        time.sleep(0.04 * moment)  # noqa: TID251 - as above
        run.kill()
        run.communicate()
        lock = bucket.get(f"{KEY}.tflock")
        if lock is not None:
            assert program("--sandbox", "force-unlock", json.loads(lock.content)["ID"]).code == 0
    shutil.copytree(program.directory, elsewhere, ignore=lambda *_: ["elsewhere"])
    last = start(elsewhere, "apply")
    err = last.communicate(timeout=60)[1]
    assert last.returncode == 0, err
    state = json.loads(program("--sandbox", "state", "pull").out)
    recorded = {
        instance["attributes"]["training_job_name"]
        for resource in state["resources"]
        for instance in resource["instances"]
    }
    listed = program("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert {job["name"] for job in listed} == recorded  # type: ignore[index, union-attr]
    assert len(recorded) == 6
    assert keys(bucket) == {KEY}


def test_an_older_state_in_its_place_is_noticed_until_it_is_said_to_be_meant(
    program: Program, bucket: S3Objects, sandbox_admin: Admin
) -> None:
    program.job(argument="name_prefix")
    assert program("--sandbox", "apply").code == 0
    first = bucket.get(KEY)
    assert program("--sandbox", "apply", "--rerun", "*").code == 0
    newest = bucket.get(KEY)
    assert first is not None
    assert newest is not None
    bucket.put(KEY, first.content, newest.etag)
    for verb in ("plan", "apply", "list"):
        ended = program("--sandbox", verb)
        assert ended.code == 1
        assert "State is an older one" in ended.err
    assert creations(sandbox_admin) == 2
    assert keys(bucket) == {KEY}
    program.write(first.content.decode(), "meant.json")
    restored = program("--sandbox", "state", "restore", "meant.json")
    assert restored.code == 0, restored.err
    assert "No changes." in program("--sandbox", "plan").out


# What cannot be saved


@pytest.mark.parametrize(
    "refusal",
    [
        {"do": "denied"},
        {"do": "expired_credentials"},
        {"do": "error", "code": "KMS.DisabledException", "status": 400, "times": 0},
    ],
)
def test_what_s3_does_not_take_is_kept_here_with_10(
    program: Program, bucket: S3Objects, sandbox_admin: Admin, refusal: dict[str, object]
) -> None:
    program.job()
    rule = {**refusal, "operation": f"PUT /states/{KEY}", "skip": 1}
    sandbox_admin.faults.add(rule, 0.0)  # type: ignore[arg-type]  # as JSON
    ended = program("--sandbox", "apply")
    assert ended.code == 10, ended.err
    assert "smtj --sandbox state push" in ended.err
    assert ":training-job/train" in ended.err
    assert keys(bucket) == {KEY, f"{KEY}.smtj-intents"}
    sandbox_admin.faults.replace([])
    assert "state is not merged" in program("--sandbox", "apply").err
    pushed = program("--sandbox", "state", "push", "errored.tfstate")
    assert pushed.code == 0, pushed.err
    assert "No changes." in program("--sandbox", "apply").out
    assert creations(sandbox_admin) == 1
    assert keys(bucket) == {KEY}


def test_a_bucket_in_another_region_is_told(program: Program, sandbox_admin: Admin) -> None:
    program.job()
    rule = {"do": "error", "service": "s3", "operation": "GET .*tfstate", "status": 301}
    sandbox_admin.faults.add({**rule, "code": "PermanentRedirect", "times": 0}, 0.0)
    ended = program("--sandbox", "apply")
    assert ended.code == 1
    assert "S3 bucket lies in another region" in ended.err


def test_whoever_waits_for_the_lock_plans_anew(program: Program) -> None:
    program.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "success*3" }')
    first = start(program.directory, "apply", "--wait")
    assert first.stderr is not None
    while "Submitted" not in (first.stderr.readline() or pytest.fail("it ended")):
        pass
    second = program("--sandbox", "apply", "--lock-timeout", "30s")
    assert second.code == 0, second.err
    assert "No changes." in second.out
    first.communicate(timeout=20)
    assert first.returncode == 0


def test_nothing_is_submitted_whose_intent_s3_does_not_take(
    program: Program, bucket: S3Objects, sandbox_admin: Admin
) -> None:
    program.job()
    sandbox_admin.faults.add({"do": "denied", "operation": "PUT .*intents"}, 0.0)
    ended = program("--sandbox", "apply")
    assert ended.code == 10, ended.err
    assert "nothing more is submitted" in ended.err
    assert creations(sandbox_admin) == 0
    assert keys(bucket) == {KEY}
