"""`peerloop format import|export` and `peerloop program import|export`: formats and programs as files."""

from pathlib import Path

import click

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_WORKSPACE = click.option("--workspace", help="The workspace's id, where there are several.")
_CHECK = click.option("--check", is_flag=True, help="Only tell what would change; nothing does.")


@click.command("import")
@_FILE
@_CHECK
@_WORKSPACE
def format_import(file: Path, check: bool, workspace: str | None) -> None:
    """Keep a format file as a workspace's own, in place of what it had under that name."""
    from bot import filing
    from bot.settings import load

    click.echo(filing.format_in(load(), file, workspace, check=check))


@click.command("export")
@click.argument("name")
@_WORKSPACE
def format_export(name: str, workspace: str | None) -> None:
    """Write a format to standard output as it was written, comments and all."""
    from bot import filing
    from bot.settings import load

    click.echo(filing.format_out(load(), name, workspace), nl=False)


@click.group("program")
def program() -> None:
    """Take whole programs in and out, as files."""


@program.command("import")
@_FILE
@_CHECK
@_WORKSPACE
def program_import(file: Path, check: bool, workspace: str | None) -> None:
    """Make a program as a file says it: its settings, questions in line, and people by address."""
    from bot import filing
    from bot.settings import load

    for line in filing.program_in(load(), file, workspace, check=check):
        click.echo(line)


@program.command("export")
@click.argument("name")
@_WORKSPACE
def program_export(name: str, workspace: str | None) -> None:
    """Write a program to standard output, as `program import` reads it."""
    from bot import filing
    from bot.settings import load

    click.echo(filing.program_out(load(), name, workspace), nl=False)


FORMAT_VERBS: tuple[click.Command, ...] = (format_import, format_export)
