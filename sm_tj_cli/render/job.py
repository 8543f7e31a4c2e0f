"""One job's recorded attributes in, one screen about it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import job_arn, job_name, job_status
from sm_tj_cli.render.console import Line, Piece, Terminal
from sm_tj_cli.render.durations import human_duration, human_time, seconds_between
from sm_tj_cli.render.links import job_link, logs_link
from sm_tj_cli.render.masking import masked
from sm_tj_cli.render.rows import duration, text, verdict
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.tables import status_text
from sm_tj_cli.render.triage import triage_lines
from sm_tj_cli.render.values import scalar
from sm_tj_cli.render.wrapping import hanging, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.request.training_job import AttributePath
    from sm_tj_cli.state.model import JSON, InstanceState
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
    """

    history: Sequence[InstanceState] = ()
    now: str | None = None
    sensitive: Collection[AttributePath] = ()
    triage: Triage | None = None


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
    yield from _phases(attributes.get("secondary_status_transitions"), known.now, width)
    yield from _machines(attributes)
    yield from _data(attributes)
    yield from _map("Hyperparameters", attributes.get("hyper_parameters"))
    yield from _metrics(attributes.get("final_metric_data_list"))
    yield from _map("Tags", attributes.get("tags_all") or attributes.get("tags"))
    yield from _history(known.history)


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
    if address is not None:
        yield _field("Address", one_line(str(address)))
    yield from _texts((("ARN", job_arn(attributes)), ("Role", text(attributes, "role_arn"))))
    for label, name in _TIMES:
        if moment := text(attributes, name):
            yield _field(label, human_time(moment))
    seconds = duration(attributes, known.now)
    if seconds is not None:
        yield _field("Trained", human_duration(seconds))
    yield from _billed(attributes)
    arn = job_arn(attributes)
    yield from _texts((("Console", job_link(arn)), ("Log", logs_link(arn))))


def _billed(attributes: Mapping[str, JSON]) -> Iterator[Line]:
    billable = attributes.get("billable_time_in_seconds")
    if isinstance(billable, int | float):
        trained = attributes.get("training_time_in_seconds")
        saved = ""
        # Managed spot training bills less than it trains (DescribeTrainingJob's API page).
        if isinstance(trained, int | float) and trained > billable:
            saved = f", {1 - billable / trained:.0%} saved by spot capacity"
        yield _field("Billed", f"{human_duration(billable)} per instance ({billable} s{saved})")


def _phases(transitions: JSON, now: str | None, width: int | None) -> Iterator[Line]:
    if not isinstance(transitions, list) or not transitions:
        return
    yield from _section("Phases")
    for phase in transitions:
        if isinstance(phase, dict):
            seconds = seconds_between(phase.get("start_time"), phase.get("end_time") or now)
            took = human_duration(seconds) if seconds is not None else ""
            lead = f"  {one_line(text(phase, 'status')):<22}{took:>8}  "
            for line in hanging(lead, one_line(text(phase, "status_message")), width):
                yield line.rstrip()


def _machines(attributes: Mapping[str, JSON]) -> Iterator[Line]:
    resources = _first(attributes.get("resource_config"))
    count, kind = resources.get("instance_count"), resources.get("instance_type")
    if attributes.get("algorithm_specification") or kind:
        yield from _section("Settings")
    if kind:
        volume = resources.get("volume_size_in_gb")
        disk = f", {scalar(volume)} GB" if volume else ""
        yield _field("Instances", one_line(f"{count} x {kind}{disk}"))
    algorithm = _first(attributes.get("algorithm_specification"))
    yield from _texts(
        (
            ("Image", text(algorithm, "training_image")),
            ("Algorithm", text(algorithm, "algorithm_name")),
        )
    )
    limit = _first(attributes.get("stopping_condition")).get("max_runtime_in_seconds")
    if isinstance(limit, int | float):
        yield _field("Time limit", human_duration(limit))


def _data(attributes: Mapping[str, JSON]) -> Iterator[Line]:
    channels = attributes.get("input_data_config")
    for channel in channels if isinstance(channels, list) else ():
        if isinstance(channel, dict):
            source = _first(channel.get("data_source"))
            files = _first(source.get("s3_data_source"))
            system = _first(source.get("file_system_data_source"))
            place = text(files, "s3_uri") or text(system, "directory_path")
            yield _field(f"Input {text(channel, 'channel_name')}", one_line(place))
    output = text(_first(attributes.get("output_data_config")), "s3_output_path")
    model = text(_first(attributes.get("model_artifacts")), "s3_model_artifacts")
    yield from _texts((("Output", output), ("Model", model)))


def _map(title: str, content: JSON) -> Iterator[Line]:
    if isinstance(content, dict) and content:
        yield from _section(title)
        width = max(map(len, content))
        for name, value in sorted(content.items()):
            shown = value if isinstance(value, str) else scalar(value)
            yield f"  {one_line(name):<{width}}  {one_line(shown)}"


def _metrics(metrics: JSON) -> Iterator[Line]:
    if isinstance(metrics, list) and metrics:
        yield from _section("Final metrics")
        for metric in metrics:
            if isinstance(metric, dict):
                name = one_line(text(metric, "metric_name"))
                yield f"  {name:<24}  {scalar(metric.get('value'))}"


def _history(history: Sequence[InstanceState]) -> Iterator[Line]:
    if history:
        yield from _section("Earlier generations")
        for earlier in history:
            attributes = earlier.attributes
            created = human_time(text(attributes, "creation_time"))
            name, status = one_line(job_name(attributes)), one_line(job_status(attributes))
            yield f"  {name}  {status}  {created}".rstrip()


def _field(label: str, content: Line) -> Line:
    lead = Piece(f"  {one_line(label):<{_LABEL}}", "dim")
    inside = (Piece(content),) if isinstance(content, str) else content
    return (lead, *inside)


def _section(title: str) -> Iterator[Line]:
    yield ""
    yield (Piece(title, "bold"),)


def _texts(fields: Sequence[tuple[str, str]]) -> Iterator[Line]:
    yield from (_field(label, one_line(content)) for label, content in fields if content)


def _first(blocks: JSON) -> Mapping[str, JSON]:
    if isinstance(blocks, list) and blocks and isinstance(blocks[0], dict):
        return blocks[0]
    return blocks if isinstance(blocks, dict) else {}
