"""A member's own report tells what they did and what came of it, to them alone."""

from dataclasses import replace
from datetime import timedelta

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import reports
from facilitation.knowledge.model import Trial
from facilitation.knowledge.takeaway_examples import TAKEAWAY
from facilitation.reflections.model import FollowUp, Reflection
from facilitation.reports.model import Own
from facilitation.talk.messages import Link, Message, Text
from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import everything, said, words_of

ANA, BEN, CLEO = (f"{WORKSPACE}:{name}" for name in ("ana", "ben", "cleo"))


def company_of(store: Store) -> Company:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo")))
    company.program(("ana", "ben"))
    company.pass_(days=6)
    company.says("ana", "met")
    return company


def lived(company: Company) -> None:
    """Let Ana have made a plan and kept it, and given a takeaway that worked for others and for herself."""
    now = company.now
    plan = Reflection(
        id="rfl_1", workspace=WORKSPACE, member=ANA, does="Ask first", state="done", made_at=now
    )
    asked = FollowUp(
        id="fol_1",
        reflection="rfl_1",
        member=ANA,
        stage="used",
        due_at=now,
        answer="yes",
        settled_at=now,
        witness=BEN,
        confirmed_at=now,
    )
    with company.store.begin() as work:
        work.reflections.save(plan)
        work.follow_ups.add_all([asked])
        kept = replace(TAKEAWAY, workspace=WORKSPACE, by=ANA, created_at=now, version=0)
        work.takeaways.add(kept)
        for who, outcome in ((ANA, "worked"), (BEN, "worked"), (CLEO, "no")):
            work.takeaways.tried(Trial(takeaway=kept.id, member=who, outcome=outcome, at=now))  # type: ignore[arg-type]


def test_it_counts_what_a_member_did_and_what_others_had_of_it(store: Store) -> None:
    company = company_of(store)
    lived(company)
    with store.begin() as work:
        since, until = company.now - timedelta(days=60), company.now + timedelta(days=1)
        own = work.reports.own(ANA, since, until)
        assert work.reports.own(ANA, since - timedelta(days=90), since) == Own()
        others = work.reports.own(BEN, since, until)

    assert own == Own(
        sessions=1, people=1, plans=1, done=1, used=1, confirmed=1, takeaways=1, worked=1
    )
    assert others == Own(sessions=1, people=1)


def test_a_member_who_asks_for_a_report_gets_their_own_and_whoever_leads_can_too(
    store: Store,
) -> None:
    company = company_of(store)
    lived(company)
    for who, line in (("ana", "report"), ("ana", "my report this year"), ("ana", "report me")):
        shown = everything(said(company.says(who, line)))
        assert shown[0].startswith("What you did, this")
        assert "Sessions that took place: 1, with one other person" in shown
        assert not any("Ben" in line or "Cleo" in line for line in shown)
    assert said(company.says("cleo", "report")).title == "What you did, this quarter"
    assert said(company.says("root", "report me")).title == "What you did, this quarter"
    assert said(company.says("root", "report")).title == "Coffee, this quarter"
    refused = said(company.says("ana", "report coffee"))
    assert refused.title == "You may not do that"
    assert "can see the report on Coffee" in words_of(refused)


async def test_its_page_shows_each_their_own(store: Store) -> None:
    company = company_of(store)
    lived(company)
    store._public_url = "https://peerloop.example"
    shown: Message = said(company.says("ana", "report"))
    spans = [s for b in shown.blocks if isinstance(b, Text) for s in b.spans]
    (url,) = [s.url for s in spans if isinstance(s, Link)]

    class Clock:
        def now(self):
            return company.now

    app = web.Application()
    app.add_routes(reports.routes(store, Clock()))
    async with TestClient(TestServer(app)) as client:
        path = url.removeprefix("https://peerloop.example")
        words = await (await client.get(path)).text()
        assert "tried 0, in use 1, confirmed by a colleague 1" in words
        assert "Ben" not in words
        assert (await client.get(path[:-1] + "0")).status == 404
        company.now += timedelta(hours=2)
        assert (await client.get(path)).status == 404
