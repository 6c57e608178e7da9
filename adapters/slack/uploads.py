"""Files that go to one person in Slack, where the optional scope for it was given: uploaded, then shared in their chat.

Slack shares an upload when it is completed, so whatever went wrong before that has reached nobody. What was completed
is found again by its name, which has a mark of its delivery in it.
"""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import aiohttp

from adapters.slack import blocks
from adapters.slack.api import SlackApi
from adapters.slack.errors import Trouble, slowed, trouble
from adapters.slack.files import at_slack
from adapters.slack.installs import Install
from facilitation.platform import Made
from facilitation.talk.messages import Message

SCOPE = "files:write"
TRIES = 3
"""How often a file is tried before it goes by link: the way to where Slack keeps files may be shut for good."""
_MARK = 12


class Unshared(Exception):
    """It went wrong before the file was shared: whatever came of it, nobody got anything."""

    def __init__(self, cause: Trouble) -> None:
        """Keep what Slack said."""
        super().__init__(cause.code)
        self.trouble = cause


async def shared(
    api: SlackApi, install: Install, channel: str, made: Made, message: Message, key: str
) -> None:
    """Share a file with a message in a conversation; raises Unshared, or Trouble of the sharing itself."""
    try:
        file = await _uploaded(api, install, made, key)
    except Trouble as error:
        raise Unshared(error) from error
    await api.call(
        install.bot_token,
        "files.completeUploadExternal",
        files=[{"id": file, "title": made.name}],
        channel_id=channel,
        initial_comment=blocks.render(message)["text"],
    )


def found_in(message: Mapping[str, Any], key: str) -> bool:
    """Return whether a message has the file of a delivery."""
    files = message.get("files")
    names = [str(one.get("name")) for one in files or () if isinstance(one, dict)]
    return any(key[:_MARK] in name for name in names)


async def _uploaded(api: SlackApi, install: Install, made: Made, key: str) -> str:
    """Return the id of a file that is at Slack, and that nobody can see yet; raises Trouble."""
    path = PurePath(made.name)
    asked = await api.call(
        install.bot_token,
        "files.getUploadURLExternal",
        filename=f"{path.stem}-{key[:_MARK]}{path.suffix}",
        length=len(made.body),
    )
    url, file = str(asked.get("upload_url")), asked.get("file_id")
    if not isinstance(file, str) or not at_slack(url, api.url):
        raise Trouble("foreign_url", detail=url[:200])
    try:
        async with api.session.post(url, data=made.body, allow_redirects=False) as answer:
            status, after = answer.status, answer.headers.get("Retry-After")
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise trouble(error) from error
    if status == 429:
        raise slowed(after)
    if status != 200:
        raise Trouble("server_error" if status >= 500 else "upload_refused", detail=str(status))
    return file
