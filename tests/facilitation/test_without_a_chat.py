"""Circles on a platform that opens no chat of several people, and circles that meet in a channel's thread."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitation import outcomes
from facilitation.post.outbox import Personal, Place, Together
from facilitation.programs.model import Program
from facilitation.rounds.model import APART
from facilitation.talk.incoming import Installed, Profile, Roster, Say, Sender, Typed, Where, Wrote
from facilitation.talk.messages import Buttons
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.apart import CHANNEL, chat, circle_of
from tests.words import words_of

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store, apart=True)
    company.settle(person("ana", role="admin"), person("ben"), person("cleo"), person("dora"))
    return company


def in_channel(company: Company, *names: str) -> Program:
    program = company.program(names, introductions="channel")
    with company.store.begin() as work:
        there = replace(work.programs.get(program.id), channel=CHANNEL, channel_name="design")
        return work.programs.save(there)


def test_each_is_introduced_alone_with_the_way_to_start_the_chat(company: Company) -> None:
    company.program(["ana", "ben", "cleo"])

    company.move_to(OPENS)

    for name, others in {"ana": "ben cleo", "ben": "ana cleo", "cleo": "ana ben"}.items():
        [intro] = [m for m in company.inbox(name) if m.title.startswith("Meet ")]
        start = chat(intro)
        assert start is not None
        assert {m.member for m in start.members} == {f"{WORKSPACE}:{o}" for o in others.split()}
        assert start.topic == "Coffee"
        place = intro.blocks.index(start)
        assert isinstance(intro.blocks[place + 1], Buttons)


def test_the_captain_is_nudged_once_and_can_start_the_chat(company: Company) -> None:
    company.program(["ana", "ben"])

    company.move_to(datetime(2026, 11, 25, 10, 0, tzinfo=UTC))

    nudges = [d for d in company.arrived if d.kind == "nudge"]
    assert [d.to for d in nudges] == [
        Personal(m) for m in circle_of(company, "ana").having("captain")
    ]
    assert "found a time" in words_of(Say(nudges[0].message))
    assert chat(nudges[0].message) is not None


def test_the_question_goes_to_each_alone(company: Company) -> None:
    company.program(["ana", "ben"])

    company.move_to(datetime(2026, 11, 26, 9, 0, tzinfo=UTC))

    for name in ("ana", "ben"):
        [question] = company.inbox(name, kinds=["ask"])
        assert question.title == "How did it go?"
        assert chat(question) is None


def test_a_smaller_circle_is_told_one_by_one(company: Company) -> None:
    company.program(["ana", "ben", "cleo"])
    company.move_to(OPENS)

    company.says("cleo", "leave #1")
    company.pass_(minutes=1)

    told = [m for m in company.inbox("ana") if "Cleo" in words_of(Say(m))]
    assert len(told) == 2
    assert circle_of(company, "ana").conversation == APART


def test_settling_twice_owes_each_their_introduction_once(company: Company) -> None:
    company.program(["ana", "ben"])
    company.move_to(OPENS)
    circle = circle_of(company, "ana")
    with company.store.begin() as work:
        key = f"{work.sessions.of_circle(circle.id).id}:intro"
        introduced = work.outbox.find(WORKSPACE, key)
        assert introduced is not None
        assert isinstance(introduced.to, Together)
        outcomes.settled(work, [introduced], {}, company.now)
    company.work_through()

    assert len(company.inbox("ana", kinds=["intro"])) == 1


def test_a_program_can_introduce_circles_in_threads_of_its_channel(company: Company) -> None:
    in_channel(company, "ana", "ben", "cleo", "dora")

    company.move_to(datetime(2026, 11, 26, 9, 0, tzinfo=UTC))

    intros = [d for d in company.arrived if d.kind == "intro"]
    assert [d.to for d in intros] == [Place(CHANNEL), Place(CHANNEL)]
    asks = [d.to for d in company.arrived if d.kind == "ask"]
    assert set(asks) == {Place(CHANNEL, d.message_id) for d in intros}


def test_words_in_a_thread_are_heard_for_the_circle_of_that_thread_alone(company: Company) -> None:
    in_channel(company, "ana", "ben", "cleo", "dora")
    company.move_to(OPENS)
    circle = circle_of(company, "ana")
    other = next(n for n in ("ben", "cleo", "dora") if circle_of(company, n).id != circle.id)

    for name in ("ana", other):
        where = Where(CHANNEL, "channel", thread=circle.thread)
        company.assistant().handle(Wrote(by=company._sender(name), where=where))

    assert circle_of(company, "ana").heard_at is not None
    assert circle_of(company, other).heard_at is None


def test_introductions_in_a_channel_need_one(company: Company) -> None:
    company.program(["ana", "ben"])

    said = words_of(company.says("ana", "set #1 introductions channel"))

    assert "no channel yet" in said
    assert "set #1 channel #name" in said


def test_a_program_that_lost_its_channel_introduces_in_chats(company: Company) -> None:
    program = in_channel(company, "ana", "ben")
    with company.store.begin() as work:
        work.programs.save(replace(work.programs.get(program.id), channel="", channel_name=""))

    company.move_to(OPENS)

    assert chat(company.inbox("ana")[-1]) is not None


def profile(name: str) -> Profile:
    return Profile(member=f"teams:t1:{name}", name=name.title())


def installed(name: str, *, leads: bool = True) -> Installed:
    return Installed(
        workspace="teams:t1", platform="teams", name="Acme", by=profile(name), leads=leads
    )


def test_who_adds_it_for_themselves_alone_is_no_admin_and_is_greeted_as_a_member(
    store: Store,
) -> None:
    company = Company(store)
    company.assistant().hear(installed("ben", leads=False))
    company.assistant().hear(installed("ana"))
    company.deliver()
    with store.begin() as work:
        assert [m.name for m in work.members.in_role("teams:t1", "admin")] == ["Ana"]
    hellos = {d.key: words_of(d.message) for d in company.arrived}
    assert "first admin" in hellos["hello:teams:t1:ana"]
    assert "admin" not in hellos["hello:teams:t1:ben"]


def test_who_brings_it_to_a_team_first_is_the_admin_and_nobody_after_them(store: Store) -> None:
    company = Company(store)
    for name in ("ana", "ben"):
        company.assistant().hear(installed(name))
    with store.begin() as work:
        roles = {n: work.members.get(f"teams:t1:{n}").role for n in ("ana", "ben")}
        owed = work.outbox.claim("t", company.now, company.now - company.now, 10)

    assert roles == {"ana": "admin", "ben": "member"}
    assert sorted(d.key for d in owed) == ["hello:teams:t1:ana", "hello:teams:t1:ben"]


def test_of_many_who_install_at_the_same_moment_one_is_the_admin(store: Store) -> None:
    company = Company(store)
    everybody = Roster(
        workspace="teams:t1", platform="teams", name="", zone="", profiles=(), whole=False
    )
    company.assistant().hear(everybody)
    news = [installed(f"p{n}") for n in range(8)]

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(company.assistant().hear, news))

    with store.begin() as work:
        assert len(work.members.of("teams:t1")) == 8
        assert len(work.members.in_role("teams:t1", "admin")) == 1


def test_an_admin_who_cannot_be_reached_just_now_is_still_the_admin(store: Store) -> None:
    company = Company(store)
    for name in ("ana", "ben"):
        company.assistant().hear(installed(name))
        with store.begin() as work:
            ana = work.members.get("teams:t1:ana")
            work.members.save(replace(ana, state="unreachable"))

    with store.begin() as work:
        assert work.members.get("teams:t1:ben").role == "member"


def test_who_installs_again_is_not_greeted_again(store: Store) -> None:
    company = Company(store)
    for _ in range(2):
        company.assistant().hear(installed("ana"))
        company.deliver()

    assert [d.key for d in company.arrived] == ["hello:teams:t1:ana"]


def test_who_installs_without_a_name_gets_theirs_when_they_first_speak(store: Store) -> None:
    company = Company(store)
    nameless = Profile(member="teams:t1:ana", name="")
    company.assistant().hear(Installed(workspace="teams:t1", platform="teams", by=nameless))
    company.deliver()
    sender = Sender(workspace="teams:t1", member="teams:t1:ana", name="Ana Silva")
    company.assistant().handle(Typed(by=sender, line="home", where=Where("p", "personal")))

    with store.begin() as work:
        assert work.members.get("teams:t1:ana").name == "Ana Silva"
    assert company.arrived[0].message.title == "Hello, I am Peerloop"


def test_moving_introductions_into_the_channel_says_who_would_miss_them(company: Company) -> None:
    program = in_channel(company, "ana", "ben")
    with company.store.begin() as work:
        program = work.programs.get(program.id)
        settings = replace(program.settings, introductions="chat")
        work.programs.save(replace(program, settings=settings))

    said = words_of(company.says("ana", "set #1 introductions channel"))

    assert "would miss them" in said
