"""A small bot for the tests of the simulated Teams: it hears, answers as told, and speaks through the connector."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp import web

from tests.simulators.teams import Person, TeamsSimulator

Json = dict[str, Any]

CARD_TYPE = "application/vnd.microsoft.card.adaptive"


def text(said: str) -> Json:
    """Return a text."""
    return {"type": "TextBlock", "text": said, "wrap": True}


def card(*body: Json, **more: Any) -> Json:
    """Return a card of these elements."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": [text("Hello"), *body], **more}


def message(content: Json, **more: Any) -> Json:
    """Return a message with this card."""
    attached = [{"contentType": CARD_TYPE, "content": content}]
    return {"type": "message", "summary": "Hello", "attachments": attached, **more}


def button(title: str, *, inputs: str = "none", **data: Any) -> Json:
    """Return a row of one button that falls back as it must."""
    shown = {"title": title, "data": data, "associatedInputs": inputs}
    submit = {"type": "Action.Submit", **shown}
    execute = {"type": "Action.Execute", "verb": "line", **shown, "fallback": submit}
    return {"type": "ActionSet", "actions": [execute]}


def opener(title: str, **data: Any) -> Json:
    """Return a row of one button that opens a dialog."""
    asked = {**data, "msteams": {"type": "task/fetch"}}
    return {
        "type": "ActionSet",
        "actions": [{"type": "Action.Submit", "title": title, "data": asked}],
    }


class Bot:
    """Keeps what it hears; `answers` gives the body with which it answers an activity, `then` happens before."""

    def __init__(self, teams: TeamsSimulator, session: aiohttp.ClientSession) -> None:
        self.teams = teams
        self.session = session
        self.heard: list[Json] = []
        self.headers: list[str] = []
        self.token = ""
        self.answers: Callable[[Json], Any] = lambda _activity: None
        self.replies: Callable[[Json], Json | None] = lambda _activity: None

    async def hears(self, request: web.Request) -> web.Response:
        """Take an activity."""
        activity = await request.json()
        self.heard.append(activity)
        self.headers.append(request.headers.get("Authorization", ""))
        if reply := self.replies(activity):
            where = activity["conversation"]["id"]
            status, told = await self.send(where, reply)
            assert status == 201, told
        body = self.answers(activity)
        return web.Response() if body is None else web.json_response(body)

    async def sign_in(self, **other: str) -> tuple[int, Json]:
        """Get a token."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self.teams.app_id,
            "client_secret": self.teams.password,
            "scope": "https://api.botframework.com/.default",
            **{key: value for key, value in other.items() if key != "tenant"},
        }
        tenant = other.get("tenant", self.teams.tenant)
        url = f"{self.teams.login_url}/{tenant}/oauth2/v2.0/token"
        async with self.session.post(url, data=form) as told:
            body = await told.json()
        self.token = body.get("access_token", self.token)
        return told.status, body

    async def call(
        self, method: str, path: str, body: Json | None = None, *, url: str = "", **query: str
    ) -> tuple[int, Any]:
        """Call the connector; the answer's status, and its JSON or text."""
        if not self.token:
            await self.sign_in()
        headers = {"Authorization": f"Bearer {self.token}"}
        at = (url or self.teams.service_url) + path
        async with self.session.request(
            method, at, json=body, headers=headers, params=query
        ) as told:
            if told.content_type == "application/json":
                return told.status, await told.json()
            return told.status, await told.text()

    async def send(self, where: str, activity: Json, **query: str) -> tuple[int, Any]:
        """Send an activity to a conversation."""
        path = f"v3/conversations/{quote(where, safe='')}/activities"
        return await self.call("POST", path, activity, **query)

    async def update(self, where: str, id: str, activity: Json) -> tuple[int, Any]:
        """Change a message."""
        path = f"v3/conversations/{quote(where, safe='')}/activities/{id}"
        return await self.call("PUT", path, activity)

    async def opens(self, person: Person, **other: Any) -> tuple[int, Any]:
        """Open the chat with a person."""
        body = {
            "bot": {"id": self.teams.bot},
            "members": [{"id": person.id29}],
            "channelData": {"tenant": {"id": person.company.id}},
            **other,
        }
        return await self.call("POST", "v3/conversations", body)


@asynccontextmanager
async def listening(teams: TeamsSimulator) -> AsyncIterator[Bot]:
    """Give a bot to which the simulator sends."""
    async with aiohttp.ClientSession() as session:
        bot = Bot(teams, session)
        app = web.Application()
        app.router.add_post("/api/messages", bot.hears)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
        try:
            yield bot
        finally:
            await runner.cleanup()
