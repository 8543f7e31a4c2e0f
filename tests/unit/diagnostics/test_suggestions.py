"""The word that was meant, where one is near."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import closest, did_you_mean
from sm_tj_cli.diagnostics.suggestions import MOST_CANDIDATES

WORDS = ("hyper_parameters", "role_arn", "training_image")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("hyperparameters", "hyper_parameters"),
        ("HyperParameters", "hyper_parameters"),
        ("role-arn", "role_arn"),
        ("traning_image", "training_image"),
        ("something_else", None),
        ("", None),
    ],
)
def test_the_closest_word(word: str, meant: str | None) -> None:
    assert closest(word, WORDS) == meant


def test_too_many_words_are_not_looked_through() -> None:
    assert closest("name1", (f"name{n}x" for n in range(MOST_CANDIDATES))) == "name1x"
    assert closest("name1", (f"name{n}x" for n in range(10**9))) is None


def test_it_is_said_with_a_space_in_front_or_not_at_all() -> None:
    assert did_you_mean("role_arm", WORDS) == ' Did you mean "role_arn"?'
    assert did_you_mean("x", WORDS) == ""
