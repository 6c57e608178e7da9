"""The one door: whatever a person does comes in here and goes out as a reply."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TypeVar, assert_never

from facilitation import answering
from facilitation import news as platform_news
from facilitation.errors import Conflict, PeerloopError, Unsaved, UserError
from facilitation.people import readers, rights
from facilitation.people.model import Member, Workspace
from facilitation.people.service import known
from facilitation.rounds import checkins
from facilitation.talk import changes, forms, grammar, refusals
from facilitation.talk.commands import Call, Command
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import (
    Contributed,
    Filled,
    Incoming,
    News,
    Quiet,
    Reacted,
    Reply,
    Say,
    Spoke,
    Typed,
    Where,
    Wrote,
)
from facilitation.talk.listening import Listener
from facilitation.talk.readers import Reader
from facilitation.talk.when.days import Past
from facilitation.threads import Threads
from facilitation.understanding import fitting, offering
from facilitation.understanding import service as understanding
from facilitation.understanding.placing import Meant
from facilitation.work import Store, Work

T = TypeVar("T")

TRIES = 20
"""How often an interaction is run when somebody else keeps changing the same record first."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """Handles incoming interactions, each in one transaction.

    `now` tells the time, `failed` logs a bug and returns the reference that the person is given, and
    `try_writing` raises Unsaved where the store would take nothing.
    """

    store: Store
    commands: Sequence[Command]
    now: Callable[[], datetime]
    failed: Callable[[Incoming | News, Exception], str]
    try_writing: Callable[[], None] = lambda: None
    listeners: Sequence[Listener] = ()
    heard: tuple[Heard, ...] = field(init=False)
    """How people say commands in their own words."""
    phrases: Mapping[str, Command] = field(init=False)
    """Every way to say a command, worked out once: each line and each button is looked up here."""
    threads: Threads = field(init=False)

    def __post_init__(self) -> None:
        """Look at the catalogue."""
        said = {p: c for c in self.commands for p in (c.words, *c.also)}
        object.__setattr__(self, "phrases", said)
        object.__setattr__(self, "heard", understanding.every(self.commands))
        object.__setattr__(self, "threads", Threads(self.listeners, said))

    def handle(self, incoming: Incoming) -> Reply:
        """Return the reply to an interaction, whoever it comes from; never raises."""
        return self._safely(incoming, strangers=True) or Quiet()

    def of_known(self, incoming: Incoming) -> Reply | None:
        """Return the reply to an interaction, None where the platform must first say who it is from; never raises."""
        return self._safely(incoming, strangers=False)

    def _safely(self, incoming: Incoming, *, strangers: bool) -> Reply | None:
        """Return what comes of an interaction, in words where it was refused or failed."""
        try:
            return _again(lambda: self._once(incoming, strangers=strangers))
        except UserError as error:
            if isinstance(incoming, Wrote | Contributed | Reacted):
                return Quiet()
            instead = self._instead(incoming, error) if error.unread else None
            return instead or self._refused(incoming, error)
        except Unsaved as error:
            return refusals.nothing_saved(error)
        except Exception as error:
            return refusals.apology(self.failed(incoming, error))

    def _instead(self, incoming: Incoming, error: UserError) -> Reply | None:
        """Return what a line means that only begins like a command; what it may mean besides is told with the error."""
        with suppress(PeerloopError), self.store.begin() as work:
            workspace, member, asked = _with_member(work, incoming)
            if member and isinstance(incoming, Typed):
                call = self._call(work, incoming, workspace, member, asked, self.now())
                try:
                    said = understanding.instead(call, self.phrases, self.heard, error)
                except Past as past:
                    return readers.reader(member).reply(refusals.explained(past))
                if isinstance(said, Meant):
                    known(work, incoming, workspace, member, self.now())
                    reply = self._meant(call, said)
                    answering.remember(incoming, call, reply)
                    return readers.reader(member).reply(reply)
                fits = fitting.offered(call, said)
                error.ways = [*error.ways, *((one.does, one.line) for one in fits)]
        return None

    def hear(self, news: News) -> None:
        """Take a platform's news in, each part of it in one transaction; never raises."""
        left: News | None = news
        try:
            while left is not None:
                left = _again(partial(self._heard, left))
        except Exception as error:
            self.failed(news, error)

    def opens_form(self, line: str) -> bool:
        """Return whether a line is a command that answers with a form."""
        found = grammar.split(grammar.tidy(line), self.phrases)
        if found is None:
            return False
        form = self.phrases[found[0]].form
        return not found[1] if form == "alone" else form

    def _refused(self, incoming: Incoming, error: UserError) -> Reply:
        """Explain a refusal, and keep the sign of life of whoever it is for, since it undid what they had changed."""
        try:
            reader = self._remember(incoming, error)
            if reader is None:
                self.try_writing()
        except Unsaved as trouble:
            # a workspace is not known either where nobody could write it down
            return refusals.nothing_saved(trouble)
        return (reader or Reader()).reply(refusals.explained(error))

    def _remember(self, incoming: Incoming, error: UserError) -> Reader | None:
        """Keep somebody's sign of life, and what they are asked, if that can be; return them as a reader if known."""
        reader = None
        with suppress(PeerloopError), self.store.begin() as work:
            workspace, member, asked = _with_member(work, incoming)
            reader = readers.reader(member)
            member = known(work, incoming, workspace, member, self.now())
            answering.which(work, member.id, incoming.where, error.ways, self.now())
            if isinstance(incoming, Typed):
                call = self._call(work, incoming, workspace, member, asked, self.now())
                error.ways = offering.ways(call, self.phrases, error)
        return reader

    def _heard(self, news: News) -> News | None:
        """Take news in, or a part of them, in one unit of work; return what is left."""
        with self.store.begin() as work:
            return platform_news.hear(work, news, self.now())

    def _once(self, incoming: Incoming, *, strangers: bool) -> Reply | None:
        """Run the interaction in one unit of work; words that nobody asked for leave no trace.

        Without `strangers` it returns None, and changes nothing, where the platform must say first who it comes from.
        """
        now = self.now()
        with self.store.begin() as work:
            incoming = self.threads.taken(work, incoming, now)
            hearing = self.threads.hearing(work, incoming)
            if isinstance(incoming, Contributed) and not hearing:
                return Quiet()
            workspace, member, asked = _with_member(work, incoming)
            if not strangers and understanding.is_unsure(work, member, incoming, self.phrases):
                return None
            if incoming.key and not work.inbox.first(workspace.id, incoming.key, now):
                return Quiet()
            member = known(work, incoming, workspace, member, now)
            match incoming:
                case Wrote():
                    checkins.heard(work, workspace.id, incoming.where, member.id, now)
                    return Quiet()
                case Reacted():
                    if incoming.more > 0:
                        checkins.heard(work, workspace.id, incoming.where, member.id, now)
                    for listener in self.listeners:
                        listener.reacted(work, incoming)
                    return Quiet()
                case Contributed():
                    for listener in hearing:
                        listener.hear(work, member, incoming, now)
                    return Quiet()
                case Typed() | Filled():
                    call = self._call(work, incoming, workspace, member, asked, now)
                    reply = self._run(answering.answered(call))
                    answering.remember(incoming, call, reply)
                    return readers.reader(member).reply(reply)
                case _:
                    assert_never(incoming)

    def _call(
        self,
        work: Work,
        incoming: Typed | Filled,
        workspace: Workspace,
        member: Member,
        asked: bool,
        now: datetime,
    ) -> Call:
        """Return the call of a line that was typed, or carried by a form."""
        return Call(
            work=work,
            now=now,
            workspace=workspace,
            member=member,
            where=incoming.where,
            line=grammar.tidy(incoming.line[: grammar.LONGEST_LINE + 1]),
            answers=incoming.answers if isinstance(incoming, Filled) else None,
            aloud=isinstance(incoming, Typed) and incoming.aloud,
            commands=self.commands,
            asked=asked,
        )

    def listens(self, workspace: str, where: Where, what: Spoke) -> bool:
        """Return whether anybody asks for words there, so that others need not even be read."""
        with self.store.begin() as work:
            return bool(self.threads.asking(work, workspace, where, what))

    def _run(self, call: Call) -> Reply:
        """Find the command of the line and run it."""
        call = changes.opened(call)
        if not all(grammar.readable(said) for said in (call.line, *forms.texts(call.answers))):
            raise UserError("Some of these characters are not text. Type it anew, please.")
        if len(call.line) > grammar.LONGEST_LINE:
            raise UserError("That is more than I can take in one line. Try it shorter.")
        if not call.line:
            return self._ready(self.phrases["home"], call)
        if said := self.understood(call):
            return self._meant(call, said)
        if understanding.is_prose(call, self.phrases, grammar.split(call.line, self.phrases)):
            return Say(understanding.asked(call, self.heard))
        return self._command(call)

    def understood(self, call: Call) -> Meant | None:
        """Return what a line in plain words means; None for a command, an answer, and what means nothing."""
        return understanding.of(call, self.phrases, self.heard)

    def _meant(self, call: Call, said: Meant) -> Reply:
        """Do what somebody meant where that is harmless, else offer it."""
        if not said.harmless:
            return Say(understanding.offered(said))
        return self._command(replace(call, line=said.line, said=call.line))

    def _command(self, call: Call) -> Reply:
        """Run the command that a line starts with."""
        found = grammar.split(call.line, self.phrases)
        assert found is not None
        command = self.phrases[found[0]]
        given = _answered(call) if call.answers is not None else {}
        bare = [a if a.name not in given else replace(a, optional=True) for a in command.arguments]
        try:
            given = {**grammar.fill(bare, found[1], command.usage), **given}
        except grammar.Missing:
            rights.require(call.work, call.member, command.who)
            raise
        return self._ready(command, replace(call, given=given))

    def _ready(self, command: Command, call: Call) -> Reply:
        """Run the command if the member may."""
        rights.require(call.work, call.member, command.who)
        again = changes.pressed(call, command)
        return Say(again) if again else command.run(call)


def _with_member(work: Work, incoming: Incoming) -> tuple[Workspace, Member | None, bool]:
    """Return where something comes from, whom it is from, and whether they were asked something there."""
    there = answering.place(incoming.where)
    return work.workspaces.with_member(incoming.by.workspace, incoming.by.member, there)


def _again(once: Callable[[], T]) -> T:
    """Run a unit of work, again when it lost a race."""
    for _ in range(TRIES - 1):
        with suppress(Conflict):
            return once()
    return once()


def _answered(call: Call) -> dict[str, str]:
    """Return a form's answers as arguments; several values are joined by commas."""
    return {
        name: value if isinstance(value, str) else ", ".join(value)
        for name, value in (call.answers or {}).items()
    }
