"""Hostile files end soon, with an error on the line that is to blame."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAUGHS = "\n".join(f'a{n + 1} = "{f"${{local.a{n}}}" * 10}"' for n in range(12))
TUPLES = "\n".join(f"a{n + 1} = [{', '.join([f'local.a{n}'] * 10)}]" for n in range(12))
STRINGS = "flatten([for i in range(30) : [for j in range(1000) : (i * 1000 + j)]])"
EACH = f"locals {{{{ l = {STRINGS} }}}}\noutput o {{{{ value = [for i in range(1000) : {{}}] }}}}"
NUMBERS = ", ".join(["range(1000)"] * 4)

REFUSED = {
    "deep": ("locals { a = " + "[" * 200 + "]" * 200 + " }", "Nesting too deep"),
    "deep_template": (
        "locals { a = " + '"${' * 200 + "1" + '}"' * 200 + " }",
        "Nesting too deep",
    ),
    "laughs": (f'locals {{\na0 = "xxxxxxxxxx"\n{LAUGHS}\n}}', "Expression too expensive"),
    "tuples": (f"locals {{\na0 = [1]\n{TUPLES}\n}}", "Expression too expensive"),
    "loops": (
        "output o { value = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]] }",
        "Expression too expensive",
    ),
    "product": (f"output o {{ value = setproduct({NUMBERS}) }}", "Error in function call"),
    "wide": ('output o { value = format("%2000000000d", 1) }', "Error in function call"),
    "indent": ('output o { value = indent(1000000000, "a\\nb") }', "Error in function call"),
    "costly": ('output o { value = bcrypt("x", 31) }', "Error in function call"),
    "many": (
        'resource "terraform_data" "t" {\n  count = 1000000000\n}',
        "Too many instances",
    ),
    "growing_yaml": (
        "locals {\na0 = 1\n"
        + "\n".join(f"a{n + 1} = yamlencode([local.a{n}, local.a{n}])" for n in range(50))
        + "\n}",
        "Expression too expensive",
    ),
    "read_yaml": (
        f"output o {{ value = yamldecode(format({'%100000d' * 20!r}, {'1, ' * 19}1)) }}".replace(
            "'", '"'
        ),
        "Expression too expensive",
    ),
    "matches": (
        'output o { value = replace(replace(format("%400000d", 1), " ", "a"), "/a.*b|a/", "b") }',
        "Expression too expensive",
    ),
    "blocks": (
        "resource aws_sagemaker_training_job t {\n"
        + "dynamic vpc_config {\nfor_each = range(1000)\ncontent {\n" * 50
        + "}\n}\n" * 50
        + "}",
        "Expression too expensive",
    ),
    "steps": ("locals { a = local" + ".a" * 12_000 + " }", "Reference too long"),
    "splats": ("locals { a = local" + "[*]" * 12_000 + " }", "Reference too long"),
    "escapes": ('locals { a = "' + "\\q" * 20_000 + '" }', "Invalid escape sequence"),
    "symbols": ("locals { a = [" + "1," * 260_000 + "] }", "Text too long"),
    "equal": (EACH.format("local.l == local.l"), "Expression too expensive"),
    "searched": (EACH.format("index(local.l, 29999)"), "Expression too expensive"),
    "encoded": (EACH.format("length(jsonencode([local.l]))"), "Expression too expensive"),
    "formatted": (
        EACH.format('formatlist("%s", slice(local.l, 0, 1000))[0]'),
        "Expression too expensive",
    ),
    "instances": (
        'resource "terraform_data" "t" {\n  count = 19000\n}\n'
        + "output o { value = [for i in range(1000) : [for j in range(1000) : terraform_data.t]] }",
        "Expression too expensive",
    ),
    "chain": (
        "".join(
            f'resource "terraform_data" "t{n}" {{\n  depends_on = [terraform_data.t{n + 1}]\n}}\n'
            for n in range(3_000)
        )
        + 'resource "terraform_data" "t3000" {}\n',
        "Chain too long",
    ),
    "binary": ("\x01\x02\x03" * 50_000, "Invalid character"),
}
DEPTH = 5_000
NESTED = {
    open_ + close: f"output o {{ value = {open_ * DEPTH}{inner}{close * DEPTH} }}"
    for open_, inner, close in (
        ("(", "1", ")"),
        ("[", "", "]"),
        ("{ a = ", "1", "}"),
        ("!", "true", ""),
        ("-", "1", ""),
        ("true ? 1 : ", "1", ""),
        ("1", "", " + 1"),
        ("true", "", " && true"),
        ("upper(", '"a"', ")"),
        ("[for x in ", "[]", " : x]"),
        ("(", "", ""),
        ('"${', "", ""),
    )
}
FUNCTIONS = {
    "json": 'jsondecode(replace(format("%5000d", 1), " ", "["))',
    "yaml": 'yamldecode(replace(format("%5000d", 1), " ", "- "))',
    "number": "9" * 5_000,
    "json_number": 'jsondecode("1e999999999")',
    "yaml_number": 'yamldecode("1e999999999")',
    "no_number": "1e" * 2_000_000,
    "exponent": "1e5000000",
    "repetition": 'regex("a{1000}{1000}", "a")',
    "groups": f'regex("{"(" * 20_000}{")" * 20_000}", "a")',
    "group_count": f'regexall("{"(a)" * 2_000}", "a")',
    "kernel": 'file("/proc/kmsg")',
    "disk": 'fileset("/", "**/**/**/**/**/*")',
    "sparse": 'filesha256("sparse")',
    "replacement": 'replace(format("%20000d", 1), "/ /", format("%20000d", 1))',
    "range": "range(1000000)",
    "device": 'file("/dev/zero")',
    "random": 'filesha256("/dev/random")',
    "pipe": 'templatefile("pipe", {})',
    "index": "[1]" + "[0]" * 5_000,
}
ACCEPTED = {
    "heredoc": "output o {\nvalue = <<E\n" + "\n" * 4_000_000 + "E\n}",
    "moved_heredoc": "output o {\nvalue = <<-E\n" + " a\n" * 1_000_000 + " E\n}",
    "sets": f"locals {{ l = {STRINGS} }}\noutput o {{ value = length(setsubtract(local.l, local.l)) }}",
    "keys": f"locals {{ l = {STRINGS} }}\noutput o {{ value = length(matchkeys(local.l, local.l, local.l)) }}",
    "formatted": f'locals {{ l = {STRINGS} }}\noutput o {{ value = length(formatlist("%s", local.l)) }}',
    "jobs": """
