from __future__ import annotations

from sm_tj_cli.render.wrapping import hanging, wrap


def test_paragraphs_are_wrapped_each_for_itself() -> None:
    text = "one two three four five six\n\nseven"
    assert list(wrap(text, 20)) == ["one two three four", "five six", "", "seven"]


def test_commands_are_not_broken() -> None:
    command = "    smtj apply --rerun 'aws_sagemaker_training_job.tj'"
    assert list(wrap(command, 20)) == [command]


def test_without_a_width_nothing_is_wrapped() -> None:
    assert list(wrap("one two three four five six", None)) == ["one two three four five six"]


def test_a_hanging_paragraph_without_room_stands_below() -> None:
    lines = list(hanging("  A long label:  ", "one two three four five six", 30))
    assert lines == ["  A long label:", "    one two three four five", "    six"]
    assert list(hanging("  A long label:  ", "short", 30)) == ["  A long label:  short"]


def test_a_hanging_paragraph_keeps_its_column() -> None:
    lines = list(hanging("Note: ", "one two three four five six", 26))
    assert lines == ["Note: one two three four", "      five six"]
