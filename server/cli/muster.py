"""The group of all commands, and the one place where a fault becomes a sentence and an exit code."""

from typing import Any

import click

from server.assets import NotBuilt
from server.cli.demo import demo
from server.cli.migrate_db import migrate_db
from server.cli.serve import serve
from server.cli.test import test
from server.ground import DatabaseWontStart, WrongDatabase, WrongRevision
from server.settings import WrongSetting

SENTENCES = (NotBuilt, DatabaseWontStart, WrongDatabase, WrongRevision, WrongSetting)


class Muster(click.Group):
    """A group that tells a person what is wrong instead of showing where in the code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can mend ends as a sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except SENTENCES as reason:
            raise click.ClickException(str(reason)) from reason


@click.group(cls=Muster, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version="0.1.0", prog_name="muster")
def main() -> None:
    """Muster 哨令：县域流程协同服务 / a workflow server for a county.

    \b
    Start here / 从这里开始:
      muster demo    try it with a sample county / 用样例县试用
      muster test    run every check / 运行全部检查
    """  # noqa: D301  # \b is click's mark for lines to keep


for one in (demo, migrate_db, serve, test):
    main.add_command(one)
