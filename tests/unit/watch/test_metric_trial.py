from __future__ import annotations

import pytest

from sm_tj_cli.watch.metric_patterns import MetricDefinition
from sm_tj_cli.watch.metric_trial import Trial, try_out

LOG = """\
starting
Epoch 1, Train Loss: -1.5e-3, accuracy 50%
Epoch 2, Train Loss: 0.25, accuracy 60%
"""


def trial(regex: str) -> Trial:
    (found,) = try_out([MetricDefinition("m", regex)], LOG.splitlines(keepends=True))
    return found


def test_what_is_found() -> None:
    found = trial(r"Loss: (\S+),")
    assert (found.count, found.first, found.last, found.line_number) == (2, -0.0015, 0.25, 2)
    assert found.line == "Epoch 1, Train Loss: -1.5e-3, accuracy 50%"
    assert found.hints == ()


def test_values_beside_what_is_no_number() -> None:
    found = trial(r"Loss: ([^-]\S*|-),")
    assert (found.count, found.unreadable) == (1, 0)
    mixed = trial(r"Loss: (-|0\.\d+)")
    assert (mixed.count, mixed.unreadable) == (1, 1)
    assert mixed.example == ("Epoch 1, Train Loss: -1.5e-3, accuracy 50%", "-")


@pytest.mark.parametrize(
    ("regex", "hint"),
    [
        (r"Loss: (\S+", "The regex is not one: "),
        (r"Loss: \S+", "put the number in parentheses"),
        (r"accuracy (\S+)", 'Its first group finds "50%", which is not a number, in: Epoch 1'),
        (r"train loss: ([-.e0-9]+)", "if capital and small letters were the same: Epoch 1"),
        (r"^Train Loss: ([-.e0-9]+)", "without ^ and $: Epoch 1"),
        (r"Train  Loss:([-.e0-9]+)", "with other white space: Epoch 1"),
        (r"Loss:\\s([-.e0-9]+)", "with single backslashes"),
        (r"Epoch 1, Train Loss: ([0-9.]+)", "any number (with a sign, an exponent, nan): Epoch 1"),
        (r"Valid Loss: ([0-9.]+)", "The nearest line is: Epoch 1"),
        (r"perplexity=([0-9.]+)", "is this the log of the right job?"),
    ],
)
def test_why_nothing_is_found(regex: str, hint: str) -> None:
    found = trial(regex)
    assert found.count == 0
    assert hint in " ".join(found.hints)


def test_an_empty_log() -> None:
    (found,) = try_out([MetricDefinition("m", "(.)")], [])
    assert found.count == 0
    assert found.hints == ("No line has any of its words: is this the log of the right job?",)
