"""What there is to be had as a file, and the command that asks for it: who may is asked again when it goes."""

from collections.abc import Callable, Mapping
from datetime import datetime

from facilitation.discussions import deck_commands as decks
from facilitation.errors import Usage
from facilitation.filing import handing_out as filing
from facilitation.knowledge import recall_commands as recall
from facilitation.people.model import Member
from facilitation.post import handing
from facilitation.privacy import audit_commands as audit
from facilitation.privacy import taking
from facilitation.reports import files as reports
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument, Missing
from facilitation.talk.incoming import Reply
from facilitation.talk.messages import Code, Message
from facilitation.talk.phrases import say
from facilitation.work import Work

Find = Callable[[Work, Member, str, datetime], Message]
"""Returns the message that a file goes with, as words name it for a member; raises UserError where they may not."""

KINDS: Mapping[str, Find] = {
    taking.KIND: taking.file,
    "audit": audit.file,
    "recall": recall.file,
    "report": reports.whole,
    "picture": reports.picture,
    "mine": reports.mine,
    "format": filing.format_file,
    "program": filing.program_file,
    "deck": decks.file,
}


_OF: Mapping[Find, str] = {
    reports.whole: "program",
    reports.picture: "program",
    filing.format_file: "format",
    filing.program_file: "program",
    decks.file: "deck",
}
"""Of what a file is that is of one thing alone."""


def ask(call: Call) -> Reply:
    """Give whoever asks something as a file, where they may have it."""
    find = KINDS.get(call.given["kind"].casefold())
    if find is None:
        raise Usage(
            "I have these as files: {commands}",
            commands=[Code(line) for line in EXAMPLES],
        )
    about = call.given.get("about", "").strip()
    if not about and (noun := _OF.get(find)):
        raise Missing(Argument(noun, "text"), f"{call.line} <{noun}>")
    message = find(call.work, call.member, about, call.now)
    if find is reports.picture:
        reports.drawable(call.work, call.member, about, call.now)
    return handing.hand(call, message)


EXAMPLES = (
    "file report coffee last quarter",
    "file picture coffee",
    "file mine",
    "file deck engineering",
    "file format pairs",
    "file program design",
    "file audit",
)

COMMANDS: tuple[Command, ...] = (
    Command(
        words="file",
        summary=say(
            "Have a report, its picture, a deck, a format, a program or the audit as a file"
        ),
        run=ask,
        topic="For facilitators",
        arguments=(
            Argument("kind", "word", shown="report|picture|mine|deck|format|program|audit"),
            Argument("about", "text", optional=True),
        ),
        examples=EXAMPLES,
    ),
)
