"""Files that people send to Peerloop alone in Slack: fetched where the optional scope for it was given."""

from yarl import URL

from adapters import laid, reading
from adapters.laid import Laid
from adapters.slack.acts import Payload
from adapters.slack.installs import Install
from facilitation.talk.forms import Answers

SCOPE = "files:read"
HOSTS = frozenset(("files.slack.com", "files.slack-gov.com"))
"""Where Slack keeps files; nothing is fetched from anywhere else, and our token goes nowhere else."""


async def opened(event: Payload, install: Install, *, at: str) -> Answers | None:
    """Return the first file of a message that is one of ours, opened; None where there is none.

    `at` is the address of the Web API, whose host serves files too where it is not Slack's own.
    """
    found = event.get("files")
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and laid.taken(name := reading.text(one, "name")):
            url = reading.text(one, "url_private_download") or reading.text(one, "url_private")
            size = one.get("size")
            may = SCOPE in install.scopes and at_slack(url, at)
            return await laid.opened(
                Laid(
                    name=name,
                    url=url if may else "",
                    token=install.bot_token,
                    size=size if isinstance(size, int) else 0,
                )
            )
    return None


def at_slack(url: str, at: str) -> bool:
    """Return whether an address is one where Slack keeps files, or at the host of the Web API at `at`."""
    try:
        given, ours = URL(url), URL(at)
    except ValueError:
        return False
    if given.scheme == "https" and given.host in HOSTS and given.port == 443:
        return True
    return (given.scheme, given.host, given.port) == (ours.scheme, ours.host, ours.port)
