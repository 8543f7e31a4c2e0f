"""The SDK's list of regions."""

from __future__ import annotations

from sm_tj_cli.aws.regions import known_regions


def test_regions_of_every_partition_have_the_names_that_people_use() -> None:
    regions = known_regions()
    assert regions["eu-west-1"] == "Europe (Ireland)"
    assert {"us-east-1", "cn-north-1", "us-gov-west-1"} <= regions.keys()
