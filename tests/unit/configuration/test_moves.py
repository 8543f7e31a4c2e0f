"""Moved and removed blocks."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated

A, B, C = (f"aws_sagemaker_training_job.{name}" for name in "abc")


def moved(source: str, target: str) -> str:
    return f"moved {{\n  from = {source}\n  to   = {target}\n}}\n"


def test_moves_and_removals_inside_modules() -> None:
    child = moved(A, f"{B}[0]") + f"removed {{\n  from = {C}\n  lifecycle {{ destroy = false }}\n}}"
    text = 'module "m" {\n  source = "./m"\n  for_each = { k = 1 }\n}\n' + moved(
        "module.x", 'module.m["k"]'
    )
    found = evaluated({"main.tf": text, "m/main.tf": child})
    assert found.told == []
    assert [(it.source, it.target) for it in found.configuration.moves] == [
        ("module.x", 'module.m["k"]'),
        (f'module.m["k"].{A}', f'module.m["k"].{B}[0]'),
    ]
    assert [(it.source, it.destroy) for it in found.configuration.removals] == [
        (f'module.m["k"].{C}', False)
    ]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (moved(A, A), "Redundant move statement"),
        (moved("module.m", A), 'Invalid "moved" addresses'),
        (moved(A, B) + moved(A, C), "Ambiguous move statements"),
        (moved(A, C) + moved(B, C), "Ambiguous move statements"),
        (moved(A, B) + moved(B, A), "Cyclic dependency in move statements"),
        (
            moved("terraform_data.d", A) + 'resource "terraform_data" "d" {}',
            "Moved object still exists",
        ),
        (moved("var.x", A), "Invalid address"),
        (moved('"x"', A), "Invalid expression"),
        (moved("a.b[local.x]", A), "Invalid expression"),
        (f"removed {{\n  from = {A}[0]\n}}", "Resource instance keys not allowed"),
        ("removed {\n  from = data.a.b\n}", "Data source address not allowed"),
        (
            'removed {\n  from = terraform_data.d\n}\nresource "terraform_data" "d" {}',
            "Removed resource still exists",
        ),
    ],
)
def test_contradictions(text: str, summary: str) -> None:
    assert [item.summary for item in evaluated(text).diagnostics] == [summary]


def test_between_the_instances_of_one_resource() -> None:
    text = (
        moved("terraform_data.d", "terraform_data.d[0]")
        + 'resource "terraform_data" "d" { count = 1 }'
    )
    assert evaluated(text).told == []


def test_a_circle_that_a_chain_leads_to_is_told_where_it_is() -> None:
    text = moved(A, B) + moved(C, A) + moved(B, A)
    details = [item.detail for item in evaluated(text).diagnostics if "Cyclic" in item.summary]
    assert len(details) == 1
    assert f"{min(A, B)} → {max(A, B)} → {min(A, B)}" in details[0]
