"""`smtj explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import attribute_paths

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument(
    "path", required=False, default="", metavar="[ATTRIBUTE.PATH]", shell_complete=attribute_paths
)
@click.option(
    "--markdown", is_flag=True, help="As Markdown; without a path the whole reference page."
)
@click.pass_obj
def command(session: Session, path: str, markdown: bool) -> None:
    """Say what an argument means: type, limits, values, default, the API's documentation.

    Without a path all arguments and attributes, one line each.
    """
    from sm_tj_cli.cli.explaining import explainer, look_up
    from sm_tj_cli.render.explanation import explanation_document, markdown_lines, text_lines
    from sm_tj_cli.render.json_output import write_document
    from sm_tj_cli.render.resource_page import page_lines

    if session.options.json:
        write_document(session.terminal, explanation_document(look_up(session, path)))
    elif markdown and not path:
        session.terminal.out(*page_lines(explainer(session, is_markdown=True)))
    elif markdown:
        session.terminal.out(*markdown_lines(look_up(session, path, is_markdown=True)))
    else:
        session.terminal.out(*text_lines(look_up(session, path), session.terminal.width))
