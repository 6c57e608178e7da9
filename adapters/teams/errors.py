"""What goes wrong between us and Teams, in one table: what it means, and how it is told in words."""

from dataclasses import dataclass
from typing import Literal

from adapters.teams.transport.model import Trouble
from facilitation.errors import DeliveryError, Later, Never, Unsure

Kind = Literal["never", "person", "later", "unsure"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an error means: given up for good, or for this person; put off; or unknown."""

    kind: Kind
    sentence: str


REFUSED_URL = "ServiceUrlRefused"
"""Ours: the service URL leads to a host that is not on the list."""
CHAT_FORGOTTEN = "ChatForgotten"
"""Ours: the chat that we remembered with a person is not there any more."""

_SIGN_IN = "Look whether TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are as in Azure."

CODES: dict[str, Meaning] = {
    # ours: waits for the operator, and nothing is lost meanwhile
    "TokenRefused": Meaning("later", f"Microsoft did not let Peerloop sign in. {_SIGN_IN}"),
    "TokenUnavailable": Meaning("later", "Peerloop could not sign in to Microsoft just now."),
    REFUSED_URL: Meaning(
        "later",
        "Teams wants to be answered at a host that is not in TEAMS_ALLOWED_SERVICE_HOSTS.",
    ),
    CHAT_FORGOTTEN: Meaning("later", "That chat is no longer there and is opened anew."),
    "BotNotRegistered": Meaning(
        "later",
        f"Microsoft knows no bot of this id, or none with the Teams channel. {_SIGN_IN}",
    ),
    # the conversation, or the person when it is theirs
    "BotNotInConversationRoster": Meaning("person", "Peerloop was taken out of that conversation."),
    "ForbiddenOperationException": Meaning("person", "This person has not added Peerloop."),
    "BotDisabledByAdmin": Meaning("person", "An admin does not allow Peerloop there."),
    "ConversationBlockedByUser": Meaning("person", "Peerloop was blocked in that conversation."),
    "MessageWritesBlocked": Meaning("person", "Peerloop may not write in that conversation."),
    "MemberNotFoundInConversation": Meaning("person", "This person is not there any more."),
    # for now
    "Busy": Meaning("later", "Much is on its way to Teams already."),
    "Unreachable": Meaning("later", "Teams could not be reached."),
    # never
    "BadAddress": Meaning("never", "There can be no such address in Teams."),
    "ConversationNotFound": Meaning("never", "That conversation is no longer there."),
    "InvalidBotApiHost": Meaning(
        "never",
        "This tenant is in Microsoft's cloud for the United States' administration. "
        "Peerloop must write to it at smba.infra.gcc.teams.microsoft.com.",
    ),
    "NotEnoughPermissions": Meaning("never", "Peerloop lacks a permission for that."),
    "ActivityNotFoundInConversation": Meaning("never", "That message is no longer there."),
    "MessageSizeTooBig": Meaning("never", "That message was too long for Teams."),
    "BadSyntax": Meaning("never", "Teams could not read that message."),
    "BadArgument": Meaning("never", "Teams could not read that message."),
    "Bad Argument": Meaning("never", "Teams could not read that message."),
}

STATUSES: dict[int, Meaning] = {
    400: Meaning("never", "Teams could not read that message."),
    401: Meaning("later", f"Teams does not take Peerloop's credentials. {_SIGN_IN}"),
    403: Meaning("never", "Teams does not let Peerloop write there."),
    404: Meaning("never", "That conversation is no longer there."),
    408: Meaning("unsure", "Teams took too long."),
    412: Meaning("later", "Teams was busy with that conversation."),
    413: Meaning("never", "That message was too long for Teams."),
    429: Meaning("later", "Teams asked to wait."),
    503: Meaning("later", "Teams is not available."),
}
"""What an answer means whose code says nothing to us; it may be a proxy's, so it takes nobody out of a draw."""


_EVERYWHERE = frozenset({"Busy", "Unreachable"})
"""What is so of a whole service URL; Teams' own limits are each conversation's."""


def passing(error: Exception) -> bool:
    """Return whether what went wrong goes by itself, so that asking again makes sense."""
    return isinstance(error, Trouble) and meaning(error).kind in ("later", "unsure")


def meaning(trouble: Trouble) -> Meaning:
    """Return what an error means; one that we do not know is final."""
    found = CODES.get(trouble.code) or STATUSES.get(trouble.status)
    if found is not None:
        return found
    if trouble.status == 0 and not trouble.sent:
        return Meaning("later", "Teams could not be reached.")
    if trouble.status == 0:
        return Meaning("unsure", "Teams did not answer.")
    if trouble.status >= 500:
        return Meaning("unsure", "Teams had an error.")
    if trouble.sent:
        return Meaning("unsure", "Teams' answer could not be read.")
    return Meaning("never", "Teams refused it.")


def delivery(trouble: Trouble, *, sent: bool, member: str = "") -> DeliveryError:
    """Return what a failed call means for a delivery.

    `sent` says whether the call was the message itself (an opened chat is not yet a message); `member` is who is out of
    reach where it was for one person.
    """
    means = meaning(trouble)
    said = f"{means.sentence} [{_code(trouble)}]"
    match means.kind:
        case "later":
            return Later(trouble.retry_after, said, everywhere=trouble.code in _EVERYWHERE)
        case "unsure":
            return Unsure(said) if sent else Later(trouble.retry_after, said)
        case "person":
            return Never(said, gone=(member,) if member else ())
        case "never":
            return Never(said)


def left(trouble: Trouble, *, thread: str = "") -> bool:
    """Tell whether Peerloop is no longer in a channel, or the channel is gone; a thread of it may be gone alone."""
    gone = trouble.code == "ConversationNotFound" and not thread
    return gone or trouble.code == "BotNotInConversationRoster"


def lost(trouble: Trouble) -> bool:
    """Tell whether the conversation itself is not there any more."""
    return trouble.status == 404 and trouble.code != "ActivityNotFoundInConversation"


def _code(trouble: Trouble) -> str:
    return " ".join(filter(None, (str(trouble.status or ""), trouble.code[:60])))
