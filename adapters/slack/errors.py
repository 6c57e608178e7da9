"""What goes wrong between us and Slack, in one table: what it means, and how it is told in words."""

import asyncio
from dataclasses import dataclass
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError

from facilitation.errors import DeliveryError, Later, Never, Unsure

Kind = Literal["never", "person", "workspace", "later", "unsure"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an error means: given up for good, for this person, for the whole workspace; put off; or unknown."""

    kind: Kind
    sentence: str


TABLE: dict[str, Meaning] = {
    # the conversation
    "channel_not_found": Meaning(
        "never", "Peerloop cannot see that channel. If it is private, invite Peerloop to it."
    ),
    "is_archived": Meaning("never", "That channel is archived. Unarchive it, or choose another."),
    "not_in_channel": Meaning("never", "Peerloop is not in that channel. Invite it there."),
    "restricted_action": Meaning("never", "An admin decided who may post in that channel."),
    "restricted_action_read_only_channel": Meaning("never", "That channel can only be read."),
    "restricted_action_thread_only_channel": Meaning("never", "That channel takes threads only."),
    "restricted_action_non_threadable_channel": Meaning("never", "That channel has no threads."),
    "thread_not_found": Meaning("never", "That thread is no longer there."),
    "invalid_thread_ts": Meaning("never", "That thread is no longer there."),
    "message_not_found": Meaning("never", "That message is no longer there."),
    "cant_update_message": Meaning("never", "That message cannot be changed any more."),
    "user_not_in_channel": Meaning("never", "That person is not in that channel."),
    "too_many_users": Meaning("never", "Slack puts at most 8 people and Peerloop into one chat."),
    "invalid_user_combination": Meaning("person", "Slack cannot put these people into one chat."),
    "messages_tab_disabled": Meaning(
        "never", "Peerloop's direct messages are switched off. Switch its Messages tab on."
    ),
    "not_enabled": Meaning("never", "Peerloop's Home tab is switched off."),
    "missing_scope": Meaning(
        "never", "Peerloop lacks a permission for that. Install it again to grant it."
    ),
    "not_allowed_token_type": Meaning("never", "Peerloop's token is of the wrong kind for that."),
    "invalid_blocks": Meaning("never", "Slack could not show that message."),
    "invalid_blocks_format": Meaning("never", "Slack could not show that message."),
    "invalid_arguments": Meaning("never", "Slack could not read that message."),
    "msg_too_long": Meaning("never", "That message was too long for Slack."),
    "msg_blocks_too_long": Meaning("never", "That message was too long for Slack."),
    "no_text": Meaning("never", "That message was empty."),
    # one person
    "user_disabled": Meaning("person", "This account is switched off."),
    "user_not_found": Meaning("person", "There is no such person in this workspace."),
    "users_not_found": Meaning("person", "There is no such person in this workspace."),
    "user_not_visible": Meaning("person", "Peerloop may not see this person."),
    "cannot_dm_bot": Meaning("person", "This is a bot, not a person."),
    "is_bot": Meaning("person", "This is a bot, not a person."),
    # the whole workspace
    "invalid_auth": Meaning(
        "workspace", "Slack no longer takes Peerloop's token. Install it again."
    ),
    "not_authed": Meaning("workspace", "Slack no longer takes Peerloop's token. Install it again."),
    "token_revoked": Meaning("workspace", "Peerloop was taken out of this workspace."),
    "account_inactive": Meaning("workspace", "Peerloop was taken out of this workspace."),
    "team_access_not_granted": Meaning("workspace", "Peerloop may not act in this workspace."),
    # for now
    "ratelimited": Meaning("later", "Slack asked to wait."),
    "rate_limited": Meaning("later", "Slack asked to wait."),
    "message_limit_exceeded": Meaning("later", "Slack asked to wait."),
    "token_expired": Meaning("later", "Peerloop's token is being renewed."),
    "org_login_required": Meaning("later", "This workspace is being moved to an organization."),
    "team_added_to_org": Meaning("later", "This workspace is being moved to an organization."),
    "accesslimited": Meaning("later", "Slack has limited access for now."),
    "unreachable": Meaning("later", "Slack could not be reached."),
    # perhaps done, perhaps not
    "fatal_error": Meaning("unsure", "Slack had an error."),
    "internal_error": Meaning("unsure", "Slack had an error."),
    "service_unavailable": Meaning("unsure", "Slack had an error."),
    "request_timeout": Meaning("unsure", "Slack took too long."),
    "server_error": Meaning("unsure", "Slack had an error."),
    "no_answer": Meaning("unsure", "Slack did not answer."),
}


class Trouble(Exception):
    """A call that failed, by Slack's error code or one of ours (`unreachable`, `no_answer`, `server_error`)."""

    def __init__(
        self,
        code: str,
        retry_after: float | None = None,
        detail: str = "",
        *,
        ours: bool = False,
    ) -> None:
        """Keep the code, how long to wait, and what else Slack said (for the log); `ours` when it was not asked."""
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.detail = detail
        self.ours = ours

    @property
    def meaning(self) -> Meaning:
        """Return what the error means; one that we do not know is final."""
        return TABLE.get(self.code) or Meaning("never", f"Slack refused it ({self.code[:60]}).")


def passing(error: Exception) -> bool:
    """Return whether what went wrong goes by itself, so that asking again makes sense."""
    return isinstance(error, Trouble) and error.meaning.kind in ("later", "unsure")


def trouble(error: Exception) -> Trouble:
    """Return what an exception of slack_sdk or aiohttp says about a call."""
    if isinstance(error, SlackApiError):
        return _refused(error)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        # never connected, so nothing was sent
        return Trouble("unreachable", detail=type(error).__name__)
    return Trouble("no_answer", detail=type(error).__name__)


def delivery(found: Trouble, *, sent: bool, member: str = "") -> DeliveryError:
    """Return what a failed call means for a delivery.

    `sent` says whether the call was the message itself (an opened conversation is not yet a message); `member` is who
    is out of reach where the call was about one person.
    """
    meaning = found.meaning
    said = f"{meaning.sentence} [{found.code[:60]}]"
    match meaning.kind:
        case "later":
            # our own budget is one method's, and others may go on
            return Later(found.retry_after, said, everywhere=not found.ours)
        case "unsure":
            return Unsure(said) if sent else Later(found.retry_after, said)
        case "person":
            return Never(said, gone=(member,) if member else ())
        case "never" | "workspace":
            return Never(said)


def _refused(error: SlackApiError) -> Trouble:
    response = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    headers = getattr(response, "headers", None) or {}
    data = getattr(response, "data", None)
    body = data if isinstance(data, dict) else {}
    code = str(body.get("error") or "")
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return Trouble("ratelimited", _seconds(headers.get("Retry-After")))
    if status >= 500 or not code:
        return Trouble(code if code in TABLE else "server_error", detail=f"status {status}")
    notes = (body.get("response_metadata") or {}).get("messages") or body.get("errors") or ""
    return Trouble(code, detail=str(notes)[:500])


def slowed(header: str | None) -> Trouble:
    """Return the trouble of a 429 by plain HTTP, with the seconds that its Retry-After asks for: one without it."""
    return Trouble("ratelimited", float(header) if header and header.isdigit() else 1.0)


def _seconds(header: str | None) -> float:
    try:
        return max(1.0, float(header or ""))
    except ValueError:
        return 30.0


TRANSPORT = (SlackApiError, aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError)
"""What a call may raise when Slack or the way to it fails; a body that is no JSON makes slack_sdk raise ValueError."""
