"""Files that people send to Peerloop alone in Teams: fetched by the link that Teams gives with each."""

from collections.abc import Collection

from yarl import URL

from adapters import laid, reading
from adapters.laid import Laid
from adapters.teams.scenes import Activity
from adapters.teams.transport.hosts import LOOPBACK
from facilitation.talk.forms import Answers

KIND = "application/vnd.microsoft.teams.file.download.info"
HOSTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us")
"""How the hosts end on which Teams keeps files; nothing is fetched from anywhere else."""


async def opened(activity: Activity, hosts: Collection[str]) -> Answers | None:
    """Return the first file of a message that is one of ours, opened; None where there is none.

    Its link is good for some minutes and carries its own permission. `hosts` are those that an operator allows, of
    which loopback ones serve files in tests.
    """
    found = activity.get("attachments")
    for one in found if isinstance(found, list) else ():
        if not isinstance(one, dict) or one.get("contentType") != KIND:
            continue
        name = reading.text(one, "name")
        if laid.taken(name):
            url = reading.text(reading.part(one, "content"), "downloadUrl")
            return await laid.opened(Laid(name=name, url=url if allowed(url, hosts) else ""))
    return None


def allowed(url: str, hosts: Collection[str]) -> bool:
    """Return whether an address is one where Teams keeps files, or a loopback host among these."""
    try:
        given = URL(url)
    except ValueError:
        return False
    host = given.host or ""
    if given.scheme == "https" and given.port == 443 and host.endswith(HOSTS):
        return True
    return host in LOOPBACK and host in hosts
