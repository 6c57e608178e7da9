"""Records to write: each is whole, and takes what a test wants different."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from facilitation.agendas.model import Item
from facilitation.bookings.model import Booking
from facilitation.discussions.clinics.model import Clinic
from facilitation.discussions.model import Contribution, Discussion, Prompt
from facilitation.knowledge.model import Answer, Question, Takeaway, Trial
from facilitation.people.model import Member, Workspace
from facilitation.post.journal import Fact
from facilitation.post.outbox import Delivery, Personal
from facilitation.programs.cadence import Cadence
from facilitation.programs.decks.model import WorkspaceDeck
from facilitation.programs.model import Enrollment, Program, Settings
from facilitation.reflections.model import FollowUp, Morning, Reflection
from facilitation.reports.model import Case, Order, TeamFigure
from facilitation.rounds.model import Circle, Round, Seat
from facilitation.sessions.model import Part, Session
from facilitation.skills.model import Evidence, Skill
from facilitation.steps.model import Step
from facilitation.talk.messages import Message
from facilitation.work import Work
from storage.work import Store

NOW = datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=1)
W = "slack:T1"


def workspace(**more: Any) -> Workspace:
    return Workspace(**{"id": W, "platform": "slack", "name": "Fern", "created_at": NOW, **more})


def member(handle: str, **more: Any) -> Member:
    known = {"id": f"{W}:{handle}", "workspace": W, "name": handle.title(), "handle": handle}
    return Member(**{**known, **more})


def program(**more: Any) -> Program:
    settings = Settings(
        cadence=Cadence(every=3, weekday=4, at=time(9, 15)),
        zone="Europe/Berlin",
        skipped=(date(2026, 12, 25),),
        prefer=("location", "skill"),
        levels="similar",
    )
    known = {
        "id": "prg_1",
        "workspace": W,
        "number": 1,
        "name": "Coffee",
        "format": "pairs",
        "anchor": date(2026, 11, 24),
        "settings": settings,
        "facilitators": (f"{W}:ana",),
        "created_at": NOW,
    }
    return Program(**{**known, **more})


def enrollment(name: str, **more: Any) -> Enrollment:
    known = {"program": "prg_1", "member": f"{W}:{name}", "workspace": W, "joined_at": NOW}
    return Enrollment(**{**known, **more})


def order(**more: Any) -> Order:
    known = {"id": "ord_1", "workspace": W, "program": "prg_1", "member": f"{W}:ana"}
    return Order(**{**known, "by": f"{W}:ana", "at": NOW, **more})


def success_case(**more: Any) -> Case:
    known = {"id": "cas_1", "workspace": W, "program": "prg_1", "member": f"{W}:ana"}
    return Case(**{**known, "kind": "best", "by": f"{W}:bo", "at": NOW, **more})


def team_figure(**more: Any) -> TeamFigure:
    known = {"id": "fig_1", "workspace": W, "program": "prg_1", "name": "Tickets", "value": "4.2"}
    where = {"day": date(2026, 11, 20), "source": "Desk", "by": f"{W}:ana", "at": NOW}
    return TeamFigure(**{**known, **where, **more})


def round_(number: int = 1, **more: Any) -> Round:
    known = {
        "id": f"rnd_{number}",
        "workspace": W,
        "program": "prg_1",
        "number": number,
        "occurrence": f"2026-11-{number:02}T10:00",
        "opens_at": NOW + number * HOUR,
        "seed": 2**31 - 1,
    }
    return Round(**{**known, **more})


def circle(number: int, *names: str, **more: Any) -> Circle:
    seats = tuple(
        Seat(member=f"{W}:{name}", reason=f"because of {name}", roles=() if place else ("captain",))
        for place, name in enumerate(names)
    )
    known = {
        "id": f"cir_{number}",
        "workspace": W,
        "program": "prg_1",
        "round": "rnd_1",
        "seats": seats,
        "created_at": NOW,
    }
    return Circle(**{**known, **more})


def session(number: int, *names: str, **more: Any) -> Session:
    known = {
        "id": f"ses_{number}",
        "workspace": W,
        "program": "prg_1",
        "round": "rnd_1",
        "circle": f"cir_{number}",
        "parts": parts(*names),
    }
    return Session(**{**known, **more})


def parts(*names: str) -> tuple[Part, ...]:
    """Return the parts of members who have said nothing yet."""
    return tuple(Part(member=f"{W}:{name}") for name in names)


def delivery(number: int, **more: Any) -> Delivery:
    known = {
        "id": f"dlv_{number}",
        "key": f"ses_{number}:intro",
        "workspace": W,
        "to": Personal(f"{W}:member{number}"),
        "message": Message(f"Hello {number}"),
        "kind": "intro",
        "about": f"ses_{number}",
        "due_at": NOW,
    }
    return Delivery(**{**known, **more})


def fact(number: int, **more: Any) -> Fact:
    known = {"id": f"fct_{number}", "workspace": W, "at": NOW + number * HOUR, "kind": "joined"}
    return Fact(**{**known, **more})


def company(store: Store, *names: str) -> None:
    """Write the workspace, these members and the program they are all enrolled in."""
    with store.begin() as work:
        work.workspaces.save(workspace())
        work.members.save_all([member(name) for name in names])
        work.programs.save(program())
        for name in names:
            work.enrollments.save(enrollment(name))


def step(number: int, name: str = "ask", **more: Any) -> Step:
    known = {"kind": "round", "record": f"rnd_{number}", "name": name, "at": NOW, "workspace": W}
    return Step(**{**known, **more})


def first_round(work: Work, *circles: Circle) -> None:
    """Write the program's first round, open, with its circles."""
    work.rounds.save(round_(1, state="open"))
    work.circles.add_all(circles)


