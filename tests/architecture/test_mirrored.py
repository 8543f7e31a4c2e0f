"""Each source file has its test file at the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.architecture.tree import PACKAGE, ROOT, modules, shown

if TYPE_CHECKING:
    from pathlib import Path

# Nothing happens in these: they only say what there is.
PURE_DATA = frozenset(
    {
        "sm_tj_cli/apply/events.py",
        "sm_tj_cli/apply/model.py",
        "sm_tj_cli/apply/ports.py",
        "sm_tj_cli/aws/connection.py",
        "sm_tj_cli/configuration/evaluating.py",
        "sm_tj_cli/configuration/model.py",
        "sm_tj_cli/configuration/module.py",
        "sm_tj_cli/configuration/ports.py",
        "sm_tj_cli/documents.py",
        "sm_tj_cli/download/ports.py",
        "sm_tj_cli/plan/change.py",
        "sm_tj_cli/render/resource_texts.py",
        "sm_tj_cli/request/training_job.py",
        "sm_tj_cli/service.py",
        "sm_tj_cli/state/objects.py",
        "sm_tj_cli/syntax/nodes.py",
        "sm_tj_cli/syntax/tokens.py",
        "sm_tj_cli/values/evaluating.py",
        "sm_tj_cli/watch/events.py",
        "sm_tj_cli/watch/ports.py",
    }
)


def places(path: Path) -> list[Path]:
    """Where its tests may stand: a verb is tested as a whole program."""
    inside = path.relative_to(PACKAGE)
    found = [ROOT / "tests" / "unit" / inside.parent / f"test_{path.stem.lstrip('_')}.py"]
    if inside.parent.as_posix() == "cli/commands":
        found.append(ROOT / "tests" / "verbs" / f"test_{path.stem}.py")
    return found


def test_each_source_file_has_its_test_file() -> None:
    missing = [
        shown(path)
        for path in modules()
        if not path.stem.startswith("__")
        and shown(path) not in PURE_DATA
        and not any(place.exists() for place in places(path))
    ]
    assert missing == []


def test_what_is_exempt_exists() -> None:
    assert [name for name in PURE_DATA if not (ROOT / name).exists()] == []
