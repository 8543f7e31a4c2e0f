"""Whether a text that is typed line by line goes on: something is open in it that another line can close."""

from __future__ import annotations

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.scan import Inside, Scanner
from sm_tj_cli.syntax.tokens import END


def is_open(text: str) -> bool:
    """Whether a bracket, a template sequence or a heredoc is open at the end of the text."""
    scanner = Scanner(SourceFile("", f"{text}\n"), Inside.BRACKETS, Findings())
    while scanner.next().type != END:
        pass
    return scanner.depth > 1
