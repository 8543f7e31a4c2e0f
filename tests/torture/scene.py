"""What is applied, where, and what must be true afterwards whatever happened meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.request_log import RequestLog
from sm_tj_cli.state.format import decode_state
from tests.torture.forge import Ended, Forge, Run

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.server import Server

JOB = """
resource "aws_sagemaker_training_job" "%(label)s" {
  %(name)s
  role_arn = "arn:aws:iam::123456789012:role/training"
  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }
  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 30
  }
  hyper_parameters = { k = "%(parameter)s" }
  output_data_config { s3_output_path = "s3://bucket/out" }
  stopping_condition { max_runtime_in_seconds = 3600 }
}
"""

_numbers = count(1)


def configuration(jobs: int, *, fixed: bool = False) -> str:
    """Jobs of fixed names and, of every three, one with a prefix and one that needs the one before it."""
    return "".join(_job(number, fixed=fixed) for number in range(jobs))


def _job(number: int, *, fixed: bool) -> str:
    name = f'training_job_name = "job-{number}"'
    if number % 3 == 0 and not fixed:
        name = f'training_job_name_prefix = "job-{number}-"'
    needed = f"${{aws_sagemaker_training_job.job{number - 1}.arn}}"
    parameter = needed if number % 3 == 2 else str(number)
    return JOB % {"label": f"job{number}", "name": name, "parameter": parameter}


@dataclass
class Scene:
    """One configuration in a directory and a region of its own, so that scenes do not meet."""

    directory: Path
    forge: Forge
    server: Server
    jobs: int
    region: str

    @classmethod
    def build(cls, parent: Path, forge: Forge, server: Server, jobs: int) -> Scene:
        number = next(_numbers)
        directory = parent / f"scene-{number}"
        directory.mkdir()
        (directory / "main.tf").write_text(configuration(jobs))
        return cls(directory, forge, server, jobs, f"us-scene-{number}")

    @property
    def state(self) -> Path:
        return self.directory / "smtj.tfstate"

    @property
    def environment(self) -> dict[str, str]:
        here = {"AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region}
        return {**self.server.address.environment, **here, "SMTJ_TORTURE": str(self.directory)}

    def apply(
        self, *words: str, kill_after: float = 0.0, copies: int = 1, **misfortunes: list[object]
    ) -> Ended:
        """One `smtj apply`."""
        run = Run(
            self.directory,
            ("apply", *words),
            self.environment,
            misfortunes,
            kill_after,
            copies,
        )
        return self.forge.run(run)

    def survive(self, seed: int, cases: int) -> list[dict[str, object]]:
        """Applies over mutated files; see `mutations.survive`."""
        words = ("survive", str(seed), str(cases))
        ended = self.forge.run(Run(self.directory, words, self.environment))
        assert ended.code == 0, ended.err
        found: list[dict[str, object]] = json.loads((self.directory / "survived").read_text())
        return found

    def writes(self) -> list[str]:
        """What the service was made to do."""
        writing = ("Create", "Update", "Stop", "Delete", "Add")
        return [
            f"{entry.operation} {entry.subject}"
            for entry in self.server.admin.requests.entries
            if entry.region == self.region
            and entry.processed
            and entry.operation.startswith(writing)
        ]

    def corrupt(self) -> list[str]:
        """What is wrong with the files as they lie there, at any moment."""
        if not self.state.exists():
            return []
        state, problems = decode_state(self.state.read_bytes(), "state")
        return [] if state else [f"corrupt state: {problem.detail}" for problem in problems]

    def told_badly(self, ended: Ended) -> list[str]:
        """Tracebacks, our own faults, and what the witnesses inside the run saw."""
        found = [
            f"{word}: {ended.err[-800:]}"
            for word in ("Traceback", "smtj itself failed")
            if word in ended.err + ended.out
        ]
        witness = self.directory / "violations"
        return found + (witness.read_text().splitlines() if witness.exists() else [])

    def wrong(self) -> list[str]:
        """What is wrong in the end: duplicates, lost jobs, a state that does not hold every job once."""
        found = self.corrupt()
        if found or not self.state.exists():
            return found or ["no state"]
        names = [name for _, name in self.recorded()]
        entries = [
            entry for entry in self.server.admin.requests.entries if entry.region == self.region
        ]
        check = RequestLog(entries).check(names)
        found += [f"{what}: {said}" for what, said in check.items() if said]
        alive = [job.name for job in self.server.admin.store.all(self.region)]
        if len(alive) != self.jobs:
            found.append(f"{len(alive)} jobs instead of {self.jobs}: {sorted(alive)}")
        if sorted(names) != sorted(alive):
            found.append(f"state has {sorted(names)}, the service {sorted(alive)}")
        if len({address for address, _ in self.recorded()}) != self.jobs:
            found.append(f"state has {len(names)} entries instead of {self.jobs}")
        return found

    def recorded(self) -> list[tuple[str, str]]:
        """Addresses and names in the state."""
        document = json.loads(self.state.read_text())
        return [
            (resource["name"], instance["attributes"]["training_job_name"])
            for resource in document["resources"]
            for instance in resource["instances"]
        ]

    def converge(self) -> list[str]:
        """One more apply has to put everything right."""
        ended = self.apply()
        found = self.told_badly(ended)
        if ended.code:
            found.append(f"the next apply ended with {ended.code}: {ended.err[-800:]}")
        left = [path.name for path in self.directory.glob(".smtj.tfstate.*.tmp")]
        if self.directory.joinpath("smtj.tfstate.smtj-intents").exists():
            left.append("the journal")
        return found + self.wrong() + [f"left behind: {name}" for name in left]
