from __future__ import annotations

import pytest

from sm_tj_cli.request.facts import Facts
from sm_tj_cli.request.resource_rules import resource_rules
from tests.unit.request.written import built, minimal

GROUP = 'instance_groups {\ninstance_group_name = "g"\ninstance_type = "ml.m5.large"\ninstance_count = 1\n}'
PREFERENCE = 'instance_preferences {\ninstance_type = "ml.m5.large"\n}'
COUNTED = PREFERENCE.replace("}", "instance_count = 1\n}")
TYPE, COUNT = 'instance_type = "ml.m5.large"', "instance_count = 1"
KEY = 'volume_kms_key_id = "alias/k"'
LOCAL = 'instance_type = "ml.g5.xlarge"'


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        ((TYPE, COUNT), 0),
        ((TYPE,), 1),
        ((), 2),
        (("instance_type = unknown", COUNT), 0),
        (('instance_type = "ml.x"', COUNT), 0),
        ((GROUP,), 0),
        ((GROUP, TYPE, COUNT), 2),
        ((GROUP, "instance_type = unknown"), 0),
        (("instance_groups = unknown", TYPE, COUNT), 0),
        ((PREFERENCE, COUNT), 0),
        ((COUNTED,), 0),
        ((PREFERENCE,), 1),
        ((COUNTED, COUNT), 1),
        ((COUNTED, PREFERENCE), 1),
        ((COUNTED, PREFERENCE, "instance_count = unknown"), 1),
        ((PREFERENCE, COUNT, TYPE), 1),
        ((LOCAL, COUNT, KEY), 1),
        ((TYPE, COUNT, KEY), 0),
        (("instance_type = unknown", COUNT, KEY), 0),
        ((GROUP.replace("ml.m5.large", "ml.g5.xlarge"), KEY), 1),
    ],
)
def test_machines(written: tuple[str, ...], faults: int) -> None:
    body = "\n".join(written)
    job, _ = built(minimal(resource_config=f"resource_config {{\n{body}\n}}"))
    assert len(list(resource_rules(Facts(job)))) == faults


@pytest.mark.parametrize("other", ["serverless_job_config {}", "serverless_job_config = unknown"])
def test_serverless_jobs_need_none(other: str) -> None:
    job, _ = built(minimal(resource_config=other))
    assert list(resource_rules(Facts(job))) == []
    job, _ = built(minimal(resource_config=""))
    assert [problem.summary for problem in resource_rules(Facts(job))] == ["Missing block"]
