"""What tests of discussions share: a company that has one, and what its people do with it."""

from dataclasses import replace

from facilitation.catalogue import LISTENERS
from facilitation.discussions.model import Contribution, Discussion
from facilitation.post.outbox import Place
from facilitation.programs.model import Program
from facilitation.talk.incoming import (
    Ask,
    Contributed,
    Filled,
    Quiet,
    Reply,
    Sender,
    Spoke,
    Typed,
    Where,
)
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.words import words_of

CHANNEL = f"{WORKSPACE}:design"
QUESTION = "What slowed you down this week?"


def talking(store: Store) -> Company:
    """Return a company with a program in #design, of Ana, who is a facilitator, Ben and Cleo; Root is an admin."""
    company = Company(store)
    company.settle(
        person("ana", role="facilitator"),
        person("ben"),
        person("cleo"),
        person("root", role="admin"),
    )
    placed(company, company.program(["ana", "ben", "cleo"], "Design"))
    company.arrived.clear()
    return company


def placed(company: Company, program: Program, name: str = "design") -> None:
    """Give a program a channel."""
    with company.store.begin() as work:
        known = work.programs.get(program.id)
        there = replace(known, channel=f"{WORKSPACE}:{name}", channel_name=name)
        work.programs.save(there)


def fills(company: Company, name: str, form: Reply, **answers: str | tuple[str, ...]) -> Reply:
    """Let somebody fill in the form that a reply opened."""
    assert isinstance(form, Ask)
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())
    where = Where(f"personal:{name}", "personal")
    return company.assistant().handle(
        Filled(by=by, line=form.form.command, answers=answers, where=where)
    )


def opened(company: Company, line: str = f'discuss "{QUESTION}"', by: str = "ana") -> Discussion:
    """Let somebody open a discussion on a Tuesday, and return it once its card has arrived."""
    company.now = company.now.replace(day=24)
    company.says(by, line)
    company.work_through()
    return the_one(company)


def the_one(company: Company) -> Discussion:
    """Return the discussion that there is."""
    with company.store.begin() as work:
        found = work.discussions.unclosed(WORKSPACE) or work.discussions.closed(WORKSPACE, 1)
        return found[-1]


def answers(company: Company, name: str, words: str) -> Reply:
    """Let somebody answer with the button of the card."""
    return fills(company, name, press(company, name, card(company), "Answer"), words=words)


def card(company: Company) -> Message:
    """Return the card that arrived in the channel."""
    return next(d.message for d in company.arrived if d.kind == "thread")


def thread(company: Company) -> list[str]:
    """Return what stands in the thread, below the card."""
    company.work_through()
    of = the_one(company)
    return [
        words_of(d.message) for d in company.arrived if d.to == Place(of.conversation, of.thread)
    ]


def in_thread(company: Company, name: str, said: str, key: str = "") -> Reply:
    """Let somebody mention Peerloop in the thread."""
    of = the_one(company)
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())
    where = Where(of.conversation, "channel", "design", of.thread)
    door = replace(company.assistant(), listeners=LISTENERS)
    typed = Typed(by=by, line=said, where=where, key=key or f"{name}:{said}", aloud=True)
    return door.handle(typed)


def kept(company: Company) -> list[Contribution]:
    """Return what was contributed and is still there."""
    of = the_one(company).id
    with company.store.begin() as work:
        return work.discussions.contributions(of)


def hears(company: Company, name: str, words: str, message: str, what: Spoke = "said") -> None:
    """Let words of a thread reach the door without a key, as they do when they are read back."""
    of = the_one(company)
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}")
    where = Where(of.conversation, "channel", thread=of.thread)
    said = Contributed(by=by, where=where, message=message, words=words, what=what)
    door = replace(company.assistant(), listeners=LISTENERS)
    assert door.handle(said) == Quiet()
