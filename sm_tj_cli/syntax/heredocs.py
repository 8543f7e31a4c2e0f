"""Where the text of a heredoc stops: at a template sequence, or at the line that holds its marker alone."""

from __future__ import annotations

import re

_SEQUENCE = re.compile(r"\$\$\{|%%\{|\$\{|%\{")


class Heredoc:
    """One heredoc of `text`; a template that is a text of its own has no marker."""

    def __init__(self, text: str, marker: str) -> None:
        self._text = text
        self._marker = marker
        self._line = re.compile(rf"^[^\S\n]*{re.escape(marker)}(?=[^\S\n]*\n)", re.MULTILINE)
        self._searched_from = 0
        self._end = (-1, -1)

    def stop(self, at: int) -> int:
        """Where the text that begins at `at` ends; `at` itself where there is none in front of what follows."""
        stop = self._closing(at)[0]
        for mark in _SEQUENCE.finditer(self._text, at, stop):
            # What is doubled opens no sequence.
            if len(mark[0]) == 2:
                return mark.start()
        return stop

    def end(self, at: int) -> int | None:
        """Where the marker ends if its line begins at `at`."""
        start, end = self._closing(at)
        return end if start == at and end > at else None

    def _closing(self, at: int) -> tuple[int, int]:
        """The marker's line that comes next; a sequence may have had one like it inside."""
        if not self._searched_from <= at <= self._end[0]:
            found = self._line.search(self._text, at) if self._marker else None
            length = len(self._text)
            self._searched_from = at
            self._end = (found.start(), found.end()) if found else (length, length)
        return self._end
