from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import UnknownServiceError

from sm_tj_cli.aws.loader import TrainingJobLoader

if TYPE_CHECKING:
    from pathlib import Path


def test_a_trimmed_model_stands_before_the_whole(tmp_path: Path) -> None:
    folder = tmp_path / "sagemaker" / "2017-07-24"
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text(json.dumps({"trimmed": True}))
    loader = TrainingJobLoader(lambda _service: tmp_path)
    assert loader.load_service_model("sagemaker", "service-2") == {"trimmed": True}


def test_other_services_are_found_as_ever() -> None:
    loader = TrainingJobLoader(lambda _service: None)
    assert "operations" in loader.load_service_model("sts", "service-2")  # type: ignore[operator]
    with pytest.raises(UnknownServiceError):
        loader.load_service_model("nonsense", "service-2")
