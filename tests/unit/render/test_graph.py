from __future__ import annotations

from dataclasses import replace

from sm_tj_cli.addresses import ResourceAddress
from sm_tj_cli.configuration.model import Dependency
from sm_tj_cli.render.graph import dot_lines
from tests.unit.request.written import instances, resource

FIRST, SECOND = (ResourceAddress("aws_sagemaker_training_job", name).instance("k") for name in "ab")
(JOB,) = instances(resource(""))


def test_arrows_lead_to_what_is_needed() -> None:
    needs = (Dependency(FIRST, completed=True), Dependency(FIRST, completed=False))
    jobs = [replace(JOB, address=FIRST), replace(JOB, address=SECOND, dependencies=needs)]
    a, b = (rf'"aws_sagemaker_training_job.{name}[\"k\"]"' for name in "ab")
    assert list(dot_lines(jobs))[3:-1] == [
        f"  {a};",
        f"  {b};",
        f"  {b} -> {a};",
        f"  {b} -> {a} [style = dashed];",
    ]
