"""What was written to the sandbox's S3, in a file, so that objects outlive the server: one call for each line.

Calls are played again in their order. Preconditions are left out, since what held once need not be asked again; an upload
in parts is kept as the object that it made.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from _typeshed.wsgi import WSGIEnvironment

_WRITES = {"PUT", "POST", "DELETE"}
_KEPT = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "RAW_URI", "CONTENT_TYPE")
_CONDITIONS = {"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: members of its WSGI environment, and its body in base 64."""

    environ: dict[str, str]
    body: str

    @classmethod
    def of(cls, environ: WSGIEnvironment, body: bytes) -> Call:
        """The call behind an environment."""
        members = {
            name: value
            for name, value in environ.items()
            if isinstance(value, str) and (name in _KEPT or name.startswith("HTTP_"))
        }
        kept = {name: value for name, value in members.items() if name not in _CONDITIONS}
        return cls(kept, b64encode(body).decode())

    @property
    def is_kept(self) -> bool:
        """Whether it changes what S3 has."""
        is_s3 = "/s3/aws4_request" in self.environ.get("HTTP_AUTHORIZATION", "")
        return is_s3 and self.environ["REQUEST_METHOD"] in _WRITES and not self._asks("uploads")

    @property
    def is_part(self) -> bool:
        """Whether it puts or drops a part of an upload."""
        return self._asks("uploadId") and self.environ["REQUEST_METHOD"] != "POST"

    @property
    def completes_upload(self) -> bool:
        """Whether it makes an object of the parts of an upload."""
        return self._asks("uploadId") and self.environ["REQUEST_METHOD"] == "POST"

    @property
    def whole_object(self) -> str | None:
        """The path of the object that it puts or deletes; None where it does something else."""
        is_plain = self.environ["REQUEST_METHOD"] in {"PUT", "DELETE"} and not self._query
        path = self.environ["PATH_INFO"]
        return path if is_plain and path.strip("/").count("/") else None

    @property
    def is_about_versions(self) -> bool:
        """Whether from here on earlier objects count too."""
        return self._asks("versioning")

    def environment(self) -> WSGIEnvironment:
        """The environment to call an application with."""
        body = b64decode(self.body)
        return {
            **self.environ,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SCRIPT_NAME": "",
        }

    def putting(self, body: bytes, headers: Mapping[str, str]) -> Call:
        """The call that puts `body` with what is told of it (`headers`) where this one completes an upload."""
        kept = ("PATH_INFO", "HTTP_AUTHORIZATION", "HTTP_HOST")
        environ = {name: self.environ[name] for name in kept if name in self.environ}
        raw = self.environ.get("RAW_URI", "").partition("?")[0]
        told = {
            f"HTTP_{name.upper().replace('-', '_')}": value
            for name, value in headers.items()
            if name.lower().startswith("x-amz-meta-")
        }
        for name, value in headers.items():
            if name.lower() == "content-type":
                told["CONTENT_TYPE"] = value
        put = {**environ, **told, "REQUEST_METHOD": "PUT", "QUERY_STRING": "", "RAW_URI": raw}
        return Call(put, b64encode(body).decode())

    def reading(self) -> WSGIEnvironment:
        """The environment that reads what this call wrote."""
        return {**self.putting(b"", {}).environment(), "REQUEST_METHOD": "GET"}

    def _asks(self, name: str) -> bool:
        return name in self._query

    @property
    def _query(self) -> dict[str, list[str]]:
        query = parse_qs(self.environ.get("QUERY_STRING", ""), keep_blank_values=True)
        # The SDK for Go names its operation in the query.
        return {name: values for name, values in query.items() if name != "x-id"}


@dataclass
class ObjectJournal:
    """The file."""

    path: Path

    def add(self, call: Call) -> None:
        """Adds a call that succeeded."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(call)) + "\n")

    def calls(self) -> Sequence[Call]:
        """The calls that make S3 what it was; the file then has no others."""
        found = _needed(list(self._read()))
        if self.path.exists():
            written = self.path.with_suffix(".new")
            with written.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(asdict(call)) + "\n" for call in found)
            written.replace(self.path)
        return found

    def clear(self) -> None:
        """Forgets all calls."""
        self.path.unlink(missing_ok=True)

    def _read(self) -> Iterator[Call]:
        with suppress(FileNotFoundError), self.path.open(encoding="utf-8") as lines:
            for line in lines:
                # A line torn by a crash is the last one.
                with suppress(ValueError, TypeError, KeyError):
                    yield Call(**json.loads(line))


def _needed(calls: Sequence[Call]) -> Sequence[Call]:
    if any(call.is_about_versions for call in calls):
        return calls
    last = {call.whole_object: number for number, call in enumerate(calls)}
    return [
        call
        for number, call in enumerate(calls)
        if call.whole_object is None or last[call.whole_object] == number
    ]
