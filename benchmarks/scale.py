"""What many jobs cost: plans and applies of thousands beside Terraform's, memory, a throttled service, a watch.

Terraform has as many `terraform_data` with the same arguments, one `count` as ours. Ours and Terraform's take turns
within one run, so that the ratios hold on any machine. Prints figures beside their limits; the exit code says
whether one was missed. `--quick` leaves out what takes minutes: Terraform's apply, and all of ten thousand jobs.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

from measure import Took, executable, installed, took

JOBS, MANY, THROTTLED, RATE = 1000, 10_000, 300, 20
ROUNDS = 5
ARGUMENTS = """
  training_job_name = "job-${count.index}"
  role_arn          = "arn:aws:iam::123456789012:role/training"
  algorithm_specification EQUALS {
    training_image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }
  resource_config EQUALS {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 30
  }
  hyper_parameters = { k = "${count.index}" }
  output_data_config EQUALS { s3_output_path = "s3://bucket/out" }
  stopping_condition EQUALS { max_runtime_in_seconds = 3600 }
"""


def ours(count: int) -> str:
    """So many jobs."""
    body = ARGUMENTS.replace(" EQUALS", "")
    return f'resource "aws_sagemaker_training_job" "job" {{\n  count = {count}\n{body}}}\n'


def theirs(count: int) -> str:
    """As many of Terraform's own resource, which asks nobody, with the same arguments."""
    body = ARGUMENTS.replace("EQUALS", "=")
    return f'resource "terraform_data" "job" {{\n  count = {count}\n  input = {{{body}  }}\n}}\n'


@dataclass
class Bench:
    """A folder, a sandbox of its own in it, and the table so far."""

    work: Path
    environment: dict[str, str] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        folder = {"SMTJ_SANDBOX_DIR": str(self.work / "sandbox")}
        self.environment = {**os.environ, **folder, "CHECKPOINT_DISABLE": "1"}

    def folder(self, name: str, text: str) -> Path:
        """A configuration of its own, without a state."""
        place = self.work / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "main.tf").write_text(text)
        return place

    def smtj(self, place: Path, *words: str, expected: int = 0) -> Took:
        """One command of ours in the sandbox; it has to end as expected."""
        found = took([executable(), "--sandbox", *words], place, self.environment)
        if found.code != expected:
            raise SystemExit(f"smtj {' '.join(words)} ended with {found.code} in {place}")
        return found

    def terraform(self, place: Path, *words: str) -> Took | None:
        """One command of Terraform's, None where it is not installed."""
        if not shutil.which("terraform"):
            return None
        return took(["terraform", *words], place, self.environment)

    def sandbox(self, *words: str) -> str:
        """A command about the sandbox itself."""
        command = [executable(), "sandbox", *words]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def ask(self, page: str, body: object = None) -> dict[str, list[dict[str, object]]]:
        """The sandbox's admin address."""
        url = json.loads(self.sandbox("status", "--json"))["url"]
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(f"{url}/_sandbox/{page}", data)) as answer:
            return json.load(answer)

    def fresh(self) -> None:
        """A sandbox without jobs."""
        self.sandbox("stop")
        self.sandbox("start")

    def show(self, name: str, figure: float, unit: str, limit: float, remark: str = "") -> None:
        """One line of the table."""
        told = f"{figure:.2f}{unit}"
        print(f"{name:58} {told:>10}  <= {limit:g}{unit}  {remark}".rstrip(), flush=True)
        if figure > limit:
            self.missed.append(name)


