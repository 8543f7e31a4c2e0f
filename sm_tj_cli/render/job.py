"""One job's recorded attributes in, one screen about it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import block, job_arn, job_name, job_status, text
from sm_tj_cli.render.console import Line, Piece, Terminal, plain
from sm_tj_cli.render.durations import human_duration, human_time
from sm_tj_cli.render.expectation import expected
from sm_tj_cli.render.links import job_link, logs_link
from sm_tj_cli.render.masking import masked
from sm_tj_cli.render.rows import JobRow, duration, verdict
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.spending import billed, phases, used
from sm_tj_cli.render.tables import NOTHING, status_text
from sm_tj_cli.render.triage import triage_lines
from sm_tj_cli.render.values import scalar
from sm_tj_cli.render.wrapping import hanging, wrap
from sm_tj_cli.times import moment
from sm_tj_cli.watch.phases import interruptions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath
    from sm_tj_cli.state.model import InstanceState
    from sm_tj_cli.watch.outlook import Outlook
    from sm_tj_cli.watch.phases import Phase
    from sm_tj_cli.watch.triage import Triage

_LABEL = 16
_TIMES = (
    ("Created", "creation_time"),
    ("Started", "training_start_time"),
    ("Ended", "training_end_time"),
    ("Modified", "last_modified_time"),
)


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of a job besides its attributes.

    Attributes:
        history: the earlier generations, newest first.
        now: an RFC 3339 time that ends the duration of what still runs.
        sensitive: the paths whose values are never shown.
        triage: why it failed, where that is known.
        outlook: how far it is, where it runs and that is known.
    """

    history: Sequence[InstanceState] = ()
    now: str | None = None
    sensitive: Collection[AttributePath] = ()
    triage: Triage | None = None
    outlook: Outlook | None = None


def print_job(
    terminal: Terminal,
    address: InstanceAddress | None,
    attributes: Mapping[str, JSON],
    background: Background | None = None,
) -> None:
    """Writes the job to standard output.

    Args:
        terminal: where to.
        address: None for a job that this state does not know.
        attributes: the exported attributes.
        background: what else is known.
    """
    known = background or Background()
    shown = masked(dict(attributes), known.sensitive)
    assert isinstance(shown, dict)
    terminal.out(*_lines(address, shown, known, terminal.width))


def _lines(
    address: InstanceAddress | None,
    attributes: Mapping[str, JSON],
    known: Background,
    width: int | None,
) -> Iterator[Line]:
    yield (Piece(one_line(job_name(attributes)), "bold"),)
    yield from _status(address, attributes, known, width)
    if known.triage is not None:
        yield from _section("Failure")
        yield from triage_lines(known.triage, width=width)
    yield from _phases(phases(attributes), known.now, width)
    ended = verdict(attributes)[0].is_final
    title = "Final metrics" if ended else "Metrics so far"
    yield from _metrics(title, attributes.get("final_metric_data_list"))
    yield from _machines(attributes)
    yield from _data(attributes)
    yield from _map("Hyperparameters", attributes.get("hyper_parameters"))
    yield from _map("Tags", attributes.get("tags_all") or attributes.get("tags"))
    yield from _history(known.history)
    yield from _links(job_arn(attributes))


def _status(
    address: InstanceAddress | None,
    attributes: Mapping[str, JSON],
    known: Background,
    width: int | None,
) -> Iterator[Line]:
    yield _field(
        "Status", status_text(job_status(attributes), text(attributes, "secondary_status"))
    )
    reason = text(attributes, "failure_reason")
    judged, sentence = verdict(attributes)
    if reason or (judged.is_final and judged.value != "completed"):
        room = width - _LABEL - 2 if width else None
        if known.triage is not None:  # its reason follows
            sentence = sentence.partition(":")[0]
        for place, line in enumerate(wrap(one_line(f"The job {sentence}."), room)):
            yield _field("Verdict" if place == 0 else "", line)
    if known.outlook is not None:
        yield from _texts((("Progress", expected(known.outlook)),))
    if address is not None:
        yield _field("Address", one_line(str(address)))
    yield from _texts((("ARN", job_arn(attributes)), ("Role", text(attributes, "role_arn"))))
    told = ""
    for label, name in _TIMES:
        # An end is a modification, too.
        if (time := text(attributes, name)) and time != told:
            yield _field(label, human_time(time))
            told = time
    seconds = duration(attributes, known.now)
    if seconds is not None:
        yield _field("Trained", human_duration(seconds))
    times = interruptions(phases(attributes))
    pool = block(attributes, "warm_pool_status")
    kept = pool.get("resource_retained_billable_time_in_seconds")
    of_pool = f", billed {human_duration(kept)}" if isinstance(kept, int | float) else ""
    yield from _texts(
        (
            ("Used", used(attributes, known.now)),
            ("Billed", billed(attributes)),
            ("Interrupted", f"{times}x (spot capacity was taken back)" if times else ""),
            ("Warm pool", f"{text(pool, 'status')}{of_pool}" if pool else ""),
        )
    )


