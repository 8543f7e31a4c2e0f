"""`smtj explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("path", required=False, default="", metavar="[ATTRIBUTE.PATH]")
@click.option("--markdown", is_flag=True, help="As a page of Markdown.")
@click.pass_obj
def command(session: Session, path: str, markdown: bool) -> None:
    """Say what an argument means: type, limits, values, default, the API's documentation."""
    from dataclasses import asdict

    from sm_tj_cli.cli.explaining import look_up
    from sm_tj_cli.render.explanation import markdown_lines, text_lines
    from sm_tj_cli.render.json_output import write_document

    explanation = look_up(session, path)
    if session.options.json:
        write_document(session.terminal, asdict(explanation))
    elif markdown:
        session.terminal.out(*markdown_lines(explanation))
    else:
        session.terminal.out(*text_lines(explanation, session.terminal.width))
