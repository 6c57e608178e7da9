"""Installing by OAuth: from our page to Slack's and back, held together by a state and a cookie."""

import asyncio
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlencode

import structlog
from aiohttp import web

from adapters import page
from adapters.slack import calling, errors
from adapters.slack.api import SlackApi
from adapters.slack.calling import App
from adapters.slack.errors import Trouble
from adapters.slack.installs import STATE_LIFE, Install, Installs
from facilitation import pages
from facilitation.talk.messages import Message

log = structlog.get_logger(__name__)

COOKIE = "__Host-peerloop-slack-install"
LONGEST = 1_000
"""More characters than any state or code has."""

HEADERS = {
    **page.HEADERS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_UNKNOWN = frozenset({"invalid_code", "code_already_used", "code_expired", "invalid_grant"})


class SlackOAuth:
    """The two addresses of an install: where it begins, and where Slack sends the browser back to."""

    def __init__(
        self,
        app: App,
        installs: Installs,
        api: SlackApi,
        *,
        scopes: Sequence[str],
        command: str,
        now: Callable[[], datetime],
        new_state: Callable[[], str],
        installed: Callable[[Install], None] = lambda install: None,
    ) -> None:
        """Take what it stands on; `installed` is called for each workspace that Peerloop has come to serve."""
        self._app = app
        self._installs = installs
        self._api = api
        self._scopes = scopes
        self._command = command
        self._now = now
        self._new_state = new_state
        self._installed = installed

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses; neither answers HEAD, by which a link checker would use up a state."""
        return [
            web.get("/slack/install", self.begin, allow_head=False),
            web.get("/slack/oauth_redirect", self.end, allow_head=False),
        ]

    async def begin(self, request: web.Request) -> web.Response:
        """Send the browser to Slack's page, with a state that this browser alone can bring back."""
        state = self._new_state()
        await asyncio.to_thread(self._installs.new_state, state, self._now())
        asked = {
            "client_id": self._app.client_id,
            "scope": ",".join(self._scopes),
            "redirect_uri": self._app.redirect_uri,
            "state": state,
        }
        response = web.Response(status=302, headers=HEADERS)
        response.headers["Location"] = (
            f"{self._app.slack('/oauth/v2/authorize')}?{urlencode(asked)}"
        )
        response.set_cookie(
            COOKIE,
            state,
            max_age=int(STATE_LIFE.total_seconds()),
            path="/",
            secure=True,
            httponly=True,
            samesite="Lax",
        )
        return response

    async def end(self, request: web.Request) -> web.Response:
        """Take the browser back from Slack, exchange its code for a token and keep that."""
        response = await self._end(request)
        response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
        return response

    async def _end(self, request: web.Request) -> web.Response:
        query = request.query
        if not await self._began_here(query.get("state", ""), request.cookies.get(COOKIE, "")):
            return _shown(request, pages.STALE, 400)
        if said := query.get("error", ""):
            return self._not_wanted(request, said)
        code = query.get("code", "")
        if not code or len(code) > LONGEST:
            return _shown(request, pages.UNKNOWN, 401)
        try:
            install = await calling.exchange(self._app, self._api, code, self._now())
            teams = await self._teams(install)
        except Trouble as error:
            log.warning("an install came to nothing", error=error.code[:80])
            if errors.passing(error):
                return _shown(request, pages.AWAY, 503)
            if error.code in _UNKNOWN:
                return _shown(request, pages.UNKNOWN, 401)
            return _shown(request, pages.REFUSED, 400)
        await self._keep(install, teams)
        opens = urlencode({"app": install.app_id, "team": install.team or install.enterprise})
        slack = self._app.slack(f"/app_redirect?{opens}")
        return _shown(request, pages.installed(install.name, self._command, slack))

    async def _began_here(self, state: str, cookie: str) -> bool:
        """Return whether this browser began this install; a state is used up even by a wrong ending."""
        if not (state and len(state) <= LONGEST and state.isascii() and state.isprintable()):
            return False
        if not hmac.compare_digest(state.encode(), cookie.encode(errors="replace")):
            return False
        return await asyncio.to_thread(self._installs.use_state, state, self._now())

    def _not_wanted(self, request: web.Request, error: str) -> web.Response:
        if error == "access_denied":
            log.info("an install was declined")
            return _shown(request, pages.DECLINED)
        log.warning("slack ended an install", error=error[:80])
        return _shown(request, pages.REFUSED, 400)

    async def _teams(self, install: Install) -> dict[str, str]:
        """Return the workspaces an organization's install serves; none are named for a workspace's own."""
        if install.team:
            return {}
        return await calling.teams(self._api, install.bot_token)

    async def _keep(self, install: Install, teams: dict[str, str]) -> None:
        await asyncio.to_thread(self._installs.save, install, teams)
        log.info("installed", workspace=install.workspace, by=install.installed_by)
        if install.team:
            self._installed(install)
        for team, name in teams.items():
            self._installed(install.serving(team, name))


def _shown(request: web.Request, message: Message, status: int = 200) -> web.Response:
    return page.answer(request, message, status=status, headers=HEADERS)
