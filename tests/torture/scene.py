"""What is applied, where, and what must be true afterwards whatever happened meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import signal as signals
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.objects import S3Objects
from sm_tj_cli.sandbox.request_log import RequestLog
from sm_tj_cli.state.format import decode_state
from tests.torture.forge import Ended, Forge, Run
from tests.torture.kept import InFile, InS3, Kept

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.request_log import LoggedRequest
    from sm_tj_cli.sandbox.server import Server

BUCKET = "torture"
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
BACKEND = """
terraform {
  backend "s3" {
    bucket = "%(bucket)s"
    key    = "%(key)s/terraform.tfstate"
    region = "us-east-1"
  }
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


@dataclass(frozen=True)
class Scene:
    """One configuration in a directory and a region of its own, so that scenes do not meet."""

    directory: Path
    forge: Forge
    server: Server
    jobs: int
    region: str
    kept: Kept

    @classmethod
    def build(
        cls, parent: Path, forge: Forge, server: Server, jobs: int, *, in_s3: bool = False
    ) -> Scene:
        name = f"scene-{next(_numbers)}"
        directory = parent / name
        directory.mkdir()
        (directory / "main.tf").write_text(configuration(jobs))
        kept: Kept = InFile(directory)
        if in_s3:
            environment = {**os.environ, **server.address.environment}
            objects = S3Objects(Clients(region="us-east-1", environment=environment), BUCKET)
            objects.create_bucket()
            (directory / "backend.tf").write_text(BACKEND % {"bucket": BUCKET, "key": name})
            kept = InS3(objects, f"{name}/terraform.smtj.tfstate")
        return cls(directory, forge, server, jobs, f"us-{name}", kept)

    @property
    def environment(self) -> dict[str, str]:
        here = {"AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region}
        return {**self.server.address.environment, **here, "SMTJ_TORTURE": str(self.directory)}

    def apply(
        self,
        *words: str,
        kill_after: float = 0.0,
        signal: int = signals.SIGKILL,
        copies: int = 1,
        **misfortunes: list[object],
    ) -> Ended:
        """One `smtj apply`."""
        command = ("apply", *words)
        environment = self.environment
        return self.forge.run(
            Run(self.directory, command, environment, misfortunes, kill_after, copies, signal)
        )

    def smtj(self, *words: str) -> Ended:
        """Any other verb."""
        return self.forge.run(Run(self.directory, words, self.environment))

    def survive(self, seed: int, cases: int) -> list[dict[str, object]]:
        """Applies over mutated files; see `mutations.survive`."""
        ended = self.smtj("survive", str(seed), str(cases))
        assert ended.code == 0, ended.err
        found: list[dict[str, object]] = json.loads((self.directory / "survived").read_text())
        return found

    def elsewhere(self) -> Scene:
        """The same configuration in a directory that has nothing else, as on another machine."""
        other = self.directory.with_name(f"{self.directory.name}-elsewhere")
        other.mkdir()
        for file in self.directory.glob("*.tf"):
            shutil.copy(file, other)
        return replace(self, directory=other)

    def requests(self) -> list[LoggedRequest]:
        """What the service was asked."""
        log = list(self.server.admin.requests.entries)
        return [entry for entry in log if entry.region == self.region]

    def writes(self) -> list[str]:
        """What the service was made to do."""
        writing = ("Create", "Update", "Stop", "Delete", "Add")
        return [
            f"{entry.operation} {entry.subject}"
            for entry in self.requests()
            if entry.processed and entry.operation.startswith(writing)
        ]

    def created_after(self, moment: float, patience: float) -> list[str]:
        """Jobs that were asked for later than that."""
        return [
            f"{entry.subject} was submitted {entry.time - moment:.2f} s after the signal"
            for entry in self.requests()
            if entry.operation == "CreateTrainingJob" and entry.time > moment + patience
        ]

    def jobs_made(self) -> int:
        """How many jobs the service has."""
        return len(self.server.admin.store.all(self.region))

    def corrupt(self) -> list[str]:
        """What is wrong with the state as it lies there, at any moment."""
        content = self.kept.content()
        if content is None:
            return []
        state, problems = decode_state(content, "state")
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
        if found or self.kept.content() is None:
            return found or ["no state"]
        names = [name for _, name in self.recorded()]
        check = RequestLog(self.requests()).check(names)
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
        document = json.loads(self.kept.content() or b'{"resources": []}')
        return [
            (resource["name"], instance["attributes"]["training_job_name"])
            for resource in document["resources"]
            for instance in resource["instances"]
        ]

    def converge(self) -> list[str]:
        """One more apply has to put everything right: of a state in S3, one on another machine."""
        scene = self.elsewhere() if isinstance(self.kept, InS3) else self
        found = scene._unlock()
        ended = scene.apply()
        found += scene.told_badly(ended)
        if ended.code:
            found.append(f"the next apply ended with {ended.code}: {ended.err[-800:]}")
        return found + scene.wrong() + [f"left behind: {name}" for name in scene.kept.left()]

    def push_rescued(self) -> list[str]:
        """What a run could not save is brought back, as it said."""
        found = []
        for path in self.directory.glob("errored*.tfstate"):
            pushed = self.smtj("state", "push", path.name)
            found += [] if pushed.code == 0 else [f"not pushed: {pushed.err[-400:]}"]
            path.unlink()
        return found

    def _unlock(self) -> list[str]:
        """Where a lock was left, it keeps others out until somebody takes it away by its ID."""
        left = self.kept.lock_id()
        if left is None:
            return []
        kept_out = self.apply()
        found = [] if kept_out.code == 7 else [f"with a lock left: {kept_out.code} instead of 7"]
        if f"force-unlock {left}" not in kept_out.err:
            found.append(f"no word on how to unlock: {kept_out.err[-400:]}")
        unlocked = self.smtj("force-unlock", left)
        return found + ([] if unlocked.code == 0 else [f"not unlocked: {unlocked.err[-400:]}"])
