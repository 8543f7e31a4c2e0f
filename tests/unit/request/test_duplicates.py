from __future__ import annotations

from dataclasses import replace

from sm_tj_cli.addresses import ResourceAddress
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.request.duplicates import duplicate_names
from tests.unit.request.written import built, minimal

JOB, _ = built(minimal())
RESOURCE = ResourceAddress("aws_sagemaker_training_job", "a")


def job(name: str | None, key: int | None = None, **others: object) -> object:
    instance = replace(JOB.instance, address=RESOURCE.instance(key), **others)  # type: ignore[arg-type]
    return replace(JOB, name=name, instance=instance)


def told(*jobs: object) -> list[str]:
    return [problem.detail for problem in duplicate_names(jobs)]  # type: ignore[arg-type]


def test_names_differ_in_more_than_case() -> None:
    assert told(job("a"), job("b"), job(None), job(None)) == []
    assert len(told(job("train"), job("Train"), job("x"))) == 1


def test_a_name_is_told_once_with_the_first_that_want_it() -> None:
    (detail,) = told(*(job("train", key) for key in range(5)))
    assert detail.startswith(
        "aws_sagemaker_training_job.a[0], aws_sagemaker_training_job.a[1], aws_sagemaker_training_job.a[2] and 2 more "
        'want the name "train"'
    )
    assert "each.key" in detail


def test_regions_and_accounts_have_names_of_their_own() -> None:
    there = ProviderSettings(region="eu-west-1")
    assert told(job("train"), job("train", provider=there)) == []
    assert told(job("train"), job("train", provider=ProviderSettings(profile="other"))) == []
    assert len(told(job("train", provider=there), job("train", provider=there))) == 1
    own = replace(JOB, name="train", region="eu-west-1")
    assert len(told(own, job("train", provider=there))) == 1
