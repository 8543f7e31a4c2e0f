"""Conversions are Terraform's; limits are told with the value, but for secrets."""

from __future__ import annotations

import pytest

from tests.unit.request.written import built, minimal


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3),
        ('"3"', 3),
        ("3.0", 3),
        ('"1e1"', 10),
        ("unknown", None),
    ],
)
def test_numbers(written: str, value: int | None) -> None:
    job, problems = built(minimal(x=f"retry_strategy {{ maximum_retry_attempts = {written} }}"))
    assert not problems
    assert job.attributes["retry_strategy"] == [{"maximum_retry_attempts": value}]


@pytest.mark.parametrize(
    ("written", "value"), [("true", True), ('"false"', False), ('"1"', True), ("unknown", None)]
)
def test_bools(written: str, value: bool | None) -> None:
    job, problems = built(minimal(x=f"enable_network_isolation = {written}"))
    assert not problems
    assert job.attributes["enable_network_isolation"] is value


@pytest.mark.parametrize(
    ("written", "text"),
    [("1", "1"), ("1.50", "1.5"), ("true", "true"), ('""', ""), ("1e3", "1000")],
)
def test_texts(written: str, text: str) -> None:
    job, problems = built(minimal(x=f"hyper_parameters = {{ a = {written} }}"))
    assert not problems
    assert job.attributes["hyper_parameters"] == {"a": text}


@pytest.mark.parametrize(
    ("written", "detail"),
    [
        ("retry_strategy { maximum_retry_attempts = 1.5 }", "must be a whole number; it is 1.5."),
        ('retry_strategy { maximum_retry_attempts = "" }', "a number is required."),
        ("retry_strategy { maximum_retry_attempts = true }", "number required."),
        (
            f"retry_strategy {{ maximum_retry_attempts = {10**12} }}",
            "must be at most 30; it is 1000000000000.",
        ),
        ("enable_network_isolation = 1", "bool required."),
        ('enable_network_isolation = "yes"', "a bool is required."),
        ("region = []", 'Inappropriate value for attribute "region": string required.'),
        ("hyper_parameters = { a = {} }", "wrap it in jsonencode(…)."),
        ("environment = { A = fleeting }", "cannot be made from an ephemeral value."),
    ],
)
def test_what_cannot_be_converted(written: str, detail: str) -> None:
    _, problems = built(minimal(x=written))
    (problem,) = problems
    assert problem.detail.endswith(detail)


@pytest.mark.parametrize("written", ["region = secret", 'environment = { A_TOKEN = "hunter2\\n" }'])
def test_a_secret_is_not_repeated(written: str) -> None:
    _, problems = built(
        minimal(x=written.replace("\\n", "x" * 600) if "TOKEN" in written else written)
    )
    (problem,) = problems
    assert "hunter2" not in problem.detail


def test_the_guide_is_narrower_than_the_api() -> None:
    text = 'resource_config {\ninstance_type = "ml.m5.large"\ninstance_count = 1\nkeep_alive_period_in_seconds = %s\n}'
    for seconds, severities in (("3600", []), ("3601", [False]), ("21601", [True])):
        _, problems = built(minimal(resource_config=text % seconds))
        assert [problem.is_error for problem in problems] == severities
