"""`muster mail-test`: whether the mail server takes mail of this house."""

import click

from server.cli.standing import standing_tools
from server.domain.mailing import Taken, is_address
from server.services.mailing import showing


@click.command()
@click.argument("address")
def mail_test(*, address: str) -> None:
    """发送一封测试邮件 / Send a mail to ADDRESS that only shows that mail comes through."""
    if not is_address(address):
        raise click.BadParameter(
            "应为邮箱地址 / give an address for mail: name@example.gov.cn", param_hint="ADDRESS"
        )
    with standing_tools() as tools:
        receipt = showing.send_trial(tools, address)
    if receipt is None:
        raise click.ClickException(
            "没有设置邮件服务器，请设 MUSTER_MAIL_HOST / No mail server: set MUSTER_MAIL_HOST."
        )
    if receipt.taken is not Taken.SENT:
        raise click.ClickException(
            f"邮件服务器没有接收：{receipt.answer}\nThe mail server did not take it: {receipt.answer}"
        )
    click.echo(f"已交给邮件服务器，请查看 {address} / The mail server took it: look into {address}")
