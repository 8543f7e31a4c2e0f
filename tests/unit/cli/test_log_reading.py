from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.log_reading import Wanted, follow_logs, print_logs
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.service import Kind
from sm_tj_cli.state.format import write_state
from tests.fakes.jobs import record
from tests.fakes.logs import refusal
from tests.fakes.sagemaker import failure
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    state = state_of(a=record(status="InProgress"), b=record("b-1", status="InProgress"))
    (tmp_path / "smtj.tfstate").write_text(str(write_state(state)))
    found = Desk()
    for name in ("a-1", "b-1"):
        found.sagemaker.add(name)
    now = int(found.clock.now().timestamp() * 1000)
    found.logs.write("a-1/algo-1-1", (now - 90_000, "old"), (now - 3000, "one"), (now, "three"))
    found.logs.write("a-1/algo-2-1", (now - 2000, "two"))
    found.logs.write("b-1/algo-1-1", (now - 1000, "other"))
    found.sagemaker.lives = 600
    return found


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        (Wanted(("a",)), ["[algo-1] old", "[algo-1] one", "[algo-2] two", "[algo-1] three"]),
        (Wanted(("a",), since=60, node="algo-1"), ["[algo-1] one", "[algo-1] three"]),
        (Wanted(("a",), tail=2), ["[algo-2] two", "[algo-1] three"]),
        (Wanted(("a", "b"), tail=2), ["[b-1/algo-1] other", "[a-1/algo-1] three"]),
        (Wanted(("a",), tail=0), []),
    ],
)
def test_which_lines(desk: Desk, wanted: Wanted, lines: list[str]) -> None:
    assert print_logs(desk.session(), wanted) is ExitCode.DONE
    assert desk.out.getvalue().splitlines() == lines


def test_json_lines_end_with_the_summary(desk: Desk) -> None:
    desk.options = GlobalOptions(json=True)
    print_logs(desk.session(), Wanted(("b",)))
    line, summary = (json.loads(text) for text in desk.out.getvalue().splitlines())
    assert (line["node"], line["message"]) == ("algo-1", "other")
    assert (summary["type"], summary["lines"]) == ("summary", 1)


def test_following_ends_with_the_verdict(desk: Desk) -> None:
    desk.sagemaker.fates = {"a-1": "Stopped"}
    assert follow_logs(desk.session(), Wanted(("a",), tail=1)) is ExitCode.JOB_STOPPED
    assert desk.out.getvalue() == "[algo-1] three\n"
    assert desk.err.getvalue().endswith("was stopped by a user (StopTrainingJob)\n")


def test_a_cursor_file_is_kept(desk: Desk, tmp_path: Path) -> None:
    wanted = Wanted(("a",), cursor_file="cursor")
    print_logs(desk.session(), wanted)
    first = desk.out.getvalue()
    assert (tmp_path / "cursor").exists()
    now = int(desk.clock.now().timestamp() * 1000)
    desk.logs.write("a-1/algo-1-1", (now, "three"))
    follow_logs(desk.session(), wanted)
    assert desk.out.getvalue() == f"{first}[algo-1] three\n"


def test_a_refusal_is_an_error_where_the_log_is_all_that_was_asked_for(desk: Desk) -> None:
    def denied(operation: str, _stream: str) -> None:
        raise refusal(operation, Kind.PERMISSION)

    desk.logs.trouble = denied
    with pytest.raises(Stopped) as caught:
        print_logs(desk.session(), Wanted(("a",)))
    assert caught.value.code is ExitCode.CREDENTIALS
    assert follow_logs(desk.session(), Wanted(("a",))) is ExitCode.DONE


def test_a_job_that_cannot_be_asked_about_ends_the_following(desk: Desk) -> None:
    desk.sagemaker.trouble("describe", failure(Kind.INVALID))
    with pytest.raises(Stopped):
        follow_logs(desk.session(), Wanted(("a",)))
    assert "come back:  smtj logs -f a" in desk.err.getvalue()


def test_no_lines_is_told(desk: Desk) -> None:
    desk.logs.streams_.clear()
    assert print_logs(desk.session(), Wanted(("a", "b"))) is ExitCode.DONE
    told = desk.err.getvalue()
    assert told.count("No log lines") == 2
    assert told.count("(InProgress). Its log may come yet.") == 2
    assert "expired" not in told


def test_no_lines_of_a_job_that_ended(desk: Desk) -> None:
    desk.logs.streams_.clear()
    desk.sagemaker.add("a-1", "Failed")
    assert print_logs(desk.session(), Wanted(("a",))) is ExitCode.DONE
    assert "the log has expired" in desk.err.getvalue().replace("\n", " ")


def test_a_node_that_wrote_nothing_is_named(desk: Desk) -> None:
    assert print_logs(desk.session(), Wanted(("a",), node="alg-1")) is ExitCode.DONE
    told = desk.err.getvalue()
    assert 'by a node "alg-1"' in told
    assert "expired" not in told
