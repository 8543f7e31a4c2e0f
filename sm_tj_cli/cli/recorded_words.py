"""What a shell completes a NAME or an ADDRESS with: the recorded jobs, from the state file alone."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.options import global_options

if TYPE_CHECKING:
    import click


def recorded_words(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The addresses and names of the recorded jobs that begin with `incomplete`; none where there is no state file."""
    from sm_tj_cli.plan.record import job_name
    from sm_tj_cli.state.backends import FILE
    from sm_tj_cli.state.durable import read_regular
    from sm_tj_cli.state.format import decode_state

    options = global_options(context)
    place = Path(options.chdir or ".") / (options.state or FILE)
    try:
        content = read_regular(place)
    except OSError:
        return []
    state, _ = decode_state(content or b"", str(place))
    if state is None:
        return []
    words = [
        word
        for address, record in state.jobs()
        for word in (str(address), job_name(record.attributes))
        if word.startswith(incomplete)
    ]
    # Other shells quote what they insert themselves.
    is_bash = os.environ.get("_SMTJ_COMPLETE", "").startswith("bash")
    return [shlex.quote(word) for word in words] if is_bash else words