def _phases(found: Sequence[Phase], now: str | None, width: int | None) -> Iterator[Line]:
    if found:
        yield from _section("Phases")
    for phase in found:
        seconds = phase.seconds(moment(now))
        took = human_duration(seconds) if seconds is not None else ""
        lead = f"  {one_line(phase.status):<22}{took:>8}  "
        for line in hanging(lead, one_line(phase.message), width):
            yield line.rstrip()


def _machines(attributes: Mapping[str, JSON]) -> Iterator[Line]:
    resources = block(attributes, "resource_config")
    count, kind = resources.get("instance_count"), resources.get("instance_type")
    if attributes.get("algorithm_specification") or kind:
        yield from _section("Settings")
    if kind:
        volume = resources.get("volume_size_in_gb")
        disk = f", {scalar(volume)} GB" if volume else ""
        yield _field("Instances", one_line(f"{count} x {kind}{disk}"))
    algorithm = block(attributes, "algorithm_specification")
    yield from _texts(
        (
            ("Image", text(algorithm, "training_image")),
            ("Algorithm", text(algorithm, "algorithm_name")),
        )
    )
    limit = block(attributes, "stopping_condition").get("max_runtime_in_seconds")
    if isinstance(limit, int | float):
        yield _field("Time limit", human_duration(limit))


def _data(attributes: Mapping[str, JSON]) -> Iterator[Line]:
    channels = attributes.get("input_data_config")
    for channel in channels if isinstance(channels, list) else ():
        if isinstance(channel, dict):
            source = block(channel, "data_source")
            files = block(source, "s3_data_source")
            system = block(source, "file_system_data_source")
            place = text(files, "s3_uri") or text(system, "directory_path")
            yield _field(f"Input {text(channel, 'channel_name')}", one_line(place))
    checkpoints = text(block(attributes, "checkpoint_config"), "s3_uri")
    output = text(block(attributes, "output_data_config"), "s3_output_path")
    model = text(block(attributes, "model_artifacts"), "s3_model_artifacts")
    yield from _texts((("Checkpoints", checkpoints), ("Output", output), ("Model", model)))


def _map(title: str, content: JSON) -> Iterator[Line]:
    if isinstance(content, dict) and content:
        yield from _section(title)
        width = max(map(len, content))
        for name, value in sorted(content.items()):
            shown = value if isinstance(value, str) else scalar(value)
            yield f"  {one_line(name):<{width}}  {one_line(shown)}"


def _metrics(title: str, metrics: JSON) -> Iterator[Line]:
    if isinstance(metrics, list) and metrics:
        yield from _section(title)
        for metric in metrics:
            if isinstance(metric, dict):
                name = one_line(text(metric, "metric_name"))
                yield f"  {name:<24}  {scalar(metric.get('value'))}"


def _history(history: Sequence[InstanceState]) -> Iterator[Line]:
    if history:
        yield from _section("Earlier generations")
        rows = [JobRow.of(None, earlier.attributes) for earlier in history]
        width = max(len(one_line(row.name)) for row in rows)
        for row in rows:
            took = human_duration(row.seconds) if row.seconds is not None else NOTHING
            created = human_time(row.created or "")
            status = plain(status_text(row.status, row.secondary_status))
            yield f"  {one_line(row.name):<{width}}  {status}  {took}  {created}".rstrip()


def _links(arn: str) -> Iterator[Line]:
    if link := job_link(arn):
        yield from _section("Links")
        yield from _texts((("Console", link), ("Log", logs_link(arn))))


def _field(label: str, content: Line) -> Line:
    lead = Piece(f"  {one_line(label):<{_LABEL}}", "dim")
    inside = (Piece(content),) if isinstance(content, str) else content
    return (lead, *inside)


def _section(title: str) -> Iterator[Line]:
    yield ""
    yield (Piece(title, "bold"),)


def _texts(fields: Sequence[tuple[str, str]]) -> Iterator[Line]:
    yield from (_field(label, one_line(content)) for label, content in fields if content)
