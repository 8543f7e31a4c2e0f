from __future__ import annotations

import pytest

from sm_tj_cli.request.facts import Facts
from sm_tj_cli.request.wording import excludes
from tests.unit.request.written import built, minimal, place

GIVEN = 'environment = { A = "1" }\nregion = "eu-west-1"\nretry_strategy = unknown'


@pytest.mark.parametrize(
    ("path", "other", "detail"),
    [
        (
            "environment",
            "region",
            '"environment" cannot be given together with "region" (main.tf line 15, column 10): why.',
        ),
        ("environment", "retry_strategy", None),
        ("environment", "mlflow_config", None),
        ("mlflow_config", "environment", None),
    ],
)
def test_two_that_exclude_each_other(path: str, other: str, detail: str | None) -> None:
    job, _ = built(minimal(x=GIVEN))
    found = list(excludes(Facts(job), path, other, "why"))
    assert [problem.detail for problem in found] == ([detail] if detail else [])
    assert all(place(problem) == (13, 15) for problem in found)


def test_the_same_name_in_two_places_is_told_apart() -> None:
    text = "resource_config {\ninstance_count = 1\ninstance_groups { instance_count = 2 }\n}"
    job, _ = built(minimal(resource_config=text))
    count = "resource_config.instance_count"
    (problem,) = excludes(
        Facts(job), "resource_config.instance_groups.0.instance_count", count, "why"
    )
    assert (
        '"instance_groups.instance_count" cannot be given together with "resource_config.instance_count"'
        in problem.detail
    )
