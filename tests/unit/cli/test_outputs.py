from __future__ import annotations

import pytest

from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.outputs import find_output, raw_text
from sm_tj_cli.state.model import OutputState

OUTPUTS = {"model_arn": OutputState("x", "string", False)}


def test_an_output_is_found_by_its_name() -> None:
    assert find_output(OUTPUTS, "model_arn") is OUTPUTS["model_arn"]


def test_one_that_is_not_there_is_an_error_with_a_guess() -> None:
    with pytest.raises(Stopped) as stopped:
        find_output(OUTPUTS, "model_arm")
    (problem,) = stopped.value.diagnostics
    assert 'Did you mean "model_arn"?' in problem.detail


@pytest.mark.parametrize(
    ("value", "text"), [("a b", "a b"), (1, "1"), (1.5, "1.5"), (True, "true")]
)
def test_raw_is_the_text_alone(value: object, text: str) -> None:
    assert raw_text("o", OutputState(value, "dynamic", False)) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [None, [], {"a": 1}])
def test_raw_takes_no_collections(value: object) -> None:
    with pytest.raises(Stopped):
        raw_text("o", OutputState(value, "dynamic", False))  # type: ignore[arg-type]
