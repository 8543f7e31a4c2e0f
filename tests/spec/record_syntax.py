"""Asks the real Terraform for the first fault of each text in `syntax/terraform.json`, and records its answers.

Run it where a `terraform` 1.11 is on the PATH: `python -m tests.spec.record_syntax`. To add a case, write its `name` (of
a file; two may not have the same) and `text` into the file and record it. `first` is null where nothing is wrong. Where
our answer must be another one, `ours` has what differs, and `reason` says why.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.spec.terraform import ENVIRONMENT

CASES = Path(__file__).parent / "syntax" / "terraform.json"


def main() -> None:
    """Records all cases."""
    cases = json.loads(CASES.read_text("utf-8"))
    first: dict[str, dict[str, Any]] = {}
    for is_json in (False, True):
        for told in _told([it for it in cases if it["name"].endswith(".json") is is_json]):
            first.setdefault(told["range"]["filename"], told)
    for case in cases:
        case["first"] = _answer(first.get(case["name"]))
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    CASES.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _told(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All that Terraform says about the cases, which stand in one folder."""
    with tempfile.TemporaryDirectory() as name:
        for case in cases:
            (Path(name) / case["name"]).write_text(case["text"], encoding="utf-8", newline="")
        ran = subprocess.run(
            ["terraform", "validate", "-json"],
            cwd=name,
            env=ENVIRONMENT,
            check=False,
            capture_output=True,
            text=True,
        )
    found: list[dict[str, Any]] = json.loads(ran.stdout)["diagnostics"]
    return found


def _answer(told: dict[str, Any] | None) -> dict[str, Any] | None:
    if told is None:
        return None
    places = [told["range"][side] for side in ("start", "end")]
    return {
        "summary": told["summary"],
        "detail": told["detail"],
        "place": [f"{place['line']},{place['column']}" for place in places],
        "bytes": [place["byte"] for place in places],
    }


if __name__ == "__main__":
    main()
