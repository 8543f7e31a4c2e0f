"""Lines typed by a person: edited, completed and remembered between runs.

The standard library's readline does it: it obeys the user's own `~/.inputrc`, costs nothing to import and needs no
package. Where Python was built without it, lines are read as they come.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import ModuleType

MOST_REMEMBERED = 1_000
# What a word is not made of, as far as completion goes: names have dots and quoted keys in them.
DELIMITERS = " \t\n(){},+*/%!<>=&|?:"
_SECRET = re.compile(r"\bsensitive\s*\(")


class LineEditor:
    """A prompt with a history in `history`, which only the user can read, and completion by `candidates`."""

    def __init__(self, history: Path, candidates: Callable[[str], Sequence[str]]) -> None:
        self._history = history
        self._candidates = candidates
        self._found: Sequence[str] = ()
        self._readline = _readline()
        if self._readline is not None:
            self._open(self._readline)

    def read(self, prompt: str) -> str:
        """The next line. Raises EOFError at the end, KeyboardInterrupt where it was given up."""
        return input(prompt)

    def remember(self, text: str) -> None:
        """Adds to the history, unless the line begins with a space or names a secret."""
        if self._readline is None or text[:1].isspace() or _SECRET.search(text):
            return
        self._readline.add_history(text.replace("\n", " "))
        with suppress(OSError):
            # A history that cannot be kept is no reason to stop a conversation.
            self._save(self._readline)

    def complete(self, text: str, at: int) -> str | None:
        """Candidate number `at` for the word before the cursor; None behind the last, as readline asks."""
        if at == 0:
            self._found = self._candidates(text)
        return self._found[at] if at < len(self._found) else None

    def _open(self, readline: ModuleType) -> None:
        readline.set_auto_history(False)
        readline.set_history_length(MOST_REMEMBERED)
        readline.clear_history()
        with suppress(OSError):
            if self._history.is_file():
                readline.read_history_file(self._history)
        readline.set_completer_delims(DELIMITERS)
        readline.set_completer(self.complete)
        is_libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")

    def _save(self, readline: ModuleType) -> None:
        self._history.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        if not self._history.exists():
            os.close(os.open(self._history, os.O_CREAT | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR))
        readline.write_history_file(self._history)
        self._history.chmod(stat.S_IRUSR | stat.S_IWUSR)


def _readline() -> ModuleType | None:
    try:
        import readline
    except ImportError:
        return None
    return readline
