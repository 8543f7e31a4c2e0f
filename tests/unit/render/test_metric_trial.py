from __future__ import annotations

from sm_tj_cli.render.metric_trial import print_trials, trial_document
from sm_tj_cli.watch.metric_patterns import MetricDefinition
from sm_tj_cli.watch.metric_trial import try_out
from tests.unit.render.samples import Screen

LOG = ["start", "loss=0.5", "loss=-", "loss=0.25\x1b[2J"]
TRIALS = try_out(
    [MetricDefinition("loss", r"loss=([0-9.]+|-)"), MetricDefinition("acc", r"Loss=(\S+)")], LOG
)
FOUND = [(["a", "b", "c", "d", "e"], TRIALS)]


def test_lines_for_people() -> None:
    screen = Screen()
    print_trials(screen.terminal, FOUND)
    assert screen.out.getvalue().splitlines() == [
        "a, b, c and 2 more",
        "  ✓ loss: 2 values, first 0.5, last 0.25",
        "      line 2: loss=0.5",
        '      1 more without a number, such as "-" in: loss=-',
        "  ✗ acc: no values",
        r"      regex: Loss=(\S+)",
        "      It would fit if capital and small letters were the same: loss=0.5",
    ]


def test_the_document() -> None:
    document = trial_document("train.log", FOUND)
    assert (document["log"], document["valid"]) == ("train.log", False)
    loss, acc = document["metric_definitions"]  # type: ignore[misc]
    assert loss == {
        "jobs": ["a", "b", "c", "d", "e"],
        "name": "loss",
        "regex": r"loss=([0-9.]+|-)",
        "matches": 2,
        "first": 0.5,
        "last": 0.25,
        "line_number": 2,
        "line": "loss=0.5",
        "not_numbers": 1,
        "hints": [],
    }
    assert (acc["matches"], acc["first"], acc["line"]) == (0, None, None)
    assert len(acc["hints"]) == 1


def test_a_long_line_is_cut() -> None:
    screen = Screen()
    trials = try_out([MetricDefinition("m", "(1)")], ["1" + "x" * 1000])
    print_trials(screen.terminal, [(["a"], trials)])
    assert max(map(len, screen.out.getvalue().splitlines())) < 320
