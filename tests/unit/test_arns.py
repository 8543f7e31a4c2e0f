from __future__ import annotations

import pytest

from sm_tj_cli.arns import Arn, job_name_in, may_be_a_job


def test_an_arn_has_its_parts() -> None:
    arn = Arn.of("arn:aws-cn:sagemaker:cn-north-1:123456789012:training-job/train")
    assert arn == Arn("aws-cn", "sagemaker", "cn-north-1", "123456789012", "training-job/train")
    assert arn.name == "train"


def test_what_stands_behind_the_account_is_one_part() -> None:
    assert Arn.of("arn:aws:logs:us-east-1:123456789012:log-group:a:*").resource == "log-group:a:*"
    assert Arn.of("arn:aws:s3:::bucket/key").name == "key"


@pytest.mark.parametrize("text", ["", "train", "arn:aws:sagemaker", "urn:a:b:c:d:e", None, 5])
def test_of_anything_else_nothing_is_known(text: object) -> None:
    assert Arn.of(text) == Arn()


PAGE = "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/My-Job"


@pytest.mark.parametrize(
    ("address", "partition", "region"),
    [
        (PAGE, "aws", "eu-west-1"),
        (f"{PAGE}?tab=1", "aws", "eu-west-1"),
        (PAGE.replace("https://eu-west-1.", "https://").replace("?", "?a=b&"), "aws", "eu-west-1"),
        (
            "https://console.amazonaws-us-gov.com/sagemaker/home?region=us-gov-west-1#/jobs/My-Job",
            "aws-us-gov",
            "us-gov-west-1",
        ),
        (
            "https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/jobs/My-Job",
            "aws-cn",
            "cn-north-1",
        ),
    ],
)  # fmt: skip
def test_a_page_of_the_console_names_a_job(address: str, partition: str, region: str) -> None:
    job = Arn(partition, "sagemaker", region, "", "training-job/My-Job")
    assert Arn.of_page(address) == Arn.of_job(address) == job
    assert job_name_in(address) == "My-Job"
    assert may_be_a_job(address)


def test_a_page_of_one_session_among_several_names_its_account() -> None:
    address = PAGE.replace("https://", "https://123456789012-x7.").replace("home", "home/")
    page = Arn.of_page(address)
    assert page == Arn("aws", "sagemaker", "eu-west-1", "123456789012", "training-job/My-Job")


@pytest.mark.parametrize(
    "address",
    [
        PAGE.replace("jobs", "models"),
        PAGE.replace("sagemaker", "s3"),
        PAGE.replace("amazon.com", "amazon.example"),
        PAGE.replace("console.", "console-"),
        PAGE.replace("?region=eu-west-1", ""),
        PAGE.replace("https", "http"),
        "https://example.com/?x=.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/x",
    ],
)
def test_another_page_names_none(address: str) -> None:
    assert Arn.of_page(address) == Arn()
    assert not may_be_a_job(address)


def test_only_the_arn_of_a_training_job_names_one() -> None:
    assert job_name_in("arn:aws:sagemaker:eu-west-1:1:training-job/x") == "x"
    assert not may_be_a_job("arn:aws:sagemaker:eu-west-1:1:processing-job/x")


@pytest.mark.parametrize(
    "selector", ["", "naïve", "*-1", "x y", 'tj["a"]', "module.m.tj", "-x", "x" * 64]
)
def test_what_no_job_can_be_called_is_not_asked_for(selector: str) -> None:
    assert not may_be_a_job(selector)
