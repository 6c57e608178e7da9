"""What people ask about themselves and each other: avoid, privacy, help."""

from facilitation.people import heard, helping, languages, service, views
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.people.privacy_views import Record, what_is_kept, who_sees_what
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.languages import known as spoken_here
from facilitation.talk.messages import Button
from facilitation.talk.phrases import say


def avoid(call: Call) -> Reply:
    """List whom the caller avoids, or keep one more person apart from them."""
    if "who" not in call.given:
        found = call.work.members.some(call.work.avoids.of(call.member.id))
        return Say(views.avoiding(sorted(found.values(), key=lambda m: folded(m.name))))
    other = service.find(call.work, call.workspace.id, call.given["who"])
    service.avoid(call.work, call.member, other)
    return Say(views.avoided(other, call.where if call.aloud else None))


def unavoid(call: Call) -> Reply:
    """End that the caller avoids someone."""
    other = _avoided(call, call.given["who"])
    service.unavoid(call.work, call.member, other)
    return Replace(views.no_longer_avoided(other))


def _avoided(call: Call, token: str) -> Member:
    """Return the member named, who may have left the workspace since."""
    known = call.work.members.find(token.removeprefix("@"))
    if known and known.id in call.work.avoids.of(call.member.id):
        return known
    return service.find(call.work, call.workspace.id, token)


def privacy(call: Call) -> Reply:
    """Say what is kept of the caller, and why; to a question in plain words first who sees what."""
    if call.said:
        return Say(who_sees_what())
    days, gone_days = call.work.retention.days, call.work.keeps_gone.days
    return Say(what_is_kept(call.workspace.replies, days, gone_days, _record(call)))


def _record(call: Call) -> Record:
    """Return whether a record store hears of the caller."""
    accounts = call.work.statements.accounts([call.member.id]).values()
    if any(one.silent for one in accounts):
        return "refused"
    return "hears" if call.work.record_home else ""


def show_help(call: Call) -> Reply:
    """Show what the caller can do, or one topic or command."""
    programs = call.work.programs.of(call.workspace.id)
    looks_after = any(call.member.id in p.facilitators for p in programs if p.state != "ended")
    whose = helping.roles(call.member, looks_after=looks_after)
    return Say(helping.about(call.given.get("topic", ""), call.commands, whose))


def language(call: Call) -> Reply:
    """Say which languages are spoken here."""
    return Say(views.spoken([languages.named(code) for code in sorted(spoken_here())]))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="avoid",
        heard=heard.AVOID,
        summary=say("See whom you avoid, or never be put together with someone; confidential"),
        run=avoid,
        topic="About me",
        arguments=(Argument("who", "text", optional=True, shown="@name"),),
        examples=("avoid", "avoid @ana"),
    ),
    Command(
        words="unavoid",
        heard=heard.UNAVOID,
        summary=say("Let yourself be put together with someone again"),
        run=unavoid,
        topic="About me",
        arguments=(Argument("who", "text", shown="@name"),),
        examples=("unavoid @ana",),
    ),
    Command(
        words="privacy",
        heard=heard.PRIVACY,
        summary=say("See what is kept of you, and why"),
        run=privacy,
        topic="About me",
        button=Button(say("What is kept of me?"), "privacy"),
    ),
    Command(
        words="language",
        heard=heard.LANGUAGE,
        summary=say("See which languages I speak"),
        run=language,
        topic="About me",
        listed=False,
    ),
    Command(
        words="help",
        heard=heard.HELP,
        summary=say("See what you can do, or all about a topic or a command"),
        run=show_help,
        topic="About me",
        arguments=(Argument("topic", "text", optional=True, shown="topic"),),
        examples=("help", "help pause", "help admin"),
        also=("commands",),
    ),
)
