from __future__ import annotations

from dataclasses import dataclass

from sm_tj_cli.state.journal import Intent, Journal


@dataclass
class Lines:
    """A journal's storage in memory."""

    text: str = ""

    def read(self) -> str:
        return self.text

    def append(self, lines: str) -> None:
        self.text += lines

    def replace(self, lines: str) -> None:
        self.text = lines


def intent(key: str) -> Intent:
    return Intent(key, "lineage", f"aws_sagemaker_training_job.{key}", key, "0" * 64, "2026-01-01")


def test_what_was_begun_is_open_for_the_next_run() -> None:
    lines = Lines()
    Journal(lines).begin([intent("a"), intent("b")])
    assert Journal(lines).open_intents() == (intent("a"), intent("b"))


def test_what_was_settled_is_not() -> None:
    lines = Lines()
    journal = Journal(lines)
    journal.begin([intent("a"), intent("b")])
    journal.settle({"a": "created"})
    assert journal.open_intents() == Journal(lines).open_intents() == (intent("b"),)


def test_compacting_keeps_open_intents_only() -> None:
    lines = Lines()
    journal = Journal(lines)
    journal.begin([intent("a"), intent("b")])
    journal.settle({"a": "created"})
    journal.compact()
    assert "created" not in lines.text
    assert Journal(lines).open_intents() == (intent("b"),)
    journal.settle({"b": "taken"})
    journal.compact()
    assert lines.text == ""


def test_a_torn_last_line_is_what_a_crash_leaves() -> None:
    lines = Lines()
    Journal(lines).begin([intent("a"), intent("b")])
    for length in range(len(lines.text)):
        journal = Journal(Lines(lines.text[:length]))
        assert len(journal.open_intents()) <= 2
        assert not journal.diagnostics


def test_damage_in_the_middle_is_told() -> None:
    lines = Lines()
    Journal(lines).begin([intent("a"), intent("b")])
    journal = Journal(Lines(lines.text.replace("job.a", "job.x", 1)))
    assert [item.summary for item in journal.diagnostics] == ["Journal of submissions is damaged"]
