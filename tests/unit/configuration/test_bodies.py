"""Bodies of resources as values."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.bodies import as_object
from sm_tj_cli.values.json_values import to_json
from sm_tj_cli.values.value import object_of
from tests.fakes.configurations import evaluated, job


def body(text: str, **variables: str) -> object:
    """The job's arguments and blocks as JSON."""
    found = evaluated(job("j", text))
    assert found.told == []
    return to_json(object_of(as_object(found.configuration.jobs[0].body)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tag {\n  k = 1\n}\ntag {\n  k = 2\n}", {"tag": [{"k": 1}, {"k": 2}]}),
        ('tag "x" {\n  k = 1\n}', {"tag": [{"label": "x", "k": 1}]}),
        (
            'dynamic "tag" {\n  for_each = ["a", "b"]\n  content {\n    k = "${tag.key}${tag.value}"\n  }\n}',
            {"tag": [{"k": "0a"}, {"k": "1b"}]},
        ),
        (
            'dynamic "tag" {\n  for_each = { x = 1 }\n  iterator = it\n  labels = [it.key]\n  content {\n    k = it.value\n  }\n}',
            {"tag": [{"label": "x", "k": 1}]},
        ),
        ('dynamic "tag" {\n  for_each = []\n  content {}\n}', {}),
    ],
)
def test_blocks(text: str, value: object) -> None:
    assert body(text) == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('dynamic "t" {\n  for_each = null\n  content {}\n}', "3: Invalid dynamic for_each value"),
        ('dynamic "t" {\n  for_each = "x"\n  content {}\n}', "3: Invalid dynamic for_each value"),
        ('dynamic "t" {\n  for_each = [1]\n}', "2: Invalid dynamic block"),
    ],
)
def test_dynamic_blocks_that_cannot_be(text: str, told: str) -> None:
    assert told in evaluated(job("j", text)).told


def test_ephemeral_values_are_not_kept() -> None:
    text = 'variable "e" {\n  ephemeral = true\n  default = "x"\n}\n'
    found = evaluated(text + job("j", "environment = { A = var.e }"))
    assert found.told == ["6: Invalid use of ephemeral value"]
