"""Which files are a configuration, and the modules that it calls."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.configuration.load import LARGEST_FILE, LocalFiles, load_configuration
from sm_tj_cli.plan.saved import SavedPlan
from tests.fakes.configurations import MemoryFiles, evaluated

if TYPE_CHECKING:
    from pathlib import Path


def loaded(texts: dict[str, str], *paths: str) -> tuple[object, list[str], list[str]]:
    """Directory, files read and summaries of what was told."""
    found, problems = load_configuration(paths or (".",), MemoryFiles(texts))
    return found.directory, sorted(found.sources), [item.summary for item in problems]


FILES = {"a.tf": "", "b.tf.json": "{}", ".hidden.tf": "", "c.txt": "", "sub/d.tf": "", "e.tf/f": ""}


def test_a_directory_means_its_configuration_files() -> None:
    assert loaded(FILES) == (".", ["a.tf", "b.tf.json"], [])
    assert loaded(FILES, "sub") == ("sub", ["sub/d.tf"], [])


def test_given_files_are_the_configuration_alone() -> None:
    assert loaded({"d.tf": "locals { a = 1 }"}, ".", "d.tf", "d.tf")[2] == []
    assert loaded(FILES, "sub/d.tf") == ("sub", ["sub/d.tf"], [])


@pytest.mark.parametrize(
    ("path", "summary"),
    [
        ("none", "No such file or directory"),
        ("e.tf", "No configuration files"),
        ("c.txt", "Not a configuration file"),
    ],
)
def test_nothing_to_read(path: str, summary: str) -> None:
    assert loaded(FILES, path)[2] == [summary]


def test_modules_lie_where_their_caller_says() -> None:
    texts = {
        "main.tf": 'module "a" { source = "./x/../a" }\noutput "o" { value = module.a.o }',
        "a/main.tf": 'module "b" { source = "../b" }\noutput "o" { value = module.b.o }',
        "b/main.tf": 'output "o" { value = [path.module, path.root] }',
        "x/y": "",
    }
    assert evaluated(texts).outputs == {"o": ["b", "."]}


def test_modules_that_terraform_has_fetched() -> None:
    manifest = {"Modules": [{"Key": "", "Dir": "."}, {"Key": "r", "Dir": ".terraform/modules/r"}]}
    texts = {
        "main.tf": 'module "r" { source = "org/r/aws" }\noutput "o" { value = module.r.o }',
        ".terraform/modules/modules.json": json.dumps(manifest),
        ".terraform/modules/r/main.tf": 'output "o" { value = path.module }',
    }
    assert evaluated(texts).outputs == {"o": ".terraform/modules/r"}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("./none", "1: Unreadable module directory"),
        ("org/name/aws", "1: Module not installed"),
        ("./", "1: Modules nested too deeply"),
    ],
)
def test_modules_that_cannot_be_had(source: str, told: str) -> None:
    assert evaluated(f'module "m" {{ source = "{source}" }}').told == [told]


def test_a_tree_of_calls_has_an_end() -> None:
    texts = {
        f"m{at}/main.tf": f'module "a" {{ source = "../m{at + 1}" }}\nmodule "b" {{ source = "../m{at + 1}" }}'
        for at in range(12)
    }
    texts |= {"m12/main.tf": "", "main.tf": 'module "m" { source = "./m0" }'}
    assert loaded(texts)[2] == ["Too many modules"]


def test_calls_of_a_large_module_have_an_end() -> None:
    calls = "".join(f'module "m{at}" {{ source = "./m" }}\n' for at in range(30))
    large = "".join(f'output "o{at}" {{ value = 1 }}\n' for at in range(2_000))
    assert loaded({"main.tf": calls, "m/main.tf": large})[2] == ["Too many modules"]


@pytest.mark.parametrize("kind", ["fifo", "device", "loop", "large", "latin"])
def test_only_regular_texts_of_some_size_are_read(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "a.tf"
    match kind:
        case "fifo":
            os.mkfifo(place)
        case "device":
            place.symlink_to("/dev/zero")
        case "loop":
            place.symlink_to(place)
        case "large":
            place.write_bytes(b"#" * (LARGEST_FILE + 1))
        case _:
            place.write_bytes(b"\xff")
    _, problems = load_configuration((str(tmp_path),), LocalFiles())
    (problem,) = problems
    assert problem.summary in {"Cannot read file", "Invalid file encoding"}
    assert "a.tf" in problem.detail
    assert ("it is a link that leads nowhere" in problem.detail) is (kind == "loop")
    assert problem.subject is not None


def test_what_is_no_utf_8_is_told_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.tf").write_bytes(b'locals {\n  a = "\xff"\n}\n')
    _, problems = load_configuration((str(tmp_path),), LocalFiles())
    (problem,) = problems
    assert problem.subject is not None
    assert (problem.subject.start.line, problem.subject.start.column) == (2, 8)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.tf").write_bytes(b"\xef\xbb\xbflocals {}")
    assert LocalFiles().read_text(str(tmp_path / "a.tf")) == "locals {}"


@pytest.mark.parametrize(
    "text",
    [
        'output "o" {\n  value = 1 1\n}\n',
        'output "o" {\n  value: 1\n}\n',
        'locals {\n  a = {\n    b = 1 1\n    c = 2\n  }\n}\noutput "o" { value = local.a.c }\n',
        'variable "v" {\n  type = list(\n  default = 1\n}\noutput "o" { value = var.v }\n',
        'variable "v" {\n  default = {\n    a = 1 1\n  }\n}\noutput "o" { value = var.v.a }\n',
        'variable "v" {\n  default = 1\n  validation {\n    condition = var.v >\n    error_message = "x"\n  }\n}\n',
        'resource "terraform_data" "r" {\n  lifecycle {\n    ignore_changes = [input\n  }\n}\n',
        'resource "terraform_data" "r" {\n  depends_on = [a b]\n  input = 1\n}\noutput "o" { value = terraform_data.r.id }\n',
        'output "o" {\n  value = 1\n  precondition {\n    condition = 1 1\n    error_message = "x" "y"\n  }\n}\n',
        'output "o" {\n  value = 1\n\noutput "p" {\n  value = 2\n}\n',
    ],
)
def test_nothing_is_said_to_be_wrong_with_a_value_that_could_not_be_read(text: str) -> None:
    told = evaluated(text).told
    assert told
    assert all(words in _OF_SYNTAX for words in (line.partition(": ")[2] for line in told)), told
    assert len({line.partition(":")[0] for line in told}) == len(told)


_OF_SYNTAX = {
    "Missing newline after argument",
    "Argument or block definition required",
    "Missing attribute separator",
    "Missing item separator",
    "Invalid expression",
    "Missing argument separator",
    "Unclosed configuration block",
}


def test_only_a_saved_plan_is_said_to_be_one() -> None:
    saved = SavedPlan({}, "l", 1, "d").to_text()
    files = MemoryFiles({"my plan": saved, "c.txt": "root:x:0:0"})
    _, (plan, other) = load_configuration(("my plan", "c.txt"), files)
    assert plan.detail.endswith("smtj apply 'my plan'")
    assert other.detail == '"c.txt" is neither a .tf or .tf.json file nor a directory.'
