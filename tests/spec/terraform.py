"""The real Terraform, asked what expressions mean: two runs for a thousand of them.

An answer is the type and the value, numbers as `#digits`, or the summary, detail and line of the first error. What
Terraform cannot write down as JSON, since it is infinite, is `{"infinite": true}`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FILES = Path(__file__).parent / "files"
"""What file functions find; Terraform has a file `m.tf` beside them."""

Answer = dict[str, Any]

ENVIRONMENT = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
SEVERAL = 1000
REQUIRED = 'terraform {\n  required_providers {\n    terraform = { source = "terraform.io/builtin/terraform" }\n  }\n}\n'


def wrapped(expression: str) -> str:
    """An expression as it is asked for: on lines of its own, of which the first is line 2."""
    return f"[\n{expression}\n]"


def ask(expressions: Sequence[str]) -> list[Answer]:
    """Terraform's answers, in order."""
    found: list[Answer] = []
    for start in range(0, len(expressions), SEVERAL):
        with tempfile.TemporaryDirectory() as folder:
            found += _Conversation(Path(folder), expressions[start : start + SEVERAL]).answers()
    return found


class _Conversation:
    def __init__(self, folder: Path, expressions: Sequence[str]) -> None:
        self._folder, self._expressions = folder, expressions
        self._answers: dict[int, Answer] = {}
        self._starts: list[int] = []
        self._asked: list[int] = []

    def answers(self) -> list[Answer]:
        self._read()
        values = self._evaluate()
        return [
            {"expression": text, **(self._answers.get(at) or values[f"o{at}"])}
            for at, text in enumerate(self._expressions)
        ]

    def _read(self) -> None:
        """Finds what is refused, each text in a file of its own: Terraform looks long for places in a large file."""
        folder = self._folder / "texts"
        shutil.copytree(FILES, folder, symlinks=True)
        for at, text in enumerate(self._expressions):
            (folder / f"o{at}.tf").write_text(output(at, text), encoding="utf-8", newline="")
        self._require(folder)
        while True:
            known = len(self._answers)
            for told in json.loads(terraform(folder, "validate", "-json"))["diagnostics"]:
                name = (told.get("range") or {}).get("filename", "")
                if told["severity"] == "error" and name.startswith("o"):
                    self._note(int(name[1:-3]), told, before=2)
                    (folder / name).unlink(missing_ok=True)
            if len(self._answers) == known:
                break

    def _evaluate(self) -> Mapping[str, Answer]:
        """Asks for all values at once, again without those that are refused, until none is."""
        place = self._folder / "values"
        shutil.copytree(FILES, place, symlinks=True)
        self._require(place)
        state = f"-state={self._folder / 'state'}"
        while True:
            self._write(place / "m.tf")
            apply = ("apply", "-json", "-auto-approve", "-lock=false", state)
            told = list(errors(terraform(place, *apply)))
            if not told:
                break
            known = len(self._answers)
            for item in told:
                self._refused(item)
            if len(self._answers) == known:
                raise SystemExit(f"Terraform says what belongs to no expression: {told}")
        outputs = json.loads(
            terraform(place, "output", "-json", state), parse_int=digits, parse_float=digits
        )
        return {
            name: {"type": item["type"][1][0], "value": item["value"][0]}
            for name, item in outputs.items()
        }

    def _write(self, path: Path) -> None:
        text = ""
        self._starts, self._asked = [], []
        for at, expression in enumerate(self._expressions):
            if at not in self._answers:
                self._starts.append(text.count("\n") + 1)
                self._asked.append(at)
                text += output(at, expression)
        path.write_text(text, encoding="utf-8", newline="")

    def _require(self, folder: Path) -> None:
        """Terraform's own functions are there in modules that ask for them."""
        if any("provider::" in text for text in self._expressions):
            (folder / "required.tf").write_text(REQUIRED)

    def _refused(self, told: Mapping[str, Any]) -> None:
        for name in re.findall(r'value "o(\d+)": cannot serialize infinity', told["detail"]):
            self._answers.setdefault(int(name), {"infinite": True})
        where = told.get("range")
        if where:
            at = bisect_right(self._starts, where["start"]["line"]) - 1
            self._note(self._asked[at], told, before=self._starts[at] + 1)

    def _note(self, at: int, told: Mapping[str, Any], *, before: int) -> None:
        """Notes an error in lines of the expression as it is wrapped; `before` are the lines above that."""

        def moved(place: re.Match[str]) -> str:
            return f"case.tf:{int(place[1]) - before},"

        # Terraform's own stack is not part of what it says.
        detail = told["detail"].split("\ngoroutine ")[0]
        self._answers.setdefault(
            at,
            {
                "summary": told["summary"],
                "detail": re.sub(r"(?<=\W)\w+\.tf:(\d+),", moved, detail),
                "line": told["range"]["start"]["line"] - before,
            },
        )


def output(at: int, expression: str) -> str:
    """The expression as the value of an output, on line 3 of what this is."""
    return f'output "o{at}" {{\nsensitive = true\nvalue = {wrapped(expression)}\n}}\n'


def terraform(folder: Path, *arguments: str) -> str:
    """What a command writes to its standard output."""
    done = subprocess.run(
        ["terraform", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, "TF_DATA_DIR": str(folder.parent / "data")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def errors(told: str) -> Iterator[Mapping[str, Any]]:
    """The errors in what a command with `-json` writes."""
    for line in filter(None, told.split("\n")):
        found: Iterable[Any] = [json.loads(line).get("diagnostic")]
        yield from (item for item in found if item and item["severity"] == "error")


def digits(text: str) -> str:
    """A number as the records have it."""
    return f"#{text}"
