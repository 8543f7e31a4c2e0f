"""The grammar's tables come from the cache, and a cache that is damaged is not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.syntax.grammar import tables

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_start_rule_has_its_states_and_damage_is_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = tables.__wrapped__()
    assert {"one_expression", "template"} <= set(first.starts)
    (kept,) = tmp_path.rglob("grammar-*.json")
    kept.write_bytes(kept.read_bytes()[:-100])
    again = tables.__wrapped__()
    assert set(again.starts) == set(first.starts)
    assert tables.__wrapped__() == again


def test_a_folder_that_takes_no_files_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert tables.__wrapped__().rules
