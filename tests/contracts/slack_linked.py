"""Socket Mode, joined to a simulated Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.slack.socket import SlackSocket
from tests.contracts.slack_desk import Desk


@asynccontextmanager
async def linked(d: Desk, dispatch=None, **known) -> AsyncIterator[SlackSocket]:
    """Connect the desk by Socket Mode instead of HTTP."""
    socket = SlackSocket(
        dispatch or d.inbound.dispatch, d.sim.app_token, api_url=d.sim.api_url, **known
    )
    await socket.start()
    try:
        await d.sim.until(lambda: socket.connected == 2)
        d.sim.over_sockets()
        yield socket
    finally:
        await socket.stop()
