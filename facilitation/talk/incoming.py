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
    locale: str = ""
    """The language that their platform speaks to them, such as "de-DE"; empty where it does not tell."""
    zone: str = ""
    """Their time zone where the platform tells it with what they do, for who is not known yet."""


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
    aloud: bool = False
    """Whether others read what was said, as a mention in a channel is."""
    words: str = field(default="", repr=False)
    """What was said aloud as people read it, since a line names people by their ids; never in a log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form sent off: the command line it carries, and its answers."""

    by: Sender
    line: str
    answers: Answers = field(repr=False)
    """Never in a log."""
    where: Where
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """A member wrote something of their own in a conversation that Peerloop opened; the words are not kept."""

    by: Sender
    where: Where
    key: str = ""


Spoke = Literal["said", "edited", "deleted"]
"""What somebody did with words of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributed:
    """Words in a thread that Peerloop opened, said, edited or deleted; heard where the thread asks for them."""

    by: Sender
    where: Where
    message: str
    """The platform's id of the message in its conversation; the same when it is edited or deleted."""
    words: str = field(repr=False)
    """Empty once they are deleted; never in a log."""
    what: Spoke = "said"
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted:
    """A member reacted to a message, or took that back; how often is counted, and never by whom."""

    by: Sender
    where: Where
    message: str
    """What the message is called as somebody's words in a thread."""
    post: str
    """What it is called as a post of ours."""
    more: int = 1
    """How many reactions there are more; fewer where they were taken back."""
    key: str = ""


Incoming = Typed | Filled | Wrote | Contributed | Reacted

Replies = Literal["", "read", "told", "refused"]
"""How replies in the threads that Peerloop opened come to it: only by mention, read back there, told by the platform as
they are written, or by mention as reading back was refused."""


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
    locale: str = ""
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
    learnt: frozenset[str] = frozenset()
    """Ids of members whose profiles stood in it and are taken in already."""
    replies: Replies = ""
    """How replies in threads are presumed to come here, where nothing else was learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryNews:
    """A directory of many people is being read: how many are read so far, or with `done` that all of them are known."""

    workspace: str
    people: int
    by: str = ""
    """The member who brought Peerloop in, where the platform told."""
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uninstalled:
    """A workspace has taken Peerloop out: nothing may be sent there any more."""

    workspace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNews:
    """A channel was renamed, archived, or Peerloop was taken out of it; or Peerloop is in it (again)."""

    workspace: str
    channel: str
    what: Literal["renamed", "archived", "left", "restored"]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesNews:
    """How replies in threads come, as the platform has just shown; with `where` that holds of one thread alone."""

    workspace: str
    how: Replies
    where: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionsNews:
    """How often each message of a thread was reacted to, by its id; those that are not named, never."""

    workspace: str
    where: Where
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A person has Peerloop at hand from here on.

    With `leads` they brought it to many and not only to themselves: where there is no admin yet, they are the first.
    """

    workspace: str
    platform: str
    by: Profile
    name: str = ""
    zone: str = ""
    leads: bool = False


News = Roster | DirectoryNews | Installed | Uninstalled | ChannelNews | RepliesNews | ReactionsNews
