"""Records to write: each is whole, and takes what a test wants different."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from facilitation.bookings.model import Booking
from facilitation.journal import Fact
from facilitation.outbox import Delivery, Personal
from facilitation.people.model import Member, Workspace
from facilitation.programs.cadence import Cadence
from facilitation.programs.model import Enrollment, Program, Settings
from facilitation.questions.model import Answer, Question, Takeaway
from facilitation.rounds.model import Circle, Round, Seat, Session
from facilitation.skills.model import Evidence, Skill
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
        Seat(member=f"{W}:{name}", reason=f"because of {name}", captain=place == 0)
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


def session(number: int, **more: Any) -> Session:
    known = {"id": f"ses_{number}", "workspace": W, "circle": f"cir_{number}", "round": "rnd_1"}
    return Session(**{**known, **more})


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
