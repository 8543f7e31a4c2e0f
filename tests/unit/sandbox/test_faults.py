from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.sandbox.faults import Fault, Faults, Rule, RuleError
from sm_tj_cli.sandbox.refusals import Refused

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON


def strikes(faults: Faults, *times: float, operation: str = "CreateTrainingJob") -> list[bool]:
    return [faults.strike("sagemaker", operation, "a", time) is not None for time in times]


def test_a_rule_strikes_once_after_what_it_skips() -> None:
    faults = Faults()
    faults.add({"do": "error", "operation": "Create.*", "skip": 1})
    assert strikes(faults, 0, 0, 0, 0) == [False, True, False, False]
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
    assert strikes(faults, 0.0, 0.1, 0.5, 0.6, 10.0, 10.0) == [
        False,
        True,
        False,
        True,
        False,
        True,
    ]
    told = rule.refusal(Refused("sagemaker", "ListTrainingJobs", "", "us-east-1"))
    assert (told.code, told.message, told.status) == ("ThrottlingException", "Rate exceeded", 400)


def test_an_outage_has_a_beginning_and_an_end() -> None:
    faults = Faults()
    faults.add({"do": "error", "times": 0, "after": 10, "lasting": 5}, now=100)
    assert strikes(faults, 109, 110, 114, 115) == [False, True, True, False]


def test_chance_is_a_share_and_the_same_each_time() -> None:
    runs = []
    for _ in range(2):
        faults = Faults()
        faults.add({"do": "error", "times": 0, "chance": 0.2})
        runs.append(strikes(faults, *[0.0] * 500))
    assert runs[0] == runs[1]
    assert 60 < sum(runs[0]) < 140


@pytest.mark.parametrize("do", ["denied", "expired_credentials", "clock_skew", "throttle"])
def test_what_does_not_go_away_by_itself_has_no_end(do: str) -> None:
    assert Rule.read({"do": do}).times == 0
    assert Rule.read({"do": do, "times": 3}).times == 3


def test_a_rule_may_have_its_own_words() -> None:
    rule = Rule.read({"do": "error", "code": "Odd", "message": "why {not}", "status": 418})
    told = rule.refusal(Refused("sagemaker", "ListTrainingJobs", "", "us-east-1"))
    assert (told.code, told.message, told.status) == ("Odd", "why {not}", 418)


def test_rules_are_replaced_together() -> None:
    faults = Faults()
    faults.add({"do": "error"})
    faults.replace([Rule(Fault.LATENCY)])
    assert [rule.do for rule in faults.rules] == ["latency"]


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({}, 'needs "do"'),
        ({"do": "nonsense"}, 'not "nonsense"'),
        ({"do": "eror"}, 'Did you mean "error"?'),
        ({"do": []}, "not"),
        ({"do": "error", "what": 1}, 'no "what"'),
        ({"do": "error", "operatoin": "x"}, 'Did you mean "operation"?'),
        ({"do": "error", "fired": 1}, 'no "fired"'),
        ({"do": "error", "skip": "x"}, '"skip" is a whole number'),
        ({"do": "error", "skip": True}, '"skip" is a whole number'),
        ({"do": "error", "times": -1}, "not negative"),
        ({"do": "error", "times": 1.5}, "whole number"),
        ({"do": "error", "chance": 2}, "from 0 to 1"),
        ({"do": "latency", "seconds": float("nan")}, "number"),
        ({"do": "error", "name": "("}, '"name" is no regular expression'),
        ({"do": "error", "code": 1}, '"code" is a string'),
    ],
)
def test_what_is_no_rule_is_told(members: dict[str, JSON], text: str) -> None:
    with pytest.raises(RuleError) as caught:
        Faults().add(members)
    assert text in str(caught.value)
