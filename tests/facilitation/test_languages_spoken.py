"""Who reads decides the language: of a delivery as it is carried, of a reply and of a refusal as it is given."""

import re
from dataclasses import replace

import pytest

from facilitation.post import teller
from facilitation.post.outbox import Place, Together
from facilitation.talk import languages
from facilitation.talk.incoming import Profile, Roster, Sender, Typed, Where
from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from tests.company import WORKSPACE, Company, person
from tests.facilitation.rounded import OPENS, start


def loud(one, many, number):
    """Say a sentence in capitals, its places as they are."""
    said = many if many and number != 1 else one
    return re.sub(r"\{\w+\}|[^{]+", lambda m: m[0] if m[0][0] == "{" else m[0].upper(), said)


@pytest.fixture
def company(sqlite_store, monkeypatch):
    """A company in which who speaks German reads what is loud."""
    spoken = {"de": Language("de", loud), "en": ENGLISH}
    monkeypatch.setattr(languages, "known", lambda: frozenset(spoken))
    monkeypatch.setattr(languages, "_read", spoken.__getitem__)
    company = Company(sqlite_store)
    company.settle(
        person("ana", languages=("fr", "de")),
        person("ben", languages=("en", "de")),
        person("dan", languages=("de",)),
    )
    return company


def test_a_delivery_speaks_the_language_of_those_whom_it_reaches(company):
    ana, ben, dan = (f"{WORKSPACE}:{name}" for name in ("ana", "ben", "dan"))
    hello = Message(say("Hello {who}", who="you"))
    with company.store.begin() as work:
        tell = teller.of(work, WORKSPACE, company.now)
        people = work.members.some([ana, ben, dan])
        tell.to_each(people.values(), hello, fact="hi", about="")
        for to in (Together((ana, dan)), Together((ana, ben)), Place("C1")):
            tell.to_several(to, (), hello, key=str(to), kind="told", about="")
        said = [one.message.title for one in teller.said(work, tell.owed)]
        assert tell.owed[0].message == hello
    assert said == ["HELLO you", "Hello you", "HELLO you", "HELLO you", "Hello you", "Hello you"]


def test_a_reply_speaks_the_language_of_who_asked(company):
    start(company, "ana", "ben")
    company.move_to(OPENS)
    company.settle(person("ana", languages=("de",)), person("ben", languages=("en",)))
    assert "AND HAVE NOT MET HERE YET." in str(company.says("ana", "why").message)
    assert "and have not met here yet." in str(company.says("ben", "why").message)


def test_who_says_no_language_is_spoken_to_in_the_one_that_their_platform_speaks_to_them(
    company,
):
    company.settle(person("eva"), person("fay", languages=("en",)))
    profiles = [
        Profile(member=f"{WORKSPACE}:{name}", name=name.title(), locale="de-AT")
        for name in ("eva", "fay")
    ]
    roster = Roster(
        workspace=WORKSPACE,
        platform="playground",
        name="",
        zone="",
        profiles=tuple(profiles),
        whole=False,
    )
    company.assistant().hear(roster)
    assert company.says("eva", "help").message.title.isupper()
    assert not company.says("fay", "help").message.title.isupper()


def test_a_language_that_a_platform_tells_in_passing_is_kept(company):
    where = Where(id="personal:eva", kind="personal")
    eva = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:eva", name="Eva", locale="de-AT")
    for by in (eva, replace(eva, locale="")):
        said = company.assistant().handle(Typed(by=by, line="help", where=where))
        assert said.message.title.isupper()
    said = company.assistant().handle(
        Typed(by=replace(eva, locale="en-GB"), line="help", where=where)
    )
    assert not said.message.title.isupper()
