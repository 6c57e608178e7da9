"""A file that somebody laid before us, fetched from its platform before the core hears of it.

Like the look-up of a person (see `door`) it is outside of the core, in time or not at all; what could not be had is a
problem by name, for which the core has a sentence.
"""

import asyncio
from dataclasses import dataclass, field

import aiohttp
import structlog

from facilitation.filing import dropping
from facilitation.programs.formats.source import LARGEST
from facilitation.talk.forms import Answers

log = structlog.get_logger(__name__)

PATIENCE = 1.5
"""Seconds that a file may take to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A file as a platform tells of it; `url` is empty where it may not be fetched."""

    name: str
    url: str = ""
    token: str = field(default="", repr=False)
    size: int = 0


def taken(name: str) -> bool:
    """Return whether a file of that name is one that we open."""
    return name.lower().endswith(dropping.NAMES)


async def opened(laid: Laid) -> Answers:
    """Return a file as the answers of the core's form: its text, or why there is none."""
    if not laid.url:
        return _problem(laid, "closed")
    if laid.size > LARGEST:
        return _problem(laid, "large")
    try:
        async with asyncio.timeout(PATIENCE):
            body = await _fetched(laid)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        log.info("a file was not fetched", why=type(error).__name__)
        return _problem(laid, "late")
    if len(body) > LARGEST:
        return _problem(laid, "large")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _problem(laid, "unread")
    # a page in place of the file, as who may not fetch it gets
    if "\0" in text or text.lstrip()[:9].lower() in ("<!doctype", "<html"):
        return _problem(laid, "unread")
    return {"name": laid.name, "text": text}


async def _fetched(laid: Laid) -> bytes:
    """Return what stands at the address, no more than can be taken; it is not followed anywhere else."""
    headers = {"Authorization": f"Bearer {laid.token}"} if laid.token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.get(laid.url, headers=headers, allow_redirects=False) as answer,
    ):
        if answer.status != 200:
            raise ValueError(f"status {answer.status}")
        body = b""
        async for piece in answer.content.iter_chunked(LARGEST):
            body += piece
            if len(body) > LARGEST:
                break
        return body


def _problem(laid: Laid, problem: str) -> Answers:
    return {"name": laid.name, "problem": problem}
