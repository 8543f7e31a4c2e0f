from __future__ import annotations

import pytest

from sm_tj_cli.apply.survey import refresh_records, survey_imports, survey_names
from sm_tj_cli.configuration.model import ImportRequest, ProviderSettings
from sm_tj_cli.service import ServiceError
from tests.fakes.jobs import ARN, RANGE, address, record, schema, training_job
from tests.fakes.sagemaker import FakeSageMaker, FakeServices
from tests.fakes.worlds import state_of


def existing(*names: str) -> FakeSageMaker:
    found = FakeSageMaker()
    for name in names:
        found.add(name, "Completed")
    return found


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
    assert list(survey_names(state, jobs, FakeServices(sagemaker))) == ["c-1"]
    assert sagemaker.count("describe") == 1
    assert survey_names(state, jobs[:1], FakeServices(sagemaker)) == {}


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
