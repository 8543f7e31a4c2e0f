"""`plan --generate-config-out`: configuration written for the `import` blocks that name resources nobody wrote yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.apply.adoption import Found, look_up
from sm_tj_cli.cli.generating import new_file, write_configuration
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.project import sound_project, store_of
from sm_tj_cli.diagnostics import Findings
from sm_tj_cli.pipeline import evaluate

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.configuration.model import ImportRequest
    from sm_tj_cli.pipeline import Declared


def write_for_imports(
    session: Session, paths: tuple[str, ...], variables: tuple[tuple[str, str], ...], file: str
) -> tuple[str, ...]:
    """Writes the file; the paths of the configuration with it.

    Raises:
        Stopped: the file exists, something is wrong with the configuration, or there is no such job.
    """
    project = sound_project(session, paths, variables)
    target = new_file(file, Path(project.loaded.directory))
    world = replace(project.world, generates=True)
    state = session.names.first_state(store_of(session, project).read())
    declared = evaluate(replace(project, world=world), state)
    if declared.diagnostics.has_errors:
        raise Stopped(declared.diagnostics, project.loaded.sources)
    jobs = {job.address for job in declared.jobs}
    requests = [it for it in declared.configuration.imports if it.target not in jobs]
    if not requests:
        session.terminal.error(
            f"Every import block's resource is declared already, so {target.file} is not written."
        )
        return paths
    found, findings = _look_up(session, declared, requests)
    if findings.count:
        raise Stopped(findings.result(), project.loaded.sources)
    write_configuration(session, target, found)
    is_included = any(Path(path).is_dir() for path in paths)
    return paths if is_included else (*paths, str(target.file))


def _look_up(
    session: Session, declared: Declared, requests: list[ImportRequest]
) -> tuple[dict[str, Found], Findings]:
    service = session.services.training_jobs(declared.configuration.provider, None)
    findings = Findings()
    found: dict[str, Found] = {}
    for request in requests:
        answer = look_up(request.id, service)
        if isinstance(answer, Found):
            found[request.target.resource.name] = answer
        else:
            findings.add([answer.at(request.range)])
    return found, findings
