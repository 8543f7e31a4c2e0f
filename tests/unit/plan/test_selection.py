from __future__ import annotations

import pytest

from sm_tj_cli.addresses import TRAINING_JOB, ModuleInstance, ResourceAddress
from sm_tj_cli.plan.selection import Candidate, select
from sm_tj_cli.render.links import job_link
from tests.fakes.jobs import ARN, address

CANDIDATES = [
    Candidate(address('a["x"]'), "job-x", f"{ARN}/job-x"),
    Candidate(address('a["y"]'), "job-y", f"{ARN}/job-y"),
    Candidate(address("b")),
]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ('aws_sagemaker_training_job.a["x"]', 'a["x"]'),
        ('a["y"]', 'a["y"]'),
        ("aws_sagemaker_training_job.a", 'a["x"] a["y"]'),
        ("a", 'a["x"] a["y"]'),
        ("job-?", 'a["x"] a["y"]'),
        ("job-x", 'a["x"]'),
        (f"{ARN}/job-y", 'a["y"]'),
        (job_link(f"{ARN}/job-y"), 'a["y"]'),
        (job_link(f"{ARN}/job-y").replace("https://", "https://123456789012-x7."), 'a["y"]'),
        ("*", 'a["x"] a["y"] b'),
        ("b", "b"),
    ],
)
def test_what_a_selector_means(selector: str, found: str) -> None:
    addresses, problems = select([selector], CANDIDATES)
    assert " ".join(place.label for place in addresses) == found
    assert not problems


def test_each_job_is_chosen_once_in_the_order_of_the_candidates() -> None:
    addresses, _ = select(["b", "job-x", "a"], CANDIDATES)
    assert [place.label for place in addresses] == ['a["x"]', 'a["y"]', "b"]


@pytest.mark.parametrize(
    ("selector", "summary", "hint"),
    [
        ("", "Empty selector", ""),
        (job_link(f"{ARN}/job-y".replace("-1", "-2", 1)), "No such training job", "region="),
        (
            job_link(f"{ARN}/job-y").replace("https://", "https://210987654321-x7."),
            "No such training job",
            "210987654321",
        ),
        ("nobody", "No such training job", 'selected by "nobody"'),
        ("jobx", "No such training job", 'Did you mean "job-x"?'),
    ],
)
def test_what_means_nothing_is_an_error(selector: str, summary: str, hint: str) -> None:
    addresses, problems = select([selector], CANDIDATES)
    assert addresses == ()
    (problem,) = problems
    assert problem.summary == summary
    assert hint in problem.detail


@pytest.mark.parametrize(
    ("selector", "near"),
    [
        ("aws_sagemaker_training_job.trian", "aws_sagemaker_training_job.train"),
        ("trian", "train"),
        ('train["first]', 'train["first"]'),
        ('aws_sagemaker_training_job.train["frist"]', 'aws_sagemaker_training_job.train["first"]'),
        ("nigthly", "nightly"),
        (
            "module.m.aws_sagemaker_training_job.nigtly",
            "module.m.aws_sagemaker_training_job.nightly",
        ),
        ("module.m.nigtly", "module.m.aws_sagemaker_training_job.nightly"),
        ("aws_sagemaker_training_job.evaluate", ""),
        ("aws_sagemaker_training_job.x", ""),
    ],
)
def test_only_what_is_near_is_suggested(selector: str, near: str) -> None:
    nightly = ResourceAddress(TRAINING_JOB, "nightly", module=(ModuleInstance("m"),)).instance(None)
    known = [Candidate(address('train["first"]')), Candidate(nightly, "nightly")]
    _, (problem,) = select([selector], known)
    told = f'Did you mean "{near}"?' if near else f'"{selector}". "smtj list"'
    assert told in problem.detail
