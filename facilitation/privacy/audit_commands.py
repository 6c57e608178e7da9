"""What admins ask about who changed what, and who looked at which report."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.errors import UserError
from facilitation.people import rights
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.privacy import heard, packing
from facilitation.privacy.model import Audited
from facilitation.programs import service as programs
from facilitation.programs.settings import SETTINGS
from facilitation.steering import history
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import (
    Bold,
    Button,
    File,
    Items,
    Message,
    Time,
    buttons,
    note,
    table,
    text,
)
from facilitation.talk.phrases import Phrase, later, say
from facilitation.work import Work

SHOWN = 20
LOOKED_BACK = 2000
"""So many entries are looked through for those about one thing."""
ALL = 10_000_000

_DONE: Mapping[str, str] = {
    **history.DONE,
    "program.set": later("{who} changed {program}"),
    "member.role": later("{who} gave {about} another role"),
    "member.first_admin": later("{about} became the first admin"),
    "member.forgotten": later("{who} had somebody forgotten"),
    "report.opened": later("{who} opened the report of {program}"),
    "cases.asked": later("{who} had people asked how {program} went for them"),
    "report.ordered": later("{who} had the report of {program} sent every month"),
    "report.stopped": later("{who} had the report of {program} sent no more"),
    "report.sent": later("The report of {program} was sent, as every month"),
    "workspace.least": later("{who} changed from how many people on anything is told"),
    "figure.changed": later("{who} changed a figure of a team's own for {program}"),
    "member.invited": later("{who} invited {whom} to {program}"),
    "member.removed": later("{who} took {whom} out of {program}"),
    "sealed.withdrawn": later("{who} took a sealed question of {program} back"),
    "format.kept": later("{who} kept a format of your own"),
    "format.removed": later("{who} removed a format of your own"),
    "retention.done": later("Peerloop let go of what was too old"),
    "workspace.holidays": later("{who} changed whose public holidays count"),
}
"""What was done, in words, by the kinds of facts that have a sentence of their own."""
_ALL_SAID = frozenset(
    {
        *history.DONE,
        *("member.invited", "member.removed"),
    }
)
"""Of which the sentence says all that there is to say."""
_OTHERWISE = later("{who} changed the words for skills")


def audit(call: Call) -> Reply:
    """Show the newest entries of the audit, all or those about a program or a person."""
    names = {p.id: p.name for p in call.work.programs.of(call.workspace.id)}
    about = call.given.get("about", "")
    entries = call.work.audit.newest(call.workspace.id, LOOKED_BACK if about else SHOWN)
    if about:
        wanted = _named(call, about)
        entries = [
            one for one in entries if wanted in (one.who, one.about, *one.details.split("; "))
        ]
        if not entries:
            return Say(nothing(names.get(wanted, wanted)))
    return Say(shown(entries[:SHOWN], names))


def _named(call: Call, about: str) -> str:
    """Return what entries about a program or a person have: its id, or their name; raises NotFound."""
    try:
        return programs.find(call.work, call.workspace.id, about, ended=True).id
    except UserError:
        return people.find(call.work, call.workspace.id, about).name


def nothing(about: str) -> Message:
    """Say that nobody changed anything of a program or a person, lately."""
    said = say("Nobody has changed anything about {about} lately.", about=about)
    return Message(say("Who changed what"), (text(said),))


def shown(entries: list[Audited], programs: Mapping[str, str]) -> Message:
    """Show entries of the audit, newest first."""
    if not entries:
        return Message(say("Who changed what"), (text(say("Nobody has changed anything yet.")),))
    return Message(
        say("Who changed what"),
        (
            *table(
                say("Newest first"),
                (say("When"), say("What was done")),
                [((Time(one.at),), (_line(one, programs),)) for one in entries],
                Items(tuple((Time(one.at), " · ", _line(one, programs)) for one in entries)),
            ),
            buttons(Button(say("All of it as a file"), "file audit")),
            note(say("Nothing can be changed in it or taken out.")),
        ),
    )


def file(work: Work, member: Member, _words: str, _now: datetime) -> Message:
    """Return the message that all of the audit goes with; raises NotAllowed for who is no admin."""
    if not rights.may(member, "admin"):
        sentence = say("Only admins can see who changed what.")
        raise rights.refused(work, member.workspace, sentence)
    return Message(
        say("Who changed what"), file=File("peerloop-audit.csv", say("Open the audit"), "audit")
    )


def csv(entries: Sequence[Audited]) -> str:
    """Return entries of the audit as CSV, in the order given."""
    rows = [
        (f"{one.at:%Y-%m-%dT%H:%MZ}", one.who, one.what, one.about, one.details) for one in entries
    ]
    return packing.table(("at", "who", "what", "about", "details"), rows)


def _line(one: Audited, programs: Mapping[str, str]) -> Phrase:
    sentence = _DONE.get(one.what, _OTHERWISE)
    words = {
        "who": one.who or say("Peerloop"),
        "about": one.about or say("somebody"),
        "program": programs.get(one.about, one.about or say("something")),
        "whom": one.details or say("somebody"),
    }
    said = say(
        sentence, **{name: word for name, word in words.items() if f"{{{name}}}" in sentence}
    )
    # Only what has values of its own: whom it concerns, or that it runs now, stands in the sentence.
    if not one.details or one.what in _ALL_SAID:
        return said
    return say("{done}: {details}", done=said, details=_changed(one.details))


def _changed(details: str) -> list[Phrase | Bold]:
    """Return the values of a change by the names that people read for settings."""
    names = {
        key.removeprefix("settings."): setting.called
        for setting in SETTINGS
        for key in setting.keys
    }
    details = details.removeprefix("role: ")
    if details.endswith(" chat") and ":" not in details:
        return [say("{period}, in the chat", period=details.removesuffix(" chat"))]
    parts = [part.partition(": ") for part in details.split("; ")]
    return [
        say("{setting}: {values}", setting=names.get(name, name), values=Bold(value))
        if value
        else Bold(name)
        for name, _, value in parts
    ]


COMMANDS: tuple[Command, ...] = (
    Command(
        words="audit",
        summary=say("See who changed what, and who looked at which report"),
        run=audit,
        topic="For admins",
        who="admin",
        arguments=(Argument("about", "text", optional=True),),
        examples=("audit", "audit coffee"),
        heard=heard.AUDIT,
    ),
)
