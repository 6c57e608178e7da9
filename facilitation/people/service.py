"""What can be done about members: find them, and let them avoid someone."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from facilitation.errors import NotFound, Usage, UserError
from facilitation.people.model import Member, Role, Workspace, placeholder
from facilitation.people.plainly import folded, kept
from facilitation.talk import near
from facilitation.talk.incoming import Incoming, Typed
from facilitation.talk.messages import Code
from facilitation.talk.phrases import OneOf, Phrase, Place, say, sentences
from facilitation.work import Work

NEAR = 70
"""How alike (0-100) a name must be to be suggested."""

SHOWN = 5
_BETWEEN = re.compile(r"\s*[,;&]\s*|\s+and\s+|\s+(?=@)", re.IGNORECASE)
"""What stands between the names of a list."""


def find(work: Work, workspace: str, token: str) -> Member:
    """Return the active member that a token names: @handle, @natural-id, name, first name or email.

    Raises NotFound with the nearest name, or UserError naming the handles when it could be several people.
    """
    token = kept(token)
    if found := _by_id(work, workspace, token.removeprefix("@")):
        return found
    word = folded(token).removeprefix("@").strip()
    if not word:
        raise Usage("Whom do you mean? Write @ and a name, such as @ana.")
    named = work.members.named(workspace, word)
    if len(named) == 1:
        return named[0]
    if named:
        # A handle is meant before a whole name, and that before somebody's first name.
        for field in ("handle", "email", "name"):
            exact = [m for m in named if folded(getattr(m, field)) == word]
            if len(exact) == 1:
                return exact[0]
        several: list[Place] = [called(m) for m in named[:SHOWN]]
        if len(named) > SHOWN:
            several.append(say("{n} more", n=len(named) - SHOWN))
        raise UserError("Which one do you mean: {several}?", several=OneOf(several))
    raise NotFound(_nobody(work, workspace, token, word))


def several(work: Work, workspace: str, words: str) -> list[Member]:
    """Return the active members that a list names, each once: "@ana, @ben and Cleo", "@ana @ben".

    Raises what `find` raises, for all that are nobody, or the first that could be several.
    """
    parts = [part for part in _BETWEEN.split(kept(words)) if part] or [""]
    found: dict[str, Member] = {}
    unknown: list[str] = []
    for part in parts:
        try:
            found |= {m.id: m for m in _each(work, workspace, part)}
        except NotFound as error:
            unknown.append(error.sentence)
    if unknown:
        raise NotFound(sentences(*unknown[:SHOWN]))
    return list(found.values())


def _each(work: Work, workspace: str, words: str) -> list[Member]:
    """Return the member that words name, or those whom each of them names: "ana ben"."""
    try:
        return [find(work, workspace, words)]
    except NotFound:
        if " " in words:
            with suppress(UserError):
                return [find(work, workspace, word) for word in words.split()]
        raise


def _by_id(work: Work, workspace: str, token: str) -> Member | None:
    """Return the active member of the workspace with this natural id, or None."""
    found = work.members.find(token) if ":" in token else None
    return found if found and found.workspace == workspace and found.state == "active" else None


def _nobody(work: Work, workspace: str, token: str, word: str) -> Phrase:
    """Return the sentence for a name nobody has, with the nearest that somebody has."""
    names = {each: each[0] for each in work.members.names(workspace)}
    found = near.nearest(word, names, NEAR)
    meant = near.meant(called(work.members.get(found[1])) if found else None)
    return sentences(say("I know nobody called “{name}” here.", name=token[:60]), meant)


def called(member: Member) -> str:
    """Return the member's name with what tells them from others of that name."""
    apart = f"@{member.handle}" if member.handle else member.email
    return f"{member.name} ({apart})" if apart else member.name


def avoid(work: Work, member: Member, other: Member) -> None:
    """Keep the two apart in every draw to come; twice is once. No fact is kept of it."""
    if other.id == member.id:
        raise UserError("You cannot avoid yourself.")
    work.avoids.add(member.workspace, member.id, other.id)


def unavoid(work: Work, member: Member, other: Member) -> None:
    """Forget that the member avoids the other; raises UserError when they do not."""
    if other.id not in work.avoids.of(member.id):
        raise UserError("You are not avoiding {other}, so nothing has changed.", other=other.name)
    work.avoids.remove(member.id, other.id)


def is_role(text: str) -> bool:
    """Return whether a word names a role."""
    return folded(text).removesuffix("s") in get_args(Role)


def read_role(text: str) -> Role:
    """Return the role that a word names; raises Usage with the three there are."""
    word = folded(text).removeprefix("an ").removeprefix("a ")
    for role in get_args(Role):
        if word in {role, f"{role}s"}:
            return role  # type: ignore[no-any-return]
    raise Usage(
        "“{word}” is no role here. There are member, facilitator and admin. Write it like this: {command}",
        word=kept(text)[:40],
        command=Code("role @ana facilitator"),
    )


SEEN_EVERY = timedelta(minutes=1)
"""How closely signs of life are kept: a write for every word would cost more than it tells."""


def known(
    work: Work, incoming: Incoming, workspace: Workspace, member: Member | None, now: datetime
) -> Member:
    """Return the member who did it, as they are known by now; made known when this is the first we hear of them.

    A member who was unreachable is active again: what they did reached us.
    """
    by = incoming.by
    if member is None:
        name = by.name or placeholder(by.member)
        role: Role = "admin" if by.admin else "member"
        return work.members.save(
            Member(
                id=by.member,
                workspace=by.workspace,
                name=name,
                zone=by.zone or workspace.zone,
                locale=by.locale,
                role=role,
                seen_at=now,
            )
        )
    if isinstance(incoming, Typed) and incoming.by_itself:
        return member
    now_role: Role = "admin" if by.admin else member.role
    # a platform may tell of somebody before it tells their name
    now_name = by.name or member.name if member.name == placeholder(member.id) else member.name
    fresh = replace(
        member,
        state="active",
        role=now_role,
        name=now_name,
        locale=by.locale or member.locale,
    )
    if fresh != member:
        member = work.members.save(fresh)
    if member.seen_at is None or now - member.seen_at >= SEEN_EVERY:
        work.members.seen(member.id, now)
    return member
