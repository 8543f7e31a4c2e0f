from __future__ import annotations

import pytest

from sm_tj_cli.sandbox.faults import Faults, RuleError


def test_a_rule_strikes_once_after_what_it_skips() -> None:
    faults = Faults()
    faults.add({"do": "error", "operation": "Create.*", "skip": 1})
    hits = [faults.strike("sagemaker", "CreateTrainingJob", "a", 0) is not None for _ in range(4)]
    assert hits == [False, True, False, False]
    assert faults.rules[0].fired == 1


def test_a_rule_is_about_an_operation_and_a_name() -> None:
    faults = Faults()
    faults.add({"do": "error", "operation": "CreateTrainingJob", "name": "^p-", "times": 0})
    assert faults.strike("sagemaker", "DescribeTrainingJob", "p-1", 0) is None
    assert faults.strike("sagemaker", "CreateTrainingJob", "q-1", 0) is None
    assert faults.strike("sagemaker", "CreateTrainingJob", "p-1", 0) is faults.rules[0]


def test_a_throttle_is_a_bucket_of_tokens() -> None:
    faults = Faults()
    rule = faults.add({"do": "throttle", "rate": 2, "burst": 1})
    assert rule.code == "ThrottlingException"
    assert rule.message == "Rate exceeded"
    times = [0.0, 0.1, 0.5, 0.6, 10.0, 10.0]
    hits = [faults.strike("sagemaker", "ListTrainingJobs", "", time) is not None for time in times]
    assert hits == [False, True, False, True, False, True]


@pytest.mark.parametrize(
    "members", [{}, {"do": "nonsense"}, {"do": "error", "what": 1}, {"do": "error", "skip": "x"}]
)
def test_what_is_no_rule_is_told(members: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        Faults().add(members)  # type: ignore[arg-type]
