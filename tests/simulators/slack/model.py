"""What a Slack workspace is made of: people, conversations, messages, views and tokens."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Json = dict[str, Any]

Kind = Literal["public", "private", "im", "mpim"]


class SlackError(Exception):
    """What a Web API method answers instead of its result, with `ok` false."""

    def __init__(self, error: str, **more: Any) -> None:
        """Carry the error's name and what goes beside it."""
        super().__init__(error)
        self.error = error
        self.more = more


@dataclass(eq=False)
class User:
    """A person (or a bot) in one workspace."""

    team: "Team" = field(repr=False)
    id: str
    handle: str
    name: str
    email: str = ""
    zone: str = "Europe/Berlin"
    locale: str = ""
    admin: bool = False
    owner: bool = False
    bot: bool = False
    deleted: bool = False
    guest: bool = False
    single: bool = False
    """Whether they are a guest of one channel alone; such a one is a guest, too."""
    stranger: bool = False
    of_team: str = ""
    """The workspace they are of, where they are only met here: another of the organization, or another company's."""
    of_enterprise: str = ""

    def shape(self, at: datetime, email: bool) -> Json:
        """Return the user object as the Web API gives it at `at`, with the address or without."""
        profile: Json = {
            "real_name": self.name,
            "display_name": self.handle,
            "real_name_normalized": self.name,
            "display_name_normalized": self.handle,
            "team": self.of_team or self.team.id,
        }
        if email and self.email:
            profile["email"] = self.email
        shown: Json = {
            "id": self.id,
            "team_id": self.of_team or self.team.id,
            "name": self.handle,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.bot,
            "is_app_user": False,
            "updated": int(at.timestamp()),
        }
        enterprise = self.of_enterprise or ("" if self.of_team else self.team.enterprise)
        if enterprise:
            shown["enterprise_user"] = {"id": self.id, "enterprise_id": enterprise}
        if self.deleted:
            return shown
        offset = at.astimezone(ZoneInfo(self.zone)).utcoffset()
        return {
            **shown,
            "real_name": self.name,
            "tz": self.zone,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.admin or self.owner,
            "is_owner": self.owner,
            "is_primary_owner": False,
            "is_restricted": self.guest or self.single,
            "is_ultra_restricted": self.single,
            **({"is_stranger": True} if self.stranger else {}),
        }


@dataclass(eq=False)
class Channel:
    """A conversation of any kind; `members` are user ids in the order of joining."""

    team: "Team" = field(repr=False)
    id: str
    kind: Kind
    name: str = ""
    members: dict[str, None] = field(default_factory=dict, repr=False)
    archived: bool = False
    messages: "list[Message]" = field(default_factory=list, repr=False)

    @property
    def short_kind(self) -> str:
        """The kind as events call it (`channel_type`)."""
        return {"public": "channel", "private": "group"}.get(self.kind, self.kind)

    def shape(self) -> Json:
        """Return the conversation object as the Web API gives it."""
        shown: Json = {
            "id": self.id,
            "context_team_id": self.team.id,
            "is_archived": self.archived,
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_private": self.kind != "public",
            "is_member": self.team.bot.id in self.members,
        }
        if self.kind == "im":
            return {**shown, "user": next(one for one in self.members if one != self.team.bot.id)}
        return {**shown, "name": self.name, "name_normalized": self.name}


@dataclass(eq=False)
class Message:
    """A message as it stands now: updates change it, `deleted` says that it is gone."""

    channel: Channel
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list, repr=False)
    metadata: Json | None = None
    thread_ts: str = ""
    to: str = ""
    """The one who sees it when it is ephemeral."""
    via: str = "post"
    """How it came: post, ephemeral, ack, response_url, typed."""
    edits: int = 0
    deleted: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict, repr=False)
    """By the name of a reaction, who gave it."""
    extra: Json = field(default_factory=dict, repr=False)
    files: list[Json] = field(default_factory=list, repr=False)
    """What was shared with it."""

    def shape(self, metadata: bool = False) -> Json:
        """Return the message object as events, interactions and the Web API give it."""
        shown: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        if self.user == self.channel.team.bot.id:
            shown |= {"bot_id": self.channel.team.bot_id, "app_id": self.channel.team.app_id}
        if self.blocks:
            shown["blocks"] = with_ids(self.blocks)
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.edits:
            shown["edited"] = {"user": self.user, "ts": self.ts}
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in self.reactions.items()
            ]
        if self.files:
            shown["files"] = self.files
        if metadata and self.metadata:
            shown["metadata"] = self.metadata
        return shown

    @property
    def words(self) -> str:
        """Everything that can be read in it."""
        return "\n".join([*words_of(self.blocks)]) or self.text

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [one["text"]["text"] for one in elements_of(self.blocks) if one["type"] == "button"]


