from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.sandbox.clock import Clock
from sm_tj_cli.sandbox.faults import Faults
from sm_tj_cli.sandbox.scenario import ScenarioError, parse_scenario, read_scenario
from sm_tj_cli.sandbox.settings import Settings

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON

WHOLE = """{
  "faults": [
    {"do": "latency", "seconds": 2},
    {"do": "eror", "operation": "List.*"}
  ],
  "quotas": {"ml.p3.2xlarge": 0}
}
"""


def test_what_is_not_named_stays_as_it_is() -> None:
    settings, faults, clock = Settings(stop_grace=7), Faults(), Clock(lambda: 5.0)
    faults.add({"do": "error"})
    document: dict[str, JSON] = {"quotas": {"a": 1}, "timelines": {"^x": "capacity"}, "deleting": 1}
    read_scenario(document).apply(settings, faults, clock)
    assert settings == Settings(
        stop_grace=7, quotas={"a": 1}, timelines={"^x": "capacity"}, deleting=1.0
    )
    assert len(faults.rules) == 1
    read_scenario({"faults": [], "paused": True}).apply(settings, faults, clock)
    assert (faults.rules, clock.held) == ([], 5.0)
    read_scenario({"paused": False}).apply(settings, faults, clock)
    assert clock.held is None


def test_a_list_is_its_rules() -> None:
    rules = read_scenario([{"do": "error", "after": 3}], 10).rules
    assert rules is not None
    assert [rules[0].strikes(time) for time in (12, 13)] == [False, True]


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (3, "A scenario is an object"),
        ({"faults": {}}, "list of rules"),
        ([1], "Rule 1 is no object."),
        ([{"do": "error"}, {"do": "x"}], "Rule 2: "),
        ({"quota": {}}, 'Did you mean "quotas"?'),
        ({"paused": 1}, '"paused" is true or false'),
        ({"speed": 0}, '"speed" is a number of at least 0.001, not 0.'),
        ({"speed": True}, '"speed"'),
        ({"log_delay": float("inf")}, '"log_delay"'),
        ({"clock_skew": "1"}, '"clock_skew" is a number, not'),
        ({"quotas": []}, '"quotas" is an object'),
        ({"quotas": {"a": "b"}}, '"quotas.a" is a number of at least 0'),
        ({"timelines": []}, '"timelines" is an object'),
        ({"timelines": {"(": "success"}}, '"timelines", "(": '),
        ({"timelines": {"x": "soon"}}, '"soon" is neither'),
    ],
)
def test_what_is_no_scenario_is_told(document: JSON, text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(document)
    assert text in str(caught.value)


def test_a_file_that_is_right_has_no_fault() -> None:
    document, fault = parse_scenario(SourceFile("f.json", WHOLE.replace("eror", "error")))
    assert fault is None
    assert isinstance(document, dict)


def test_the_rule_that_is_wrong_is_pointed_at() -> None:
    file = SourceFile("f.json", WHOLE)
    _, fault = parse_scenario(file)
    assert fault is not None
    assert fault.subject is not None
    assert file.excerpt(fault.subject) == '{"do": "eror", "operation": "List.*"}'
    assert (fault.subject.start.line, fault.subject.start.column) == (4, 5)
    assert 'Did you mean "error"?' in fault.detail


@pytest.mark.parametrize("text", ['{"a": ', "", "[1,]", "[" * 100_000, '{"nothing": 1}'])
def test_a_file_that_is_wrong_is_told(text: str) -> None:
    _, fault = parse_scenario(SourceFile("f.json", text))
    assert fault is not None
    assert fault.summary == "Invalid sandbox scenario"
