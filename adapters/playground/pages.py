"""The page's addresses: HTML that works by itself, forms that come back to it, and a stream that says "changed"."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import jinja2
from aiohttp import web

from adapters.playground import fields, screen
from adapters.playground.acts import Acts, Done
from adapters.playground.api import Api
from adapters.playground.guard import guard
from adapters.playground.inbound import Refused
from adapters.playground.parts import Parts
from adapters.playground.screen import Asking

HERE = Path(__file__).parent
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
SEEN = "seen"
"""The cookie that says by which platform's eyes a browser looks."""
MOST_FIELDS = 2_000
MOST_SHOWN = 2_000
SETTLED = 0.15
"""Seconds that a stream waits for more changes before it tells of one: introductions come by the dozen."""
BEAT = 15.0
"""Seconds after which a silent stream says that it is still there."""


def mount(app: web.Application, parts: Parts) -> None:
    """Put the playground at /play, and a way to it at /."""
    acts = Acts(parts)
    pages = Pages(parts, acts)
    play = web.Application(middlewares=[guard(parts.hosts)])
    play.add_routes([*pages.routes(), *Api(parts, acts).routes()])
    play.on_shutdown.append(pages.close)
    app.add_subapp("/play", play)
    app.router.add_get("/", _to_page)


async def _to_page(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "/play"})


