from __future__ import annotations

import pytest

from tests.unit.request.written import built, minimal, place


def told(**written: str) -> list[str]:
    _, problems = built(minimal(**written))
    return [problem.summary for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "retry_strategy {}",
        "retry_strategy = {}",
        "retry_strategy = [{}]",
        "retry_strategy { maximum_retry_attempts = null }",
    ],
)
def test_what_is_required_is_missing_in_every_spelling(text: str) -> None:
    assert told(x=text) == ["Missing required argument"]


@pytest.mark.parametrize(
    "text",
    [
        "retry_strategy = null",
        "retry_strategy = []",
        "retry_strategy = unknown",
        "retry_strategy { maximum_retry_attempts = unknown }",
        "retry_strategy = [unknown]",
        "debug_rule_configurations = []",
    ],
)
def test_nothing_is_missing_in_what_is_absent_or_not_known(text: str) -> None:
    assert told(x=text) == []


@pytest.mark.parametrize(
    ("text", "summary", "where"),
    [
        ('retry_strategy = "x"', "Incorrect attribute value type", '"x"'),
        ('retry_strategy = ["x"]', "Incorrect attribute value type", '"x"'),
        ('environment = "x"', "Incorrect attribute value type", '"x"'),
        ("environment = { A = [] }", "Incorrect attribute value type", "[]"),
        (
            "environment {\nA {\nb = 1\n}\n}",
            "Incorrect attribute value type",
            "A",
        ),
        ("role_arn {}", "Unsupported block type", "role_arn"),
        ('vpc_config { subnets = "x" }', "Incorrect attribute value type", '"x"'),
        ("vpc_config { subnets = [null] }", "Invalid attribute value", "null"),
        ("environment = fleeting", "Incorrect attribute value type", "fleeting"),
        ("environment = { A = fleeting }", "Invalid use of ephemeral value", "fleeting"),
        ('remote_debug_config "x" {}', "Extraneous label", "remote_debug_config"),
        ('tags = [{ a = "1" }, { a = "2" }]', "Duplicate key", "a"),
        ('tags = [{ Key = "a", Value = "1" }]', "Incorrect attribute value type", "{ Key"),
    ],
)
def test_what_is_of_the_wrong_kind(text: str, summary: str, where: str) -> None:
    _, problems = built(minimal(x=text))
    found = [problem for problem in problems if problem.summary == summary]
    assert len(found) == 1
    line, column = place(found[0])
    source = minimal(x=text).split("\n")[line - 1]
    assert source[column - 1 :].startswith(where)


def test_too_many_blocks() -> None:
    assert told(x="retry_strategy { maximum_retry_attempts = 1 }\n" * 2) == ["Too many blocks"]
    one = "maximum_retry_attempts = 1"
    assert told(x=f"retry_strategy = [{{ {one} }}, {{ {one} }}]") == ["Too many blocks"]
    dynamic = f'dynamic "retry_strategy" {{\nfor_each = unknown\ncontent {{ {one} }}\n}}'
    assert told(x=f"retry_strategy {{ {one} }}\n{dynamic}") == []


def test_blocks_of_an_unknown_number_are_read_all_the_same() -> None:
    text = (
        'dynamic "retry_strategy" {\nfor_each = unknown\ncontent { maximum_retry_attempts = 99 }\n}'
    )
    job, problems = built(minimal(x=text))
    assert [problem.summary for problem in problems] == ["Invalid attribute value"]
    assert ("retry_strategy",) in job.unknown
    assert job.attributes["retry_strategy"] is None


def test_what_is_not_known_is_noted_by_its_path() -> None:
    job, problems = built(
        minimal(
            x="environment = { A = unknown }\nretry_strategy { maximum_retry_attempts = unknown }"
        )
    )
    assert not problems
    assert job.unknown == {("environment", "A"), ("retry_strategy", 0, "maximum_retry_attempts")}
    assert job.attributes["environment"] == {"A": None}


def test_what_is_sensitive_is_noted_by_its_path() -> None:
    job, _ = built(
        minimal(
            x="environment = { A = secret }\nhyper_parameters = sensitive({ b = 1 })",
            y="vpc_config {\nsubnets = [secret]\nsecurity_group_ids = sensitive(unknown)\n}",
        )
    )
    assert job.sensitive >= {
        ("environment", "A"),
        ("hyper_parameters",),
        ("vpc_config", 0, "subnets", 0),
        ("vpc_config", 0, "security_group_ids"),
    }


def test_the_same_under_two_names_names_both_lines() -> None:
    _, problems = built(minimal(x='name = "train"'))
    (problem,) = problems
    assert problem.summary == "Argument is given under two names"
    assert "main.tf line 2, column 1" in problem.detail
    assert place(problem) == (13, 1)


def test_comments_of_json_are_passed_over() -> None:
    assert told(x='retry_strategy = { "//" = "why", maximum_retry_attempts = 1 }') == []
    job, _ = built(minimal(x='environment = { "//" = "kept?" }'))
    assert "//" in str(job.attributes["environment"])
