"""Files and functions stay small enough to be read at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.architecture.tree import modules, shown

if TYPE_CHECKING:
    from pathlib import Path


LONGEST_FILE = 350
LONGEST_FUNCTION = 50


def too_long(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    found = [shown(path)] if len(text.splitlines()) > LONGEST_FILE else []
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return found + [
        f"{shown(path)}: {node.name}"
        for node in functions
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]


def test_files_and_functions_are_short() -> None:
    assert [name for path in modules() for name in too_long(path)] == []
