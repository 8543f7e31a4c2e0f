"""Configuration written for jobs that exist: a new file, and what looks like a secret in a file of variables beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.request.described import request_of_description
from sm_tj_cli.request.generate import assignments, generate
from sm_tj_cli.state.durable import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.apply.adoption import Found
    from sm_tj_cli.cli.wiring import Session

PUBLIC = 0o666
_HEADER = """\
# Written by smtj from training jobs that exist. What SageMaker fills in by itself is left out.
# It does not tell whether a job had a session_chaining_config: add that block where it had one.

"""


@dataclass(frozen=True, slots=True)
class Target:
    """The file to be written, and the one for the values that look like secrets."""

    file: Path

    @property
    def secrets(self) -> Path:
        """Read by every verb without being named; Terraform's own `.gitignore` keeps it out of version control."""
        return self.file.with_name(f"{self.file.stem}.auto.tfvars")


def new_file(name: str, directory: Path) -> Target:
    """Where to write.

    Raises:
        Stopped: it exists, is no `.tf` file, or is not in the directory of the configuration.
    """
    target = Target(Path(name))
    summary = "Configuration cannot be generated"
    if target.file.suffix != ".tf":
        raise stop(summary, f'"{name}" is not a configuration file: its name has to end in .tf.')
    if target.file.parent.resolve() != directory.resolve():
        raise stop(
            summary,
            f'"{name}" is not in the directory of the configuration ({directory.resolve()}), so that it would not be '
            "a part of it.",
        )
    for path in (target.file, target.secrets):
        if path.exists() or path.is_symlink():
            raise stop(
                summary,
                f'"{path}" exists already, and nothing is written over it. Name a new file.',
            )
    return target


def write_configuration(session: Session, target: Target, jobs: Mapping[str, Found]) -> None:
    """Writes the resources by their labels.

    Raises:
        Stopped: it cannot be written.
    """
    texts: list[str] = []
    secrets: dict[str, str] = {}
    structure = session.schema.request
    for label, found in jobs.items():
        request = request_of_description(found.description, found.tags, session.schema)
        made = generate(label, request, structure)
        texts.append(made.text)
        secrets.update(made.secrets)
    if secrets:
        _write(target.secrets, assignments(secrets), PRIVATE)
    _write(target.file, _HEADER + "\n".join(texts), PUBLIC)
    session.terminal.error(f"{target.file} is written.")
    if secrets:
        tell(session.terminal, (_kept_apart(target, len(secrets)),), {})


def _kept_apart(target: Target, count: int) -> Diagnostic:
    one = count == 1
    some = "A value looks like a secret" if one else f"{count} values look like secrets"
    names, values = ("a variable", "Its value is") if one else ("variables", "Their values are")
    return Diagnostic.warning(
        "Secrets are kept apart",
        f"{some}, so {target.file} has {names} in the place. {values} in {target.secrets}, which only you can read: keep it "
        "out of version control.",
    )


def _write(path: Path, text: str, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
    except OSError as problem:
        raise stop("Configuration cannot be generated", f"{path}: {problem.strerror}.") from problem
