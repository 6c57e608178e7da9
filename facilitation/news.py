"""What platforms tell of people and places: who is there, which channels remain, and that Peerloop was taken out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never
from zoneinfo import available_timezones

from facilitation import departing, welcome
from facilitation.journal import Fact
from facilitation.outbox import Delivery, Personal
from facilitation.people.model import Member, Workspace, placeholder
from facilitation.rounds import telling
from facilitation.talk.incoming import ChannelNews, Installed, News, Profile, Roster, Uninstalled
from facilitation.talk.messages import Bold, Code, Message, note, text
from facilitation.work import Work


def hear(work: Work, news: News, now: datetime) -> None:
    """Take a platform's news in."""
    match news:
        case Roster():
            learn(work, news, now)
        case Installed():
            install(work, news, now)
        case Uninstalled():
            stop(work, news.workspace)
        case ChannelNews():
            follow(work, news, now)
        case _:
            assert_never(news)


def learn(work: Work, roster: Roster, now: datetime) -> None:
    """Write down who is there: names and zones are the platform's, roles only rise, and who is gone leaves.

    A workspace that is new, or that had taken Peerloop out, is active from here on.
    """
    workspace = work.workspaces.find(roster.workspace)
    zone = known_zone(roster.zone)
    if workspace is None:
        workspace = Workspace(
            id=roster.workspace,
            platform=roster.platform,
            name=roster.name,
            zone=zone,
            created_at=now,
        )
        work.workspaces.save(workspace)
    else:
        fresh = replace(
            workspace,
            state="active",
            name=roster.name or workspace.name,
            zone=zone if workspace.zone == "UTC" else workspace.zone,
        )
        if fresh != workspace:
            workspace = work.workspaces.save(fresh)
    known = work.members.some([p.member for p in roster.profiles])
    here = [p for p in roster.profiles if not p.gone]
    changed = [_member(p, known.get(p.member), roster, workspace.zone) for p in here]
    work.members.save_all([m for m in changed if m != known.get(m.id)])
    gone = [known[p.member] for p in roster.profiles if p.gone and p.member in known]
    if roster.whole:
        listed = {p.member for p in here}
        gone = [m for m in work.members.of(roster.workspace) if m.id not in listed]
    _leave(work, [m for m in gone if m.state != "gone"], now)


def install(work: Work, news: Installed, now: datetime) -> None:
    """Make a person known who has Peerloop at hand, and greet them once; a workspace without an admin gets one.

    Somebody has to be the first: whoever brings Peerloop in, and they make others admins.
    """
    known = work.workspaces.find(news.workspace)
    first = known is None or not work.members.has_admin(news.workspace)
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
    if first:
        became = Fact(
            id=work.new_id("fct"),
            workspace=news.workspace,
            at=now,
            kind="member.first_admin",
            member=member.id,
        )
        work.journal.add([became])
    hello = Delivery(
        id=work.new_id("dlv"),
        key=f"hello:{member.id}",
        workspace=news.workspace,
        to=Personal(member.id),
        message=welcome.hello(member),
        kind="told",
        about=member.id,
        due_at=now,
    )
    work.outbox.add([hello])


def stop(work: Work, workspace_id: str) -> None:
    """Send nothing to a workspace any more: it is gone, and what was owed to it is taken back."""
    workspace = work.workspaces.find(workspace_id)
    if workspace is not None and workspace.state == "active":
        work.workspaces.save(replace(workspace, state="gone"))
    work.outbox.stop(workspace_id)


def follow(work: Work, news: ChannelNews, now: datetime) -> None:
    """Keep up with a program's channel: its new name, or that nothing can be posted there any more."""
    if work.workspaces.find(news.workspace) is None:
        return
    for program in work.programs.of(news.workspace):
        if program.channel != news.channel:
            continue
        if news.what == "renamed":
            work.programs.save(replace(program, channel_name=news.name))
            continue
        work.programs.save(replace(program, channel="", channel_name=""))
        if program.state != "ended":
            name = f"#{program.channel_name}" if program.channel_name else "its channel"
            message = channel_lost(program.name, program.number, name, news.what)
            key = f"{program.id}:channel:{now:%Y-%m-%dT%H:%M}"
            telling.to_facilitators(work, program, message, key, now)


def channel_lost(program: str, number: int, channel: str, what: str) -> Message:
    """Tell facilitators that a program has lost its channel."""
    why = "was archived" if what == "archived" else "no longer has me in it"
    return Message(
        f"{program} has lost its channel",
        (
            text(
                f"{channel} {why}, so I can no longer post there. Rounds of ",
                Bold(program),
                " go on as before.",
            ),
            text("To give it another one: ", Code(f"set #{number} channel #name")),
            note(f"You get this as a facilitator of {program}."),
        ),
    )


def known_zone(zone: str) -> str:
    """Return the zone if it is one, else UTC."""
    return zone if zone in available_timezones() else "UTC"


def _member(profile: Profile, known: Member | None, roster: Roster, zone: str) -> Member:
    """Return a member as the platform's directory and what we know of them make them."""
    name = profile.name or placeholder(profile.member)
    member = known or Member(id=profile.member, workspace=roster.workspace, name=name, zone=zone)
    return replace(
        member,
        name=profile.name or member.name,
        handle=profile.handle or member.handle,
        email=profile.email or member.email,
        zone=known_zone(profile.zone) if profile.zone else member.zone,
        role="admin" if profile.admin else member.role,
        state="active" if member.state == "gone" else member.state,
    )


def _leave(work: Work, members: Sequence[Member], now: datetime) -> None:
    """Take members who are no longer there out of every draw and circle."""
    departing.lost(work, members, "they have left the workspace", now)
    left = work.members.some([m.id for m in members])
    work.members.save_all([replace(m, state="gone") for m in left.values()])
