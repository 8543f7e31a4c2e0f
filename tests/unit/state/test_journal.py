"""What was begun is found again, whatever a crash leaves of the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import pytest

from sm_tj_cli.state.journal import Intent, Journal, _line

FIRST = Intent("1", "l", "aws_sagemaker_training_job.a", "job-a", "2026-01-01T00:00:00Z")
PLACED = replace(FIRST, region="eu-west-1", account="123456789012")
SECOND = replace(FIRST, id="2", name="job-b")


@dataclass
class Lines:
    """Keeps what is written, and counts the writes."""

    text: str = ""
    appended: int = 0

    rewrites = False

    def read(self) -> str:
        return self.text

    def append(self, lines: str) -> None:
        self.appended += 1
        self.text += lines

    def replace(self, lines: str) -> None:
        self.text = lines


def open_ids(lines: Lines) -> list[str]:
    return [intent.id for intent in Journal(lines).open_intents()]


def test_an_intent_is_read_back_whole() -> None:
    lines = Lines()
    Journal(lines).begin([PLACED])
    assert Journal(lines).open_intents() == (PLACED,)


def test_what_other_versions_wrote_along_is_passed_over() -> None:
    lines = Lines(_line({"intent": asdict(FIRST) | {"request_sha256": "ab12"}}))
    assert Journal(lines).open_intents() == (FIRST,)


def test_what_says_less_than_today_is_read_as_well() -> None:
    older = {key: text for key, text in asdict(FIRST).items() if key not in {"region", "account"}}
    lines = Lines(_line({"intent": older}))
    assert Journal(lines).open_intents() == (FIRST,)
    assert not Journal(lines).diagnostics


def test_all_intents_of_a_batch_are_one_write() -> None:
    lines = Lines()
    Journal(lines).begin([FIRST, SECOND])
    assert lines.appended == 1
    assert open_ids(lines) == ["1", "2"]


def test_settled_intents_are_not_open() -> None:
    lines = Lines()
    journal = Journal(lines)
    journal.begin([FIRST, SECOND])
    journal.settle({"1": "created"})
    assert [intent.id for intent in journal.open_intents()] == ["2"]
    assert open_ids(lines) == ["2"]


def test_a_later_run_settles_what_an_earlier_one_began() -> None:
    lines = Lines()
    Journal(lines).begin([FIRST])
    Journal(lines).settle({"1": "adopted"})
    assert open_ids(lines) == []


def test_compacting_keeps_what_is_open_and_nothing_else() -> None:
    lines = Lines()
    journal = Journal(lines)
    journal.begin([FIRST, SECOND])
    journal.settle({"1": "created"})
    journal.compact()
    assert "job-a" not in lines.text
    assert open_ids(lines) == ["2"]
    journal.settle({"2": "created"})
    journal.compact()
    assert lines.text == ""


def test_a_torn_last_line_was_never_written() -> None:
    whole = Lines()
    journal = Journal(whole)
    journal.begin([FIRST])
    kept = len(whole.text)
    journal.begin([SECOND])
    for length in range(kept, len(whole.text) - 1):
        torn = Lines(whole.text[:length])
        assert open_ids(torn) == ["1"]
        assert not Journal(torn).diagnostics


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_what_is_written_behind_a_torn_line_is_found(cut: int) -> None:
    lines = Lines()
    Journal(lines).begin([FIRST, SECOND])
    lines.text = lines.text[:-cut]
    third = replace(FIRST, id="3")
    journal = Journal(lines)
    journal.begin([third])
    again = Journal(lines)
    assert {"1", "3"} <= {intent.id for intent in again.open_intents()}
    assert not again.diagnostics


def test_a_settlement_behind_a_torn_line_counts() -> None:
    lines = Lines()
    Journal(lines).begin([FIRST, SECOND])
    lines.text = lines.text[:-5]
    Journal(lines).settle({"1": "created"})
    assert open_ids(lines) == []


@pytest.mark.parametrize("damage", ["", "x", "null", '{"intent": {}}'])
def test_a_damaged_line_is_told_and_the_others_are_read(damage: str) -> None:
    lines = Lines()
    Journal(lines).begin([FIRST, SECOND])
    first, second, _ = lines.text.split("\n")
    lines.text = f"{first}\n{damage}\n{second}\n"
    journal = Journal(lines)
    assert [intent.id for intent in journal.open_intents()] == ["1", "2"]
    assert journal.diagnostics.has_errors
    (problem,) = journal.diagnostics
    assert problem.summary == "Journal of submissions is damaged"
    assert "Line 2 " in problem.detail


def test_a_changed_character_is_noticed() -> None:
    lines = Lines()
    Journal(lines).begin([FIRST, SECOND])
    lines.text = lines.text.replace("job-a", "job-x")
    journal = Journal(lines)
    assert [intent.id for intent in journal.open_intents()] == ["2"]
    assert journal.diagnostics


def test_an_empty_journal_has_nothing_to_tell() -> None:
    journal = Journal(Lines())
    assert journal.open_intents() == ()
    assert not journal.diagnostics


def test_each_entry_is_one_line() -> None:
    lines = Lines()
    Journal(lines).begin([replace(FIRST, name="a\nb\u2028c")])
    assert lines.text.count("\n") == len(lines.text.splitlines()) == 1
    assert Journal(lines).open_intents()[0].name == "a\nb\u2028c"


def test_what_is_written_behind_an_append_that_failed_half_way_is_found() -> None:
    @dataclass
    class Full(Lines):
        is_full: bool = True

        def append(self, lines: str) -> None:
            super().append(lines[:30] if self.is_full else lines)
            if self.is_full:
                raise OSError("full")

    lines = Full()
    journal = Journal(lines)
    with pytest.raises(OSError, match="full"):
        journal.begin([FIRST])
    assert journal.open_intents() == ()
    lines.is_full = False
    journal.begin([SECOND])
    assert Journal(lines).open_intents() == (SECOND,)
    assert not Journal(lines).diagnostics


def test_an_intent_of_an_earlier_version_is_tagged_and_replaces_nothing() -> None:
    lines = Lines()
    Journal(lines).begin([replace(FIRST, replaces="2026-01-01T00:00:00Z", is_tagged=False)])
    (read,) = Journal(lines).open_intents()
    assert (read.replaces, read.is_tagged) == ("2026-01-01T00:00:00Z", False)
    record = asdict(FIRST)
    del record["replaces"], record["is_tagged"]
    old = Lines()
    Journal(old)._append(_line({"intent": record}))
    assert Journal(old).open_intents() == (FIRST,)


def test_what_is_written_whole_holds_open_intents_alone() -> None:
    lines = Lines()
    lines.rewrites = True
    journal = Journal(lines)
    journal.begin([FIRST])
    journal.settle({FIRST.id: "created"})
    assert open_ids(lines) == ["1"]
    journal.begin([SECOND])
    assert open_ids(lines) == ["2"]
    journal.settle({SECOND.id: "created"})
    journal.catch_up()
    assert (lines.text, lines.appended) == ("", 0)