@dataclass(eq=False)
class View:
    """A modal or a home tab as it stands now."""

    team: "Team" = field(repr=False)
    user: User
    id: str
    payload: Json = field(repr=False)
    hash: str
    root: str
    previous: "View | None" = None
    closed: bool = False

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.payload["blocks"])

    @property
    def words(self) -> str:
        """Everything that can be read in it."""
        return "\n".join(words_of([self.payload.get("title"), *self.blocks]))

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [one["text"]["text"] for one in elements_of(self.blocks) if one["type"] == "button"]

    @property
    def fields(self) -> list[str]:
        """The block ids of what can be filled in."""
        return [block["block_id"] for block in self.blocks if block["type"] == "input"]

    def shape(self) -> Json:
        """Return the view object as interactions and the Web API give it."""
        return {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
            **self.payload,
            "blocks": with_ids(self.blocks),
            "id": self.id,
            "team_id": self.team.id,
            "app_id": self.team.app_id,
            "bot_id": self.team.bot_id,
            "state": {"values": {}},
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous.id if self.previous else None,
        }


@dataclass(eq=False)
class Team:
    """A workspace; `bot` is the app's bot user in it, and `token` what it was installed with."""

    id: str
    name: str
    domain: str
    app_id: str
    bot_id: str
    enterprise: str = ""
    org: bool = False
    """Whether the app came with an org-wide install of the enterprise."""
    home_enabled: bool = True
    token: str = field(default="", repr=False)
    users: dict[str, User] = field(default_factory=dict, repr=False)
    handles: dict[str, User] = field(default_factory=dict, repr=False)
    channels: dict[str, Channel] = field(default_factory=dict, repr=False)
    homes: dict[str, View] = field(default_factory=dict, repr=False)
    views: dict[str, View] = field(default_factory=dict, repr=False)
    bot: User = field(init=False, repr=False)


@dataclass(eq=False)
class Token:
    """A token and what it may; `org` when it stands for every workspace of an enterprise."""

    value: str
    team: Team | None
    kind: Literal["bot", "app"]
    scopes: frozenset[str]
    state: Literal["good", "revoked", "inactive"] = "good"
    expires_at: datetime | None = None
    org: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API (or of a response URL): what was asked, when, and how it ended."""

    method: str
    team: str
    token: str
    args: Json
    at: datetime
    outcome: str
    """`ok` (even if a fault then lost the answer), the error, or `lost: ` and the fault that came before any effect."""
    clock: float
    """Seconds of the event loop's clock, to measure intervals by."""


def with_ids(blocks: list[Json]) -> list[Json]:
    """Return the blocks, each with a `block_id`, as Slack does."""
    return [{"block_id": f"b{index}", **block} for index, block in enumerate(blocks)]


def elements_of(blocks: list[Json]) -> Iterator[Json]:
    """Yield the interactive elements of blocks, each with the `block_id` it stands in."""
    for block in with_ids(blocks):
        held = (*block.get("elements", ()), block.get("accessory"), block.get("element"))
        for one in held:
            if isinstance(one, dict) and "action_id" in one:
                yield {**one, "block_id": block["block_id"]}


def words_of(node: Any) -> Iterator[str]:
    """Yield every text object's text and every image's alternative text in blocks."""
    if isinstance(node, dict):
        if node.get("type") in ("mrkdwn", "plain_text"):
            yield node["text"]
        elif node.get("type") in ("plan", "task_card"):
            yield node["title"]
            yield from words_of(node.get("tasks", []))
        elif node.get("type") == "data_visualization":
            yield node["title"]
            for series in node["chart"]["series"]:
                yield from (f"{one['label']}: {one['value']:g}" for one in series["data"])
        elif node.get("type") == "image" and "alt_text" in node:
            yield node["alt_text"]
        else:
            for value in node.values():
                yield from words_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from words_of(value)
