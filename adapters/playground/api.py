"""The page's JSON: its state to read, and the same acts that its forms do, for journeys and scripts."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from aiohttp import web

from adapters.playground import html, log, screen
from adapters.playground.acts import Acts, Done
from adapters.playground.fields import Asked
from adapters.playground.inbound import Refused
from adapters.playground.log import BOT, BOT_NAME, Conversation, Post
from adapters.playground.parts import Parts
from facilitation.people.model import Member
from facilitation.rounds.record import Together
from facilitation.talk.messages import MESSAGE


class Api:
    """The JSON addresses under /play/api; README.md tells what each takes and gives."""

    def __init__(self, parts: Parts, acts: Acts) -> None:
        """Take what to read from and what to act through."""
        self._parts = parts
        self._acts = acts

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses, below /play."""
        return [
            web.get("/api/state", self.state),
            web.get("/api/preview", self.preview),
            web.post("/api/send", self.send),
            web.post("/api/press", self.press),
            web.post("/api/submit", self.submit),
            web.post("/api/move", self.move),
            web.post("/api/account", self.account),
            web.post("/api/colleagues", self.colleagues),
            web.post("/api/start-over", self.start_over),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """Give everything, or what one persona sees."""
        who = request.query.get("as", "")
        return web.json_response(await asyncio.to_thread(state, self._parts, who))

    async def preview(self, request: web.Request) -> web.Response:
        """Give the payload that another platform would get for a card."""
        view = self._parts.views.get(request.query.get("on", ""))
        if view is None:
            names = " or ".join(self._parts.views)
            raise Refused(f"Cards can be seen as in {names}.", 404)
        chat = self._parts.chat()
        member = await asyncio.to_thread(chat.member, request.query.get("as", ""))
        post = await asyncio.to_thread(chat.post, member, request.query.get("message", ""))
        if post.message is None:
            raise Refused("Those are a person's own words, not a card.", 404)
        return web.json_response({"payload": view.message(post.message)})

    async def send(self, request: web.Request) -> web.Response:
        """Send what is typed: {as, in, text, key, thread}."""
        given = await _body(request, "as", "in", "text", "key", "thread")
        words, thread = given["text"], given["thread"]
        return _done(await self._acts.send(given["as"], given["in"], words, given["key"], thread))

    async def press(self, request: web.Request) -> web.Response:
        """Press a button or choose from a menu: {as, message, command, key}."""
        given = await _body(request, "as", "message", "command", "key")
        return _done(
            await self._acts.press(given["as"], given["message"], given["command"], given["key"])
        )

    async def submit(self, request: web.Request) -> web.Response:
        """Send a form off: {as, in, line, answers, message, key}."""
        given = await _body(request, "as", "in", "line", "message", "key")
        answers = _answers(await request.json())
        return _done(
            await self._acts.submit(
                given["as"], given["in"], given["line"], answers, given["message"], given["key"]
            )
        )

    async def move(self, request: web.Request) -> web.Response:
        """Move time: {by} is step, hour, day, week or an instant; {as} ticks that persona's tour."""
        given = await _body(request, "by", "as")
        lines = await self._acts.move(given["by"], given["as"])
        return web.json_response({"time": self._parts.clock.now().isoformat(), "ran": lines})

    async def account(self, request: web.Request) -> web.Response:
        """Switch a member's account: {member, on}."""
        given = await _body(request, "member")
        await self._acts.account(given["member"], await _switch(request, "on"))
        return web.json_response({})

    async def colleagues(self, request: web.Request) -> web.Response:
        """Let colleagues answer, or fall silent: {answer}."""
        await _body(request)
        await self._acts.colleagues(await _switch(request, "answer"))
        return web.json_response({})

    async def start_over(self, request: web.Request) -> web.Response:
        """Begin again."""
        await _body(request)
        await self._acts.start_over()
        return web.json_response({})


def state(parts: Parts, who: str) -> dict[str, object]:
    """Return time, personas, conversations, circles and messages: of everyone, or as one persona sees them."""
    chat = parts.chat()
    people = chat.people()
    names = {m.id: m.name for m in people} | {BOT: BOT_NAME}
    viewer = chat.member(who) if who else None
    mine = chat.conversations(viewer) if viewer else _all(parts, people)
    posts = parts.log.posts([c.id for c in mine], viewer=viewer.id if viewer else "")
    zone = viewer.zone if viewer else "UTC"
    next_at = parts.next_at()
    return {
        "time": parts.clock.now().isoformat(),
        "next_at": next_at.isoformat() if next_at else None,
        "ran": parts.log.note("ran"),
        "personas": [
            {"id": m.id, "name": m.name, "role": m.role, "zone": m.zone, "handle": m.handle}
            for m in people
        ],
        "colleagues": {"answer": parts.colleagues.answer},
        "deactivated": sorted(log.deactivated(parts.log)),
        "conversations": [
            {
                "id": c.id,
                "name": screen.label(c, viewer.id if viewer else "", names),
                "kind": c.kind,
                "members": list(c.members) or [m.id for m in people],
            }
            for c in mine
        ],
        "circles": [_circle(c) for c in parts.circles() if not viewer or viewer.id in c.members],
        "messages": [_post(p, zone) for p in posts],
    }


def _circle(circle: Together) -> dict[str, object]:
    return asdict(circle) | {"at": circle.at.isoformat()}


def _all(parts: Parts, people: Sequence[Member]) -> list[Conversation]:
    own = [Conversation(id=log.personal(m.id), kind="personal", members=(m.id,)) for m in people]
    return [*own, *parts.log.conversations()]


def _post(post: Post, zone: str) -> dict[str, object]:
    message = post.message
    return {
        "id": str(post.id),
        "conversation": post.conversation,
        "at": post.at.isoformat(),
        "author": BOT_NAME if post.author == BOT else post.author,
        "title": message.title if message else "",
        "text": html.words(message, zone) if message else post.text,
        "only_for": post.only_for,
        "thread": post.thread,
        "buttons": [{"text": b.text, "command": b.command} for b in html.pressable(message)]
        if message
        else [],
        "choices": html.commands(message) if message else {},
        "message": MESSAGE.dump_python(message, mode="json") if message else None,
    }


def _done(done: Done) -> web.Response:
    return web.json_response({"form": _form(done.asked) if done.asked else None})


def _form(asked: Asked) -> dict[str, object]:
    return {
        "title": asked.form.title,
        "lead": asked.form.lead,
        "line": asked.form.command,
        "in": asked.conversation,
        "message": str(asked.card) if asked.card else "",
        "fields": [asdict(f) for f in asked.form.fields],
        "errors": dict(asked.errors),
    }


async def _body(request: web.Request, *names: str) -> dict[str, str]:
    """Return the texts of these names in a JSON object, empty where absent; raises Refused."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="Send application/json.")
    try:
        sent: Any = await request.json()
    except (ValueError, LookupError, RecursionError):
        raise Refused("That is not JSON.") from None
    if not isinstance(sent, dict):
        raise Refused("Send a JSON object.")
    given = {name: sent.get(name, "") for name in names}
    wrong = [name for name, value in given.items() if not isinstance(value, str)]
    if wrong:
        raise Refused(f"These must be texts: {', '.join(wrong)}.")
    return given


async def _switch(request: web.Request, name: str) -> bool:
    """Return what a switch is put to; raises Refused."""
    on = (await request.json()).get(name)
    if not isinstance(on, bool):
        raise Refused(f'Say whether it is on: {{"{name}": true}} or {{"{name}": false}}.')
    return on


def _answers(sent: dict[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Return the answers in a JSON object: by field name a text, or a list of texts."""
    answers = sent.get("answers", {})
    if not isinstance(answers, dict):
        raise Refused('Answers are an object, such as {"team": "Design"}.')
    found: dict[str, str | tuple[str, ...]] = {}
    for name, value in answers.items():
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            found[name] = tuple(value)
        elif isinstance(value, str):
            found[name] = value
        else:
            raise Refused(f"The answer to {name} is neither a text nor a list of texts.")
    return found
