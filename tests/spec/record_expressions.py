"""Asks the real Terraform what expressions mean, and records its answers in `expressions/`.

Run it where a `terraform` 1.11 is on the PATH: `python -m tests.spec.record_expressions`. Each topic is a list of
expressions; an answer is the type and the value as `terraform output -json` has them, or that it is refused.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent / "expressions"
SEED = 20261124
INFINITE = "infinite"

LITERALS = [
    "0", "1", "-1", "1.5", "1e3", "0.1", "12345678901234567890", '"a"', '"1"', '"1.50"', '"true"', '""', "true", "false",
    "null", "[]", "[1, 2]", '["a", 1]', "{}", "{ a = 1 }", '{ a = "x", b = [1] }', "tolist([1, 2])", "toset([2, 1])",
    'tomap({ a = "1" })', "[true, null]", "1e-7", '"ä"', "100000000000000000000000000000000.5",
]  # fmt: skip
OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"]
COLLECTIONS = [
    "[1, 2, 3]", '["a", "b"]', "[]", "{ a = 1, b = 2 }", '{ x = { y = [1, { z = "w" }] } }', "null", "5", '"text"',
    '[{ id = 1 }, { id = 2 }]', "tolist([1, 2])", "toset([3, 1])", 'tomap({ k = "v" })', "[[1, 2], [3]]",
]  # fmt: skip
STEPS = [
    "[0]", "[1]", "[-1]", "[3]", '["a"]', '["0"]', "[1.5]", "[null]", "[true]", ".a", ".x.y", ".0", ".x.y[1].z", "[*]",
    "[*].id", ".*.id", "[*].a", "[*][0]", ".*.0", ".missing",
]  # fmt: skip
FOR = [
    "[for x in C : x]", "[for i, x in C : i]", "[for i, x in C : \"${i}\"]", "{ for i, x in C : i => x }",
    "{ for x in C : x => x... }", "[for x in C : x if x != 1]", '{ for k, v in C : "k${k}" => v }',
    "[for x in C : [for y in x : y]]", "length([for x in C : x])", "{ for i, x in C : \"same\" => i... }",
    "[for x in C : upper(x)]", "{ for x in C : x.id => x }",
]  # fmt: skip
TEMPLATES = [
    '"${V}"', '"a${V}b"', '"${V}${V}"', '"%{ if true }${V}%{ endif }"', '"%{ for x in [V] }<${x}>%{ endfor }"',
    '"$${V} ${V}"', '"%%{ ${V}"', '"  ${~ V ~}  x"', '"%{ if V }yes%{ else }no%{ endif }"', '"\\u00e4\\n${V}\\t\\""',
]  # fmt: skip
CONDITIONS = ["true", "false", '"true"', "null", "1", "1 == 1", '"yes"']
PARENTHESES = [
    "-(1)", "!true", '!"true"', "!1", '-"1"', "--1", "!!true", "- -2", "-null", "(1 + 2) * 3", "1 + 2 * 3", "2 * 3 % 4",
    "1 - 2 - 3", "8 / 4 / 2", "true || false && false", "!true || true", "1 < 2 == true", "1 == 1 == true", "-1 * -1",
    "1 + -1", "true ? 1 : false ? 2 : 3", "(true ? [1] : [2])[0]", "{ a = 1 }.a + 1", "[1, 2][0] + 1", "10 % 3", "-10 % 3",
    "10 % -3", "5.5 % 2", "1 / 3", "2 / 3", "1 / 0", "-1 / 0", "0 / 0", "1 % 0", "1e400", "1e-400", "9007199254740993",
    "0.1 + 0.2", "1.0", "1.10", "100", "1e2", "1E2", "1e+2", "0x10", "1_000", ".5", "5.", "007", '"\\x"', "'a'", "a", "a.b",
    "[1,]", "[1 2]", "{ a = 1, }", "{ a = 1 b = 2 }", '{ "a" = 1 }', "{ (1) = 2 }", "{ 1 = 2 }", "{ a : 1 }", "{ a.b = 1 }",
    '{ (null) = 1 }', "{ ([]) = 1 }", "{ a = 1, a = 2 }", "[for x in]", "1 +", "(", "[", "{", '"${', "1 = 1", "a ? b",
    "true ? 1", "[...]", "min([1, 2]...)", "min([]...)", "max(1, 2)", "min(null...)", 'min("1", 2)', "min(1, )", "foo::bar(1)",
]  # fmt: skip


def corpus() -> dict[str, list[str]]:
    """The expressions by topic, always the same ones."""
    dice = random.Random(SEED)
    pairs = [
        f"{left} {operator} {right}"
        for operator, left, right in itertools.product(OPERATORS, LITERALS, LITERALS)
    ]
    choices = [
        f"{condition} ? {then} : {other}"
        for condition, then, other in itertools.product(CONDITIONS, LITERALS, LITERALS)
    ]
    return {
        "operators": dice.sample(pairs, 600),
        "conditionals": dice.sample(choices, 300),
        "traversals": [f"{c}{s}" if c[0] != "5" else f"(5){s}" for c in COLLECTIONS for s in STEPS],
        "for_expressions": [f.replace("C", c) for f in FOR for c in COLLECTIONS],
        "templates": [t.replace("V", v) for t in TEMPLATES for v in LITERALS],
        "forms": PARENTHESES,
        "conversions": [
            f"{function}({literal})"
            for function in ("tostring", "tonumber", "tobool", "tolist", "toset", "tomap")
            for literal in LITERALS
        ],
    }


def main() -> None:
    """Records all topics."""
    with tempfile.TemporaryDirectory() as folder:
        for topic, expressions in corpus().items():
            answers = ask(expressions, Path(folder))
            lines = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers)
            (HERE / f"{topic}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
            refused = sum("refused" in answer for answer in answers)
            print(f"{topic}: {len(answers)} answers, {refused} refused")  # noqa: T201


def ask(expressions: list[str], folder: Path) -> list[dict[str, object]]:
    """Terraform's answers, in order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        refusals = list(pool.map(refusal, expressions))
    accepted = {
        f"o{number}": text
        for number, (text, why) in enumerate(zip(expressions, refusals, strict=True))
        if why is None
    }
    outputs = values(accepted, folder)
    answers: list[dict[str, object]] = []
    for number, (text, why) in enumerate(zip(expressions, refusals, strict=True)):
        found = outputs.get(f"o{number}")
        if why == INFINITE:
            continue
        if why is not None:
            answers.append({"expression": text, "refused": why})
        elif found is not None:
            answers.append({"expression": text, "type": found["type"], "value": found["value"]})
        else:
            # An output that is null is none.
            answers.append({"expression": text, "value": None})
    return answers


