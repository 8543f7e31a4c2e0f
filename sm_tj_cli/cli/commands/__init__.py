"""The verbs. >>> A verb goes in its own file in this folder, and its line in this table.

A verb's module has `command`, a click command whose first parameter is the `Session`. Nothing is imported
before it is asked for: `smtj --help` reads this table alone.
"""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb's module in this folder, and what `smtj --help` says of it."""

    module: str
    help: str


MAIN_VERBS = {
    "validate": Verb("validate", "Check the files, offline"),
    "plan": Verb("plan", "Show what apply would do"),
    "apply": Verb("apply", "Submit and update training jobs"),
    "show": Verb("show", "Show one job in full"),
    "list": Verb("list", "List the jobs with their status"),
    "logs": Verb("logs", "Print the jobs' log lines"),
    "metrics": Verb("metrics", "Show the jobs' metrics over time"),
    "download": Verb("download", "Fetch models and output"),
    "wait": Verb("wait", "Wait until jobs have ended"),
    "stop": Verb("stop", "Stop running jobs"),
    "destroy": Verb("destroy", "Stop jobs that run, then forget them"),
}

OTHER_VERBS = {
    "render": Verb("render", "Print the CreateTrainingJob request"),
    "output": Verb("output", "Print outputs"),
    "import": Verb("import_job", "Adopt an existing job into the state"),
    "state": Verb("state", "Look at and repair the state"),
    "force-unlock": Verb("force_unlock", "Remove a lock that was left behind"),
    "console": Verb("console", "Evaluate expressions"),
    "explain": Verb("explain", "Say what an attribute means"),
    "graph": Verb("graph", "Print dependencies as DOT"),
    "sandbox": Verb("sandbox", "A SageMaker on this machine, to try things"),
    "completion": Verb("completion", "Print a shell's completion script"),
    "version": Verb("version", "Print the version"),
}

VERBS = MAIN_VERBS | OTHER_VERBS

# With --json these write an event on each line, and a summary on the last one; the others write one document.
LINES = frozenset({"apply", "destroy", "logs", "stop", "wait"})
# These do so where they go on until the jobs end.
FOLLOWING = frozenset({"metrics"})

# What people type who come from Terraform, the AWS CLI or a shell, and what they find here.
ELSEWHERE = {
    "cancel": "smtj stop",
    "create": "smtj apply",
    "delete": "smtj destroy",
    "describe": "smtj show",
    "fmt": "terraform fmt, since the files are Terraform's",
    "get": "terraform init, which fetches modules",
    "help": "smtj --help, or smtj VERB --help",
    "init": "smtj validate; nothing needs to be initialised",
    "ls": "smtj list",
    "ps": "smtj list",
    "refresh": "smtj plan --refresh-only",
    "rm": "smtj state rm to forget a job, smtj destroy to stop it as well",
    "run": "smtj apply",
    "start": "smtj apply",
    "status": "smtj list",
    "submit": "smtj apply",
    "taint": "smtj apply --replace",
}
