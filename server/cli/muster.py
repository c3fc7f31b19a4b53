"""The group of all commands; each is imported when it is asked for, so that each starts fast."""

from importlib import import_module

import click

COMMANDS = {
    "bench": "server.cli.bench:bench",
    "cases": "server.cli.cases:cases",
    "deploy": "server.cli.deploy:deploy",
    "demo": "server.cli.demo:demo",
    "fuzz": "server.cli.fuzz:fuzz",
    "incidents": "server.cli.incidents:incidents",
    "layout": "server.cli.layout:layout",
    "live": "server.cli.live:live",
    "mail-test": "server.cli.mail_test:mail_test",
    "messages": "server.cli.messages:messages",
    "migrate-db": "server.cli.migrate_db:migrate_db",
    "people": "server.cli.people:people",
    "serve": "server.cli.serve:serve",
    "test": "server.cli.test:test",
    "verify": "server.cli.verify:verify",
    "worker": "server.cli.worker:worker",
}


class Muster(click.Group):
    """A group whose commands are found by the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        """Return the names, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's own signature
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found = getattr(import_module(module), name)
        if not isinstance(found, click.Command):
            raise TypeError(COMMANDS[cmd_name])
        return found


@click.group(cls=Muster, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version="0.1.0", prog_name="muster")
def main() -> None:
    """Muster 哨令：县域流程协同服务 / a workflow server for a county.

    \b
    Start here / 从这里开始:
      muster demo    try it with a sample county / 用样例县试用
      muster test    run every check / 运行全部检查
    """  # noqa: D301  # \b is click's mark for lines to keep
