"""The conversation: which lines make an expression, and what ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.conversing import converse

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = "^C"


class Typed:
    """Lines as a person types them; `^C` interrupts."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = list(lines)
        self.prompts: list[str] = []
        self.remembered: list[str] = []

    def read(self, prompt: str) -> str:
        self.prompts.append(prompt)
        if not self._lines:
            raise EOFError
        line = self._lines.pop(0)
        if line == INTERRUPTED:
            raise KeyboardInterrupt
        return line

    def remember(self, text: str) -> None:
        self.remembered.append(text)


@pytest.mark.parametrize(
    ("lines", "answered"),
    [
        (["1", "", "2"], ["1", "2"]),
        (["[1,", "2]", "3"], ["[1,\n2]", "3"]),
        (["<<EOT", "a", "EOT"], ["<<EOT\na\nEOT"]),
        (["[1,", "", "2"], ["[1,\n", "2"]),
        (["[1,", INTERRUPTED, "2"], ["2"]),
        (["1", "exit", "2"], ["1"]),
        (["quit"], []),
        (["[", "exit", "]"], ["[\nexit\n]"]),
    ],
)
def test_lines_make_expressions(lines: list[str], answered: list[str]) -> None:
    typed, answers = Typed(lines), list[str]()
    converse(typed, answers.append, lambda: None)
    # What has several lines ends with one, as a heredoc must.
    assert answers == [f"{text}\n" if "\n" in text else text for text in answered]
    assert typed.remembered == answered


def test_the_prompt_says_that_something_is_open() -> None:
    typed = Typed(["[", "]"])
    converse(typed, lambda _: None, lambda: None)
    assert typed.prompts == ["> ", ": ", "> "]
