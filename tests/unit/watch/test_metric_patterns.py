from __future__ import annotations

import pytest

from sm_tj_cli.watch.metric_patterns import Matcher, MetricDefinition, definitions_of

NUMBER = r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?"


def found(regex: str, line: str) -> list[str | None]:
    return [it.text for it in Matcher([MetricDefinition("m", regex)]).find(line)]


@pytest.mark.parametrize(
    ("regex", "line", "texts"),
    [
        (r"loss = (.*?);", "loss = 0.5; acc = 1;", ["0.5"]),
        (rf".*\[[0-9]+\].*#011train-rmse:({NUMBER}).*", "[3]#011train-rmse:1.5e-3", ["1.5e-3"]),
        (rf"train msd <loss>=({NUMBER})", "host=algo-1, train msd <loss>=42", ["42"]),
        (r"loss: ([0-9.]+)", "loss: 1 loss: 2", ["1"]),
        (r"loss: (?:[0-9.]+)", "loss: 1", [None]),
        (r"a=(\d+)|b=(\d+)", "b=2", [None]),
        (r"(?<=loss: )([0-9.]+)", "loss: 0.25", ["0.25"]),
        (r"(\w)\1=([0-9]+)", "xx=3", ["x"]),
        (r"^loss (\S+)$", "loss 1", ["1"]),
        (r"Genauigkeit für (\S+)", "Genauigkeit für 1", ["1"]),
        (r"loss (\S+)", "nothing", []),
    ],
)  # fmt: skip
def test_the_value_is_what_the_first_group_finds_first(
    regex: str, line: str, texts: list[str | None]
) -> None:
    assert found(regex, line) == texts


def test_what_is_no_text_is_a_question_mark() -> None:
    assert found("x=(.+)", "x=\udcff1") == ["?1"]


def test_several_definitions_find_each_their_own() -> None:
    definitions = [
        MetricDefinition(name, rf"{name}=(\d+)") for name in ("loss", "acc", "loss", "none")
    ]
    matcher = Matcher(definitions)
    told = [(it.definition.name, it.text) for it in matcher.find("acc=1 loss=2")]
    assert told == [("loss", "2"), ("acc", "1"), ("loss", "2")]


def test_what_is_no_pattern_is_told_and_the_others_work() -> None:
    bad, good = MetricDefinition("bad", "loss=("), MetricDefinition("good", "loss=(.)")
    matcher = Matcher([bad, good])
    assert list(matcher.bad) == [bad]
    assert "missing )" in matcher.bad[bad]
    assert [it.text for it in matcher.find("loss=1")] == ["1"]


def test_a_pattern_that_explodes_is_linear_or_given_up() -> None:
    linear = MetricDefinition("linear", r"(a+)+$")
    backtracking = MetricDefinition("backtracking", r"(?=a)(a|aa|a?)+$b\1")
    matcher = Matcher([linear, backtracking])
    for _ in range(10):
        list(matcher.find("a" * 5000 + "b"))
    assert list(matcher.bad) == [backtracking]
    assert "takes more than 50 ms" in matcher.bad[backtracking]


def test_the_definitions_of_a_job() -> None:
    answer = {
        "AlgorithmSpecification": {"MetricDefinitions": [{"Name": "a", "Regex": "(.)"}, "odd"]}
    }
    assert definitions_of(answer) == (MetricDefinition("a", "(.)"),)
    assert definitions_of({}) == definitions_of({"AlgorithmSpecification": {}}) == ()