class Pages:
    """Gives the page and takes its forms."""

    def __init__(self, parts: Parts, acts: Acts) -> None:
        """Read the template and the files that go with it."""
        self._parts = parts
        self._acts = acts
        loader = jinja2.FileSystemLoader(HERE / "templates")
        surroundings = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
        )
        self._files = {f.name: f.read_bytes() for f in (HERE / "static").iterdir() if f.is_file()}
        marks = {name: hashlib.sha256(data).hexdigest()[:12] for name, data in self._files.items()}
        surroundings.globals["static"] = lambda name: f"/play/static/{name}?v={marks[name]}"
        surroundings.globals["href"] = href
        self._template = surroundings.get_template("page.html")

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses, below /play."""
        return [
            web.get("", self.page),
            web.get("/static/{name}", self.file),
            web.get("/changes", self.changes),
            web.post("/send", self.send),
            web.post("/press", self.press),
            web.post("/submit", self.submit),
            web.post("/move", self.move),
            web.post("/seen", self.seen),
            web.post("/colleagues", self.colleagues),
            web.post("/hide", self.hide),
            web.post("/account", self.account),
            web.post("/start-over", self.start_over),
        ]

    async def close(self, app: web.Application) -> None:
        """End the streams, so that the program can."""
        self._parts.bell.close()

    async def page(self, request: web.Request) -> web.Response:
        """Show a conversation to a persona."""
        query = request.query
        number = query.get("show", "")
        shown = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
        asking = Asking(
            typed=query.get("say", "")[:4000],
            shown=min(max(shown, screen.SHOWN), MOST_SHOWN),
            thread=query.get("thread", ""),
            payload=query.get("payload", ""),
        )
        return await self._show(request, query.get("as", ""), query.get("in", ""), asking)

    async def file(self, request: web.Request) -> web.Response:
        """Give a file that goes with the page."""
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound(text="There is no such file.")
        return web.Response(
            body=self._files[name],
            content_type=KINDS[Path(name).suffix],
            charset="utf-8",
            headers={"Cache-Control": "max-age=31536000" if request.query_string else "no-cache"},
        )

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """Say so whenever the chat has changed, with a number that a page carries too."""
        bell = self._parts.bell
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await stream.prepare(request)
        told = -1
        try:
            while not bell.closed:
                count = bell.count
                line = f"data: {count}\n\n" if count != told else ": still here\n\n"
                await stream.write(line.encode())
                told = count
                await bell.wait(told, BEAT)
                await asyncio.sleep(SETTLED)
        except ConnectionError:
            pass  # The page was closed.
        return stream

    async def send(self, request: web.Request) -> web.Response:
        """Take what was typed."""
        form = await _form(request)
        where, thread = form.get("in", ""), form.get("thread", "")
        sent = self._acts.send(form.get("as", ""), where, form.get("text", ""), thread=thread)
        return await self._after(request, await sent)

    async def press(self, request: web.Request) -> web.Response:
        """Take a button, or what was chosen in a menu."""
        form = await _form(request)
        command = form.get(form["chosen"], "") if "chosen" in form else form.get("command", "")
        return await self._after(
            request, await self._acts.press(form.get("as", ""), form.get("message", ""), command)
        )

    async def submit(self, request: web.Request) -> web.Response:
        """Take a filled form."""
        pairs = await _pairs(request)
        form = dict(pairs)
        return await self._after(
            request,
            await self._acts.submit(
                form.get("as", ""),
                form.get("in", ""),
                form.get("line", ""),
                fields.answers(pairs),
                form.get("message", ""),
            ),
        )

    async def move(self, request: web.Request) -> web.Response:
        """Move time."""
        form = await _form(request)
        await self._acts.move(form.get("by", ""), form.get("as", ""))
        return _back(form.get("as", ""), form.get("in", ""))

    async def seen(self, request: web.Request) -> web.Response:
        """See the page by another platform's eyes from now on, in this browser."""
        form = await _form(request)
        response = _back(form.get("as", ""), form.get("in", ""), form.get("thread", ""))
        on = form.get("on", "")
        response.set_cookie(
            SEEN, on if on in self._parts.views else "", path="/play", samesite="Strict"
        )
        return response

    async def colleagues(self, request: web.Request) -> web.Response:
        """Let colleagues answer, or fall silent."""
        form = await _form(request)
        await self._acts.colleagues(form.get("answer") == "yes")
        return _back(form.get("as", ""), form.get("in", ""))

    async def hide(self, request: web.Request) -> web.Response:
        """Put the hint or the tour away, or bring it back."""
        form = await _form(request)
        if form.get("what") not in ("hint", "tour"):
            raise Refused("There is no such panel.")
        await self._acts.hide(form["what"], form.get("away") == "yes")
        return _back(form.get("as", ""), form.get("in", ""))

    async def account(self, request: web.Request) -> web.Response:
        """Switch a member's account on or off."""
        form = await _form(request)
        await self._acts.account(form.get("as", ""), form.get("on") == "yes")
        return _back(form.get("as", ""), form.get("in", ""))

    async def start_over(self, request: web.Request) -> web.Response:
        """Begin again."""
        await _form(request)
        await self._acts.start_over()
        return _back("", "")

    async def _after(self, request: web.Request, done: Done) -> web.Response:
        """Go back to the page, or show it with the form that was opened."""
        if done.asked is None:
            return _back(done.persona.id, done.conversation, done.thread)
        asking = Asking(asked=done.asked, thread=done.thread)
        return await self._show(request, done.persona.id, done.conversation, asking)

    async def _show(
        self, request: web.Request, who: str, conversation: str, asking: Asking
    ) -> web.Response:
        asking = replace(asking, seen=request.cookies.get(SEEN, ""))
        seen = await asyncio.to_thread(screen.screen, self._parts, who, conversation, asking)
        text = self._template.render(s=seen)
        return web.Response(text=text, content_type="text/html", charset="utf-8")


def href(
    persona: str, conversation: str = "", say: str = "", show: int = 0, thread: str = ""
) -> str:
    """Return the address of the page for a persona, in a conversation, with a thread of it open."""
    given = {"as": persona, "in": conversation, "thread": thread, "say": say}
    given["show"] = str(show) if show else ""
    return "/play?" + urlencode({name: value for name, value in given.items() if value})


def _back(persona: str, conversation: str, thread: str = "") -> web.Response:
    there = href(persona, conversation, thread=thread)
    return web.Response(status=303, headers={"Location": there})


async def _form(request: web.Request) -> dict[str, str]:
    return dict(await _pairs(request))


async def _pairs(request: web.Request) -> Sequence[tuple[str, str]]:
    """Return the names and values of a form that was sent; raises Refused for what is none."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType(text="Send a form.")
    try:
        sent = (await request.read()).decode("ascii")
        pairs = parse_qsl(sent, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused("That form cannot be read.") from None
    # Browsers send line breaks of two characters, whatever the page had.
    return [(name, value.replace("\r\n", "\n")) for name, value in pairs]
