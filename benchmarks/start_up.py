"""How long whole commands take, beside `terraform` and `aws` where they are installed.

Prints medians and ratios; measures and judges nothing else. Run it with `make bench`.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from measure import executable, installed, took

ROUNDS = 15
SAMPLE = Path(__file__).parent.parent / "samples" / "kmeans-2018"
JOB = "my-training-job"
PEER_CONFIGURATION = 'resource "terraform_data" "job" {\n  input = { k = 10 }\n}\n'


@dataclass(frozen=True)
class Row:
    """A command of ours, what it may take, and the command of a peer that does the same."""

    command: tuple[str, ...]
    limit: str
    peer: tuple[str, ...] | None = None
    peer_directory: Path | None = None


def main() -> None:
    """Runs every command in turn with its peer, and prints the table."""
    installed()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        environment = prepare(work)
        print(f"{'command':44} {'median':>8}  {'limit':>14}  {'peer':>8}  ratio")
        for row in rows(work):
            show(row, work, environment)
        smtj("sandbox", "stop", work=work, environment=environment)


def prepare(work: Path) -> dict[str, str]:
    """The sample in a folder of its own, applied in a sandbox of its own."""
    shutil.copytree(SAMPLE, work / "sample")
    (work / "peer").mkdir()
    (work / "peer" / "main.tf").write_text(PEER_CONFIGURATION)
    environment = {**os.environ, "SMTJ_SANDBOX_DIR": str(work / "sandbox")}
    smtj("--sandbox", "apply", "--auto-approve", "--wait", work=work, environment=environment)
    if shutil.which("terraform"):
        subprocess.run(["terraform", "init"], cwd=work / "peer", capture_output=True, check=False)
    return environment


def rows(work: Path) -> list[Row]:
    """What is measured."""
    terraform, aws = shutil.which("terraform"), shutil.which("aws")
    peer = work / "peer"

    def of(*words: str) -> tuple[str, ...] | None:
        return (terraform, *words) if terraform else None

    described = None
    if aws:
        call = ("sagemaker", "describe-training-job", "--training-job-name", JOB)
        described = (executable(), "sandbox", "exec", aws, *call)
    return [
        Row(("--version",), "0.10 s", of("-version"), peer),
        Row(("--help",), "0.10 s", of("-help"), peer),
        Row(("list",), "0.15 s", of("state", "list"), peer),
        Row(("show", "--offline", JOB), "0.15 s"),
        Row(("output",), "0.15 s", of("output"), peer),
        Row(("validate",), "0.30 s", of("validate"), peer),
        Row(("render",), "0.30 s"),
        Row(("--sandbox", "show", JOB), "0.7 x the peer", described, work / "sample"),
    ]


def show(row: Row, work: Path, environment: dict[str, str]) -> None:
    """Measures one row, ours and the peer's runs taking turns."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        command = [executable(), *row.command]
        ours.append(took(command, work / "sample", environment).seconds)
        if row.peer is not None and row.peer_directory is not None:
            theirs.append(took(list(row.peer), row.peer_directory, environment).seconds)
    own = statistics.median(ours)
    line = f"smtj {' '.join(row.command):39} {own:7.3f}s  {row.limit:>14}"
    if theirs:
        other = statistics.median(theirs)
        line += f"  {other:7.3f}s  {own / other:4.2f}"
    print(line, flush=True)


def smtj(*words: str, work: Path, environment: dict[str, str]) -> None:
    """Runs our own command in the sample's folder; it has to succeed."""
    subprocess.run(
        [executable(), *words],
        cwd=work / "sample",
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main()
