from __future__ import annotations

import pytest

from sm_tj_cli.render.links import job_link, logs_link


@pytest.mark.parametrize(
    ("partition", "host"),
    [
        ("aws", "eu-west-1.console.aws.amazon.com"),
        ("aws-cn", "eu-west-1.console.amazonaws.cn"),
        ("aws-us-gov", "eu-west-1.console.amazonaws-us-gov.com"),
    ],
)
def test_each_partition_has_its_console(partition: str, host: str) -> None:
    arn = f"arn:{partition}:sagemaker:eu-west-1:1:training-job/x"
    assert job_link(arn) == f"https://{host}/sagemaker/home?region=eu-west-1#/jobs/x"
    assert logs_link(arn) == (
        f"https://{host}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/"
        "$252Faws$252Fsagemaker$252FTrainingJobs$3FlogStreamNameFilter$3Dx$252F"
    )


@pytest.mark.parametrize("arn", ["", "x", "arn:aws:sagemaker::1:training-job/x"])
def test_no_region_no_link(arn: str) -> None:
    assert (job_link(arn), logs_link(arn)) == ("", "")
