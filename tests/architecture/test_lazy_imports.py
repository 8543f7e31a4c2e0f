"""What a command does not need is not imported: the time of a start is everybody's."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("boto3", "botocore", "gmpy2", "hcl2", "lark", "moto", "re2", "regex", "rich")

SCRIPT = """
import sys
from sm_tj_cli.cli.main import run
code = run(sys.argv[1:])
print(code, *sys.modules, file=sys.stderr)
"""


def imported(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    code, *names = done.stderr.split()
    assert code == "0"
    return set(names)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["version"], ["version", "--json"]])
def test_a_light_command_loads_nothing_heavy(words: list[str]) -> None:
    assert imported(*words) & set(HEAVY) == set()


def test_help_loads_no_verb_and_no_adapter() -> None:
    names = imported("--help")
    assert [name for name in names if name.startswith("sm_tj_cli.cli.commands.")] == []
    assert "sm_tj_cli.cli.wiring" not in names
    assert "sm_tj_cli.pipeline" not in names