locals {
  names = [for i in range(1000) : "job${i}"]
  jobs = { for name in local.names : name => "ml.${name}" }
}
resource "terraform_data" "job" {
  for_each = local.jobs
  input = merge(local.jobs, { (each.key) = "ml.m5.large" })[each.key]
  triggers_replace = [lookup(local.jobs, each.key, null), contains(local.names, each.key)]
}
""",
    "distinct": f"locals {{ l = {STRINGS} }}\noutput o {{ value = length(distinct([for i in local.l : [i]])) }}",
}


# Has everything loaded, and makes a process for each folder that it reads, which may not take long nor much memory.
SERVER = """
import os, resource, signal, sys
from sm_tj_cli.cli.main import main
from sm_tj_cli.cli import project
from sm_tj_cli.render import diagnostics, json_output
from sm_tj_cli.values import budget

for line in sys.stdin:
    if os.fork() == 0:
        steps, folder = line.rstrip().split(" ", 1)
        budget.MOST_STEPS = int(steps)
        os.chdir(folder)
        os.dup2(os.open("answer", os.O_WRONLY | os.O_CREAT), 1)
        signal.alarm(60)
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        resource.setrlimit(resource.RLIMIT_DATA, (500_000_000, 500_000_000))
        sys.argv = ["smtj", "validate", "--json"]
        main()
    os.wait()
    print("done", flush=True)
"""
MOST_STEPS = 1_000_000
# Enough to see that it ends.
FEW_STEPS = 100_000


class Validate(Protocol):
    """What `validate --json` says of a text in a folder."""

    def __call__(self, folder: Path, text: str, steps: int = FEW_STEPS) -> dict[str, object]:
        """In a process of its own."""
        ...


@pytest.fixture(scope="module")
def validate() -> Iterator[Validate]:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    questions, answers = server.stdin, server.stdout
    assert questions is not None
    assert answers is not None

    def ask(folder: Path, text: str, steps: int = FEW_STEPS) -> dict[str, object]:
        (folder / "main.tf").write_text(text)
        questions.write(f"{steps} {folder}\n")
        questions.flush()
        assert answers.readline() == "done\n"
        document: dict[str, object] = json.loads((folder / "answer").read_text())
        return document

    with server:
        yield ask
        questions.close()


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path, validate: Validate) -> None:
    text, summary = REFUSED[name]
    diagnostics = validate(tmp_path, text)["diagnostics"]
    assert isinstance(diagnostics, list)
    assert summary in {item["summary"] for item in diagnostics}
    assert all(item["range"]["filename"] == "main.tf" for item in diagnostics)


@pytest.mark.parametrize("name", ACCEPTED)
def test_large_collections_take_no_more_than_their_length(
    name: str, tmp_path: Path, validate: Validate
) -> None:
    assert validate(tmp_path, ACCEPTED[name], MOST_STEPS)["valid"] is True


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_too_deep_is_refused(name: str, tmp_path: Path, validate: Validate) -> None:
    diagnostics = validate(tmp_path, NESTED[name])["diagnostics"]
    assert isinstance(diagnostics, list)
    assert "Nesting too deep" in {item["summary"] for item in diagnostics}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_hostile_call_is_refused(name: str, tmp_path: Path, validate: Validate) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "sparse").open("wb") as sparse:
        sparse.truncate(10_000_000_000)
    diagnostics = validate(tmp_path, f"output o {{\nvalue = {FUNCTIONS[name]}\n}}")["diagnostics"]
    assert isinstance(diagnostics, list)
    assert {item["range"]["start"]["line"] for item in diagnostics} == {2}
