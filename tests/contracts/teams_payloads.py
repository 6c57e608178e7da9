"""Everything that Teams sends, as it comes, and then as nobody would send it."""

import copy
import json
import random
from typing import Any

from tests.contracts.hostile import ATTACKS
from tests.journeys.teams_office import Office
from tests.simulators.teams.model import Json

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 7, 1e308, 2**63, "", " ", "x", "0", [], {}, [None], [[]], [{}]),
    *({"id": None}, {"id": 7}, {"id": "a b"}, {"id": "29:x", "aadObjectId": []}, {"id": ["28:x"]}),
    *({"tenant": None}, {"tenant": {"id": {}}}, {"line": 3}, {"data": []}, {"action": {"data": 5}}),
    *({"line": "join x", "fields": {"a": {}}}, {"line": "profile", "fields": {"team": "line"}}),
    *("message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "event"),
    *(
        "adaptiveCard/action",
        "task/fetch",
        "task/submit",
        "composeExtension/query",
        "add",
        "remove",
    ),
    *("personal", "channel", "groupChat", "teamDeleted", "channelRenamed", "channelDeleted"),
    *(
        "http://169.254.169.254/",
        "javascript:alert(1)",
        "a:1;messageid=",
        ";messageid=;messageid=1",
    ),
    *("19:x@thread.tacv2;messageid=../../x", "9" * 300, "x" * 30_000, "<at>" * 2_000, "\x00\x01"),
    *("\ud800", "a\udfff", "😀" * 500, "\u202e", "2026-13-45T99:99:99Z", "../../etc/passwd", "%00"),
    *("role @x admin", "program create pairs", "set #1 cadence", "confirm x join", '"', "{}", "[]"),
    *ATTACKS,
)
KEYS = (
    *(
        "type",
        "id",
        "name",
        "value",
        "from",
        "recipient",
        "conversation",
        "channelData",
        "entities",
    ),
    *(
        "tenant",
        "team",
        "channel",
        "settings",
        "eventType",
        "membersAdded",
        "membersRemoved",
        "text",
    ),
    *("reactionsAdded", "action", "data", "line", "fields", "at", "pick", "trigger", "replyToId"),
    *("isTargeted", "aadObjectId", "role", "attachments", "localTimezone", "mentioned", "tenantId"),
)


async def lived(here: Office) -> list[Json]:
    """Live through everything that can happen in Teams, and return what the bot was sent."""
    sim = here.sim
    ana, ben, zoe = sim.person("Ana"), sim.person("Ben"), sim.person("Zoe")
    design = sim.team("Design", channels=("crits",), people=[ana, ben])
    lunch = sim.group_chat("Lunch", [ana, ben])
    await sim.install(ana)
    await sim.install(ben)
    await here.pass_(minutes=1)
    await sim.add_to_team(design, by=ana)
    await sim.add_to_chat(lunch, by=ana)
    # what is said of a program when we arrive is no answer to her
    await here.app.inbound.drain(10.0)
    preview = await sim.says(ana, 'program create pairs "Coffee"')
    await sim.press(ana, preview.message, "Create it")
    await sim.says(ben, "join coffee")
    await sim.says(ana, "role @Ben facilitator", where=design.channel("crits"))
    await sim.says(ana, "help", where=lunch)
    await sim.says(ana, "status", where=design.general, targeted=True)
    await here.app.inbound.drain(10.0)
    form = await sim.says(ana, "profile")
    await sim.submit(ana, form.message, {"team": "Design"})
    card = next(one for one in sim.chat(ana) if "Change it" in one.buttons)
    dialog = await sim.press(ana, card, "Change it")
    await sim.submit(ana, dialog.dialog, {"team": "Crits"})
    await here.app.inbound.drain(10.0)
    await sim.says(ana, "set coffee cadence every 3w on wed at 9:00")
    await sim.press(ana, sim.chat(ana)[0], "What is next for me?", legacy=True)
    await sim.react(ana, sim.chat(ana)[0])
    await sim.react(ana, sim.chat(ana)[0], removed=True)
    words = next(one for one in (ana.chat.messages if ana.chat else ()) if one.sender is ana)
    await sim.edits(ana, words, "help")
    await sim.add_members(design, zoe, by=ana)
    await sim.remove_members(design, zoe, by=ana)
    fresh = await sim.add_channel(design, "new", by=ana)
    await sim.rename_channel(fresh, "newer", by=ana)
    await sim.delete_channel(fresh, by=ana)
    await sim.rename_team(design, "Designers", by=ana)
    await sim.remove_from_chat(lunch, by=ana)
    await sim.remove_from_team(design, by=ana)
    await sim.delete_team(sim.team("Gone", people=[ana]), by=ana)
    await sim.uninstall(ben)
    await here.app.inbound.drain(10.0)
    return [copy.deepcopy(one) for one in sim.delivered]


