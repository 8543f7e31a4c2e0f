"""Lifecycle blocks."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated, job


def test_what_it_says() -> None:
    text = 'prevent_destroy = true\ncreate_before_destroy = "true"\nignore_changes = [role_arn, environment["A"]]'
    found = evaluated(job("j", f"lifecycle {{\n{text}\n}}"))
    kept = found.configuration.jobs[0].lifecycle
    assert found.told == []
    assert (kept.prevent_destroy, kept.create_before_destroy) == (True, True)
    assert (kept.ignore_all, kept.ignore_changes) == (False, ("role_arn", "environment.A"))


def test_all_changes() -> None:
    found = evaluated(job("j", "lifecycle {\n  ignore_changes = all\n}"))
    assert found.configuration.jobs[0].lifecycle.ignore_all


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('"all"', "3: Invalid expression"),
        ('["*"]', "3: Invalid ignore_changes wildcard"),
        ("[rol_arn]", "3: Unsupported attribute"),
        ("[all]", "3: Unsupported attribute"),
        ('["role_arn"]', "3: Quoted references are deprecated (warning)"),
        ("[1]", "3: Invalid expression"),
    ],
)
def test_what_cannot_be_ignored(words: str, told: str) -> None:
    text = job("j", f"lifecycle {{\nignore_changes = {words}\n}}")
    assert evaluated(text).told == [told]


def test_flags_are_literals() -> None:
    text = "locals { l = true }\n" + job("j", "lifecycle {\nprevent_destroy = local.l\n}")
    assert evaluated(text).told == ["4: Variables not allowed"]
