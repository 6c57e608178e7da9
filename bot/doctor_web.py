"""What the doctor looks at where the world reaches us: that it does not read what is for the operator."""

import asyncio
from urllib.parse import urlsplit

import aiohttp

from adapters.loopback import is_loopback
from bot.doctor import Check, Unfit
from bot.settings import Settings

_PATIENCE = aiohttp.ClientTimeout(total=10.0)


def checks(settings: Settings) -> list[Check]:
    """Return the checks that these settings call for."""
    public = urlsplit(settings.public_url).hostname or ""
    return [figures(settings.public_url)] if public and not is_loopback(public) else []


def figures(address: str) -> Check:
    """Look whether /metrics is kept from those who come by `address`, through whatever proxy stands there."""

    def run() -> str:
        try:
            status = asyncio.run(_status(f"{address}/metrics"))
        except (aiohttp.ClientError, TimeoutError):
            return f"{address} does not answer now, so nobody reads /metrics there."
        if status == 200:
            raise Unfit(
                f"Anybody can read {address}/metrics: the proxy there does not say for whom it speaks.",
                "Let it send X-Forwarded-For (nginx: proxy_set_header X-Forwarded-For $remote_addr;), or give "
                "/metrics an address of its own with METRICS_PORT.",
            )
        return "The world does not read /metrics."

    return Check("figures", run)


async def _status(url: str) -> int:
    async with (
        aiohttp.ClientSession(timeout=_PATIENCE) as session,
        session.get(url, allow_redirects=False) as answer,
    ):
        return answer.status