def plans(bench: Bench) -> Took:
    """Our plan beside Terraform's; what the median one of ours took."""
    mine, other = bench.folder("plan", ours(JOBS)), bench.folder("peer-plan", theirs(JOBS))
    bench.terraform(other, "init")
    own, peer = [], []
    for _ in range(ROUNDS):
        own.append(bench.smtj(mine, "plan"))
        found = bench.terraform(other, "plan")
        peer += [found] if found else []
    median = sorted(own, key=lambda took: took.seconds)[len(own) // 2]
    seconds = median.seconds
    if peer:
        beside = statistics.median(took.seconds for took in peer)
        # On a busy machine the processor's time says more.
        used = " and ".join(
            f"{statistics.median(took.processor for took in runs):.2f} s" for runs in (own, peer)
        )
        remark = f"{seconds:.2f} s, terraform {beside:.2f} s; of the processor {used}"
        bench.show(f"plan of {JOBS} / terraform's", seconds / beside, "", 1.0, remark)
    return median


def applies(bench: Bench, *, quick: bool) -> Took:
    """Our apply beside Terraform's; what ours took."""
    bench.fresh()
    mine = bench.folder("apply", ours(JOBS))
    own = bench.smtj(mine, "apply")
    if not quick:
        other = bench.folder("peer-apply", theirs(JOBS))
        bench.terraform(other, "init")
        found = bench.terraform(other, "apply", "-auto-approve")
        if found:
            ratio = own.seconds / found.seconds
            remark = f"{own.seconds:.1f} s, terraform {found.seconds:.1f} s"
            bench.show(f"apply of {JOBS} / terraform's", ratio, "", 0.1, remark)
    return own


def watched(bench: Bench) -> None:
    """Calls of one look at all jobs, which run on for ever."""
    bench.fresh()
    bench.ask("settings", {"timelines": {".": "forever"}})
    place = bench.folder("watch", ours(JOBS))
    bench.smtj(place, "apply")
    before = len(bench.ask("requests")["requests"])
    bench.smtj(place, "wait", "*", "--timeout", "0s", expected=6)
    calls = len(bench.ask("requests")["requests"]) - before
    bench.show(f"calls per look at {JOBS} running jobs", calls, "", 12)


def throttled(bench: Bench) -> None:
    """Submission to a service that takes so many a second, beside what that must take."""
    bench.fresh()
    rule = {"do": "throttle", "operation": "CreateTrainingJob", "rate": RATE, "burst": RATE}
    bench.ask("faults", rule)
    place = bench.folder("throttled", ours(THROTTLED))
    bench.smtj(place, "apply")
    entries = bench.ask("requests")["requests"]
    made = [entry for entry in entries if entry["operation"] == "CreateTrainingJob"]
    times = [float(str(entry["time"])) for entry in made]
    seconds = max(times) - min(times)
    known = [f"job-{number}" for number in range(THROTTLED)]
    wrong = sum(map(len, bench.ask("check", {"known": known}).values()))
    name = f"submitting {THROTTLED} at {RATE}/s / what it must take"
    bench.show(name, seconds * RATE / THROTTLED, "", 1.1, f"{seconds:.1f} s")
    bench.show("jobs lost, made twice or failed by that", wrong, "", 0)


def many(bench: Bench, plan: Took, apply: Took) -> None:
    """Ten times as many: what each costs, and the memory."""
    bench.fresh()
    place = bench.folder("many", ours(MANY))
    factor = MANY / JOBS
    planned = bench.smtj(place, "plan")
    # So many are not submitted without a word of consent.
    applied = bench.smtj(place, "apply", "--auto-approve")
    again = bench.smtj(place, "plan")
    for name, found, few in (
        ("plan", planned, plan),
        ("apply", applied, apply),
    ):
        ratio = found.seconds / factor / few.seconds
        used = found.processor / factor / few.processor
        remark = f"{found.seconds:.1f} s, {few.seconds:.2f} s; of the processor {used:.2f}"
        bench.show(f"{name} of {MANY} / {JOBS}, per job", ratio, "", 1.3, remark)
    memory = max(planned.megabytes, applied.megabytes, again.megabytes)
    bench.show(f"memory at {MANY}", memory, " MB", 500)


def main(words: list[str]) -> int:
    """Measures everything; 1 where a limit was missed."""
    installed()
    quick = "--quick" in words
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.sandbox("start")
        try:
            plan = plans(bench)
            apply = applies(bench, quick=quick)
            watched(bench)
            throttled(bench)
            if not quick:
                many(bench, plan, apply)
        finally:
            bench.sandbox("stop")
    for name in bench.missed:
        print(f"missed: {name}")
    return min(len(bench.missed), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
