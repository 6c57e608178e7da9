"""Files that go to one person in Teams: offered by a card, put into their OneDrive once they allow it, and shown.

It takes an app package that says so (`manifest teams --write-files`), and works in a personal chat alone.
"""

import asyncio
from collections.abc import Collection

import aiohttp
import structlog

from adapters import reading
from adapters.teams import acts, files, limits
from adapters.teams.answers import Answers as Giving
from adapters.teams.scenes import Activity, Person, Scene
from adapters.teams.transport.model import Json
from facilitation.platform import Files, Made, Offer
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.forms import Answers
from facilitation.talk.messages import Message, Note, Text, plain, text
from facilitation.talk.phrases import Phrase
from facilitation.talk.readers import Reader

log = structlog.get_logger(__name__)

INVOKED = "fileConsent/invoke"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
PATIENCE = 60.0
"""Seconds that OneDrive may take."""
WAIT = 10.0
"""The longest that is waited when OneDrive asks for it, once."""
_KEY = "file"


def card(message: Message, offer: Offer) -> Json:
    """Return the card that asks whether a file may be put into the reader's OneDrive."""
    said = [plain(one.spans) for one in message.blocks if isinstance(one, Text | Note)]
    title = words.cut(words.one_line(message.title), limits.TITLE)
    description = words.cut(" ".join([f"{title}.", *said]), limits.TITLE * 4)
    context = {_KEY: offer.token}
    content = {
        "description": description,
        "sizeInBytes": offer.size,
        "acceptContext": context,
        "declineContext": context,
    }
    asked = {"contentType": CONSENT, "name": offer.name, "content": content}
    return {"type": "message", "summary": title, "attachments": [asked]}


class Offers:
    """Takes files in, and hears what people say to such cards; belongs to one event loop."""

    def __init__(self, files: Files, given: Giving, hosts: Collection[str]) -> None:
        """Take files from `files`, answer by `given`; loopback among `hosts` may stand for OneDrive in tests."""
        self._files = files
        self._answers = given
        self._hosts = hosts

    async def opened(self, activity: Activity) -> Answers | None:
        """Return the first file of a message that is one of ours, opened; None where there is none."""
        return await files.opened(activity, self._hosts)

    async def answered(self, activity: Activity, scene: Scene, who: Person, reader: Reader) -> None:
        """Put the file into the OneDrive of whom it was offered to, where they allowed it; say what came of it."""
        value = reading.part(activity, "value")
        token = reading.text(reading.part(value, "context"), _KEY)
        origin = acts.origin_of(activity, scene, who)
        if scene.kind != "personal" or not token:
            return
        if value.get("action") != "accept":
            await asyncio.to_thread(self._files.settled, token)
            await self._answers.instead(origin, _said(reader, frame.FILE_DECLINED))
            return
        made = await asyncio.to_thread(self._files.taken, token, who.member)
        if made is None:
            await self._answers.instead(origin, _said(reader, frame.FILE_OVER))
            return
        upload = reading.part(value, "uploadInfo")
        if not await self._put(reading.text(upload, "uploadUrl"), made):
            await self._answers.privately(origin, _said(reader, frame.FILE_FAILED))
            return
        if await self._answers.sent(origin, _info(upload, made)):
            await asyncio.to_thread(self._files.settled, token)
            await self._answers.instead(origin, _said(reader, frame.FILE_THERE))

    async def _put(self, url: str, made: Made) -> bool:
        """Return whether OneDrive has the file."""
        if not files.allowed(url, self._hosts):
            log.warning("teams named a place for a file that is none of OneDrive's")
            return False
        last = len(made.body) - 1
        headers = {"Content-Range": f"bytes 0-{last}/{len(made.body)}"}
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as session:
                for once_more in (True, False):
                    async with session.put(
                        url, data=made.body, headers=headers, allow_redirects=False
                    ) as answer:
                        after = answer.headers.get("Retry-After", "")
                        if answer.status in (200, 201):
                            return True
                    if answer.status not in (429, 503) or not once_more:
                        break
                    await asyncio.sleep(min(float(after) if after.isdigit() else 1.0, WAIT))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("onedrive took no file", error=type(error).__name__)
            return False
        log.warning("onedrive took no file", status=answer.status)
        return False


def _info(upload: Activity, made: Made) -> Json:
    """Return the card of a file that is in OneDrive."""
    name = reading.text(upload, "name") or made.name
    shown = {
        "contentType": INFO,
        "contentUrl": reading.text(upload, "contentUrl"),
        "name": name,
        "content": {
            "uniqueId": reading.text(upload, "uniqueId"),
            "fileType": reading.text(upload, "fileType"),
        },
    }
    return {"type": "message", "summary": name, "attachments": [shown]}


def _said(reader: Reader, phrase: Phrase) -> Message:
    return reader.message(Message(frame.FILE, (text(phrase),)))
