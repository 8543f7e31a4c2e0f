"""Asks the real Terraform what it plans for the expressions in `unknowns.json`, and records its answers.

Run it where a `terraform` 1.11 is on the PATH: `python -m tests.spec.record_unknowns`. To add a case, write
`{"expression": "…"}` into the file and record it. The names of values that are not known yet are in `unknowns.py`.
"""

from __future__ import annotations

import json
import tempfile
from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.spec.terraform import digits, errors, output, terraform
from tests.spec.unknowns import CONFIGURATION, RECORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.spec.terraform import Answer


def main() -> None:
    """Records all cases."""
    cases: list[Answer] = json.loads(RECORDS.read_text("utf-8"))
    fresh = ask([case["expression"] for case in cases])
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in fresh)
    RECORDS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def ask(expressions: Sequence[str]) -> list[Answer]:
    """Terraform's answers, in order: the value with `unknown` for what is not known, or the first error."""
    found: dict[int, Answer] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "configuration"
        folder.mkdir()
        while True:
            asked = [at for at in range(len(expressions)) if at not in found]
            refused = _refused(folder, [(at, expressions[at]) for at in asked])
            if not refused:
                break
            found |= refused
        plan = json.loads(
            terraform(folder, "show", "-json", "../plan"), parse_int=digits, parse_float=digits
        )
    for key, change in plan["output_changes"].items():
        value = _with_unknowns(change.get("after"), change["after_unknown"])
        found[int(key[1:])] = {"value": value if value == "unknown" else value[0]}
    return [{"expression": text, **found[at]} for at, text in enumerate(expressions)]


def _refused(folder: Path, asked: Sequence[tuple[int, str]]) -> dict[int, Answer]:
    """What Terraform refuses, by number; there is a plan beside the folder where that is nothing."""
    text, starts = CONFIGURATION, []
    for at, expression in asked:
        starts.append(text.count("\n") + 1)
        text += output(at, expression)
    (folder / "m.tf").write_text(text, encoding="utf-8")
    told = json.loads(terraform(folder, "validate", "-json"))["diagnostics"]
    told = [item for item in told if item["severity"] == "error"]
    told = told or list(errors(terraform(folder, "plan", "-json", "-lock=false", "-out=../plan")))
    refused: dict[int, Answer] = {}
    for item in told:
        line = item["range"]["start"]["line"]
        nearest = bisect_right(starts, line) - 1
        answer = {"summary": item["summary"], "line": line - starts[nearest] - 1}
        refused.setdefault(asked[nearest][0], answer)
    return refused


def _with_unknowns(after: Any, unknown: Any) -> Any:
    match unknown:
        case True:
            return "unknown"
        case dict():
            known = after or {}
            names = sorted({*known, *unknown})
            return {
                name: _with_unknowns(known.get(name), unknown.get(name, False)) for name in names
            }
        case list():
            known = list(after or ())
            known += [None] * (len(unknown) - len(known))
            unknown += [False] * (len(known) - len(unknown))
            return [_with_unknowns(*pair) for pair in zip(known, unknown, strict=True)]
        case _:
            return after


if __name__ == "__main__":
    main()
