"""Provider blocks, and references to them."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated, job

AWS = 'provider "aws" {\n  alias = "west"\n  region = "us-west-2"\n}\n'


def test_settings() -> None:
    text = """locals { tag = "x" }
provider "aws" {
  region  = "eu-west-1"
  profile = "p"
  assume_role { role_arn = "arn:r" }
  default_tags { tags = { a = local.tag, b = true } }
  ignore_tags {
    keys         = ["k"]
    key_prefixes = ["p:"]
  }
  endpoints { sagemaker = "http://x" }
}
"""
    provider = evaluated(text).configuration.provider
    assert (provider.region, provider.profile, provider.assume_role_arn) == (
        "eu-west-1",
        "p",
        "arn:r",
    )
    assert provider.default_tags == {"a": "x", "b": "true"}
    assert (provider.ignore_tag_keys, provider.ignore_tag_prefixes) == ({"k"}, ("p:",))
    assert provider.endpoints == {"sagemaker": "http://x"}


@pytest.mark.parametrize("words", ["aws.west", '"aws.west"'])
def test_an_alias(words: str) -> None:
    found = evaluated(AWS + job("j", f"provider = {words}"))
    if words.startswith("aws"):
        assert found.configuration.jobs[0].provider.region == "us-west-2"


def test_another_name_of_the_provider() -> None:
    text = (
        'terraform {\n  required_providers {\n    amazon = { source = "hashicorp/aws" }\n  }\n}\n'
    )
    text += 'provider "amazon" {\n  region = "eu-west-1"\n}\n' + job("j")
    assert evaluated(text).configuration.jobs[0].provider.region == "eu-west-1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (AWS + AWS, "5: Duplicate provider configuration"),
        ('provider "aws" {\n  alias = "a b"\n}', "2: Invalid provider configuration alias"),
        (
            'provider "aws" {\n  version = "5"\n}',
            "2: Version constraints inside provider configuration blocks are deprecated (warning)",
        ),
        (job("j", "provider = aws.none"), "2: Provider configuration not present"),
        (job("j", 'provider = upper("x")'), "2: Invalid provider configuration reference"),
        ('provider "a b" {}', "1: Invalid provider local name"),
    ],
)
def test_what_is_wrong(text: str, told: str) -> None:
    assert evaluated(text).told == [told]


def test_default_tags_must_be_known() -> None:
    tags = 'provider "aws" {\n  default_tags {\n    tags = { a = aws_sagemaker_training_job.j.status }\n  }\n}\n'
    text = tags + job("j") + job("k")
    assert "3: Default tags are not known" in evaluated(text).told
    assert evaluated(text, offline=True).told == []
