"""What smtj says of the files in `tests/spec/rules`: `python -m tests.spec.rules_told` records it, to be read aloud.

Each rule has a folder with a file that keeps to it, one that breaks it, and in `invalid.txt` everything that is said
of that one: line and severity, the summary, the text that is pointed at, the detail.
"""

from __future__ import annotations

import io
import json
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from sm_tj_cli.cli.main import run

FOLDER = Path(__file__).parent / "rules"
RULES = sorted(path.name for path in FOLDER.iterdir())


def told(rule: str, name: str) -> str:
    """What is said of a file of a rule, in the form of `invalid.txt`."""
    written = io.StringIO()
    with chdir(FOLDER / rule), redirect_stdout(written), redirect_stderr(io.StringIO()):
        run(["validate", "--json", f"{name}.tf"])
    document = json.loads(written.getvalue())
    return "\n".join(map(_entry, document["diagnostics"]))


def _entry(diagnostic: dict[str, object]) -> str:
    where, snippet = diagnostic["range"], diagnostic["snippet"]
    assert isinstance(where, dict)
    assert isinstance(snippet, dict)
    start, end = snippet["highlight_start_offset"], snippet["highlight_end_offset"]
    pointed_at = snippet["code"].encode()[start:end].decode().partition("\n")[0]
    return (
        f"line {where['start']['line']}, {diagnostic['severity']}: {diagnostic['summary']}\n"
        f"  at: {pointed_at}\n"
        f"  {diagnostic['detail']}\n"
    )


if __name__ == "__main__":
    for each in RULES:
        (FOLDER / each / "invalid.txt").write_text(told(each, "invalid"))
        if said := told(each, "valid"):
            raise SystemExit(f"{each}/valid.tf is not: {said}")
