"""`peerloop forget`, `audit` and exports: what whoever runs the machine does about what is kept of people."""

import sys

import click


@click.command()
@click.argument("address")
@click.option("--yes", is_flag=True, help="Also somebody who is still there, without asking.")
@click.option("--workspace", help="The workspace's id, where there are several.")
def forget(address: str, workspace: str | None, yes: bool) -> None:
    """Erase all that is kept of somebody who has left; ADDRESS is their address, handle or id. Print the receipt."""
    from bot import privacy
    from bot.settings import load

    def sure(name: str) -> bool:
        return yes or (sys.stdin.isatty() and _typed_again(address, name))

    click.echo(privacy.forget(load(), address, workspace, sure))


def _typed_again(address: str, name: str) -> bool:
    """Return whether whoever sits at the terminal types once more whom they erase."""
    asked = f"{name} is still here, and nothing brings back what is erased.\nTo erase it, type {address}"
    return bool(click.prompt(asked, err=True) == address)


@click.command("person")
@click.argument("address")
@click.option("--workspace", help="The workspace's id, where there are several.")
def export_person(address: str, workspace: str | None) -> None:
    """Write all that is kept of one person as JSON to standard output."""
    from bot import privacy
    from bot.settings import load

    click.echo(privacy.export_person(load(), address, workspace))


@click.command("everything")
@click.option("--workspace", help="The workspace's id, where there are several.")
def export_everything(workspace: str | None) -> None:
    """Write all that is kept of a workspace as JSON to standard output; what is left out is said beside it."""
    from bot import privacy
    from bot.settings import load

    click.echo(privacy.export_everything(load(), workspace))
    click.echo(privacy.LEFT_OUT, err=True)


@click.command()
@click.option("--csv", "as_csv", is_flag=True, help="All of it, as CSV.")
@click.option("--workspace", help="The workspace's id, where there are several.")
def audit(as_csv: bool, workspace: str | None) -> None:
    """Tell who changed what, and who looked at which report, newest first."""
    from bot import privacy
    from bot.settings import load

    click.echo(privacy.audit(load(), workspace, as_csv=as_csv), nl=False)


VERBS: tuple[click.Command, ...] = (forget, audit)
EXPORTS: tuple[click.Command, ...] = (export_person, export_everything)
