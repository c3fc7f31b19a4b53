"""`muster messages`: send messages and signals from the shell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from server.cli.standing import standing_tools
from server.domain.people import SYSTEM
from server.services.messages import Letter
from server.services.sending import send_message, send_signal

if TYPE_CHECKING:
    from server.services.messages import Heard

VALUES = click.option(
    "--values", default="{}", help="内容，JSON 对象 / What it brings, a JSON object."
)


@click.group()
def messages() -> None:
    """消息与信号 / Messages and signals."""


@messages.command()
@click.argument("name")
@click.option("--key", default="", help="关联值 / The correlation key.")
@VALUES
def send(*, name: str, key: str, values: str) -> None:
    """发送消息 / Send the message NAME to whoever waits for it, or begins by it."""
    letter = Letter(name=name, key=key, values=_values(values))
    with standing_tools() as tools:
        _tell(send_message(tools, SYSTEM, letter))


@messages.command()
@click.argument("name")
@VALUES
def signal(*, name: str, values: str) -> None:
    """发送信号 / Send the signal NAME to all who wait for it, or begin by it."""
    with standing_tools() as tools:
        _tell(send_signal(tools, SYSTEM, Letter(name=name, values=_values(values))))


def _values(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise click.BadParameter('应为 JSON 对象 / give a JSON object: {"village": "东村"}')
    return values


def _tell(heard: Heard) -> None:
    for case in heard.moved:
        click.echo(f"→ {case} 继续办理 / goes on")
    for case in heard.started:
        click.echo(f"+ {case} 已发起 / began")
    if heard.kept:
        click.echo("… 无人等待，已留存 / nobody waits for it, it is kept")
    elif not (heard.moved or heard.started):
        click.echo("= 无人等待 / nobody waits for it")
