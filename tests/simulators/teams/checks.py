"""What is wrong with an activity that the bot sends; stricter than Teams where Teams would only show less."""

import json
import re
from collections.abc import Iterator

from tests.contracts import teams_checker
from tests.simulators.teams.model import CARD, CONSENT, INFO, Company, ConnectorError, Json

AT = re.compile(r"<at>.*?</at>", re.DOTALL)
MOST = 100 * 1024


def check(activity: Json, company: Company, bot: str) -> None:
    """Raise 413 or 400 with what is wrong with the activity."""
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > MOST:
        raise ConnectorError(413, "MessageSizeTooBig", faults=("size: over 100 KB",))
    if activity.get("type") not in ("message", "typing"):
        raise ConnectorError(400, "BadArgument", f"Unknown activity type {activity.get('type')}")
    if activity["type"] == "typing":
        return
    if wrong := tuple(faults_of(activity, company, bot)):
        raise ConnectorError(400, "BadSyntax", "; ".join(wrong), wrong)


def faults_of(activity: Json, company: Company, bot: str) -> Iterator[str]:
    """Give what is wrong with a message."""
    text, attachments = activity.get("text") or "", activity.get("attachments") or []
    if not text and not attachments:
        yield "message: empty"
    if text and attachments:
        yield "message: text and a card, which Teams splits in two without an id for either"
    if len(attachments) > 1:
        yield "message: several attachments"
    if attachments and not str(activity.get("summary") or "").strip():
        yield "summary: missing, so that a notification would say “sent a card”"
    sender = (activity.get("from") or {}).get("id", bot)
    if sender not in (bot, bot.removeprefix("28:")):
        yield f"from: {sender} is not the bot"
    yield from _mentions(text, activity.get("entities") or [], company)
    for one in attachments:
        if one.get("contentType") in FILES and isinstance(one.get("content"), dict):
            yield from _file_faults(one)
            continue
        if one.get("contentType") != CARD or not isinstance(one.get("content"), dict):
            yield f"attachment: {one.get('contentType')}"
            continue
        yield from card_faults(one["content"], company)


FILES = {
    CONSENT: {"description", "sizeInBytes", "acceptContext", "declineContext"},
    INFO: {"uniqueId", "fileType"},
}
"""What the card that asks for consent, and that of a file that is there, have to say."""


def _file_faults(one: Json) -> Iterator[str]:
    missing = FILES[one["contentType"]] - one["content"].keys()
    if missing or not one.get("name"):
        yield f"file: without {sorted(missing) or 'a name'}"
    if one["contentType"] == INFO and not str(one.get("contentUrl")).startswith("https://"):
        yield "file: without an address"


def card_faults(card: Json, company: Company) -> Iterator[str]:
    """Give what is wrong with a card, mentions of strangers included."""
    try:
        yield from teams_checker.card_faults(card)
        entities = card.get("msteams", {}).get("entities", [])
        mentioned = [str(one["mentioned"]["id"]) for one in entities]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        yield f"malformed: {type(error).__name__} {error}"
        return
    for one in mentioned:
        if company.find(one) is None:
            yield f"mention: nobody is {one}"


def _mentions(text: str, entities: list[Json], company: Company) -> Iterator[str]:
    given = [one for one in entities if one.get("type") == "mention"]
    for one in given:
        mentioned = one.get("mentioned") or {}
        if not one.get("text") or one["text"] not in text:
            yield f"mention: {one.get('text')!r} is not in the text"
        if mentioned.get("id") not in company.people:
            yield f"mention: nobody is {mentioned.get('id')}"
    live, known = set(AT.findall(text)), {one.get("text") for one in given}
    if live - known:
        yield f"mention: {sorted(live - known)} without an entity"
