"""Asks the real Terraform again what the expressions in `expressions/` and `functions/` mean, and records its answers.

Run it where a `terraform` 1.11 is on the PATH: `python -m tests.spec.record_expressions [FILE…]`. To add a case, write
`{"expression": "…"}` into one of the files and record it. Where our answer must be another one, `differences.json`
says which, and why.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.spec.terraform import Answer, ask

HERE = Path(__file__).parent
NEVER_THE_SAME = ("timestamp()", "plantimestamp()", "uuid()", "bcrypt(", "base64gzip(")


def record(path: Path) -> None:
    """Records one file; what Terraform never answers twice the same keeps its answer."""
    cases: list[Answer] = json.loads(path.read_text("utf-8"))
    asked = [case for case in cases if not _changes(case)]
    answers = {case["expression"]: case for case in ask([case["expression"] for case in asked])}
    fresh = [answers.get(case["expression"], case) for case in cases]
    if path.parent.name == "functions":
        # The tests of functions compare words, those of expressions places.
        fresh = [{key: case[key] for key in case if key != "line"} for case in fresh]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in fresh)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _changes(case: Answer) -> bool:
    return any(word in case["expression"] for word in NEVER_THE_SAME)


def main() -> None:
    """Records the files that are named, else all."""
    given = [Path(name) for name in sys.argv[1:]]
    for path in given or sorted(HERE.glob("expressions/*.json")) + sorted(
        HERE.glob("functions/*.json")
    ):
        record(path)


if __name__ == "__main__":
    main()
