"""Selectors to jobs: the NAMEs and `--target` of the command line.

A selector is an address, a resource or module, a label (`tj["a"]`), a job name or an ARN, with `*` and `?` as
globs, or the address of a job's page in the AWS console. One that selects nothing is an error, so that a typing mistake is never a quiet success.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, is_meant
from sm_tj_cli.arns import Arn
from sm_tj_cli.diagnostics import Diagnostics, Findings, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sm_tj_cli.addresses import InstanceAddress


@dataclass(frozen=True, slots=True)
class Candidate:
    """A job that can be selected; `name` and `arn` are empty where it was never submitted."""

    address: InstanceAddress
    name: str = ""
    arn: str = ""

    def matches(self, selector: str) -> bool:
        """Whether `selector` means this job."""
        page = Arn.of_page(selector)
        if page.name:
            own = Arn.of(self.arn)
            is_there = page.region == own.region and page.account in {"", own.account}
            return is_there and page.name == self.name
        if self.address.matches(selector):
            return True
        return any(is_meant(text, selector) for text in (self.name, self.arn) if text)


def select(
    selectors: Sequence[str], candidates: Iterable[Candidate]
) -> tuple[tuple[InstanceAddress, ...], Diagnostics]:
    """The addresses that the selectors mean, each once, in the order of the candidates."""
    known = tuple(candidates)
    chosen: set[InstanceAddress] = set()
    findings = Findings()
    for selector in selectors:
        found = [candidate.address for candidate in known if candidate.matches(selector)]
        chosen.update(found)
        if not found:
            findings.add(_nothing(selector, known))
    in_order = tuple(candidate.address for candidate in known if candidate.address in chosen)
    return in_order, findings.result()


def _nothing(selector: str, known: Sequence[Candidate]) -> Diagnostics:
    findings = Findings()
    if not selector:
        findings.error(
            "Empty selector",
            "A job is selected by its address, its label, its name or its ARN; this selector is empty.",
        )
        return findings.result()
    findings.error(
        "No such training job",
        f'Nothing in the configuration or the state is selected by "{selector}".'
        f'{_meant(selector, known)} "smtj list" shows the recorded jobs.',
    )
    return findings.result()


def _meant(selector: str, known: Sequence[Candidate]) -> str:
    """What a selector that means nothing was most likely to be: without the type, which makes all addresses alike."""
    prefix = f"{TRAINING_JOB}."
    words: dict[str, str] = {}
    for job in known:
        for address in (job.address, job.address.resource.instance(None)):
            short = str(address).replace(prefix, "")
            is_short = prefix not in selector and not address.resource.module
            words[short] = short if is_short else str(address)
        if job.name:
            words[job.name] = job.name
    found = closest(selector.replace(prefix, ""), words)
    return f' Did you mean "{words[found]}"?' if found else ""
