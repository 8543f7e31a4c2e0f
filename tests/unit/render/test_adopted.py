from __future__ import annotations

import json
from io import StringIO

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.apply.adoption import Adopted
from sm_tj_cli.render.adopted import adopted_lines, show_adopted
from sm_tj_cli.render.console import Terminal, plain
from sm_tj_cli.state.model import InstanceState
from tests.fakes.declared import declared

RECORD = InstanceState({"name": "job", "status": "Completed", "hyper_parameters": {"k": "1"}})
JOB = declared(
    'resource "aws_sagemaker_training_job" "a" {\n hyper_parameters = { k = "2", s = sensitive("x") }\n}\n'
).jobs[0]
PLAIN = Adopted(parse_instance("aws_sagemaker_training_job.a"), RECORD)
DIFFERING = Adopted(
    PLAIN.address, RECORD, JOB, (("hyper_parameters", "k"), ("hyper_parameters", "s"))
)


def written(*adopted: Adopted) -> dict[str, object]:
    stream = StringIO()
    show_adopted(Terminal(stream, stream), adopted, as_json=True)
    document: dict[str, object] = json.loads(stream.getvalue())
    return document


def test_a_job_without_differences_is_one_line() -> None:
    lines = [plain(line) for line in adopted_lines(PLAIN)]
    assert lines == ["aws_sagemaker_training_job.a: imported job (Completed)."]


def test_differences_are_listed_without_secrets() -> None:
    text = "\n".join(plain(line) for line in adopted_lines(DIFFERING))
    assert "smtj plan says what would come of it" in text
    assert '"1" -> "2"' in text
    assert '"x"' not in text


def test_documents() -> None:
    assert written(DIFFERING)["differing"] == ["hyper_parameters.k", "hyper_parameters.s"]
    assert written(PLAIN, PLAIN)["jobs"] == [written(PLAIN)] * 2
