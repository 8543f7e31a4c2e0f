"""`smtj logs -f` against a storm: 8 nodes with 100,000 lines each, and everything that makes following a log hard.

Answers as CloudWatch Logs and SageMaker do from a process of its own: lines that come late or are equal, a restart on
new instances, empty and short pages, expired tokens, throttling, outages, lost connections. Prints what was lost,
repeated or out of order, and the program's memory. `python -m benchmarks.log_storm [LINES] [SECONDS]`.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.log_storms import Storm, faults
from tests.fakes.logs import CODES, FakeLogs

if TYPE_CHECKING:
    from collections.abc import Iterator

NODES = 8
MOST_MB = 64


class Service:
    """The job, its log as it comes, and the troubles."""

    def __init__(self, storm: Storm, *, by_time: bool) -> None:
        self.arrivals = storm.arrivals()
        self.storm = storm
        self.dice = random.Random(1)
        self.lock = threading.Lock()
        self.calls = self.refused = 0
        self.coming = 0
        self.logs = FakeLogs(by_time=by_time, expired=lambda _call: self.dice.random() < 0.005)
        if not by_time:
            self.logs.page = lambda _call: (
                0 if self.dice.random() < 0.05 else self.dice.randrange(1, 10_000)
            )

    @property
    def past(self) -> float:
        """Seconds since the job began."""
        return time.time() - self.storm.began / 1000  # noqa: TID251

    def answer(self, operation: str, body: dict[str, str | int]) -> dict[str, object]:
        """The answer to a call; raises what it refuses."""
        with self.lock:
            self.calls += 1
            self._bring()
            if operation == "DescribeTrainingJob":
                return self._job()
            roll = self.dice.random()
            if roll < 0.05:
                self.refused += 1
                kind = Kind.THROTTLED if roll < 0.04 else Kind.UNAVAILABLE
                raise ServiceError(operation, kind, None, CODES[kind], "so it is")  # type: ignore[arg-type]
            if operation == "DescribeLogStreams":
                return self._streams(str(body["logStreamNamePrefix"]), body.get("nextToken"))
            return self._events(body)

    def _bring(self) -> None:
        while self.coming < len(self.arrivals) and self.arrivals[self.coming].at <= self.past:
            line = self.arrivals[self.coming]
            self.logs.write(line.stream, (line.time, line.text))
            self.coming += 1

    def _streams(self, prefix: str, token: object) -> dict[str, object]:
        # Five to a page, for more than one page.
        names = sorted(name for name in self.logs.streams_ if name.startswith(prefix))
        start = int(str(token or 0))
        more = {"nextToken": str(start + 5)} if start + 5 < len(names) else {}
        return {
            "logStreams": [{"logStreamName": it} for it in names[start : start + 5]],
            **more,
        }

    def _events(self, body: dict[str, str | int]) -> dict[str, object]:
        token, since, limit = body.get("nextToken"), body.get("startTime"), body.get("limit")
        page = self.logs.events(
            str(body["logStreamName"]),
            str(token) if token else None,
            int(since) if since else None,
            int(limit) if limit else None,
        )
        events, size = [], 0
        for event in page.events:
            events.append({"timestamp": event.timestamp, "message": event.message})
            size += len(event.message)
        return {
            "events": events,
            "nextForwardToken": page.token,
            "nextBackwardToken": "b",
        }

    def _job(self) -> dict[str, object]:
        running = self.past < self.storm.seconds
        status, secondary = ("InProgress", "Training") if running else ("Completed", "Completed")
        end = {} if running else {"TrainingEndTime": self.storm.began / 1000 + self.storm.seconds}
        return {
            "TrainingJobName": "job",
            "TrainingJobArn": "arn:aws:sagemaker:us-east-1:123456789012:training-job/job",
            "TrainingJobStatus": status,
            "SecondaryStatus": secondary,
            "CreationTime": self.storm.began / 1000,
            **end,
        }


def serve(service: Service) -> ThreadingHTTPServer:
    """A server of the service on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            operation = self.headers["X-Amz-Target"].partition(".")[2]
            if service.dice.random() < 0.003:
                self.close_connection = True
                return
            status, document = 200, {}
            try:
                document = service.answer(operation, body)
            except ServiceError as error:
                status = 503 if error.kind is Kind.UNAVAILABLE else 400
                document = {"__type": error.code, "message": error.message}
            text = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def shown(path: Path) -> Iterator[tuple[str, int, str]]:
    """The lines that the program wrote."""
    with path.open() as file:
        for text in file:
            line = json.loads(text)
            if line["type"] == "log":
                moment = datetime.fromisoformat(line["time"])
                yield line["node"], round(moment.timestamp() * 1000), line["message"]


def peak_memory(process: subprocess.Popen[bytes]) -> float:
    """The most memory in MB that the process has had when it ends.

    What wait4 says is no less than what this process itself has.
    """
    most = 0
    while process.poll() is None:
        with suppress(OSError):
            facts = Path(f"/proc/{process.pid}/status").read_text()
            most = max((most, *map(int, re.findall(r"VmHWM:\s+(\d+)", facts))))
        time.sleep(0.05)  # noqa: TID251
    return most / 1024


def run(lines: int, seconds: float, *, by_time: bool) -> bool:
    """One storm; whether everything held."""
    began = int(time.time() * 1000) + 5000  # noqa: TID251
    service = Service(
        Storm(NODES, lines, seconds, 500 * seconds / lines, 1, began), by_time=by_time
    )
    server = serve(service)
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    url = f"http://127.0.0.1:{server.server_port}"
    program = Path(sys.executable).parent / "smtj"
    words = [program, "logs", "-f", "job", "--json", "--endpoint-url", url, "--region", "us-east-1"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        with out.open("wb") as file:
            process = subprocess.Popen(words, cwd=folder, env=environment, stdout=file)
            memory = peak_memory(process)
        wrong = faults(service.arrivals, shown(out))
    server.shutdown()
    wrong += [f"exit code {process.returncode}"] if process.returncode else []
    wrong += [f"more than {MOST_MB} MB"] if memory > MOST_MB else []
    way = "time" if by_time else "arrival"
    print(
        f"{NODES} x {lines} lines, tokens by {way}: {memory:.0f} MB (at most {MOST_MB}), "
        f"{service.calls} calls, {service.refused} refused; "
        f"{'; '.join(wrong) or 'none lost, none repeated, in order'}"
    )
    return not wrong


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:]]
    count, span = (*given, *(100_000, 60)[len(given) :])
    held = [run(int(count), span, by_time=way) for way in (False, True)]
    sys.exit(not all(held))
