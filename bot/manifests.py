"""What platforms want to be given, from the command catalogue and the settings."""

import importlib.metadata
import json
from pathlib import Path

from adapters.slack import manifest as slack_manifest
from adapters.teams import manifest as teams_manifest
from bot.settings import Settings
from facilitation.catalogue import COMMANDS
from facilitation.errors import Usage


def slack(
    settings: Settings,
    url: str | None,
    *,
    socket: bool,
    read_threads: bool,
    read_files: bool,
    write_files: bool,
) -> str:
    """Return the Slack app's manifest as JSON; raises Usage without an address where Slack needs one."""
    made = slack_manifest.make(
        COMMANDS,
        command=settings.slack_command,
        url=url or settings.public_url or None,
        socket=socket,
        read_threads=read_threads,
        read_files=read_files or settings.slack_read_files,
        write_files=write_files or settings.slack_write_files,
    )
    return json.dumps(made, indent=2, ensure_ascii=False)


def teams(
    settings: Settings,
    url: str | None,
    out: Path,
    app_id: str | None,
    app_version: str | None,
    *,
    slash: bool,
    read_threads: bool,
    read_files: bool,
    write_files: bool,
) -> str:
    """Write the Teams app package, and return in a sentence what is to be done with it; raises Usage."""
    version = app_version or importlib.metadata.version("peerloop")
    made = teams_manifest.package(
        COMMANDS,
        app_id=app_id or settings.teams_app_id,
        public_url=url or settings.public_url,
        version=version,
        slash=slash,
        read_threads=read_threads,
        with_files=read_files or write_files or settings.teams_write_files,
    )
    try:
        out.write_bytes(made)
    except OSError as error:
        raise Usage(
            f"{out} cannot be written ({error.strerror or error}). Name a file in a folder that "
            "exists and that you may write to, such as --out peerloop.zip."
        ) from None
    return (
        f"{out} holds Peerloop {version} for Teams. Upload it in the Teams admin center (Teams apps, "
        "Manage apps, Upload new app), or for yourself in Teams (Apps, Manage your apps, Upload an app)."
    )
