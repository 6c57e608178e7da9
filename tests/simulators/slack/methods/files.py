"""Uploading a file and sharing it: three calls, of which only the last shows it to anybody."""

import json
import re
from dataclasses import dataclass

from tests.simulators.slack.methods.registry import Request, method
from tests.simulators.slack.model import Json, Message, SlackError, Team

_CHANNEL = re.compile(r"[CGDZ][A-Z0-9]+")


@dataclass(eq=False)
class Upload:
    """A file on its way in: asked for, then with a body, then shared (or kept to the app, where nobody is named)."""

    id: str
    team: Team
    name: str
    length: int
    body: bytes | None = None
    shared: bool = False


@method("files.getUploadURLExternal", "files:write")
def address(request: Request) -> Json:
    """Return where to put a file of so many bytes, once."""
    name, length = request.text("filename"), request.number("length", 0)
    if not length:
        raise SlackError("missing_argument")
    number = request.world.number()
    made = Upload(f"F{number}", request.team, name, length)
    ticket = f"/upload/v1/{number:08x}"
    request.world.uploads[ticket] = made
    return {"upload_url": request.world.uploads_at + ticket, "file_id": made.id}


@method("files.completeUploadExternal", "files:write")
def complete(request: Request) -> Json:
    """Share files that were uploaded in a conversation of which the bot is; each once."""
    known = {one.id: one for one in request.world.uploads.values() if one.team is request.team}
    given = request.args.get("files")
    named = json.loads(given) if isinstance(given, str) else given
    if not isinstance(named, list) or not named:
        raise SlackError("invalid_arguments")
    chosen = [known.get(str(one.get("id"))) for one in named]
    if any(one is None or one.body is None or one.shared for one in chosen):
        raise SlackError("file_not_found")
    if not _CHANNEL.fullmatch(str(request.args.get("channel_id") or "")):
        said = "[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]"
        raise SlackError("invalid_arguments", response_metadata={"messages": [said]})
    channel = request.channel("channel_id")
    if request.team.bot.id not in channel.members:
        raise SlackError("channel_not_found")
    shown: list[Json] = []
    for one, told in zip(chosen, named, strict=True):
        assert one is not None
        one.shared = True
        size = len(one.body or b"")
        shown.append(
            {"id": one.id, "name": one.name, "title": told.get("title", one.name), "size": size}
        )
    text = str(request.args.get("initial_comment") or "")
    message = Message(channel, request.world.ts(), request.team.bot.id, text, files=shown)
    channel.messages.append(message)
    request.world.show(message)
    # what was shared where is worked out later, so the answer does not say it
    return {"files": [{"id": one["id"], "title": one["title"]} for one in shown]}
