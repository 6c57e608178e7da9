"""The `peerloop` command: each verb reads its options, calls one function, and says in a sentence what failed."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import cli_filing, cli_privacy, interpreter, ownership

if TYPE_CHECKING:
    from bot.settings import Settings
    from facilitation.people.model import Role

MORE = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Run the command line; exit status 0 done, 1 failed with one sentence, 2 wrong usage."""
    interpreter.collect_seldom(interpreter.STARTING)
    if found := ownership.conflicts():
        _fail("\n".join(found))
    from facilitation.errors import PeerloopError

    try:
        peerloop.main(prog_name="peerloop", standalone_mode=True)
    except PeerloopError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")


def _fail(sentence: str) -> None:
    click.echo(f"peerloop: {sentence}", err=True)
    sys.exit(1)


@click.group(context_settings=MORE)
@click.version_option(package_name="peerloop", message="%(prog)s %(version)s")
def peerloop() -> None:
    """Peer learning where people already work: a chatbot for Slack and Microsoft Teams."""


@peerloop.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--people", type=click.IntRange(2, 1000), default=24, show_default=True)
@click.option("--fresh", is_flag=True, help="Start over instead of going on where you were.")
@click.option("--quiet", is_flag=True, help="Nobody answers but those whom you play.")
@click.option("--start", "start", metavar="INSTANT", help="When the simulated time starts.")
def playground(port: int, people: int, fresh: bool, quiet: bool, start: str | None) -> None:
    """Try everything in a browser: a small company, simulated time, no account."""
    import asyncio

    from bot import logs
    from bot import playground as play

    settings = _settings().model_copy(update={"port": port})
    logs.configure(settings.log_format, "WARNING", settings.secrets())
    begins = _instant(start) if start else None
    running = play.run(
        settings, people=people, fresh=fresh, quiet=quiet, start=begins, started=_welcome
    )
    asyncio.run(running)


@peerloop.command()
def run() -> None:
    """Run everything in one process: web and worker, for a small installation."""
    _serve(with_web=True, with_worker=True)


@peerloop.command()
def web() -> None:
    """Serve the web alone; run any number of these on PostgreSQL."""
    _serve(with_web=True, with_worker=False)


@peerloop.command()
def worker() -> None:
    """Run what is due and deliver what is owed; run any number of these on PostgreSQL."""
    _serve(with_web=False, with_worker=True)


@peerloop.command()
def migrate() -> None:
    """Bring the database to the newest schema (every start does so too)."""
    from storage import migrate as migrations

    click.echo(f"The schema is at {migrations.upgrade(_settings().database_url)}.")


@peerloop.command()
@click.option("--at", "at", metavar="INSTANT", help="Do what is due then; now when left out.")
@click.option("--deliver/--no-deliver", default=True, help="Whether to send what became due.")
def tick(at: str | None, deliver: bool) -> None:
    """Do everything that is due, print a line for each thing done; a second run prints nothing."""
    import asyncio

    from bot import logs, wiring

    settings = _settings()
    logs.configure(settings.log_format, settings.log_level, settings.secrets())
    for line in asyncio.run(wiring.tick_once(settings, _instant(at) if at else None, deliver)):
        click.echo(line)


@peerloop.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Look whether everything is fit to run; each finding comes with its cure."""
    from bot import doctor as looking
    from bot import logs, wiring

    logs.configure("console", "CRITICAL")
    findings = looking.examine(wiring.checks(_settings))
    click.echo(looking.as_json(findings) if as_json else looking.as_text(findings))
    sys.exit(0 if looking.fit(findings) else 1)


@peerloop.command()
@click.option("--check", is_flag=True, help="Only tell whether the written guide is up to date.")
def guide(check: bool) -> None:
    """Write the command guide from the command catalogue."""
    from bot import guide as page
    from facilitation.catalogue import COMMANDS

    if check:
        page.check(COMMANDS)
        click.echo("The command guide is up to date.")
        return
    changed = page.write(COMMANDS)
    click.echo(f"{page.PAGE} {'is written anew' if changed else 'was up to date'}.")


@peerloop.command()
@click.option("--check", is_flag=True, help="Only tell whether the written catalog is up to date.")
def sentences(check: bool) -> None:
    """Write the catalog of all that is said, for translators, from the code."""
    from bot import sentences as catalog

    if check:
        catalog.check()
        click.echo("The catalog of sentences is up to date.")
        return
    changed = catalog.write()
    click.echo(f"{catalog.TEMPLATE} {'is written anew' if changed else 'was up to date'}.")


@peerloop.group()
def manifest() -> None:
    """Print what a platform wants to be given."""


@manifest.command("slack")
@click.option("--socket", is_flag=True, help="For Socket Mode, which needs no address.")
@click.option("--url", help="Where Slack reaches this process; PUBLIC_URL when left out.")
@click.option("--read-threads", is_flag=True, help="Be told of replies in channels as they come.")
@click.option("--read-files", is_flag=True, help="Open files that are sent to it alone.")
@click.option("--write-files", is_flag=True, help="Send files to one person alone.")
def manifest_slack(socket: bool, url: str | None, **read: bool) -> None:
    """Print the Slack app's manifest, made from the command catalogue with the least scopes."""
    from bot import manifests

    click.echo(manifests.slack(_settings(), url, socket=socket, **read))


