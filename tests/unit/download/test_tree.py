from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.download.tree import Tree, move_new

if TYPE_CHECKING:
    from pathlib import Path


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    with Tree(tmp_path) as tree:
        with tree.new_file(("a", "b", "f")) as file:
            file.write(b"1")
        with tree.new_file(("a", "b", "g"), executable=True) as file:
            file.write(b"2")
        tree.make_folder(("a", "c"))
        tree.make_folder(())
    assert (tmp_path / "a/b/f").read_bytes() == b"1"
    assert os.access(tmp_path / "a/b/g", os.X_OK)
    assert not os.access(tmp_path / "a/b/f", os.X_OK)
    assert (tmp_path / "a/c").is_dir()


def test_nothing_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("mine")
    source = tmp_path / "source"
    source.write_text("theirs")
    with Tree(tmp_path) as tree:
        with pytest.raises(FileExistsError):
            tree.new_file(("f",))
        with pytest.raises(FileExistsError):
            tree.take(source, ("f",))
        tree.take(source, ("d", "g"))
    assert (tmp_path / "f").read_text() == "mine"
    assert (tmp_path / "d/g").read_text() == "theirs"
    assert not source.exists()


def test_no_step_goes_through_a_link(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (root / "link").symlink_to(outside, target_is_directory=True)
    (tmp_path / "alias").symlink_to(root)
    with Tree(root) as tree:
        for parts in (("link", "f"), ("link", "deep", "f")):
            with pytest.raises(OSError, match="link"):
                tree.new_file(parts)
        with pytest.raises(OSError, match="link"):
            tree.make_folder(("link",))
    with pytest.raises(OSError, match="alias"), Tree(tmp_path / "alias"):
        pass
    assert list(outside.iterdir()) == []


def test_a_folder_that_is_swapped_for_a_link_meanwhile(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    with Tree(root) as tree:
        tree.new_file(("a", "f")).close()
        tree.make_folder(())
        (root / "a").rename(root / "b")
        (root / "a").symlink_to(outside)
        with pytest.raises(OSError, match="a"):
            tree.new_file(("a", "g"))
    assert list(outside.iterdir()) == []


def no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("has_links", [True, False])
def test_files_are_moved_where_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_text("1")
    move_new(source, str(target))
    assert (target.read_text(), source.exists()) == ("1", False)
    source.write_text("2")
    with pytest.raises(FileExistsError, match="target"):
        move_new(source, str(target))
    target.unlink()
    target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        move_new(source, str(target))
    with pytest.raises(FileNotFoundError):
        move_new(tmp_path / "gone", str(tmp_path / "other"))
