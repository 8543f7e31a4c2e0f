"""A job's ARN in, pages of the AWS console about it out, in every partition."""

from __future__ import annotations

from sm_tj_cli.arns import CONSOLES, Arn

_GROUP = "/aws/sagemaker/TrainingJobs"


def job_link(arn: str) -> str:
    """The job's page; empty where the ARN is none."""
    place = _place(arn)
    if place is None:
        return ""
    start, region, name = place
    return f"{start}/sagemaker/home?region={region}#/jobs/{name}"


def logs_link(arn: str) -> str:
    """The log streams of the job's nodes; empty where the ARN is none."""
    from urllib.parse import quote

    place = _place(arn)
    if place is None:
        return ""
    start, region, name = place
    # The console's own way of writing: quoted twice, with $ in the place of %.
    group = quote(quote(_GROUP, safe=""), safe="").replace("%", "$")
    prefix = quote(quote(f"{name}/", safe=""), safe="").replace("%", "$")
    query = f"$3FlogStreamNameFilter$3D{prefix}"
    return f"{start}/cloudwatch/home?region={region}#logsV2:log-groups/log-group/{group}{query}"


def _place(arn: str) -> tuple[str, str, str] | None:
    found = Arn.of(arn)
    if not found.region:
        return None
    host = CONSOLES.get(found.partition, CONSOLES["aws"])
    return f"https://{found.region}.{host}", found.region, found.name
