from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.log_cursors import read_cursors, write_cursors
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.watch.seen_lines import SeenLines

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    seen = SeenLines(3)
    for text in ("a", "a", "b"):
        seen.add(5, text)
    write_cursors(tmp_path / "cursor", {"job": {"job/algo-1-1": seen}})
    found = read_cursors(tmp_path / "cursor")["job"]["job/algo-1-1"]
    assert (found.start, found.lines()) == (3, seen.lines())
    assert (tmp_path / "cursor").stat().st_mode & 0o777 == 0o600


def test_where_there_is_no_file_nothing_was_shown(tmp_path: Path) -> None:
    assert read_cursors(tmp_path / "none") == {}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"jobs": []}', '{"jobs": {"a": {"b": {"from": "x", "lines": []}}}}', '{"jobs": {"a": {"b": {"from": 1, "lines": ["zz"]}}}}', "\xff"]
)  # fmt: skip
def test_a_file_of_somebody_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "cursor").write_bytes(text.encode("latin-1"))
    if not text:
        assert read_cursors(tmp_path / "cursor") == {}
        return
    with pytest.raises(Stopped) as caught:
        read_cursors(tmp_path / "cursor")
    assert caught.value.diagnostics.items[0].summary == "Unreadable cursor file"


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    for attempt in (lambda: read_cursors(tmp_path), lambda: write_cursors(tmp_path, {})):
        with pytest.raises(Stopped):
            attempt()