@manifest.command("teams")
@click.option("--url", help="Where Microsoft reaches this process; PUBLIC_URL when left out.")
@click.option(
    "--out",
    required=True,
    metavar="FILE.zip",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the app package.",
)
@click.option("--app-id", help="The bot's application (client) id; TEAMS_APP_ID when left out.")
@click.option("--app-version", help="Higher than the one uploaded before; ours when left out.")
@click.option("--slash", is_flag=True, help="Slash commands too; not every Teams takes them yet.")
@click.option("--read-threads", is_flag=True, help="Be told of replies in channels as they come.")
@click.option("--read-files", is_flag=True, help="Open files that are sent to it alone.")
@click.option("--write-files", is_flag=True, help="Send files to one person alone.")
def manifest_teams(
    url: str | None,
    out: Path,
    app_id: str | None,
    app_version: str | None,
    slash: bool,
    **read: bool,
) -> None:
    """Write the Teams app package: a manifest made from the command catalogue, and two icons."""
    from bot import manifests

    said = manifests.teams(_settings(), url, out, app_id, app_version, slash=slash, **read)
    click.echo(said)


@peerloop.group("import")
def import_() -> None:
    """Bring people in."""


@import_.command("people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only tell what would change; nothing does.")
@click.option("--workspace", help="The workspace's id, where there are several.")
def import_people(file: Path, check: bool, workspace: str | None) -> None:
    """Read people and their attributes from a CSV file: all of it, or nothing and a report of every line refused."""
    from bot import importing

    for line in importing.people(_settings(), file, workspace, check=check, read=_so_far):
        click.echo(line)


def _so_far(done: int, of: int) -> None:
    click.echo(f"{done:,} of {of:,} lines read …", err=True)


@peerloop.group("export")
def export() -> None:
    """Take things out."""


@export.command("people")
@click.option("--workspace", help="The workspace's id, where there are several.")
def export_people(workspace: str | None) -> None:
    """Write people and their attributes as CSV to standard output, as `import people` reads it."""
    from bot import importing

    click.echo(importing.people_out(_settings(), workspace), nl=False)


@peerloop.command("match")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rounds", type=click.IntRange(1, 1000), help="How many rounds; the file's when left out."
)
@click.option("--seed", type=int, default=0, show_default=True)
def match(file: Path, rounds: int | None, seed: int) -> None:
    """Match the people of a scenario file: one JSON line a round; no database, no platform."""
    from bot import matching

    for line in matching.lines(file, rounds, seed, drawn=_drawn_so_far):
        click.echo(line)


def _drawn_so_far(done: int, of: int) -> None:
    click.echo(f"Rounds drawn: {done:,} of {of:,} …", err=True)


@peerloop.group("format")
def format_() -> None:
    """Look at formats: the files that say what happens when in a program."""


@format_.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def format_check(file: Path) -> None:
    """Tell whether a format file is right, or all that is wrong with it, by line and column."""
    from bot import formats

    click.echo(formats.check(file))


@format_.command("show")
@click.argument("name")
@click.option("--weeks", type=click.IntRange(1, 520), default=26, show_default=True)
@click.option("--start", metavar="INSTANT", help="From when on; now when left out.")
def format_show(name: str, weeks: int, start: str | None) -> None:
    """Show who is told and asked what, and when: of a format that comes with Peerloop, or of a file."""
    from bot import clock, formats

    for line in formats.show(name, _instant(start) if start else clock.WallClock().now(), weeks):
        click.echo(line)


@format_.command("schema")
def format_schema() -> None:
    """Print the JSON Schema of format files, for editors."""
    from bot import formats

    click.echo(formats.schema())


@peerloop.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(["admin", "facilitator", "member"]))
@click.option("--workspace", help="The workspace's id, where there are several.")
def role(name: str, role: "Role", workspace: str | None) -> None:
    """Give somebody a role, where nobody in the chat can; NAME is a name, a handle or an address."""
    from bot import roles

    click.echo(roles.give(_settings(), name, role, workspace))


for verb in cli_privacy.VERBS:
    peerloop.add_command(verb)
for verb in cli_filing.FORMAT_VERBS:
    format_.add_command(verb)
peerloop.add_command(cli_filing.program)
for verb in cli_privacy.EXPORTS:
    export.add_command(verb)


def _settings() -> "Settings":
    from bot.settings import load

    return load()


def plainly() -> None:
    """Let no log draw its traces with rich, unless it is there already: a developers' tool, and 5 MB to everybody."""
    sys.modules.setdefault("rich", None)  # type: ignore[arg-type]


def _serve(*, with_web: bool, with_worker: bool) -> None:
    plainly()
    import asyncio

    from bot import logs, wiring

    settings = _settings()
    logs.configure(settings.log_format, settings.log_level, settings.secrets())
    asyncio.run(wiring.serve(settings, with_web=with_web, with_worker=with_worker))


def _instant(text: str) -> datetime:
    from datetime import UTC

    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"“{text}” is not an instant. Write it like 2026-11-24T10:00+01:00."
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _welcome(address: str) -> None:
    click.echo(
        f"Peerloop's playground is at {address}/  (Ctrl-C ends it; it goes on where you left it)"
    )
