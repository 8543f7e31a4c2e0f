"""What is done at the service for each action, and what is left undone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from sm_tj_cli.apply.intentions import intend
from sm_tj_cli.apply.limiter import Limiter
from sm_tj_cli.apply.perform import Performer
from sm_tj_cli.apply.submit import Outcome, Submission, Submitter
from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.service import Kind
from tests.fakes.clock import FakeStopSign
from tests.fakes.jobs import ARN, address, record, schema, training_job
from tests.fakes.sagemaker import LOST, FakeSageMaker, failure
from tests.fakes.worlds import FakeArchive, FakeNames

DELETE = Change(address(), Action.DELETE, before=record(status="InProgress"))
REPLACE = Change(address(), Action.REPLACE, before=record(), job=training_job())


@pytest.fixture
def sagemaker() -> FakeSageMaker:
    found = FakeSageMaker()
    found.add("a-1")
    return found


def perform(
    sagemaker: FakeSageMaker,
    change: Change,
    archive: FakeArchive | None = None,
    *,
    deletes: bool = False,
    stopped: bool = False,
    region: str | None = None,
) -> Submission:
    clock = sagemaker.clock
    submitter = Submitter(sagemaker, clock, Limiter(clock), FakeStopSign(stopped))
    performer = Performer(submitter, schema(), archive or FakeArchive(), delete_records=deletes)
    intention = None
    if change.job is not None and change.action.submits:
        intention = intend(
            change.job, "l", clock.now(), FakeNames(), ownership_tags=True, region=region
        )
    return performer.perform(change, intention)


def test_a_running_job_is_stopped_and_its_record_stays(sagemaker: FakeSageMaker) -> None:
    done = perform(sagemaker, DELETE)
    assert done.outcome is Outcome.REMOVED
    assert sagemaker.jobs["a-1"]["TrainingJobStatus"] == "Stopped"


@pytest.mark.parametrize("status", ["Completed", "Failed", "Stopped"])
def test_a_job_that_ended_is_not_stopped(sagemaker: FakeSageMaker, status: str) -> None:
    sagemaker.add("a-1", status)
    assert perform(sagemaker, DELETE).outcome is Outcome.REMOVED
    assert sagemaker.count("stop") == 0


def test_a_job_that_is_stopping_is_waited_for_until_somebody_asks_for_an_end(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.add("a-1", "Stopping")
    assert perform(sagemaker, DELETE, stopped=True).outcome is Outcome.INTERRUPTED
    assert sagemaker.count("stop") == 0


@pytest.mark.parametrize("kind", [Kind.STATUS, Kind.NOT_FOUND])
def test_a_job_that_ends_between_two_calls_is_stopped_too(
    sagemaker: FakeSageMaker, kind: Kind
) -> None:
    sagemaker.lives = 0.5
    sagemaker.trouble("stop", failure(kind))
    assert perform(sagemaker, DELETE).outcome is Outcome.REMOVED


EARLIER = replace(
    DELETE, earlier=(record("a-0", status="InProgress"), record("a-00", status="InProgress"))
)


def test_earlier_generations_that_run_are_all_asked_to_stop_before_one_is_waited_for(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.add("a-0")
    sagemaker.add("a-00", "Completed")
    assert perform(sagemaker, EARLIER).outcome is Outcome.REMOVED
    assert [call for call in sagemaker.calls if call[0] == "stop"] == [
        ("stop", "a-0"),
        ("stop", "a-1"),
    ]
    assert sagemaker.calls.index(("stop", "a-1")) == 4
    assert {job["TrainingJobStatus"] for job in sagemaker.jobs.values()} == {"Stopped", "Completed"}


def test_while_an_earlier_generation_is_stopping_the_job_is_not_removed(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.add("a-0", "Stopping")
    assert perform(sagemaker, EARLIER, stopped=True).outcome is Outcome.INTERRUPTED


def test_an_earlier_generation_that_cannot_be_stopped_keeps_the_record(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.add("a-0")
    sagemaker.trouble("stop", failure(Kind.PERMISSION))
    assert perform(sagemaker, EARLIER).outcome is Outcome.REFUSED


def test_an_earlier_generation_in_another_region_is_named_and_nothing_is_stopped(
    sagemaker: FakeSageMaker,
) -> None:
    arn = f"{ARN}/a-0".replace("eu-west-1", "us-east-1")
    away = replace(DELETE, earlier=(record("a-0", status="InProgress", arn=arn),))
    refused = perform(sagemaker, away)
    assert refused.outcome is Outcome.REFUSED
    assert f"smtj stop {arn}" in refused.message
    assert sagemaker.calls == []


def test_what_is_gone_already_is_removed(sagemaker: FakeSageMaker) -> None:
    sagemaker.jobs.clear()
    assert perform(sagemaker, DELETE, deletes=True).outcome is Outcome.REMOVED


def test_another_job_of_the_name_is_never_touched(sagemaker: FakeSageMaker) -> None:
    sagemaker.clock.advance(60)
    sagemaker.add("a-1")
    refused = perform(sagemaker, DELETE, deletes=True)
    assert refused.outcome is Outcome.REFUSED
    assert "is not the recorded one" in refused.message
    assert {name for name, _ in sagemaker.calls} == {"describe"}


def test_a_refused_stop_is_told(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("stop", failure(Kind.PERMISSION))
    assert perform(sagemaker, DELETE).outcome is Outcome.REFUSED


def test_a_record_is_described_with_its_tags_before_it_is_deleted(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.set_tags(f"{ARN}/a-1", {"team": "a"})
    archive = FakeArchive()
    done = perform(sagemaker, DELETE, archive, deletes=True)
    assert (done.outcome, done.archived) == (Outcome.REMOVED, "archive/a-1")
    (kept,) = archive.kept
    assert kept["TrainingJobStatus"] == "Stopped"
    assert kept["Tags"] == [{"Key": "team", "Value": "a"}]
    assert sagemaker.jobs == {}


def test_without_leave_to_read_tags_the_description_is_kept_alone(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.trouble("tags", failure(Kind.PERMISSION))
    archive = FakeArchive()
    assert perform(sagemaker, DELETE, archive, deletes=True).outcome is Outcome.REMOVED
    assert "Tags" not in archive.kept[0]


def test_what_cannot_be_archived_is_not_deleted(sagemaker: FakeSageMaker) -> None:
    refused = perform(sagemaker, DELETE, FakeArchive(is_full=True), deletes=True)
    assert refused.outcome is Outcome.REFUSED
    assert sagemaker.count("delete") == 0


def test_a_record_that_cannot_be_deleted_yet_is_asked_for_again(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.trouble("delete", *[failure(Kind.STATUS)] * 3)
    assert perform(sagemaker, DELETE, deletes=True).outcome is Outcome.REMOVED
    assert sagemaker.count("delete") == 4


def test_a_record_that_can_never_be_deleted_is_told(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("delete", *[failure(Kind.STATUS)] * 1000)
    assert perform(sagemaker, DELETE, deletes=True).outcome is Outcome.REFUSED


def test_a_deletion_whose_answer_was_lost_is_found_done(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("delete", failure(Kind.NOT_FOUND), after=True)
    assert perform(sagemaker, DELETE, deletes=True).outcome is Outcome.REMOVED


def test_a_warm_pool_is_ended_first(sagemaker: FakeSageMaker) -> None:
    sagemaker.add("a-1", "Completed", WarmPoolStatus={"Status": "Available"})
    assert perform(sagemaker, DELETE, deletes=True).outcome is Outcome.REMOVED
    names = [name for name, _ in sagemaker.calls]
    assert names.index("update") < names.index("delete")


@dataclass
class Lingering(FakeSageMaker):
    """A deleted job is `Deleting` and never goes, or its name is used again at once."""

    reused: bool = False

    def delete(self, name: str) -> None:
        super().delete(name)
        if self.reused:
            self.clock.advance(2)
        self.add(name, "InProgress" if self.reused else "Deleting")
        if not self.reused:
            self.jobs[name]["CreationTime"] = "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("reused", "least", "most"), [(False, 300, 310), (True, 0, 10)], ids=["deleting", "reused"]
)
def test_a_deleted_job_is_waited_for_no_longer_than_makes_sense(
    reused: bool, least: float, most: float
) -> None:
    sagemaker = Lingering(reused=reused)
    sagemaker.add("a-1", "Completed")
    assert perform(sagemaker, DELETE, deletes=True).outcome is Outcome.REMOVED
    assert least <= sum(sagemaker.clock.slept) <= most


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", None])
def test_what_runs_in_another_region_is_not_passed_over_by_its_replacement(
    sagemaker: FakeSageMaker, region: str | None
) -> None:
    done = perform(sagemaker, REPLACE, region=region)
    if region == "us-east-1":
        assert done.outcome is Outcome.REFUSED
        assert (
            f"is in the region eu-west-1, and the new one is asked for in {region}" in done.message
        )
        assert f"smtj stop {ARN}/a-1" in done.message
        assert sagemaker.calls == []
    else:
        assert done.outcome is Outcome.CREATED


def test_a_replacement_deletes_first_and_then_submits(sagemaker: FakeSageMaker) -> None:
    sagemaker.add("a-1", "Completed")
    archive = FakeArchive()
    done = perform(sagemaker, REPLACE, archive)
    assert (done.outcome, done.archived) == (Outcome.CREATED, "archive/a-1")
    assert sagemaker.jobs["a-1"]["TrainingJobStatus"] == "InProgress"
    assert len(archive.kept) == 1


def test_a_replacement_that_cannot_archive_submits_nothing(sagemaker: FakeSageMaker) -> None:
    sagemaker.add("a-1", "Completed")
    assert perform(sagemaker, REPLACE, FakeArchive(is_full=True)).outcome is Outcome.REFUSED
    assert sagemaker.count("create") == 0


def test_an_update_sends_what_changed_and_nothing_else(sagemaker: FakeSageMaker) -> None:
    job = training_job(
        remote_debug_config=[{"enable_remote_debug": True}], tags_all={"new": "1", "same": "2"}
    )
    before = record(status="InProgress", tags={"old": "0", "same": "2"})
    differing = (("remote_debug_config", 0, "enable_remote_debug"), ("tags_all", "new"))
    sagemaker.set_tags(f"{ARN}/a-1", {"old": "0", "same": "2", "smtj:intent": "x"})
    change = Change(address(), Action.UPDATE, before=before, job=job, differing=differing)
    assert perform(sagemaker, change).outcome is Outcome.UPDATED
    assert sagemaker.jobs["a-1"]["RemoteDebugConfig"] == {"EnableRemoteDebug": True}
    assert sagemaker.tagged[f"{ARN}/a-1"] == {"new": "1", "same": "2", "smtj:intent": "x"}


def test_forgetting_asks_nobody(sagemaker: FakeSageMaker) -> None:
    change = Change(address(), Action.FORGET, before=record())
    assert perform(sagemaker, change).outcome is Outcome.REMOVED
    assert sagemaker.calls == []


def test_a_submission_whose_answer_is_lost_is_adopted(sagemaker: FakeSageMaker) -> None:
    sagemaker.jobs.clear()
    sagemaker.trouble("create", LOST, after=True)
    change = Change(address(), Action.CREATE, job=training_job())
    assert perform(sagemaker, change).outcome is Outcome.ADOPTED
