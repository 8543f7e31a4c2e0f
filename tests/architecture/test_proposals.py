"""Commands that texts propose can be copied: no full stop or comma is glued to their last word."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from sm_tj_cli.cli.commands import VERBS
from tests.architecture.tree import modules, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What nobody takes for prose: an option, something in quotes, a value that is filled in, a name to be filled in.
_WORD = r"(?:--[a-z-]+|'[^']*'|<>|[A-Z]{2,}(?:\.[a-z]+)?)"
_VERB = rf"(?:{'|'.join(VERBS)})(?: (?:list|show|mv|rm|pull|push|restore|start|stop|status|exec))?"
GLUED = re.compile(rf"\bsmtj (?:{_WORD} )*{_VERB}(?: {_WORD})+[.,](?= |\n|$)")


def test_nothing_is_glued_to_a_command() -> None:
    found = [
        f"{shown(file)}: {glued[0]}"
        for file in modules()
        for text in _texts(file)
        for glued in GLUED.finditer(text)
    ]
    assert found == []


def _texts(file: Path) -> Iterator[str]:
    """The texts of a file, `<>` for what is filled in; without docstrings, which nobody pastes from."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (it.value if isinstance(it, ast.Constant) else "<>" for it in node.values)
            yield "".join(map(str, parts))
            told.update(map(id, node.values))
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        ):
            yield node.value
