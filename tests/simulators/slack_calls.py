"""Calling the simulated Slack through slack_sdk, and expecting it to refuse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.slack import SlackSimulator


def with_token(sim: SlackSimulator, token: str) -> AsyncWebClient:
    """Return a client with that token, which tries everything once."""
    return AsyncWebClient(token, base_url=sim.api_url, retry_handlers=[], timeout=5)


@asynccontextmanager
async def refused(error: str) -> AsyncIterator[dict[str, Any]]:
    """Expect a call to be refused with this error; what else was told is in the yielded mapping afterwards."""
    told: dict[str, Any] = {}
    with pytest.raises(SlackApiError) as caught:
        yield told
    told |= caught.value.response.data
    assert told["error"] == error
