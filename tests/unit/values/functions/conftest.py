"""The folder of files in which Terraform gave the answers on files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def inside_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"hello {name}\n")
    for name in ("bad.tmpl", "m.tf", "rec.tmpl", "t.tmpl"):
        (tmp_path / name).write_text("")
    (tmp_path / "bin.dat").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "sub" / "c.tf2").write_text("x")
    (tmp_path / "sub" / "deep" / "d.txt").write_text("y")
    (tmp_path / "link.txt").symlink_to("a.txt")
    monkeypatch.chdir(tmp_path)
