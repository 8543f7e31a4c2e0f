"""What an interrupted run left open is found out, and nothing is submitted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.apply.intentions import as_intent, intend
from sm_tj_cli.apply.ownership import OWNERSHIP_TAG, ownership_value
from sm_tj_cli.apply.recover import Recovered, recover
from sm_tj_cli.service import Kind
from sm_tj_cli.state.journal import Intent
from tests.fakes.jobs import ARN, address, record, training_job
from tests.fakes.sagemaker import failure
from tests.fakes.worlds import LINEAGE, FakeNames, Scene, state_of

JOB = training_job()


def begun(scene: Scene, lineage: str = LINEAGE) -> Intent:
    """An intent, its job not asked for yet."""
    made = intend(JOB, lineage, scene.clock.now(), FakeNames(), ownership_tags=True)
    scene.request = made.request  # type: ignore[attr-defined]
    return as_intent(made, scene.state)


def recovered(scene: Scene, intent: Intent, *, declared: bool = True) -> Recovered:
    jobs = {JOB.address: JOB} if declared else {}
    found = recover(scene.state, [intent], jobs, scene.world())
    assert scene.sagemaker.count("create") <= 1
    return found


@pytest.mark.parametrize("declared", [True, False])
def test_a_job_that_was_made_is_recorded_declared_or_not(declared: bool) -> None:
    scene = Scene()
    intent = begun(scene)
    scene.sagemaker.create(scene.request)  # type: ignore[attr-defined]
    found = recovered(scene, intent, declared=declared)
    assert found.outcomes == {intent.id: "adopted"}
    item = found.state.job(address())
    assert item is not None
    assert item.attributes["training_job_name"] == "a-1"
    assert not found.diagnostics.has_errors


def test_what_aws_says_is_recorded_not_what_is_configured_by_now() -> None:
    scene = Scene()
    intent = begun(scene)
    scene.sagemaker.create(scene.request)  # type: ignore[attr-defined]
    changed = training_job(environment={"MODE": "new"}, tags={"team": "b"}, tags_all={"team": "b"})
    found = recover(scene.state, [intent], {changed.address: changed}, scene.world())
    item = found.state.job(address())
    assert item is not None
    assert "environment" not in item.attributes
    assert item.attributes["tags"] == {}


def test_where_no_tags_are_told_the_declared_ones_are_recorded() -> None:
    scene = Scene()
    intent = begun(scene)
    scene.sagemaker.create(scene.request)  # type: ignore[attr-defined]
    scene.sagemaker.trouble("tags", *[failure(Kind.PERMISSION)] * 2)
    tagged = training_job(tags={"team": "b"}, tags_all={"team": "b"})
    tagged = replace(tagged, request={**tagged.request, "Tags": [{"Key": "team", "Value": "b"}]})
    found = recover(scene.state, [intent], {tagged.address: tagged}, scene.world())
    item = found.state.job(address())
    assert item is not None
    assert item.attributes["tags"] == {"team": "b"}


def test_a_job_that_was_not_made_closes_the_intent() -> None:
    scene = Scene()
    found = recovered(scene, begun(scene))
    assert list(found.outcomes.values()) == ["not made"]
    assert found.state is scene.state


def test_a_job_that_is_recorded_already_closes_it_without_asking() -> None:
    scene = Scene()
    intent = begun(scene)
    scene.state = state_of(a=record())
    assert list(recovered(scene, intent).outcomes.values()) == ["recorded"]
    assert scene.sagemaker.calls == []


def test_the_record_of_the_job_that_was_to_be_replaced_is_not_the_new_one() -> None:
    scene = Scene(state=state_of(a=record()))
    intent = begun(scene)
    scene.clock.advance(60)
    scene.sagemaker.create(scene.request)  # type: ignore[attr-defined]
    found = recovered(scene, intent)
    assert found.outcomes == {intent.id: "adopted"}
    item = found.state.job(address())
    assert item is not None
    assert item.attributes["creation_time"] != record()["creation_time"]


@pytest.mark.parametrize("deposed", [False, True])
@pytest.mark.parametrize("declared", [True, False])
def test_a_job_whose_record_was_moved_is_not_recorded_twice(declared: bool, deposed: bool) -> None:
    scene = Scene()
    intent = begun(scene)
    scene.sagemaker.create(scene.request)  # type: ignore[attr-defined]
    created = str(scene.sagemaker.jobs["a-1"]["CreationTime"])
    scene.state = state_of(b={**record(), "creation_time": created})
    if deposed:
        scene.state = scene.state.with_deposed(address("b"), "12345678")
    found = recovered(scene, intent, declared=declared)
    assert found.outcomes == {intent.id: "recorded"}
    assert found.state is scene.state
    assert not found.diagnostics


@pytest.mark.parametrize(
    "other", [{"creation_time": "2020-01-01T00:00:00Z"}, {"arn": ARN.replace("eu", "us") + "/a-1"}]
)
def test_the_record_of_another_job_of_that_name_is_not_of_this_one(other: dict[str, str]) -> None:
    scene = Scene()
    intent = begun(scene)
    scene.sagemaker.create(scene.request)  # type: ignore[attr-defined]
    created = str(scene.sagemaker.jobs["a-1"]["CreationTime"])
    scene.state = state_of(b={**record(), "creation_time": created, **other})
    assert recovered(scene, intent).outcomes == {intent.id: "adopted"}


@pytest.mark.parametrize("tag", ["other/x/y", "the one of the first submission"])
def test_the_job_that_was_to_be_replaced_and_is_still_there_is_not_the_new_one(tag: str) -> None:
    scene = Scene(state=state_of(a=record()))
    intent = begun(scene)
    # As the service tells it, to the millisecond.
    scene.sagemaker.add("a-1", CreationTime="2026-01-02T03:04:05.250Z")
    value = tag if "/" in tag else ownership_value(LINEAGE, address(), "first")
    scene.sagemaker.set_tags(f"{ARN}/a-1", {OWNERSHIP_TAG: value})
    found = recovered(scene, intent)
    assert list(found.outcomes.values()) == ["not made"]
    assert found.state is scene.state
    assert not found.diagnostics


def test_somebody_elses_job_of_the_name_is_left_alone() -> None:
    scene = Scene()
    intent = begun(scene)
    scene.sagemaker.add("a-1")
    scene.sagemaker.set_tags(f"{ARN}/a-1", {OWNERSHIP_TAG: "other/x/y"})
    found = recovered(scene, intent)
    assert list(found.outcomes.values()) == ["taken"]
    (told,) = found.diagnostics
    assert "smtj import 'aws_sagemaker_training_job.a' a-1" in told.detail


@pytest.mark.parametrize(("declared", "outcome"), [(True, "adopted"), (False, "taken")])
def test_without_readable_tags_only_what_was_asked_for_is_a_proof(
    declared: bool, outcome: str
) -> None:
    scene = Scene()
    intent = begun(scene)
    scene.sagemaker.create(scene.request)  # type: ignore[attr-defined]
    scene.sagemaker.trouble("tags", failure(Kind.PERMISSION))
    assert list(recovered(scene, intent, declared=declared).outcomes.values()) == [outcome]


@pytest.mark.parametrize(("sent", "asked"), [("us-west-2", "us-west-2"), ("", "eu-west-1")])
def test_a_job_is_looked_for_where_it_was_sent(sent: str, asked: str) -> None:
    scene = Scene()
    job = replace(JOB, region="eu-west-1")
    recover(scene.state, [replace(begun(scene), region=sent)], {job.address: job}, scene.world())
    assert scene.services.regions == [asked]


@pytest.mark.parametrize("is_there", [False, True])
def test_what_another_account_answers_says_nothing(is_there: bool) -> None:
    scene = Scene()
    intent = replace(begun(scene), account="210987654321")
    if is_there:
        scene.sagemaker.add("a-1")
    found = recovered(scene, intent)
    assert (found.outcomes, found.state) == ({}, scene.state)
    (told,) = found.diagnostics
    assert told.summary == "Outcome of a submission is unknown"
    assert "210987654321, and these credentials are of the account 123456789012" in told.detail


@pytest.mark.parametrize(
    "changed",
    [{"are_aws": False}, {"refusal": failure(Kind.PERMISSION)}, {"account_id": "210987654321"}],
)
def test_an_answer_stands_where_no_other_account_is_known(changed: dict[str, object]) -> None:
    scene = Scene()
    scene.services = replace(scene.services, **changed)  # type: ignore[arg-type]
    intent = replace(begun(scene), account="210987654321")
    assert list(recovered(scene, intent).outcomes.values()) == ["not made"]


def test_what_cannot_be_found_out_stays_open() -> None:
    scene = Scene()
    scene.sagemaker.trouble("describe", *[failure(Kind.UNAVAILABLE)] * 50)
    found = recovered(scene, begun(scene))
    assert found.outcomes == {}
    assert [item.summary for item in found.diagnostics] == ["Outcome of a submission is unknown"]


def test_a_journal_of_another_state_is_an_error() -> None:
    scene = Scene()
    found = recovered(scene, begun(scene, "another"))
    assert found.outcomes == {}
    assert [item.summary for item in found.diagnostics] == ["Journal belongs to another state"]
    assert scene.sagemaker.calls == []


def test_an_address_that_cannot_be_read_closes_it() -> None:
    scene = Scene()
    odd = Intent("1", LINEAGE, "no address", "x", "2026-01-02T03:04:05+00:00")
    assert recovered(scene, odd).outcomes == {"1": "of no address"}
