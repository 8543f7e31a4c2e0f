"""The journal of a state in a file, in a file beside it: lines in, durable when a call returns; lines out."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.state.durable import append_durably, read_regular, replace_file
from sm_tj_cli.state.journal import Journal
from sm_tj_cli.state.store import StateNotSaved, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def journal_path(state: Path) -> Path:
    """Where the journal of a state in a file lies."""
    return state.with_name(f"{state.name}.smtj-intents")


def journal_beside(state: Path) -> Journal:
    """The journal of a state in a file."""
    return Journal(JournalFile(journal_path(state)))


@dataclass(slots=True)
class JournalFile:
    """The lines at `path`; see `JournalStorage`. Raises StateUnreadable, StateNotSaved."""

    path: Path
    rewrites: bool = False
    _is_listed: bool = False

    def read(self) -> str:
        """Everything, empty where there is no file."""
        try:
            content = read_regular(self.path)
        except OSError as problem:
            raise unreadable(self.path, problem.strerror or str(problem)) from problem
        return "" if content is None else content.decode("utf-8", "replace")

    def append(self, lines: str) -> None:
        """Adds lines at the end."""
        with self._told():
            append_durably(self.path, lines.encode(), is_listed=self._is_listed)
            self._is_listed = True

    def replace(self, lines: str) -> None:
        """These lines alone; no file where there are none."""
        with self._told():
            self._is_listed = False
            if lines:
                replace_file(self.path, lines.encode())
            else:
                self.path.unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise StateNotSaved(
                f"The journal {self.path} could not be written ({problem.strerror or problem}), so nothing more is submitted."
            ) from problem
