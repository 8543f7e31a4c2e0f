"""Prebuilt images, without AWS."""

from __future__ import annotations

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.data_sources._registry import Arguments, DataSourceError
from sm_tj_cli.data_sources.prebuilt_images import _registries, read_prebuilt_image

CLIENTS = Clients(environment={"AWS_REGION": "us-west-2"})


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"repository_name": "kmeans"}, "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"),
        (
            {"repository_name": "sagemaker-xgboost", "image_tag": "1.7-1", "region": "cn-north-1"},
            "450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-xgboost:1.7-1",
        ),
        (
            {"repository_name": "pytorch-training", "image_tag": "2", "dns_suffix": "example.org"},
            "763104351884.dkr.ecr.us-west-2.example.org/pytorch-training:2",
        ),
        (
            {"repository_name": "sagemaker-scikit-learn", "region": "eu-west-1"},
            "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1",
        ),
    ],
)
def test_the_path_of_an_image(arguments: dict[str, str], path: str) -> None:
    found = read_prebuilt_image(CLIENTS, Arguments(arguments))
    assert found["registry_path"] == path
    assert found["id"] == found["registry_id"] == path.partition(".")[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"repository_name": "kmean"}, 'Did you mean "kmeans"'),
        (
            {"repository_name": "lda", "region": "eu-north-1"},
            "in eu-north-1; it is in: ap-northeast-1",
        ),
        ({}, "repository_name"),
    ],
)
def test_what_is_not_there(arguments: dict[str, str], told: str) -> None:
    with pytest.raises(DataSourceError, match=told):
        read_prebuilt_image(CLIENTS, Arguments(arguments))


def test_registries_are_accounts() -> None:
    for regions in _registries().values():
        for account in regions.values():
            assert len(account) == 12
            assert account.isdecimal()
