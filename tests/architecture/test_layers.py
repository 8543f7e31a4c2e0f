"""Imports point down only: the contracts of pyproject.toml hold."""

from __future__ import annotations

from importlinter.cli import lint_imports

from tests.architecture.tree import ROOT


def test_the_import_contracts_hold() -> None:
    assert lint_imports(str(ROOT / "pyproject.toml"), no_cache=True) == 0
