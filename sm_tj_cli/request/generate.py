"""A CreateTrainingJob request to the resource block that declares it, in today's dialect.

Arguments and blocks stand in the order in which people write them, laid out as `terraform fmt` does. Reading the
text again gives exactly the request; values that look like secrets are left to variables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.request.literals import (
    INDENT,
    WIDTH,
    Lines,
    aligned,
    is_heredoc,
    key,
    map_value,
    quoted,
    scalar,
    string_list,
)
from sm_tj_cli.request.schema import Kind
from sm_tj_cli.request.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Member, Structure

# What comes first and last in a body; the rest stands between, arguments before blocks, in the API's order.
_FIRST = (
    "training_job_name", "role_arn", "s3_output_path", "algorithm_specification", "resource_config",
    "stopping_condition", "hyper_parameters", "environment", "input_data_config", "output_data_config",
)  # fmt: skip
_KINDS = {Kind.LIST: 1, Kind.MAP: 2, Kind.BLOCK: 3, Kind.BLOCKS: 3, Kind.TAGS: 4}


@dataclass(frozen=True, slots=True)
class Generated:
    """The text of a file, and the values that it leaves to variables, by the variable's name."""

    text: str
    secrets: Mapping[str, str] = field(default_factory=dict)


def generate(label: str, request: Mapping[str, JSON], structure: Structure) -> Generated:
    """The resource `label` that asks for this request.

    Args:
        label: the resource's name in the configuration.
        request: CreateTrainingJob's members as the API names them; empty ones are left out.
        structure: the members of the request.
    """
    writer = _Writer(label)
    lines = writer.body(request, structure)
    header = f'resource "{TRAINING_JOB}" "{label}" {{'
    resource = "\n".join((header, *_indented(lines), "}", ""))
    texts = [*(_variable(name, label) for name in writer.secrets), resource]
    return Generated("\n".join(texts), writer.secrets)


def assignments(secrets: Mapping[str, str]) -> str:
    """The variables' values as a `.tfvars` file has them."""
    lines = aligned([(name, (quoted(text),)) for name, text in sorted(secrets.items())])
    return "".join(f"{line}\n" for line in lines)


def label_for(name: str) -> str:
    """A resource's name made of a training job's: `my-job.1` is `my_job_1`."""
    words = re.sub(r"[^0-9A-Za-z]+", "_", name).strip("_").lower()
    return words if words[:1].isalpha() else f"job_{words}".rstrip("_")


@dataclass(slots=True)
class _Writer:
    label: str
    secrets: dict[str, str] = field(default_factory=dict)

    def body(self, content: Mapping[str, JSON], structure: Structure) -> list[str]:
        """The lines of a body: arguments of one line side by side, everything longer with blank lines around it."""
        lines: list[str] = []
        together: list[tuple[str, Lines]] = []
        for member in sorted(structure.members.values(), key=_place):
            value = content.get(member.api_name) if member.api_name else None
            if value is None or value in ({}, []):
                continue
            if not member.kind.is_block:
                written = self._expression(member, value)
                if len(written) == 1 or is_heredoc(written):
                    together.append((member.name, written))
                    continue
            _add(lines, aligned(together))
            together = []
            for part in self._parts(member, value):
                _add(lines, part)
        _add(lines, aligned(together))
        return lines

    def _parts(self, member: Member, value: JSON) -> Iterable[list[str]]:
        """The blocks of a member, or its argument of several lines."""
        if member.structure is None:
            yield aligned([(member.name, self._expression(member, value))])
            return
        for content in value if isinstance(value, list) else [value]:
            inner = self.body(content, member.structure) if isinstance(content, dict) else []
            yield [f"{member.name} {{", *_indented(inner), "}"]

    def _expression(self, member: Member, value: JSON) -> Lines:
        match value:
            case list() if member.kind is Kind.TAGS:
                pairs = (tag for tag in value if isinstance(tag, dict))
                return _map({str(tag["Key"]): scalar(str(tag["Value"])) for tag in pairs})
            case list():
                return string_list(list(map(str, value)), WIDTH - len(member.path))
            case dict():
                texts = {name: str(text) for name, text in value.items()}
                return _map({name: self._entry(name, text) for name, text in texts.items()})
            case None:
                return ("null",)
            case _:
                return scalar(value)

    def _entry(self, name: str, text: str) -> Lines:
        if not is_secret(name, text):
            return map_value(text)
        variable = label_for(f"{self.label}_{name}")
        while self.secrets.get(variable, text) != text:
            variable += "_"
        self.secrets[variable] = text
        return (f"var.{variable}",)


def _place(member: Member) -> tuple[int, int]:
    if member.kind is Kind.TAGS:
        return (2, 0)
    first = _FIRST.index(member.name) if member.name in _FIRST else len(_FIRST)
    kind = _KINDS.get(member.kind, 0)
    is_early = kind == 0 or first < len(_FIRST)
    return (0 if kind == 0 else 1, first if is_early else len(_FIRST) + kind)


def _map(entries: Mapping[str, Lines]) -> Lines:
    lines = aligned([(key(name), entries[name]) for name in sorted(entries)])
    return ("{", *_indented(lines), "}")


def _variable(name: str, label: str) -> str:
    description = f"A value of {TRAINING_JOB}.{label} that looks like a secret."
    return (
        f'variable "{name}" {{\n'
        f"  description = {quoted(description)}\n"
        "  type        = string\n"
        "  sensitive   = true\n"
        "}\n"
    )


def _add(lines: list[str], more: Iterable[str]) -> None:
    added = list(more)
    if lines and added:
        lines.append("")
    lines.extend(added)


def _indented(lines: Iterable[str]) -> Iterable[str]:
    return (f"{INDENT}{line}" if line else "" for line in lines)
