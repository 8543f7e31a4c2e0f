"""`state mv` by the rules that `terraform state mv` shows for the same states."""

from __future__ import annotations

import pytest

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.plan.relocation import relocations
from sm_tj_cli.state.model import InstanceState, State

JOB = "aws_sagemaker_training_job"
PLACES = (
    "T.a[0]",
    "T.a[1]",
    "T.one[0]",
    "T.s",
    'T.e["x"]',
    'T.e["y"]',
    'module.k["p"].T.in[0]',
    'module.k["q"].T.in[0]',
    "module.m.T.in[0]",
    "module.m.T.in[1]",
    "module.m.module.deep.T.in",
)


def moves(source: str, target: str) -> list[str] | Diagnostic:
    """`from > to`, the type of a training job written T."""
    state = State("l")
    for place in PLACES:
        address = parse_instance(place.replace("T.", f"{JOB}."))
        state = state.with_job(address, InstanceState({"training_job_name": place}))
    source, target = source.replace("T.", f"{JOB}."), target.replace("T.", f"{JOB}.")
    found = [address for address, _ in state.jobs() if address.matches(source)]
    answer = relocations(state, source, found, target)
    if isinstance(answer, Diagnostic):
        return answer
    return [f"{old} > {new}".replace(f"{JOB}.", "T.") for old, new in answer]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("T.a", "T.b", ["T.a[0] > T.b[0]", "T.a[1] > T.b[1]"]),
        ("a", "T.b", ["T.a[0] > T.b[0]", "T.a[1] > T.b[1]"]),
        ("T.one", "T.b", ["T.one[0] > T.b[0]"]),
        ("one", "T.b", ["T.one[0] > T.b[0]"]),
        ("T.e", "T.b", ['T.e["x"] > T.b["x"]', 'T.e["y"] > T.b["y"]']),
        ("T.a[0]", "T.b", ["T.a[0] > T.b"]),
        ("T.a[0]", "T.a[5]", ["T.a[0] > T.a[5]"]),
        ("T.a[0]", 'T.s["z"]', ['T.a[0] > T.s["z"]']),
        ("T.s", "T.s[0]", ["T.s > T.s[0]"]),
        ("T.s", "T.e", ["T.s > T.e"]),
        ("T.a", "module.new.T.a", ["T.a[0] > module.new.T.a[0]", "T.a[1] > module.new.T.a[1]"]),
        ("module.m.T.in", "T.in", ["module.m.T.in[0] > T.in[0]", "module.m.T.in[1] > T.in[1]"]),
        ("module.m.T.in[0]", "T.in", ["module.m.T.in[0] > T.in"]),
        ('module.k["p"].T.in', "T.in", ['module.k["p"].T.in[0] > T.in[0]']),
        ('module.k["p"]', "module.n", ['module.k["p"].T.in[0] > module.n.T.in[0]']),
        ('module.k["p"]', 'module.k["r"]', ['module.k["p"].T.in[0] > module.k["r"].T.in[0]']),
        (
            "module.m",
            'module.k["z"]',
            [
                'module.m.T.in[0] > module.k["z"].T.in[0]',
                'module.m.T.in[1] > module.k["z"].T.in[1]',
                'module.m.module.deep.T.in > module.k["z"].module.deep.T.in',
            ],
        ),
    ],
)
def test_what_is_moved(source: str, target: str, expected: list[str]) -> None:
    assert moves(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("T.a", "T.s", "there is a record at that address already"),
        ("T.a", "T.a", "there is a record at that address already"),
        ("T.a", "T.b[0]", "the target must be a whole resource too"),
        ("T.s", "T.a[0]", "There is a record at aws_sagemaker_training_job.a[0] already"),
        ("T.a", "module.m", "is not a resource address"),
        ("T.s", "aws_s3_bucket.b", "a training job is recorded as"),
        ("T.s", "data.T.s", "a training job is recorded as"),
        ("module.m", "T.b", "the target must be a module too"),
        ("module.m", 'module.k["p"]', "there are records in that module already"),
        ("module.m", "module.m.module.deep", "there are records in that module already"),
        ("module.k", "module.n", 'Move one at a time: module.k["p"], module.k["q"]'),
        ("*", "T.b", "means 11 jobs"),
    ],
)
def test_what_is_not(source: str, target: str, told: str) -> None:
    answer = moves(source, target)
    assert isinstance(answer, Diagnostic)
    assert told in answer.detail