def skill(name: str = "Python", **more: Any) -> Skill:
    known = {"id": f"skl_{name}", "workspace": W, "name": name, "key": name.casefold()}
    return Skill(**{**known, "created_at": NOW, **more})


def evidence(name: str, level: int, **more: Any) -> Evidence:
    who = f"{W}:{name}"
    known = {"workspace": W, "member": who, "skill": "python", "level": level, "source": "self"}
    return Evidence(**{**known, "by": who, "at": NOW, **more})


def booking(number: int = 1, asker: str = "ana", peer: str = "bo", **more: Any) -> Booking:
    known = {
        "id": f"bkg_{number}",
        "workspace": W,
        "asker": f"{W}:{asker}",
        "peer": f"{W}:{peer}",
        "opens": NOW,
        "closes": NOW + 48 * HOUR,
        "token": f"token {number}",
        "created_at": NOW,
    }
    return Booking(**{**known, **more})


def discussion(number: int = 1, **more: Any) -> Discussion:
    known = {
        "id": f"dis_{number}",
        "workspace": W,
        "program": "prg_1",
        "question": "Why?",
        "facilitator": f"{W}:ana",
        "opened_by": f"{W}:ana",
        "conversation": "C1",
        "opened_at": NOW,
        "closes_at": NOW + 48 * HOUR,
    }
    return Discussion(**{**known, **more})


def contribution(number: int = 1, name: str = "bo", **more: Any) -> Contribution:
    known = {"id": f"con_{number}", "discussion": "dis_1", "member": f"{W}:{name}", "words": "So."}
    return Contribution(**{**known, "at": NOW, **more})


def clinic(number: int = 1, **more: Any) -> Clinic:
    known = {"id": f"cln_{number}", "workspace": W, "discussion": "dis_1", "owner": f"{W}:ana"}
    return Clinic(**{**known, **more})


def deck(number: int = 1, **more: Any) -> WorkspaceDeck:
    known = {"id": f"dck_{number}", "workspace": W, "name": f"ours {number}", "text": "name: ours"}
    return WorkspaceDeck(**{**known, "by": f"{W}:ana", "at": NOW, **more})


def prompt(number: int = 1, **more: Any) -> Prompt:
    known = {"id": f"pmt_{number}", "workspace": W, "program": "prg_1", "asks": "Why?"}
    return Prompt(**{**known, "state": "queued", "at": NOW, **more})


def reflection(number: int = 1, name: str = "bo", **more: Any) -> Reflection:
    known = {"id": f"rfl_{number}", "workspace": W, "member": f"{W}:{name}", "uses": "Why first."}
    return Reflection(**{**known, "about": f"ses_{number}", "made_at": NOW, **more})


def agenda_item(number: int = 1, **more: Any) -> Item:
    """Return something that a member brings."""
    known = {"id": f"agd_{number}", "workspace": W, "program": "prg_1", "member": f"{W}:bo"}
    return Item(**{**known, "kind": "talk", "topic": "Reviews", "at": NOW, **more})


def follow_up(number: int = 1, name: str = "bo", **more: Any) -> FollowUp:
    known = {"id": f"flw_{number}", "reflection": "rfl_1", "member": f"{W}:{name}"}
    return FollowUp(**{**known, "stage": "tried", "due_at": NOW, **more})


def morning(name: str = "bo", **more: Any) -> Morning:
    return Morning(**{"member": f"{W}:{name}", "workspace": W, "at": NOW, **more})


def question(number: int = 1, **more: Any) -> Question:
    known = {"id": f"qst_{number}", "workspace": W, "asker": f"{W}:ana", "text": "Why?"}
    return Question(**{**known, "created_at": NOW, **more})


def answer(number: int = 1, name: str = "bo", **more: Any) -> Answer:
    known = {"id": f"ans_{number}", "question": "qst_1", "member": f"{W}:{name}", "text": "So."}
    return Answer(**{**known, "at": NOW, **more})


def takeaway(number: int = 1, **more: Any) -> Takeaway:
    known = {"id": f"tkw_{number}", "workspace": W, "title": "So", "text": "Because."}
    people = {"by": f"{W}:bo", "kept_by": f"{W}:ana", "created_at": NOW}
    return Takeaway(**{**known, **people, **more})


def trial(name: str = "ana", **more: Any) -> Trial:
    known = {"takeaway": "tkw_1", "member": f"{W}:{name}", "outcome": "worked", "at": NOW}
    return Trial(**{**known, **more})
