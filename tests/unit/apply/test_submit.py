"""However an answer is lost, an intent makes one job at the most, and its outcome is known or said to be unknown."""

from __future__ import annotations

import pytest

from sm_tj_cli.apply.limiter import Limiter
from sm_tj_cli.apply.ownership import Intention, ownership_value, with_ownership
from sm_tj_cli.apply.submit import Outcome, Submitter
from sm_tj_cli.service import Kind, Processed, ServiceError
from tests.fakes.clock import FakeClock, FakeStopSign
from tests.fakes.jobs import ROLE, address
from tests.fakes.sagemaker import LOST, FakeSageMaker, failure


@pytest.fixture
def sagemaker() -> FakeSageMaker:
    return FakeSageMaker()


def submitter(sagemaker: FakeSageMaker, stopping: FakeStopSign | None = None) -> Submitter:
    clock = sagemaker.clock
    return Submitter(sagemaker, clock, Limiter(clock), stopping or FakeStopSign())


def intention(clock: FakeClock, identifier: str = "id-1", role: str = ROLE) -> Intention:
    tag = ownership_value("lineage", address(), identifier)
    request = with_ownership({"TrainingJobName": "a-1", "RoleArn": role}, tag)
    return Intention(identifier, "lineage", address(), "a-1", request, clock.now())


def submit(sagemaker: FakeSageMaker) -> Outcome:
    return submitter(sagemaker).submit(intention(sagemaker.clock)).outcome


def test_a_job_is_made_and_described(sagemaker: FakeSageMaker) -> None:
    made = submitter(sagemaker).submit(intention(sagemaker.clock))
    assert made.outcome is Outcome.CREATED
    assert made.description["TrainingJobStatus"] == "InProgress"
    assert sagemaker.count("create") == 1


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("times", [1, 3])
def test_a_lost_answer_makes_one_job(sagemaker: FakeSageMaker, after: bool, times: int) -> None:
    sagemaker.trouble("create", *[LOST] * times, after=after)
    outcome = submit(sagemaker)
    assert outcome is (Outcome.ADOPTED if after else Outcome.CREATED)
    assert list(sagemaker.jobs) == ["a-1"]
    assert sagemaker.count("create") == (1 if after else times + 1)


