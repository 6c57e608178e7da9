"""Our ids of Teams' tenants, members and conversations, made and read without a look-up.

`teams:<tenant>` is a workspace, `teams:<tenant>:<Entra object id>` a member of it and `teams:<tenant>:<conversation>` a
conversation in it. The connector's own id of a conversation holds colons, and names a thread behind `;messageid=`,
which we keep apart.
"""

import re

from adapters.reading import Unreadable

_GUID = re.compile(r"[0-9a-f]{1,16}(?:-[0-9a-f]{1,16}){0,7}")
_CONVERSATION = re.compile(r"[!-:=?-{}~]{1,400}")
"""Everything printable but white space, `;`, `<`, `>` and `|`, which have a meaning of their own to us."""
_MESSAGE = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_THREAD = ";messageid="


def workspace(tenant: object) -> str:
    """Return the id of a tenant; raises Unreadable."""
    return f"teams:{_guid(tenant, 'tenant')}"


def member(space: str, aad: object) -> str:
    """Return the id of a member of a workspace by their Entra object id; raises Unreadable."""
    return f"{space}:{_guid(aad, 'Entra object id')}"


def conversation(space: str, id: object) -> str:
    """Return the id of a conversation in a workspace, whichever of its threads is named; raises Unreadable."""
    if isinstance(id, str) and _CONVERSATION.fullmatch(bare := thread_of(id)[0]):
        return f"{space}:{bare}"
    raise Unreadable("no id of a conversation")


def home(natural: str) -> str:
    """Return the workspace that a member or a conversation belongs to."""
    return f"teams:{tenant(natural)}"


def own(natural: str) -> str:
    """Return Teams' own id of a member (the Entra object id) or a conversation."""
    return natural.split(":", 2)[2]


def tenant(natural: str) -> str:
    """Return the tenant of a workspace, a member or a conversation."""
    return natural.split(":", 2)[1]


def thread_of(connector: str) -> tuple[str, str]:
    """Return the conversation that the connector names and the thread in it, "" where it names none."""
    bare, _, thread = connector.partition(_THREAD)
    return bare, thread if message(thread) else ""


def message(id: str) -> bool:
    """Return whether this could be the id of a message, which is a thread's too."""
    return _MESSAGE.fullmatch(id) is not None


def threaded(id: str, thread: str) -> str:
    """Return how the connector names a thread of a conversation."""
    return f"{id}{_THREAD}{thread}" if thread else id


def _guid(given: object, what: str) -> str:
    if isinstance(given, str) and _GUID.fullmatch(lower := given.lower()):
        return lower
    raise Unreadable(f"no {what}")
