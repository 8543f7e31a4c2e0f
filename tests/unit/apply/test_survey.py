from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.survey import refresh_records, survey_imports, survey_names, survey_regions
from sm_tj_cli.configuration.model import ImportRequest, ProviderSettings
from sm_tj_cli.request.attributes import OWNERSHIP_TAG
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.jobs import ARN, RANGE, ROLE, address, record, schema, training_job
from tests.fakes.sagemaker import FakeSageMaker, FakeServices, failure
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.plan.describe import Namesake
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import State


def existing(*names: str) -> FakeSageMaker:
    found = FakeSageMaker()
    for name in names:
        found.add(name, "Completed")
    return found


def names(
    state: State, jobs: list[TrainingJob], services: FakeServices
) -> Mapping[InstanceAddress, Namesake]:
    regions = survey_regions(state, jobs, services)
    return survey_names(state, jobs, services, schema(), regions)


def test_declared_and_undeclared_records_are_refreshed() -> None:
    sagemaker = existing("a-1", "b-1")
    state = state_of(a=record(status="InProgress"), b=record("b-1", "InProgress"))
    services = FakeServices(sagemaker)
    found = refresh_records(state, [training_job()], ProviderSettings(), services, schema())
    statuses = [item.attributes["status"] for _, item in found.state.jobs()]
    assert statuses == ["Completed", "Completed"]


def test_jobs_that_only_another_account_has_are_not_gone() -> None:
    services = FakeServices(existing(), account_id="210987654321")
    with pytest.raises(ServiceError, match="account 123456789012, and these credentials are of"):
        refresh_records(state_of(a=record()), [], ProviderSettings(), services, schema())
    ours = FakeServices(existing())
    found = refresh_records(state_of(a=record()), [], ProviderSettings(), ours, schema())
    assert found.gone == {address()}


def test_only_names_that_nobody_here_has_are_asked_for() -> None:
    sagemaker = existing("a-1", "b-1", "c-1")
    state = state_of(a=record("a-1"), old=record("B-1"))
    jobs = [
        training_job("a", name="a-1"),
        training_job("b", name="b-1"),
        training_job("c", name="c-1"),
        training_job("d", prefix="d-"),
    ]
    assert list(names(state, jobs, FakeServices(sagemaker))) == [address("c")]
    assert sagemaker.count("describe") == 1
    assert names(state, jobs[:1], FakeServices(sagemaker)) == {}


def test_a_name_that_is_recorded_in_another_region_is_asked_for() -> None:
    services, state = FakeServices(existing("a-1")), state_of(old=record("a-1"))
    here, there = ProviderSettings(region="eu-west-1"), ProviderSettings(region="us-east-1")
    assert names(state, [training_job(provider=here)], services) == {}
    assert list(names(state, [training_job(provider=there)], services)) == [address("a")]
    assert names(state, [training_job()], services) == {}


def test_the_regions_of_jobs_are_looked_up_whose_names_are_recorded_elsewhere() -> None:
    provider = ProviderSettings(region="us-east-1")
    jobs = [
        training_job("a", provider=provider),
        training_job("b", name="B-1", provider=provider),
        training_job("c", name="c-1", provider=provider),
    ]
    found = survey_regions(
        state_of(a=record("a-1"), old=record("b-1")), jobs, FakeServices(existing())
    )
    assert found == {address("b"): "us-east-1"}


@pytest.mark.parametrize(
    ("tags", "owner"),
    [
        ({}, ""),
        ({OWNERSHIP_TAG: "other/place/id"}, 'smtj for the state with the lineage "other"'),
        ({OWNERSHIP_TAG: f"{state_of().lineage}/place/id"}, "this state"),
    ],
)
def test_a_taken_name_comes_with_whose_job_it_is(tags: dict[str, str], owner: str) -> None:
    sagemaker = existing("a-1")
    sagemaker.jobs["a-1"]["RoleArn"] = ROLE
    sagemaker.set_tags(f"{ARN}/a-1", tags)
    services = FakeServices(sagemaker)
    found = names(state_of(), [training_job("a", name="a-1")], services)[address("a")]
    assert (found.owner, found.is_whole, found.attributes["tags"]) == (owner, True, {})


def test_a_taken_name_is_told_without_its_tags() -> None:
    sagemaker = existing("a-1")
    sagemaker.jobs["a-1"]["RoleArn"] = ROLE
    jobs, services = [training_job("a", name="a-1")], FakeServices(sagemaker)
    sagemaker.trouble("tags", failure(Kind.PERMISSION))
    found = names(state_of(), jobs, services)[address("a")]
    assert (found.owner, found.is_whole, found.attributes["name"]) == ("", False, "a-1")
    sagemaker.trouble("tags", failure(Kind.UNAVAILABLE))
    with pytest.raises(ServiceError):
        names(state_of(), jobs, services)


def test_imported_jobs_come_with_their_tags_and_missing_ones_are_errors() -> None:
    sagemaker = existing("a-1")
    sagemaker.set_tags(f"{ARN}/a-1", {"t": "1"})
    jobs = [training_job("a"), training_job("b"), training_job("c")]
    imports = [
        ImportRequest(address("a"), f"{ARN}/a-1", RANGE),
        ImportRequest(address("b"), "nobody", RANGE),
        ImportRequest(address("c"), "recorded", RANGE),
        ImportRequest(address("undeclared"), "a-1", RANGE),
    ]
    state = state_of(c=record("c-1"))
    found, problems = survey_imports(state, imports, jobs, FakeServices(sagemaker), schema())
    assert list(found) == [address("a")]
    assert found[address("a")]["tags"] == {"t": "1"}
    assert [item.summary for item in problems] == ["Cannot import non-existent training job"]
