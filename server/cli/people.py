"""`muster people`: the county's bodies, posts and people."""

import json
from pathlib import Path

import click

from server.cli.standing import standing_tools
from server.domain.people import SYSTEM
from server.domain.reading import BodyNode
from server.services import finding, founding, peopling
from server.services.county_files import read_county


@click.group()
def people() -> None:
    """机构、岗位和人员 / Bodies, posts and people."""


@people.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.password_option(
    help="所有新账号的初始密码 / First password of every new account.",
)
def load(*, folder: Path, password: str) -> None:
    """从 FOLDER 建立县区 / Found a county from the files in FOLDER (see server/county/README.md).

    Loading the same county again changes nothing.
    """
    with standing_tools() as tools:
        files = read_county(folder)
        is_new = founding.found(tools, SYSTEM, files, password)
    name = files.profile.name
    click.echo(f"✓ {name}" if is_new else f"= {name}（已加载 / loaded before）")


@people.command()
@click.argument("login")
@click.password_option(help="新密码 / The new password.")
def password(*, login: str, password: str) -> None:
    """重设 LOGIN 的密码 / Set the password of LOGIN; all sessions of that person end."""
    with standing_tools() as tools:
        peopling.set_passwords(tools, SYSTEM, {login: password})
    click.echo(f"✓ {login}")


@people.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def show(*, as_json: bool) -> None:
    """列出机构、岗位和现任人员 / List bodies, posts and who holds them today."""
    with standing_tools() as tools:
        bodies = finding.organisation(tools)
    if as_json:
        click.echo(json.dumps([_told(body) for body in bodies], ensure_ascii=False))
        return
    for body in bodies:
        _print(body, 0)


def _told(body: BodyNode) -> dict[str, object]:
    posts = [
        {"title": post.title, "roles": list(post.roles), "holder": post.holder}
        for post in body.posts
    ]
    children = [_told(child) for child in body.children]
    return {"id": body.id, "name": body.name, "posts": posts, "bodies": children}


def _print(body: BodyNode, depth: int) -> None:
    click.echo(f"{'  ' * depth}{body.name}  ({body.id})")
    for post in body.posts:
        click.echo(f"{'  ' * depth}  · {post.title}: {post.holder or '—'}")
    for child in body.children:
        _print(child, depth + 1)
