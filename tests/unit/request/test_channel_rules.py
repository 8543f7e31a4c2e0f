from __future__ import annotations

import pytest

from sm_tj_cli.request.channel_rules import channel_rules
from sm_tj_cli.request.facts import Facts
from tests.unit.request.written import built, minimal

S3 = 's3_data_source {\ns3_data_type = "S3Prefix"\ns3_uri = "s3://b/c"\n}'
AUGMENTED = S3.replace("S3Prefix", "AugmentedManifestFile")
NAMED = AUGMENTED.replace("\n}", '\nattribute_names = ["a"]\n}')
FILES = 'file_system_data_source {\nfile_system_id = "fs-01234567"\n}'
PIPE, FAST = 'input_mode = "Pipe"', 'input_mode = "FastFile"'
VPC = 'vpc_config {\nsubnets = ["subnet-1"]\nsecurity_group_ids = ["sg-1"]\n}'


def faults(source: str, *channel: str, around: str = "") -> int:
    inside = "\n".join(channel)
    text = f'input_data_config {{\nchannel_name = "c"\n{inside}\ndata_source {{\n{source}\n}}\n}}'
    job, _ = built(minimal(channel=text, around=around))
    return len(list(channel_rules(Facts(job))))


@pytest.mark.parametrize(
    ("source", "channel", "expected"),
    [
        (S3, (), 0),
        ("", (), 1),
        (f"{S3}\n{FILES}", (), 2),
        ("s3_data_source = unknown", (), 0),
        (f"s3_data_source = unknown\n{S3.replace('s3_data', 'x')}", (), 0),
        (S3, ('compression_type = "Gzip"',), 1),
        (S3, ('compression_type = "Gzip"', PIPE), 0),
        (S3, ('compression_type = "Gzip"', FAST), 1),
        (S3, ('compression_type = "Gzip"', "input_mode = unknown"), 0),
        (S3, ('compression_type = "Gzip"', 'input_mode = "x"'), 0),
        (S3, ('record_wrapper_type = "RecordIO"',), 1),
        (S3, ('record_wrapper_type = "RecordIO"', FAST), 0),
        (NAMED, (PIPE,), 0),
        (NAMED, (), 1),
        (AUGMENTED, (PIPE,), 1),
        (NAMED.replace("AugmentedManifestFile", "S3Prefix"), (), 1),
        (NAMED.replace('"AugmentedManifestFile"', "unknown"), (), 0),
    ],
)
def test_channels(source: str, channel: tuple[str, ...], expected: int) -> None:
    assert faults(source, *channel) == expected


@pytest.mark.parametrize(("around", "expected"), [("", 1), (VPC, 0), ("vpc_config = unknown", 0)])
def test_file_systems_are_in_a_vpc(around: str, expected: int) -> None:
    assert faults(FILES, around=around) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [('["g"]', 0), ('["g", "x"]', 1), ('["g", unknown]', 0), ("unknown", 0), ('["x", "y"]', 2)],
)
def test_groups_are_those_of_the_job(names: str, expected: int) -> None:
    source = S3.replace("\n}", f"\ninstance_group_names = {names}\n}}")
    group = 'instance_groups {\ninstance_group_name = "g"\n}'
    text = f'input_data_config {{\nchannel_name = "c"\ndata_source {{\n{source}\n}}\n}}'
    for groups, told in ((group, expected), ("instance_groups = unknown", 0)):
        job, _ = built(minimal(channel=text, resource_config=f"resource_config {{\n{groups}\n}}"))
        assert len(list(channel_rules(Facts(job)))) == told
