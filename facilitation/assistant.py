"""The one door: whatever a person does comes in here and goes out as a reply."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from rapidfuzz import fuzz, process

from facilitation import news as platform_news
from facilitation.errors import Conflict, NotAllowed, NotFound, PeerloopError, Usage, UserError
from facilitation.people import service as people
from facilitation.people.model import Member, Role, placeholder
from facilitation.rounds import checkins
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.forms import Answers
from facilitation.talk.incoming import Filled, Incoming, News, Quiet, Reply, Say, Typed, Wrote
from facilitation.talk.messages import Button, Code, Message, buttons, note, text
from facilitation.work import Store, Work

TRIES = 20
"""How often an interaction is run when somebody else keeps changing the same record first."""


SEEN_EVERY = timedelta(minutes=1)
"""How closely signs of life are kept: a write for every word would cost more than it tells."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """Handles incoming interactions, each in one transaction.

    `now` tells the time, `failed` logs a bug and returns the reference that the person is given.
    """

    store: Store
    commands: Sequence[Command]
    now: Callable[[], datetime]
    failed: Callable[[Incoming | News, Exception], str]

    def handle(self, incoming: Incoming) -> Reply:
        """Return the reply to an interaction; never raises."""
        try:
            return self._tried(incoming)
        except UserError as error:
            if isinstance(incoming, Wrote):
                return Quiet()
            self._remember(incoming)
            return _explained(error)
        except Exception as error:
            return _apology(self.failed(incoming, error))

    def hear(self, news: News) -> None:
        """Take a platform's news in; never raises."""
        for turn in range(TRIES):
            try:
                with self.store.begin() as work:
                    platform_news.hear(work, news, self.now())
                return
            except Conflict as error:
                if turn == TRIES - 1:
                    self.failed(news, error)
            except Exception as error:
                self.failed(news, error)
                return

    def opens_form(self, line: str) -> bool:
        """Return whether a line is a command that answers with a form."""
        phrases = self._phrases()
        found = grammar.split(grammar.tidy(line), phrases)
        return found is not None and phrases[found[0]].form

    def _phrases(self) -> dict[str, Command]:
        return {p: c for c in self.commands for p in (c.words, *c.also)}

    def _remember(self, incoming: Incoming) -> None:
        """Keep the sign of life of somebody whose words were refused, which undid what they had changed."""
        with suppress(PeerloopError), self.store.begin() as work:
            if work.workspaces.find(incoming.by.workspace) is not None:
                known(work, incoming, self.now())

    def _tried(self, incoming: Incoming) -> Reply:
        """Run the interaction, again when it lost a race."""
        for _ in range(TRIES - 1):
            try:
                return self._once(incoming)
            except Conflict:
                continue
        return self._once(incoming)

    def _once(self, incoming: Incoming) -> Reply:
        """Run the interaction in one unit of work."""
        now = self.now()
        with self.store.begin() as work:
            workspace = work.workspaces.get(incoming.by.workspace)
            if incoming.key and not work.inbox.first(workspace.id, incoming.key, now):
                return Quiet()
            member = known(work, incoming, now)
            match incoming:
                case Wrote():
                    checkins.heard(work, workspace.id, incoming.where, member.id, now)
                    return Quiet()
                case Typed() | Filled():
                    answers = incoming.answers if isinstance(incoming, Filled) else None
                    call = Call(
                        work=work,
                        now=now,
                        workspace=workspace,
                        member=member,
                        where=incoming.where,
                        line=grammar.tidy(incoming.line[: grammar.LONGEST_LINE + 1]),
                        answers=answers,
                    )
                    return self._run(call)
                case _:
                    assert_never(incoming)

    def _run(self, call: Call) -> Reply:
        """Find the command of the line and run it."""
        if not all(grammar.readable(said) for said in (call.line, *_texts(call.answers))):
            raise Usage("Some of these characters are not text. Type it anew, please.")
        if len(call.line) > grammar.LONGEST_LINE:
            raise Usage("That is more than I can take in one line. Try it shorter.")
        phrases = self._phrases()
        if call.line.casefold().startswith("confirm "):
            _, token, line = [*call.line.split(maxsplit=2), "", ""][:3]
            call = replace(call, agreed=token, line=line)
        if not call.line:
            return self._ready(phrases["home"], call)
        found = grammar.split(call.line, phrases)
        if found is None:
            return _nearest(call.line, phrases)
        command = phrases[found[0]]
        given = _answered(call) if call.answers is not None else {}
        bare = [a if a.name not in given else replace(a, optional=True) for a in command.arguments]
        given = {**grammar.fill(bare, found[1], command.usage), **given}
        return self._ready(command, replace(call, given=given))

    def _ready(self, command: Command, call: Call) -> Reply:
        """Run the command if the member may."""
        if not may(call.member, command.who):
            raise NotAllowed(refusal(call.work, call.workspace.id, command.who))
        return command.run(call)


