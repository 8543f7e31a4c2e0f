from __future__ import annotations

import io
import json

import pytest

from sm_tj_cli.render.console import open_terminal
from sm_tj_cli.render.log_lines import LONGEST_ON_TERMINAL, print_log, print_log_json
from sm_tj_cli.watch.asking import Watched
from sm_tj_cli.watch.logs import LogLine
from tests.fakes.clock import FakeClock
from tests.fakes.training_jobs import FakeTrainingJobs
from tests.unit.render.samples import Screen, address

JOB = Watched("net", FakeTrainingJobs(FakeClock()), address("a"))
TIME = 1_770_000_000_123

# What a container could write to act on a terminal, on whoever reads it, or on a build server.
ATTACKS = (
    *(f"\x1b{code}" for code in ("[2J", "[31m", "[1;1H", "[?1049h", "[6n", "[c", "[>c", "[20l", "[8m", "[5i", "[!p", "[1 q")),
    *(f"\x1b]{code}\x07" for code in ("0;title", "52;c;cm0gLXJm", "8;;http://evil", "4;1;?", "10;?", "777;notify;x", "1337;File=x")),
    *(f"\x1b]{code}\x1b\\" for code in ("2;title", "52;c;!", "8;;", "11;?", "133;A")),
    *(f"\x1b{code}" for code in ("c", "7", "8", "=", ">", "M", "D", "E", "Z", "#8", "(0", "%G", "P1$r\x1b\\", "_x\x1b\\", "^x\x1b\\", "Xx\x1b\\")),
    *("\x9b31m", "\x9d0;x\x9c", "\x90x\x9c", "\x84", "\x85", "\x8d", "\x9a"),
    *("\x00", "\x07", "\x08\x08\x08", "\x0b", "\x0c", "\x0e", "\x7f", "\x1b", "a\rb", "a\r\nb"),
    *("\u202e", "\u2066", "\u200f", "\u2028", "\u2029", "\ud800", "\udc1b"),
)  # fmt: skip
COMMANDS = ("::set-env name=X::y", "::add-mask::x", "##vso[task.setvariable]x", "##[error]x", "##teamcity[x]", "section_start:0:x\r\x1b[0K")  # fmt: skip


def text(message: str, screen: Screen | None = None, **how: bool) -> str:
    screen = screen or Screen()
    how = {"with_job": False, "with_time": False, **how}
    print_log(screen.terminal, [(JOB, LogLine(TIME, "algo-1", message))], **how)
    return screen.out.getvalue()


def document(message: str) -> str:
    screen = Screen()
    print_log_json(screen.terminal, [(JOB, LogLine(TIME, "algo-1", message))])
    return screen.out.getvalue()


def test_there_are_more_than_fifty_attacks() -> None:
    assert len(ATTACKS) > 50


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_acts_on_a_terminal(attack: str) -> None:
    for shown in (text(f"before{attack}after"), document(f"before{attack}after")):
        assert shown.endswith("\n")
        assert shown[:-1].isprintable()
    assert json.loads(document(attack))["message"] == attack


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_commands_a_build_server(command: str) -> None:
    for shown in (text(command), document(command)):
        assert not shown.startswith(("::", "##"))
        assert "##vso[" not in shown
        assert "##[" not in shown
        assert "##teamcity[" not in shown


def test_each_line_has_its_node_and_where_wanted_its_job_and_time() -> None:
    assert text("hello") == "[algo-1] hello\n"
    assert text("hello", with_job=True) == "[net/algo-1] hello\n"
    assert text("hello", with_time=True) == "[algo-1] 2026-02-02T02:40:00.123Z hello\n"


def test_the_last_state_of_a_progress_bar_counts() -> None:
    assert text("10%|#\r50%|#####\r100%|##########\n") == "[algo-1] 100%|##########\n"


def test_a_terminal_gets_the_beginning_of_an_endless_line_and_a_file_all_of_it() -> None:
    endless = "x" * 1_000_000
    cut = text(endless, Screen(width=80, is_terminal=True, color=False))
    assert cut == f"[algo-1] {'x' * LONGEST_ON_TERMINAL}… (1000000 characters)\n"
    assert len(text(endless)) == 1_000_010
    assert json.loads(document(endless))["message"] == endless


def test_a_terminal_shows_each_node_in_its_colour() -> None:
    screen = Screen(width=80, is_terminal=True, color=True)
    lines = [(JOB, LogLine(TIME, f"algo-{number}", "x")) for number in (1, 2)]
    print_log(screen.terminal, lines, with_job=False, with_time=False)
    first, second = screen.out.getvalue().splitlines()
    assert first.partition("[algo")[0] != second.partition("[algo")[0]


def test_a_terminal_shows_each_of_several_jobs_in_its_colour() -> None:
    screen = Screen(width=80, is_terminal=True, color=True)
    other = Watched("other", FakeTrainingJobs(FakeClock()))
    lines = [(job, LogLine(TIME, node, "x")) for job in (JOB, other) for node in ("algo-1", "algo-2")]  # fmt: skip
    print_log(screen.terminal, lines, with_job=True, with_time=False)
    colours = [line.partition("[net" if "net" in line else "[other")[0] for line in screen.out.getvalue().splitlines()]  # fmt: skip
    assert colours[0] == colours[1] != colours[2] == colours[3]


def test_a_locale_without_unicode_is_no_fault() -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii")
    terminal = open_terminal(stream, io.StringIO(), {})
    print_log(terminal, [(JOB, LogLine(TIME, "algo-1", "é ✓ \ud800"))], with_job=False, with_time=False)  # fmt: skip
    assert written.getvalue() == b"[algo-1] \\xe9 \\u2713 \\ud800\n"


def test_json_has_all_of_it() -> None:
    assert json.loads(document("hello")) == {
        "type": "log",
        "address": 'aws_sagemaker_training_job.tj["a"]',
        "name": "net",
        "node": "algo-1",
        "time": "2026-02-02T02:40:00.123Z",
        "message": "hello",
    }
