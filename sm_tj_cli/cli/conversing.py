"""The conversation of an interactive console: lines in, answers out, until the end of the input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.syntax.continuation import is_open

if TYPE_CHECKING:
    from collections.abc import Callable

PROMPT, CONTINUED = "> ", ": "
WORDS_TO_LEAVE = frozenset({"exit", "quit"})


class Lines(Protocol):
    """Where lines come from."""

    def read(self, prompt: str) -> str:
        """The next line. Raises EOFError at the end, KeyboardInterrupt where it was given up."""
        ...

    def remember(self, text: str) -> None:
        """Offers this expression again."""
        ...


def converse(lines: Lines, answer: Callable[[str], object], skip: Callable[[], object]) -> None:
    """Answers every expression; one goes on while a bracket or a heredoc is open, and an empty line ends it.

    An interrupted line is forgotten (`skip` goes on below it), the end of the input and `exit` end it all.
    """
    text = ""
    while True:
        try:
            line = lines.read(CONTINUED if text else PROMPT)
        except KeyboardInterrupt:
            text = ""
            skip()
            continue
        except EOFError:
            skip()
            return
        if not text and line.strip() in WORDS_TO_LEAVE:
            return
        ends = not line.strip()
        text = f"{text}\n{line}" if text else line
        if is_open(text) and not ends:
            continue
        if text.strip():
            lines.remember(text)
            # The end of a heredoc needs a line of its own.
            answer(f"{text}\n" if "\n" in text else text)
        text = ""
