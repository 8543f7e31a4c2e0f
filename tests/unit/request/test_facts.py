from __future__ import annotations

from sm_tj_cli.request.facts import Facts
from tests.unit.request.written import built, minimal

TEXT = minimal(
    x="environment = {}\nenable_network_isolation = false\nhyper_parameters = unknown",
    y='input_data_config {\nchannel_name = "a"\ncontent_type = unknown\n}\ninput_data_config {\nchannel_name = "b c"\n}',
    stopping_condition="stopping_condition { max_runtime_in_seconds = null }",
    z="checkpoint_config = unknown",
)
JOB, _ = built(TEXT)
FACTS = Facts(JOB)


def test_values_go_through_the_first_block_or_the_one_that_is_numbered() -> None:
    assert FACTS.value("resource_config.instance_count") == 1
    assert FACTS.value("input_data_config.channel_name") == "a"
    assert FACTS.value("input_data_config.5.channel_name") is None
    assert list(FACTS.blocks("input_data_config")) == ["input_data_config.0", "input_data_config.1"]
    assert list(FACTS.blocks("retry_strategy")) == []


def test_what_is_wrong_counts_as_given_without_a_value() -> None:
    path = "input_data_config.1.channel_name"
    assert FACTS.value(path) is None
    assert FACTS.is_given(path)
    assert not FACTS.lacks(path)


def test_what_is_not_known_is_neither_given_nor_missing() -> None:
    for path in ("hyper_parameters", "checkpoint_config.s3_uri", "input_data_config.content_type"):
        assert not FACTS.is_given(path)
        assert not FACTS.lacks(path)


def test_what_is_null_or_empty_is_missing() -> None:
    for path in ("environment", "stopping_condition.max_runtime_in_seconds", "retry_strategy"):
        assert FACTS.lacks(path)
        assert not FACTS.is_given(path)


def test_false_is_given() -> None:
    assert FACTS.is_given("enable_network_isolation")


def test_texts_and_numbers() -> None:
    assert FACTS.text("resource_config.instance_type") == "ml.m5.large"
    assert FACTS.text("resource_config.instance_count") is None
    assert FACTS.number("resource_config.instance_count") == 1
    assert FACTS.number("enable_network_isolation") is None


def test_a_place_is_that_of_the_nearest_that_was_written() -> None:
    lines = TEXT.split("\n")

    def line(path: str) -> str:
        number = FACTS.place(path).start.line
        return lines[number - 2] if number > 1 else ""

    assert line("resource_config.instance_type") == 'instance_type = "ml.m5.large"'
    assert line("resource_config.volume_size_in_gb") == "resource_config {"
    assert line("input_data_config.1.content_type") == "input_data_config {"
    assert line("input_data_config.1.channel_name") == 'channel_name = "b c"'
    assert line("retry_strategy.maximum_retry_attempts") == ""
    assert line("") == ""


def test_problems_stand_at_their_path() -> None:
    error = FACTS.error("S", "D", "role_arn")
    warning = FACTS.warning("S", "D", "role_arn")
    assert error.is_error
    assert not warning.is_error
    assert error.subject == warning.subject == FACTS.place("role_arn")
