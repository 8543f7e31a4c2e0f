from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.service_model import (
    OPERATIONS,
    TRIMMED,
    load_training_job_model,
    load_whole_model,
    trim,
    trimmed_data_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache of the user's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load_training_job_model.cache_clear()
    yield tmp_path
    load_training_job_model.cache_clear()


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "shape" and isinstance(value, str):
                yield value
            else:
                yield from references(value)
    elif isinstance(part, list):
        for item in part:
            yield from references(item)


@pytest.mark.parametrize("service", TRIMMED)
def test_the_trimmed_model_has_all_that_is_called_and_nothing_else(service: str) -> None:
    whole = load_whole_model(service)
    trimmed = trim(whole, TRIMMED[service])
    assert set(trimmed["operations"]) == set(TRIMMED[service])  # type: ignore[call-overload]
    used = set(references([trimmed["operations"], trimmed["shapes"]]))
    assert used == set(trimmed["shapes"])  # type: ignore[call-overload]
    assert len(json.dumps(trimmed)) < len(json.dumps(whole)) / 20


def test_documentation_is_left_out_but_not_a_member_of_that_name() -> None:
    shape = {
        "type": "structure",
        "documentation": "x",
        "members": {"documentation": {"shape": "S"}},
    }
    model = {
        "metadata": {},
        "operations": {
            name: {"input": {"shape": "A"}, "documentation": "x"} for name in OPERATIONS
        },
        "shapes": {"A": shape, "S": {"type": "string"}, "Other": {"type": "string"}},
    }
    assert trim(model, OPERATIONS)["shapes"] == {
        "A": {"type": "structure", "members": {"documentation": {"shape": "S"}}},
        "S": {"type": "string"},
    }


def test_it_is_kept_for_the_next_time(cache: Path) -> None:
    first = load_training_job_model()
    (kept,) = cache.rglob("service-2.json")
    assert json.loads(kept.read_text()) == first
    assert trimmed_data_path("sagemaker") == kept.parents[2]
    load_training_job_model.cache_clear()
    kept.write_text(json.dumps({"kept": True}))
    assert load_training_job_model() == {"kept": True}


def test_a_damaged_copy_is_made_anew(cache: Path) -> None:
    first = load_training_job_model()
    (kept,) = cache.rglob("service-2.json")
    kept.write_text("{")
    load_training_job_model.cache_clear()
    assert load_training_job_model() == first
    assert json.loads(kept.read_text()) == first


def test_where_nothing_can_be_kept_it_is_read_every_time(cache: Path) -> None:
    (cache / "smtj").write_text("a file where the folder should be")
    assert set(load_training_job_model()["operations"]) == set(OPERATIONS)  # type: ignore[call-overload]
    assert trimmed_data_path("sagemaker") is None
