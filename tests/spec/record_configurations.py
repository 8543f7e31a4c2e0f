"""Asks the real Terraform what the configurations in `configurations/` mean, and records its answers beside them.

Run it where a `terraform` 1.11 is on the PATH: `python -m tests.spec.record_configurations`. A case is one `.tf` file;
lines `#file NAME` in it begin further files. Its `.json` holds the outputs, or the first error's file, line and summary.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent / "configurations"


def main() -> None:
    """Records all cases."""
    cases = sorted(HERE.glob("*.tf"))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, cases))
    for case, answer in zip(cases, answers, strict=True):
        text = json.dumps(answer, indent=1, ensure_ascii=False) + "\n"
        case.with_suffix(".json").write_text(text, encoding="utf-8")
    refused = sum("error" in answer for answer in answers)
    print(f"{len(cases)} configurations, {refused} refused")  # noqa: T201


def ask(case: Path) -> dict[str, object]:
    """Terraform's answer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(case, folder)
        run(folder, "init", "-backend=false")
        told = json.loads(run(folder, "validate", "-json") or "{}")
        errors = [item for item in told.get("diagnostics", []) if item["severity"] == "error"]
        if errors:
            return first(errors)
        for words in (("plan",), ("apply", "-auto-approve")):
            told = [
                json.loads(line)
                for line in run(folder, *words, "-json", "-input=false").splitlines()
                if line.startswith("{")
            ]
            errors = [
                event["diagnostic"]
                for event in told
                if event.get("@level") == "error" and "diagnostic" in event
            ]
            if errors:
                return first(errors)
        return {"outputs": json.loads(run(folder, "output", "-json"))}


def first(errors: list[dict[str, object]]) -> dict[str, object]:
    """The first error by place: its file, line and summary."""
    found = []
    for error in errors:
        where = error.get("range")
        place = (where["filename"], where["start"]["line"]) if isinstance(where, dict) else ("", 0)
        found.append((*place, error["summary"]))
    filename, line, summary = min(found)
    return {"error": {"filename": filename, "line": line, "summary": summary}}


def unpack(case: Path, folder: Path) -> None:
    """The files of a case."""
    name, lines = "main.tf", []
    parts: dict[str, list[str]] = {name: lines}
    for line in case.read_text("utf-8").splitlines():
        if line.startswith("#file "):
            name, lines = line.removeprefix("#file ").strip(), []
            parts[name] = lines
        else:
            lines.append(line)
    for path, content in parts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(content) + "\n", encoding="utf-8")


def run(folder: Path, *words: str) -> str:
    """Terraform's standard output."""
    command = ["terraform", f"-chdir={folder}", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    main()
