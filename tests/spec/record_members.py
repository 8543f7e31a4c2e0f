"""What the service model of the recorded botocore holds: `python -m tests.spec.record_members` writes it anew.

`members.json` has every argument by its dotted path with its kind and, where it has any, the values that it takes.
A newer botocore may have more; `tests/unit/request/test_schema.py` prints what, and what to look at then.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.request.schema import Schema, every_member

RECORD = Path(__file__).parent / "members.json"


def members() -> dict[str, object]:
    """Kind and values of every argument that the API has, and the names of what is exported."""
    schema = Schema.from_model(load_training_job_model())
    found: dict[str, object] = {
        member.path: [member.kind.value, *member.limits.choices]
        for member in every_member(schema.request)
        if member.api_name
    }
    return found | {name: ["attribute"] for name in schema.exported.values()}


if __name__ == "__main__":
    lines = ",\n".join(f"  {json.dumps(path)}: {json.dumps(it)}" for path, it in members().items())
    text = f'{{\n "botocore": "{version("botocore")}",\n "members": {{\n{lines}\n }}\n}}\n'
    RECORD.write_text(text, "utf-8")
