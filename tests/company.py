"""A small company to test with: people, a program, a clock moved by hand, a mailbox that takes everything."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from facilitation import outcomes
from facilitation.assistant import Assistant
from facilitation.people.model import Member, Workspace
from facilitation.post import teller
from facilitation.post.outbox import APART, Delivery, Personal, Place, Receipt, Settled, Together
from facilitation.programs.cadence import Cadence
from facilitation.programs.model import Enrollment, Program, Settings
from facilitation.rounds import planning
from facilitation.runs import RUNS
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.talk.forms import Answers
from facilitation.talk.incoming import Filled, Reply, Sender, Typed, Where, Wrote
from facilitation.talk.messages import Buttons, Message
from facilitation.work import Store

WORKSPACE = "playground:acme"
START = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
"""A Thursday; the first round of `program` opens on Tuesday 24 November at 10:00 in Berlin (09:00 UTC)."""


def person(name: str, **known: object) -> Member:
    """Return a member called `name`, in Berlin unless said otherwise."""
    known = {"zone": "Europe/Berlin", "handle": name, "name": name.title(), **known}
    return Member(id=f"{WORKSPACE}:{name}", workspace=WORKSPACE, **known)  # type: ignore[arg-type]


@dataclass
class Company:
    """A workspace in a store, with time moved by hand and every delivery kept as it arrives."""

    store: Store
    now: datetime = START
    arrived: list[Delivery] = field(default_factory=list)
    unreachable: set[str] = field(default_factory=set)
    """Ids of members to whom nothing can be delivered."""
    lost: set[str] = field(default_factory=set)
    """Kinds of deliveries that are refused, though whoever they are for can be reached."""
    apart: bool = False
    """Whether the platform opens no chat of several people, as Teams does not."""
    lines: list[str] = field(default_factory=list)
    bugs: list[Exception] = field(default_factory=list)
    _door: Assistant | None = field(default=None, init=False, repr=False, compare=False)

    def settle(self, *people: Member) -> None:
        """Write the workspace and its people."""
        with self.store.begin() as work:
            if work.workspaces.find(WORKSPACE) is None:
                work.workspaces.save(
                    Workspace(
                        id=WORKSPACE,
                        platform="playground",
                        name="Acme",
                        zone="Europe/Berlin",
                        created_at=self.now,
                    )
                )
            work.members.save_all(people)

    def program(self, members: Iterable[str], name: str = "Coffee", **settings: object) -> Program:
        """Start a pairs program that the named members have joined, and plan its first round."""
        chosen = replace(
            Settings(cadence=Cadence(every=2, weekday=1, at=time(10, 0)), zone="Europe/Berlin"),
            **settings,  # type: ignore[arg-type]
        )
        with self.store.begin() as work:
            program = work.programs.save(
                Program(
                    id=work.new_id("prg"),
                    workspace=WORKSPACE,
                    number=work.programs.next_number(WORKSPACE),
                    name=name,
                    format="pairs",
                    anchor=date(2026, 11, 19),
                    settings=chosen,
                    created_at=self.now,
                )
            )
            for member in members:
                self._enroll(work, program, member)
            planning.replan(work, program, self.now)
            return program

    def enroll(self, program: Program, *members: str) -> None:
        """Let members join."""
        with self.store.begin() as work:
            for member in members:
                self._enroll(work, program, member)

    def _enroll(self, work, program: Program, member: str) -> None:
        work.enrollments.save(
            Enrollment(
                program=program.id,
                member=f"{WORKSPACE}:{member}",
                workspace=WORKSPACE,
                joined_at=self.now,
            )
        )

    def move_to(self, until: datetime) -> list[str]:
        """Move time on, doing each due step and carrying each due delivery at its own instant."""
        lines = self._live(until)
        self.now = max(self.now, until)
        self.lines += lines
        return lines

    def pass_(self, **span: float) -> list[str]:
        """Move time on by a span, such as days=1."""
        return self.move_to(self.now + timedelta(**span))

    def work_through(self) -> list[str]:
        """Do everything due now, and deliver."""
        return self._live(self.now)

    def _live(self, until: datetime) -> list[str]:
        """Do what is due up to an instant, one after the other; what a step owes at once is carried before the next."""
        lines: list[str] = []
        done, stuck = False, None
        while True:
            due, owed = self._coming(until)
            owed = None if owed == stuck else owed
            at = min((at for at in (due and due.at, owed) if at), default=None)
            if at is None or at > until:
                return lines
            self.now = max(self.now, at)
            to_carry = owed is not None and owed <= self.now
            if due is not None and due.at <= self.now and not (done and to_carry):
                lines += filter(None, [self._run(due)])
                done, stuck = True, None
            else:
                stuck = None if self.deliver() else owed
                done = False

    def next_at(self, until: datetime) -> datetime | None:
        """Return the next instant, after now and up to `until`, at which something is due."""
        due, owed = self._coming(until)
        coming = (due and due.at, owed)
        return min((at for at in coming if at and self.now < at <= until), default=None)

    def _coming(self, until: datetime) -> tuple[Step | None, datetime | None]:
        """Return the next step up to an instant, and when the next delivery is owed."""
        with self.store.begin() as work:
            return next(iter(steps.due(work, until, 1)), None), work.outbox.next_due()

    def _run(self, due: Step) -> str | None:
        return steps.run(self.store, due, self.now, RUNS)

    def deliver(self) -> int:
        """Carry what is due: to a chat named after who is in it; refuse what goes to who cannot be reached."""
        with self.store.begin() as work:
            owed = work.outbox.claim("test", self.now, timedelta(minutes=1), 1000)
        if not owed:
            return 0
        gone = {d.id: tuple(self.unreachable & set(members_of(d))) for d in owed}
        gone = {ident: people for ident, people in gone.items() if people}
        settled = [
            Settled(id=d.id, state="dead", reason="the account is deactivated")
            if d.id in gone
            else Settled(id=d.id, state="dead", reason="it was refused")
            if d.kind in self.lost
            else Settled(id=d.id, state="sent", receipt=self._receipt(d))
            for d in owed
        ]
        with self.store.begin() as work:
            now_stand = work.outbox.settle("test", settled, self.now)
            outcomes.settled(work, now_stand, gone, self.now)
            there = [d for d in now_stand if d.state == "sent" and d.conversation]
            self.arrived += teller.said(work, there)
        return len(owed)

    def _receipt(self, delivery: Delivery) -> Receipt:
        if self.apart and isinstance(delivery.to, Together):
            return APART
        return Receipt(chat_of(delivery), delivery.key)

    def inbox(self, name: str, kinds: Collection[str] = ()) -> list[Message]:
        """Return what has reached a member, in any chat they are in."""
        member = f"{WORKSPACE}:{name}"
        return [
            d.message
            for d in self.arrived
            if (member in members_of(d) or member in d.conversation.split("+"))
            and (not kinds or d.kind in kinds)
        ]

    def says(self, name: str, line: str, commands: object = None, key: str = "") -> Reply:
        """Let a member type a line to Peerloop."""
        where = Where(id=f"personal:{name}", kind="personal")
        return self.assistant().handle(
            Typed(by=self._sender(name), line=line, where=where, key=key)
        )

    def fills(self, name: str, line: str, answers: Answers) -> Reply:
        """Let a member send a form off."""
        where = Where(id=f"personal:{name}", kind="personal")
        return self.assistant().handle(
            Filled(by=self._sender(name), line=line, answers=answers, where=where)
        )

    def writes(self, name: str, conversation: str) -> None:
        """Let a member write words of their own in a conversation."""
        where = Where(id=conversation, kind="circle")
        self.assistant().handle(Wrote(by=self._sender(name), where=where))

    def assistant(self) -> Assistant:
        """Return the one door."""
        if self._door is None or self._door.store is not self.store:
            from facilitation.catalogue import COMMANDS

            self._door = Assistant(
                store=self.store, commands=COMMANDS, now=lambda: self.now, failed=self._failed
            )
        return self._door

    def _failed(self, _: object, error: Exception) -> str:
        self.bugs.append(error)
        raise error

    def _sender(self, name: str) -> Sender:
        return Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())


def members_of(delivery: Delivery) -> tuple[str, ...]:
    """Return whom a delivery is for, as far as it says so itself."""
    match delivery.to:
        case Personal(member):
            return (member,)
        case Together(members):
            return members
        case Place():
            return ()


def chat_of(delivery: Delivery) -> str:
    """Return the conversation a delivery arrives in: one for each set of people."""
    match delivery.to:
        case Place(conversation):
            return conversation
        case _:
            return "+".join(sorted(members_of(delivery)))


def button(message: Message, text: str) -> str:
    """Return the command line of a message's button."""
    for block in message.blocks:
        if isinstance(block, Buttons):
            for one in block.buttons:
                if one.text == text:
                    return one.command
    raise AssertionError(f"no button “{text}” in “{message.title}”")


def press(company: Company, name: str, message: Message, text: str) -> Reply:
    """Let a member press a message's button."""
    return company.says(name, button(message, text))


Opener = Callable[[], Company]
