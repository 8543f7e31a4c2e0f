from __future__ import annotations

import pytest

from sm_tj_cli.download.safe_paths import NO_LIMITS, KnownPaths, Limits, UnsafePathError, safe_parts

LIMITS = Limits()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a", ("a",)),
        ("a/b.txt", ("a", "b.txt")),
        ("./a/./b/", ("a", "b")),
        (".", ()),
        ("./", ()),
        ("...", ("...",)),
        ("~root", ("~root",)),
        ("con", ("con",)),  # a device on Windows, a file here
        ("a b\u202e", ("a b\u202e",)),
        ("d/" * 63 + "f", ("d",) * 63 + ("f",)),
    ],
)
def test_paths_inside(name: str, parts: tuple[str, ...]) -> None:
    assert safe_parts(name, LIMITS) == parts


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        "//a",
        "/a",
        "..",
        "../a",
        "a/..",
        "a//b",
        "a//",
        "a\\b",
        "C:a",
        "a\0b",
        "a\x9bb",
        "a\u2028b",
        "\udcff",
        "n" * 256,
        "ö" * 128,
        "d/" * 64 + "f",
        ("d" * 100 + "/") * 11,
    ],
)  # fmt: skip
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(UnsafePathError):
        safe_parts(name, LIMITS)


def test_without_limits_there_are_those_of_other_programs() -> None:
    assert len(safe_parts("d/" * 255 + "f", NO_LIMITS)) == 256
    for name in ("../a", "d/" * 256 + "f", ("d" * 250 + "/") * 17):
        with pytest.raises(UnsafePathError):
            safe_parts(name, NO_LIMITS)


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["a", "a"], "there twice"),
        (["a", "A"], 'differs from "a" only'),
        (["x/a", "X/b"], 'differs from "x" only'),
        (["stra\u00dfe", "strasse"], "only in letters' case"),
        (["a", "a/b"], "a file and a folder"),
        (["a/b", "a"], "a file and a folder"),
        (["a", "a/"], "a file and a folder"),
    ],
)
def test_paths_that_meet(paths: list[str], told: str) -> None:
    known = KnownPaths(LIMITS)
    *before, last = paths
    for path in before:
        known.add(safe_parts(path, LIMITS), is_folder=path.endswith("/"))
    with pytest.raises(UnsafePathError, match=told):
        known.add(safe_parts(last, LIMITS), is_folder=last.endswith("/"))


def test_a_folder_may_be_named_again() -> None:
    known = KnownPaths(LIMITS)
    for path in ("a/b", "a/", "a/", "./", "a/c"):
        known.add(safe_parts(path, LIMITS), is_folder=path.endswith("/"))