def test_a_new_job_that_cannot_be_seen_yet_is_recorded_as_running(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.trouble("describe", failure(Kind.NOT_FOUND))
    made = submitter(sagemaker).submit(intention(sagemaker.clock))
    assert made.description["TrainingJobStatus"] == "InProgress"
    assert made.description["RoleArn"] == ROLE


def test_a_lost_answer_of_a_job_that_is_seen_late_is_not_sent_again(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.trouble("create", LOST, after=True)
    sagemaker.trouble("describe", *[failure(Kind.NOT_FOUND)] * 5)
    assert submit(sagemaker) is Outcome.ADOPTED
    assert sagemaker.count("create") == 1


@pytest.mark.parametrize("kind", [Kind.PERMISSION, Kind.CREDENTIALS, Kind.INVALID, Kind.QUOTA])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_refusal_says_nothing_of_an_earlier_send(
    sagemaker: FakeSageMaker, kind: Kind, is_there: bool
) -> None:
    sagemaker.trouble("create", LOST, after=is_there)
    sagemaker.trouble("create", failure(kind))
    # Seen later than anybody looks before sending again.
    sagemaker.trouble("describe", *[failure(Kind.NOT_FOUND)] * 7)
    assert submit(sagemaker) is (Outcome.ADOPTED if is_there else Outcome.REFUSED)


def test_a_refusal_leaves_open_what_an_earlier_send_did_where_nobody_may_look(
    sagemaker: FakeSageMaker,
) -> None:
    sagemaker.trouble("create", LOST, after=True)
    sagemaker.trouble("create", failure(Kind.CREDENTIALS))
    sagemaker.trouble("describe", *[failure(Kind.NOT_FOUND)] * 7, failure(Kind.CREDENTIALS))
    assert submit(sagemaker) is Outcome.UNKNOWN


@pytest.mark.parametrize("kind", [Kind.THROTTLED, Kind.PROPAGATION])
def test_what_passes_is_waited_for(sagemaker: FakeSageMaker, kind: Kind) -> None:
    sagemaker.trouble("create", *[failure(kind)] * 3)
    assert submit(sagemaker) is Outcome.CREATED
    assert sagemaker.count("create") == 4


@pytest.mark.parametrize(
    ("error", "longest"),
    [
        (failure(Kind.THROTTLED), 900),
        (failure(Kind.PROPAGATION), 180),
        (failure(Kind.INVALID), 1),
        (failure(Kind.QUOTA), 1),
        (failure(Kind.PERMISSION), 1),
        (failure(Kind.CREDENTIALS), 1),
    ],
)
def test_what_does_not_pass_is_refused_in_the_end(
    sagemaker: FakeSageMaker, error: ServiceError, longest: float
) -> None:
    sagemaker.trouble("create", *[error] * 5000)
    began = sagemaker.clock.now()
    refused = submitter(sagemaker).submit(intention(sagemaker.clock))
    assert (refused.outcome, refused.error) == (Outcome.REFUSED, error)
    assert (sagemaker.clock.now() - began).total_seconds() <= longest


def test_what_nobody_can_say_is_unknown(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("create", LOST, after=True)
    sagemaker.trouble("describe", *[failure(Kind.UNAVAILABLE)] * 50)
    assert submit(sagemaker) is Outcome.UNKNOWN
    assert sagemaker.count("create") == 1


def test_a_name_that_somebody_elses_job_has_is_taken(sagemaker: FakeSageMaker) -> None:
    sagemaker.add("a-1")
    assert submit(sagemaker) is Outcome.TAKEN
    assert sagemaker.jobs["a-1"]["TrainingJobStatus"] == "InProgress"


def test_our_own_job_of_another_configuration_is_taken(sagemaker: FakeSageMaker) -> None:
    submitter(sagemaker).submit(intention(sagemaker.clock, "id-0"))
    changed = intention(sagemaker.clock, "id-1", role=f"{ROLE}-2")
    assert submitter(sagemaker).submit(changed).outcome is Outcome.TAKEN


def test_a_name_that_is_being_deleted_is_waited_for(sagemaker: FakeSageMaker) -> None:
    sagemaker.add("a-1", "Deleting")
    sagemaker.trouble("create", *[failure(Kind.NAME_TAKEN)] * 500)
    assert submit(sagemaker) is Outcome.REFUSED
    assert sagemaker.count("create") > 5


def test_an_answer_without_our_arn_proves_nothing(sagemaker: FakeSageMaker) -> None:
    garbled = ServiceError("CreateTrainingJob", Kind.UNAVAILABLE, Processed.MAYBE, "Unexpected", "")
    sagemaker.trouble("create", garbled, after=True)
    assert submit(sagemaker) is Outcome.ADOPTED


@pytest.mark.parametrize(
    ("first", "outcome"), [((), Outcome.INTERRUPTED), ((LOST,), Outcome.UNKNOWN)]
)
def test_nothing_is_sent_once_an_end_was_asked_for(
    sagemaker: FakeSageMaker, first: tuple[ServiceError, ...], outcome: Outcome
) -> None:
    stopping = FakeStopSign(up=True)
    if first:
        stopping.up = False
        sagemaker.trouble("create", *first)
        sagemaker.trouble("describe", *[failure(Kind.NOT_FOUND)] * 9)
        sagemaker.clock.sleep = lambda _seconds: setattr(stopping, "up", True)  # type: ignore[method-assign]
    answer = submitter(sagemaker, stopping).submit(intention(sagemaker.clock))
    assert answer.outcome is outcome
    assert sagemaker.count("create") == len(first)


def test_recovering_finds_a_job_or_says_that_none_was_made(sagemaker: FakeSageMaker) -> None:
    ours = intention(sagemaker.clock)
    assert submitter(sagemaker).recover(ours) is None
    sagemaker.create(ours.request)
    found = submitter(sagemaker).recover(ours)
    assert found is not None
    assert found.outcome is Outcome.ADOPTED


def test_what_was_not_made_in_a_minute_of_outages_is_refused(sagemaker: FakeSageMaker) -> None:
    began = sagemaker.clock.now()
    sagemaker.trouble("create", *[LOST] * 500)
    answer = submitter(sagemaker).submit(intention(sagemaker.clock))
    assert (answer.outcome, answer.error) == (Outcome.REFUSED, LOST)
    assert 60 < (sagemaker.clock.now() - began).total_seconds() < 180


@pytest.mark.parametrize("kind", [Kind.UNAVAILABLE, Kind.CREDENTIALS, Kind.THROTTLED])
def test_tags_that_cannot_be_read_now_leave_the_outcome_open(
    sagemaker: FakeSageMaker, kind: Kind
) -> None:
    sagemaker.trouble("create", LOST, after=True)
    sagemaker.trouble("tags", *[failure(kind)] * 9)
    assert submit(sagemaker) is Outcome.UNKNOWN
    assert list(sagemaker.jobs) == ["a-1"]
