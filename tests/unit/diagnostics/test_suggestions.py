from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import closest, did_you_mean

NAMES = ("hyper_parameters", "role_arn", "training_image", "File", "Pipe")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("hyperparameters", "hyper_parameters"),
        ("HyperParameters", "hyper_parameters"),
        ("role-arn", "role_arn"),
        ("rolearm", "role_arn"),
        ("file", "File"),
        ("something_else", None),
        ("", None),
    ],
)
def test_the_closest(word: str, found: str | None) -> None:
    assert closest(word, NAMES) == found


def test_a_question_or_nothing() -> None:
    assert did_you_mean("rolearn", NAMES) == ' Did you mean "role_arn"?'
    assert did_you_mean("zzz", NAMES) == ""
    assert did_you_mean("zzz", ()) == ""