def known(work: Work, incoming: Incoming, now: datetime) -> Member:
    """Return the member who did it, made known when this is the first we hear of them.

    A member who was unreachable is active again: what they did reached us.
    """
    by = incoming.by
    member = work.members.find(by.member)
    if member is None:
        name = by.name or placeholder(by.member)
        role: Role = "admin" if by.admin else "member"
        zone = work.workspaces.get(by.workspace).zone
        return work.members.save(
            Member(
                id=by.member, workspace=by.workspace, name=name, zone=zone, role=role, seen_at=now
            )
        )
    if isinstance(incoming, Typed) and incoming.by_itself:
        return member
    now_role: Role = "admin" if by.admin else member.role
    # a platform may tell of somebody before it tells their name
    now_name = by.name or member.name if member.name == placeholder(member.id) else member.name
    if (member.state, member.role, member.name) != ("active", now_role, now_name):
        member = work.members.save(replace(member, state="active", role=now_role, name=now_name))
    if member.seen_at is None or now - member.seen_at >= SEEN_EVERY:
        work.members.seen(member.id, now)
    return member


def may(member: Member, who: str) -> bool:
    """Return whether the member's role is at least `who`."""
    order = ("member", "facilitator", "admin")
    return order.index(member.role) >= order.index(who)


def refusal(work: Work, workspace: str, who: str) -> str:
    """Return the sentence that says who may do what this member may not."""
    kind = "an admin" if who == "admin" else "a facilitator or an admin"
    return f"Only {kind} can do that. {people.whom_to_ask(work, workspace)}"


def _texts(answers: Answers | None) -> list[str]:
    """Return every text in a form's answers."""
    values = [[v] if isinstance(v, str) else v for v in (answers or {}).values()]
    return [text for several in values for text in several]


def _answered(call: Call) -> dict[str, str]:
    """Return a form's answers as arguments; several values are joined by commas."""
    return {
        name: value if isinstance(value, str) else ", ".join(value)
        for name, value in (call.answers or {}).items()
    }


def _nearest(line: str, phrases: dict[str, Command]) -> Reply:
    """Return the nearest valid commands to a line that is none, each with a button."""
    words = line.split()
    listed = [p for p, c in phrases.items() if p and c.listed]
    scored: dict[str, tuple[float, str]] = {}
    for count in (1, 2):
        start, rest = " ".join(words[:count]).casefold(), " ".join(words[count:])
        for phrase, score, _ in process.extract(start, listed, scorer=fuzz.ratio, limit=3):
            if score >= 60 and score > scored.get(phrase, (0.0, ""))[0]:
                scored[phrase] = (score, f"{phrase} {rest}".strip())
    best = sorted(scored.items(), key=lambda item: -item[1][0])[:3]
    start = words[0][:40]
    if not best:
        return Say(
            Message(
                "I did not understand that",
                (
                    text("I know no command that starts with ", Code(start), "."),
                    buttons(
                        Button("What can I say?", "help"), Button("What is next for me?", "home")
                    ),
                ),
            )
        )
    return Say(
        Message(
            "Did you mean something else?",
            (
                text("I know no command that starts with ", Code(start), ". The nearest I know:"),
                buttons(*(Button(full[:70], full) for _, (_, full) in best)),
                note("All commands: ", Code("help")),
            ),
        )
    )


def _explained(error: UserError) -> Reply:
    """Return a refusal as a message; what stands between backticks in its sentence is shown as code."""
    parts = error.sentence.split("`")
    spans = tuple(Code(p) if place % 2 else p for place, p in enumerate(parts) if p)
    return Say(Message(_heading(error), (text(*spans),)))


def _heading(error: UserError) -> str:
    """Return the few words over a refusal that say of what kind it is."""
    match error:
        case Usage():
            return "I did not understand that"
        case NotFound():
            return "I could not find that"
        case NotAllowed():
            return "That is not yours to do"
        case _:
            return "That does not work"


def _apology(reference: str) -> Reply:
    """Return what a person is told when we have a bug."""
    return Say(
        Message(
            "Something went wrong on my side",
            (
                text("Sorry, that did not work, and it is not your fault. Nothing was changed."),
                note("If you tell your admin, this helps: ", Code(reference)),
            ),
        )
    )
