from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.addresses import ResourceAddress
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.rendering import requests
from sm_tj_cli.configuration.model import Configuration
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.pipeline import Declared
from sm_tj_cli.request.build import build
from sm_tj_cli.state.model import State
from tests.unit.request.written import instances, minimal, resource, schema


def declared(*arguments: str, problems: Diagnostics = Diagnostics()) -> Declared:  # noqa: B008 - frozen
    jobs = []
    for number, text in enumerate(arguments):
        (instance,) = instances(resource(text))
        address = ResourceAddress("aws_sagemaker_training_job", f"job_{number}").instance()
        jobs.append(build(replace(instance, address=address), schema())[0])
    return Declared(Configuration(".", {}), tuple(jobs), State(""), problems)


def test_one_request_stands_alone_and_several_by_address() -> None:
    one, remarks = requests(declared(minimal()), None, {})
    assert one["TrainingJobName"] == "train"
    assert not remarks
    both = declared(minimal(), minimal())
    whole, _ = requests(both, None, {})
    assert list(whole) == [f"aws_sagemaker_training_job.job_{number}" for number in (0, 1)]
    assert requests(both, "job_1", {})[0] == one
    assert list(requests(both, "job_*", {})[0]) == list(whole)


def test_a_request_without_a_name_is_remarked() -> None:
    request, remarks = requests(declared(minimal(training_job_name='name_prefix = "t-"')), None, {})
    assert "TrainingJobName" not in request
    assert [remark.summary for remark in remarks] == ["Request has no name yet"]


@pytest.mark.parametrize(
    ("what", "address", "summary"),
    [
        (declared(), None, "No training jobs"),
        (declared(minimal(x="environment = unknown")), None, "Request is not known yet"),
        (declared(minimal(), problems=Diagnostics.of(Diagnostic.error("Wrong"))), None, "Wrong"),
    ],
)
def test_what_cannot_be_rendered(what: Declared, address: str | None, summary: str) -> None:
    with pytest.raises(Stopped) as stopped:
        requests(what, address, {})
    assert [problem.summary for problem in stopped.value.diagnostics] == [summary]


def test_an_address_that_means_nothing() -> None:
    with pytest.raises(Stopped):
        requests(declared(minimal()), "other", {})
