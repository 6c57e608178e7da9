"""Whatever a person does, and what they get back: the two unions between adapters and the core."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from facilitation.talk.forms import Answers, Form
from facilitation.talk.messages import Message


@dataclass(frozen=True, slots=True)
class Where:
    """A conversation: its id on the platform, what kind it is, its name where it has one, and a channel's thread."""

    id: str
    kind: Literal["personal", "channel", "circle"]
    name: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who did it: natural ids, and what the platform says of them in passing."""

    workspace: str
    member: str
    name: str = ""
    admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command line: typed, or carried by a button or a menu."""

    by: Sender
    line: str
    where: Where
    key: str = ""
    """The platform's id of this very act, so that what is sent twice is done once; empty when it has none."""
    by_itself: bool = False
    """Whether the platform asks without the person having done anything; then it is no sign of life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form sent off: the command line it carries, and its answers."""

    by: Sender
    line: str
    answers: Answers
    where: Where
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """A member wrote something of their own in a conversation that Peerloop opened; the words are not kept."""

    by: Sender
    where: Where
    key: str = ""


Incoming = Typed | Filled | Wrote


@dataclass(frozen=True, slots=True)
class Say:
    """Answer privately."""

    message: Message


@dataclass(frozen=True, slots=True)
class Replace:
    """Put this in place of the card that was acted on; where there is none, answer privately."""

    message: Message


@dataclass(frozen=True, slots=True)
class Ask:
    """Open a form, or show it again with a sentence under each field that needs another answer."""

    form: Form
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing to say."""


Reply = Say | Replace | Ask | Quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a platform's directory says of one member; `gone` means that they are no longer there."""

    member: str
    name: str
    handle: str = ""
    email: str = ""
    zone: str = ""
    admin: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """News of a workspace's members; with `whole`, who is not in it is gone."""

    workspace: str
    platform: str
    name: str
    zone: str
    profiles: tuple[Profile, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Uninstalled:
    """A workspace has taken Peerloop out: nothing may be sent there any more."""

    workspace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNews:
    """A channel was renamed, archived, or Peerloop was taken out of it."""

    workspace: str
    channel: str
    what: Literal["renamed", "archived", "left"]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A person has Peerloop at hand from here on; whoever is the first in a workspace becomes its admin."""

    workspace: str
    platform: str
    by: Profile
    name: str = ""
    zone: str = ""


News = Roster | Installed | Uninstalled | ChannelNews
