"""`muster layout`: gives everything in a BPMN file a place on paper."""

from pathlib import Path

import click

from server.domain.errors import DiagramRefused
from server.wiring import engine_alone


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def layout(*, file: Path) -> None:
    """为没有坐标的流程图排版，写到标准输出 / Lay out a BPMN FILE and write it to standard output.

    Pools, lanes, shapes, lines and labels that have no place get one; what has a place keeps it.
    What has no id gets one. No database is needed. Exit code 1 when the file can't be read.
    """
    try:
        laid = engine_alone().lay_out(file.read_bytes())
    except DiagramRefused as refusal:
        told = (f"{one.sentence}\n{one.sentence_en}" for one in refusal.problems)
        raise click.ClickException("\n".join(told)) from refusal
    click.echo(laid, nl=False)
