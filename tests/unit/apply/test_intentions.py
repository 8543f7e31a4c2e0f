from __future__ import annotations

from sm_tj_cli.apply.intentions import as_intent, intend
from sm_tj_cli.apply.ownership import is_tagged
from tests.fakes.clock import FakeClock
from tests.fakes.jobs import record, training_job
from tests.fakes.worlds import FakeNames, state_of

NOW = FakeClock().now()


def test_a_name_is_the_configured_one_or_made_from_the_prefix() -> None:
    given = intend(training_job(), "l", NOW, FakeNames(), ownership_tags=True)
    made = intend(training_job(prefix="p"), "l", NOW, FakeNames(), ownership_tags=True)
    assert (given.name, made.name) == ("a-1", "p-1")
    assert given.request["TrainingJobName"] == "a-1"
    assert given.id == "id-1"


def test_our_tag_goes_along_unless_it_is_unwanted() -> None:
    for wanted in (True, False):
        made = intend(training_job(), "l", NOW, FakeNames(), ownership_tags=wanted)
        assert is_tagged(made.request) is wanted


def test_the_journal_holds_no_values_of_the_request() -> None:
    job = training_job(hyper_parameters={"password": "canary"})
    intention = intend(job, "l", NOW, FakeNames(), ownership_tags=True)
    assert "canary" in str(intention.request)
    assert "canary" not in str(as_intent(intention, state_of()))


def test_an_intent_says_where_it_is_sent() -> None:
    job = training_job()
    sent = intend(job, "l", NOW, FakeNames(), ownership_tags=True, region="us-west-2")
    intent = as_intent(sent, state_of())
    assert (intent.region, intent.account) == ("us-west-2", "123456789012")
    unsaid = intend(training_job(role_arn="role"), "l", NOW, FakeNames(), ownership_tags=True)
    intent = as_intent(unsaid, state_of())
    assert (intent.region, intent.account) == ("", "")


def test_an_intent_says_which_job_of_its_name_it_replaces() -> None:
    intention = intend(training_job(), "l", NOW, FakeNames(), ownership_tags=True)
    assert as_intent(intention, state_of(a=record())).replaces == "2026-01-02T03:04:05Z"
    assert as_intent(intention, state_of(a=record("other"))).replaces == ""