def refusal(expression: str) -> str | None:
    """The summary of Terraform's first error, None where it takes the expression."""
    # Each in a folder of its own, since a console locks the state of its folder.
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(
            ["terraform", "console", "-no-color"],
            input=f"[{expression}]\n",
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
        )
    errors = [line for line in ended.stderr.splitlines() if "Error: " in line]
    if ended.returncode == 0 and not errors:
        # Infinity is a value of the language, but of no JSON.
        return INFINITE if "Inf" in ended.stdout else None
    return errors[0].split("Error: ", 1)[1] if errors else ended.stderr


def values(expressions: dict[str, str], folder: Path) -> dict[str, dict[str, object]]:
    """Value and type of each, by name, from one apply of outputs."""
    text = "\n".join(f"output {json.dumps(k)} {{ value = {v} }}" for k, v in expressions.items())
    (folder / "main.tf").write_text(text, encoding="utf-8")
    for command in (["init"], ["apply", "-auto-approve"]):
        done = subprocess.run(
            ["terraform", *command], cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)
    ended = subprocess.run(
        ["terraform", "output", "-json"], cwd=folder, capture_output=True, check=True
    )
    found: dict[str, dict[str, object]] = json.loads(ended.stdout)
    return found


if __name__ == "__main__":
    main()
