"""What platforms tell of people and places: who is there, which channels remain, and that Peerloop was taken out.

A directory may list twenty thousand people. It is taken in by parts, each a unit of work of its own, so that nobody
waits long for the store; who is missing from it is decided when all of them are in.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from facilitation import departing, welcome
from facilitation.discussions import reading
from facilitation.people.model import Member, Workspace, placeholder
from facilitation.post import journal, teller
from facilitation.post.facts import FirstAdmin
from facilitation.privacy import uninstalls
from facilitation.steering import channels
from facilitation.talk.incoming import (
    ChannelNews,
    DirectoryNews,
    Installed,
    News,
    Profile,
    ReactionsNews,
    RepliesNews,
    Roster,
    Uninstalled,
)
from facilitation.talk.when import zones
from facilitation.work import Work

LISTED = 500
"""How many people of a directory one unit of work takes in."""
LEFT = 5
"""How many people who have left one unit of work takes out of their circles and bookings, which is slower."""


def hear(work: Work, news: News, now: datetime) -> News | None:
    """Take a platform's news in, or a part of it; return what is left for the next unit of work, if anything is."""
    match news:
        case Roster() if news.learnt and not news.profiles:
            return miss(work, news, now)
        case Roster():
            return learn(work, news, now)
        case DirectoryNews():
            welcome.reading(work, news, now)
        case Installed():
            install(work, news, now)
        case Uninstalled():
            stop(work, news.workspace, now)
        case ChannelNews():
            channels.follow(work, news, now)
        case RepliesNews():
            reading.learn(work, news, now)
        case ReactionsNews():
            reading.reacted(work, news)
        case _:
            assert_never(news)
    return None


def learn(work: Work, roster: Roster, now: datetime) -> Roster | None:
    """Write down who is there, as many as one unit of work takes; return the roster without them, if it goes on.

    Names and zones are the platform's, roles only rise, and who is gone leaves. A workspace that is new, or that had
    taken Peerloop out, is active from here on.
    """
    workspace = _workspace(work, roster, now)
    profiles = roster.profiles[: LEFT if any(p.gone for p in roster.profiles) else LISTED]
    known = work.members.some([p.member for p in profiles])
    here = [p for p in profiles if not p.gone]
    if roster.whole:
        # a directory does not bring back who asked to be forgotten; a word of theirs does
        away = work.erasures.asked([p.member for p in here if p.member not in known])
        here = [p for p in here if p.member not in away]
    changed = [_member(p, known.get(p.member), roster, workspace.zone) for p in here]
    work.members.save_all([m for m in changed if m != known.get(m.id)])
    gone = [known[p.member] for p in profiles if p.gone and p.member in known]
    _leave(work, [m for m in gone if m.state != "gone"], now)
    left = roster.profiles[len(profiles) :]
    learnt = roster.learnt | {p.member for p in here}
    goes_on = left or (roster.whole and learnt)
    return replace(roster, profiles=left, learnt=learnt) if goes_on else None


def miss(work: Work, roster: Roster, now: datetime) -> Roster | None:
    """Take those out whom a whole roster, all of it learnt, does not list; return it while some of them are left."""
    here, away = (
        sorted(work.members.ids(roster.workspace, state) - roster.learnt)
        for state in ("active", "unreachable")
    )
    if len(here) > LEFT:
        # out of every draw first, so that nobody is put together with the next to go
        some = work.members.some(here[:LISTED]).values()
        work.members.save_all([replace(m, state="unreachable") for m in some])
        return roster
    part = (here + away)[:LEFT]
    _leave(work, list(work.members.some(part).values()), now)
    return roster if len(here + away) > LEFT else None


def install(work: Work, news: Installed, now: datetime) -> None:
    """Make a person known who has Peerloop at hand, and greet them once.

    Somebody has to be the first admin: whoever brings Peerloop to many, and they make others admins.
    """
    known = work.workspaces.find(news.workspace)
    first = news.leads and (known is None or not work.members.has_admin(news.workspace))
    if known is not None and first:
        # its version tells two who are first at the same moment apart: one of them is tried again
        work.workspaces.save(known)
    roster = Roster(
        workspace=news.workspace,
        platform=news.platform,
        name=news.name,
        zone=news.zone,
        profiles=(replace(news.by, admin=news.by.admin or first),),
        whole=False,
    )
    learn(work, roster, now)
    member = work.members.get(news.by.member)
    if member.state == "unreachable":
        member = work.members.save(replace(member, state="active"))
    if first:
        journal.keep(work, news.workspace, FirstAdmin(member=member.id), now)
    tell = teller.of(work, news.workspace, now)
    hello, key = welcome.hello(member, first=first), welcome.hello_key(member)
    tell.to_member(member, hello, key=key, kind="told", about=member.id, due=now)
    tell.send()


def stop(work: Work, workspace_id: str, now: datetime) -> None:
    """Send nothing to a workspace any more: what was owed to it is taken back, and in time all is erased."""
    workspace = work.workspaces.find(workspace_id)
    if workspace is not None and workspace.state == "active":
        uninstalls.out(work, workspace, now)
    work.outbox.stop(workspace_id)


def _workspace(work: Work, roster: Roster, now: datetime) -> Workspace:
    """Return the workspace of a roster, written down where it is new or has changed."""
    known = work.workspaces.find(roster.workspace)
    zone = _zone(roster.zone)
    if known is None:
        return work.workspaces.save(
            Workspace(
                id=roster.workspace,
                platform=roster.platform,
                name=roster.name,
                zone=zone,
                replies=roster.replies,
                created_at=now,
            )
        )
    fresh = replace(
        known,
        state="active",
        replies=known.replies or roster.replies,
        name=roster.name or known.name,
        zone=zone if known.zone == "UTC" else known.zone,
    )
    return known if fresh == known else work.workspaces.save(fresh)


def _zone(zone: str) -> str:
    """Return the zone as it is kept if it is one, else UTC."""
    return zones.settled(zone) or "UTC"


def _member(profile: Profile, known: Member | None, roster: Roster, zone: str) -> Member:
    """Return a member as the platform's directory and what we know of them make them."""
    name = profile.name or placeholder(profile.member)
    member = known or Member(id=profile.member, workspace=roster.workspace, name=name, zone=zone)
    return replace(
        member,
        name=profile.name or member.name,
        handle=profile.handle or member.handle,
        email=profile.email or member.email,
        zone=_zone(profile.zone) if profile.zone else member.zone,
        locale=profile.locale or member.locale,
        role="admin" if profile.admin else member.role,
        state="active" if member.state == "gone" else member.state,
    )


def _leave(work: Work, members: Sequence[Member], now: datetime) -> None:
    """Take members who are no longer there out of every draw and circle."""
    departing.lost(work, members, "they have left the workspace", now)
    left = work.members.some([m.id for m in members])
    work.members.save_all([replace(m, state="gone") for m in left.values()])