def spoiled(chance: random.Random, activity: Json, others: list[Json]) -> Json:
    """Return the activity with a few of its parts made odd, taken out, doubled, or taken from another."""
    body = copy.deepcopy(activity)
    for _ in range(chance.randrange(1, 5)):
        place, key = _somewhere(chance, body)
        match chance.randrange(8):
            case 0 if isinstance(place, dict) and len(body) > 1:
                del place[key]
            case 1 if isinstance(place, dict):
                place[chance.choice(KEYS)] = copy.deepcopy(chance.choice(VALUES))
            case 2:
                place[key] = [copy.deepcopy(place[key]) for _ in range(chance.choice((1, 2, 300)))]
            case 3:
                place[key] = nested(copy.deepcopy(place[key]), chance.choice((3, 50, 70)))
            case 4 if isinstance(place[key], str):
                at = chance.randrange(len(place[key]) + 1)
                place[key] = f"{place[key][:at]}{chance.choice(ATTACKS)}{place[key][at:]}"
            case 5:
                source, other = _somewhere(chance, chance.choice(others))
                place[key] = copy.deepcopy(source[other])
            case _:
                place[key] = copy.deepcopy(chance.choice(VALUES))
        if not body:
            break
    return body


def nested(value: Any, depth: int) -> Any:
    """Return the value inside of so many lists and objects."""
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def garbled(chance: random.Random, body: bytes) -> bytes:
    """Return bytes that are no JSON any more, or JSON as hardly anybody writes it."""
    at = chance.randrange(len(body))
    match chance.randrange(9):
        case 0:
            return body[:at]
        case 1:
            return body[:at] + chance.randbytes(chance.randrange(1, 9)) + body[at:]
        case 2:
            return body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]
        case 3:
            return body.decode().encode(chance.choice(("utf-16", "utf-32", "utf-8-sig")))
        case 4:
            odd = chance.choice((b"NaN", b"-Infinity", b"9" * 5_000, b"1e999", b"tru", b"'x'"))
            return body[:-1] + b', "value": ' + odd + b"}"
        case 5:
            return body[:-1] + b', "type": "invoke", "from": {}, "from": [1]' + b"}"
        case 6:
            deep = chance.choice((90, 5_000, 100_000))
            return body[:-1] + b', "x": ' + b"[" * deep + b"]" * deep + b"}"
        case 7:
            return chance.choice((b"", b"null", b"[]", b"{}", b'"x"', b"\xff\xfe", b"<xml/>", b"0"))
        case _:
            return b"[" + body + b"]"


def bytes_of(body: Json) -> bytes:
    """Return an activity as JSON, with its lone surrogates and all."""
    return json.dumps(body).encode()


def _somewhere(chance: random.Random, body: Any) -> tuple[Any, Any]:
    """Return a list or an object in a payload, with a key or a place in it."""
    place = body
    while True:
        key = (
            chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
        )
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.25:
            return place, key
        place = inner
