"""`smtj output`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import output_names

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("name", required=False, shell_complete=output_names)
@click.option("--raw", is_flag=True, help="The text alone, without quotes.")
@click.pass_obj
def command(session: Session, name: str | None, raw: bool) -> None:
    """Print the outputs, as they were when the state was last saved."""
    from sm_tj_cli.cli.outputs import find_output, raw_text
    from sm_tj_cli.cli.records import own_state
    from sm_tj_cli.render.json_output import output_document, write_document
    from sm_tj_cli.render.values import outputs_text, value_text

    outputs = own_state(session).outputs
    terminal = session.terminal
    if name is None:
        if session.options.json:
            write_document(terminal, output_document(outputs))
        elif outputs:
            terminal.out(*outputs_text(outputs).split("\n"))
        else:
            terminal.error("No outputs.")
        return
    output = find_output(outputs, name)
    if session.options.json:
        write_document(terminal, output.value)
    elif raw:
        terminal.stdout.write(raw_text(name, output))
    else:
        terminal.out(*value_text(output.value, output.type).split("\n"))
