"""The project's text speaks of the project, not of how or where it was written."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.tree import ROOT, shown

TEXT = {".py", ".md", ".toml", ".tf", ".json", ".lark", ".cfg", ".txt", ".yaml", ".yml", ""}
PASSED_OVER = {".git", ".hypothesis", ".venv", "node_modules", "build", "dist"}

FORBIDDEN = re.compile(
    r"/work/(?:main|shared)"
    r"|\bissues? #?\d+\b"
    r"|\bpypi\.org\b|\bpythonhosted\b|\bnpmjs\b"
    r"|\b(?:chatgpt|claude|copilot|llm)\b"
    r"|\bsub-?agents?\b",
    re.IGNORECASE,
)


def texts() -> list[Path]:
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and path.suffix in TEXT
        and path != Path(__file__)
        and not any(
            part in PASSED_OVER or part.endswith((".egg-info", "_cache", "__pycache__"))
            for part in path.relative_to(ROOT).parts
        )
    )


def test_no_word_of_the_workplace() -> None:
    found = [
        f"{shown(path)}: {word[0]}"
        for path in texts()
        for word in FORBIDDEN.finditer(path.read_text("utf-8", errors="replace"))
    ]
    assert found == []
