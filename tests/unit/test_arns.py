from __future__ import annotations

import pytest

from sm_tj_cli.arns import Arn


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
