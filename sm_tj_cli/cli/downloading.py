"""A job's artifacts, from S3 to a folder: found, fetched, verified, put in their place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn
from sm_tj_cli.cli.describing import described
from sm_tj_cli.cli.download_failures import explained
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.cli.records import own_state, provider_settings
from sm_tj_cli.cli.waiting import watched
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.download.artifacts import Artifact, Kind, NoArtifactError, artifacts_of
from sm_tj_cli.download.finding import Found, find
from sm_tj_cli.download.placing import Placing, check_room
from sm_tj_cli.download.safe_paths import NO_LIMITS, Limits
from sm_tj_cli.download.staging import Staging
from sm_tj_cli.download.transfer import Fetched, ReplacedError, Transfer
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.json_output import write_document
from sm_tj_cli.render.transfer import (
    Downloaded,
    downloaded_document,
    print_downloaded,
    transfer_progress,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.download.ports import Downloads
    from sm_tj_cli.watch.follow import Watched

ANYBODY = "any"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to download, and how.

    Attributes:
        name: of the job.
        directory: where to; None for one that is called as the job.
        kinds: of artifacts.
        optional: those of them that nobody misses where they are not there.
        unpack: whether archives are unpacked.
        replace: whether what is there is replaced, and a model in an odd place taken.
        may_be_missing: whether it is no error where nothing is there.
        limits: whether unpacked archives have any.
        owner: the account that has to have the bucket; None for the job's own, `any`.
    """

    name: str
    directory: str | None = None
    kinds: tuple[Kind, ...] = (Kind.MODEL, Kind.OUTPUT)
    optional: frozenset[Kind] = frozenset({Kind.OUTPUT})
    unpack: bool = False
    replace: bool = False
    may_be_missing: bool = False
    limits: bool = True
    owner: str | None = None


class _Download:
    """One run of `download`, on one job."""

    def __init__(self, session: Session, wanted: Wanted) -> None:
        self._session, self._wanted = session, wanted
        self.job = _only_job(session, wanted.name)
        self._description, gone = described(session, self.job)
        self._arn = Arn.of(self._description.get("TrainingJobArn"))
        self._limits = Limits() if wanted.limits else NO_LIMITS
        self._buckets: dict[str, Downloads] = {}
        self._told: list[Diagnostic] = [*gone]

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """What is to be said, each thing once."""
        return tuple(dict.fromkeys(self._told))

    @property
    def account(self) -> str:
        """The job's own."""
        return self._arn.account

    @property
    def folder(self) -> Path:
        """Where the artifacts go."""
        return Path(self._wanted.directory or self.job.name)

    def run(self) -> list[Downloaded]:
        """Everything that was asked for and is there, in its place."""
        found = self._find()
        if not found:
            return []
        placing = Placing(
            Staging(self.folder), self._wanted.replace, self._wanted.unpack, self._limits
        )
        self._check(placing, found)
        with placing.staging as staging:
            check_room(staging.folder, sum(it.size for it in found) - staging.used)
            fetched = self._fetch(staging, found)
            placed = []
            for it in found:
                files = [
                    (fetched[str(source), source.file.etag], parts) for source, parts in it.sources
                ]
                target = placing.target(it.artifact)
                placed.append(Downloaded(it.artifact, target, placing.place(it.artifact, files)))
            staging.clear()
        return placed

    def _find(self) -> list[Found]:
        found = []
        for kind in self._wanted.kinds:
            try:
                (artifact,) = artifacts_of(self._description, [kind])
                found.append(find(artifact, self._bucket(artifact), self._limits))
            except NoArtifactError as problem:
                if kind not in self._wanted.optional:
                    self._miss(kind, problem)
        return found

    def _miss(self, kind: Kind, problem: NoArtifactError) -> None:
        detail = f"The {kind.value} of {self.job.name}: {problem}"
        if not self._wanted.may_be_missing:
            raise stop("Nothing to download", detail) from problem
        self._told.append(Diagnostic.warning("Nothing to download", detail))

    def _check(self, placing: Placing, found: Sequence[Found]) -> None:
        for it in found:
            outside = it.artifact.outside
            if outside is not None:
                detail = (
                    f"The model is at {it.artifact.location}, which is not in the job's own s3_output_path "
                    f"({outside}): somebody else may have put it there."
                )
                if not self._wanted.replace:
                    raise stop("Model is in an odd place", f"{detail} --force downloads it.")
                self._told.append(Diagnostic.warning("Model is in an odd place", detail))
            target = placing.target(it.artifact)
            if (target.exists() or target.is_symlink()) and not self._wanted.replace:
                raise stop(
                    "Target exists",
                    f'"{target}" is there already. Name another directory, or replace it with --force.',
                )

    def _fetch(self, staging: Staging, found: Sequence[Found]) -> dict[tuple[str, str], Fetched]:
        sources = [source for it in found for source, _ in it.sources]
        title = f"{len(sources)} {'file' if len(sources) == 1 else 'files'} of {self.job.name}"
        size = sum(source.file.size for source in sources)
        with transfer_progress(self._session.terminal, title, size) as advance:
            fetched = Transfer(staging, advance).fetch(sources)
        return {(str(it.source), it.source.file.etag): it for it in fetched}

    def _bucket(self, artifact: Artifact) -> Downloads:
        name = artifact.location.bucket
        if name not in self._buckets:
            owner = self._wanted.owner or self.account or None
            provider = provider_settings(self._session)
            self._buckets[name] = self._session.services.downloads(
                provider, self._arn.region or None, name, None if owner == ANYBODY else owner
            )
        return self._buckets[name]


def download(session: Session, wanted: Wanted) -> ExitCode:
    """Downloads what was asked for, and tells where it is."""
    run = _Download(session, wanted)
    with explained(session.terminal, run.folder, run.account):
        placed = _once_more(run.run)
    tell(session.terminal, run.told, {})
    if session.options.json:
        write_document(
            session.terminal, downloaded_document(run.job.address, run.job.name, placed, run.told)
        )
    elif placed:
        print_downloaded(session.terminal, placed)
    return ExitCode.DONE


def _once_more(run: Callable[[], list[Downloaded]]) -> list[Downloaded]:
    """What was replaced on the way is looked for anew, once."""
    try:
        return run()
    except ReplacedError:
        return run()


def _only_job(session: Session, name: str) -> Watched:
    found = watched(session, own_state(session), [name])
    if len(found) > 1:
        listed = ", ".join(job.name for job in found[:10])
        raise stop(
            "Several training jobs",
            f'"{name}" means {len(found)} jobs: {listed}. One is downloaded at a time.',
        )
    return found[0]
