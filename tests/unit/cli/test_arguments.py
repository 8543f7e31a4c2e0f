from __future__ import annotations

import pytest

from sm_tj_cli.cli.arguments import Argument, normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["apply", "-auto-approve"], ["apply", "--auto-approve"]),
        (["plan", "-var", "x=1"], ["plan", "--var", "x=1"]),
        (["plan", "-var=x=1"], ["plan", "--var", "x=1"]),
        (["plan", "--var-file=a=b.tfvars"], ["plan", "--var-file", "a=b.tfvars"]),
        (["plan", "-out=F", "-json"], ["plan", "--out=F", "--json"]),
        (["plan", "-target=a.b[0]"], ["plan", "--target=a.b[0]"]),
        (["plan", "-lock=false"], ["plan", "--no-lock"]),
        (["plan", "-lock=true"], ["plan", "--lock"]),
        (["plan", "-refresh=0"], ["plan", "--no-refresh"]),
        (["plan", "--input=false"], ["plan", "--no-input"]),
        (["apply", "-auto-approve=false"], ["apply"]),
        (["apply", "-json=maybe"], ["apply", "--json=maybe"]),
        (["-chdir=D", "plan"], ["--chdir=D", "plan"]),
        (["-help"], ["--help"]),
        (["logs", "-f", "-h", "-0", "x"], ["logs", "-f", "-h", "-0", "x"]),
        (["console", "-5", "-1.5e3"], ["console", "-5", "-1.5e3"]),
        (["logs", "-", "x"], ["logs", "-", "x"]),
        (["show", "--", "-name"], ["show", "--", "-name"]),
        (["plan", "-var=x=a\nb"], ["plan", "--var", "x=a\nb"]),
        (
            ["-json", "sandbox", "exec", "terraform", "plan", "-json", "-lock=false"],
            ["--json", "sandbox", "exec", "terraform", "plan", "-json", "-lock=false"],
        ),
    ],
)
def test_terraforms_spellings_become_ours(typed: list[str], read: list[str]) -> None:
    assert normalise(typed) == read


def test_words_know_their_places() -> None:
    words = normalise(["plan", "-var=a=1", "--var-file", "f"])
    assert [word.position for word in words if isinstance(word, Argument)] == [0, 1, 2, 3, 4]
