"""What platforms tell of people and places, and what Peerloop makes of it."""

from datetime import timedelta

import pytest

from facilitation.talk.incoming import ChannelNews, Profile, Roster, Uninstalled
from tests.company import WORKSPACE, Company, person
from tests.facilitation.test_rounds import OPENS, circles, partner, start, yes


@pytest.fixture
def company(store):
    return Company(store)


def roster(*profiles, whole=False, workspace=WORKSPACE):
    return Roster(
        workspace=workspace,
        platform="playground",
        name="Acme",
        zone="Europe/Berlin",
        profiles=profiles,
        whole=whole,
    )


def profile(name, **known):
    return Profile(member=f"{WORKSPACE}:{name}", name=name.title(), handle=name, **known)


def member(company, name):
    with company.store.begin() as work:
        return work.members.find(f"{WORKSPACE}:{name}")


def test_a_new_workspace_and_its_people_are_written_down(company):
    company.assistant().hear(
        roster(profile("ana", zone="America/New_York", admin=True), profile("ben", zone="Mars/X"))
    )
    assert member(company, "ana").role == "admin"
    assert member(company, "ana").zone == "America/New_York"
    assert member(company, "ben").zone == "UTC"
    assert company.says("ben", "status").message.title


def test_names_and_zones_are_kept_fresh_and_what_people_said_of_themselves_stays(company):
    company.settle(person("ana", team="Design", role="facilitator"))
    company.assistant().hear(
        roster(Profile(member=f"{WORKSPACE}:ana", name="Ana S.", zone="Asia/Tokyo"))
    )
    ana = member(company, "ana")
    assert (ana.name, ana.zone, ana.team, ana.role) == (
        "Ana S.",
        "Asia/Tokyo",
        "Design",
        "facilitator",
    )


def test_who_is_gone_leaves_the_draw_and_their_partner_is_placed_anew(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS)
    other = partner(company, program, "ana")
    company.assistant().hear(roster(profile("ana", gone=True)))
    company.work_through()
    assert any(other in circle and "ana" not in circle for circle in circles(company, program))
    assert member(company, "ana").state == "gone"
    company.assistant().hear(roster(profile("ana")))
    assert member(company, "ana").state == "active"


def test_with_a_whole_roster_who_is_not_in_it_is_gone(company):
    start(company, "ana", "ben")
    company.assistant().hear(roster(profile("ana"), profile("root"), whole=True))
    assert member(company, "ben").state == "gone"
    assert member(company, "ana").state == "active"


def test_a_workspace_that_takes_peerloop_out_gets_nothing_more_until_it_comes_back(company):
    start(company, "ana", "ben")
    company.assistant().hear(Uninstalled(workspace=WORKSPACE))
    company.move_to(OPENS + timedelta(days=1))
    assert not company.arrived
    assert not company.lines
    company.assistant().hear(roster(profile("ana")))
    company.move_to(OPENS + timedelta(days=14))
    assert company.inbox("ana", ["intro"])


def test_a_renamed_channel_keeps_its_program_and_a_lost_one_is_told_to_the_facilitators(company):
    company.settle(person("root", role="admin"))
    yes(company, "root", f'program create pairs "Coffee" in #{WORKSPACE}:C1|coffee')
    hear = company.assistant().hear
    hear(ChannelNews(workspace=WORKSPACE, channel=f"{WORKSPACE}:C1", what="renamed", name="tea"))
    assert "#tea" in str(company.says("root", "program coffee").message)
    hear(ChannelNews(workspace=WORKSPACE, channel=f"{WORKSPACE}:C1", what="archived"))
    company.pass_(hours=3)
    assert "Coffee has lost its channel" in [m.title for m in company.inbox("root")]
    assert "none" in str(company.says("root", "set coffee channel").message)


def test_news_of_a_workspace_nobody_knows_change_nothing(company):
    hear = company.assistant().hear
    hear(Uninstalled(workspace="slack:T9"))
    hear(ChannelNews(workspace="slack:T9", channel="C", what="archived"))
    assert not company.bugs


def test_twenty_thousand_people_are_learnt_in_one_go(company):
    company.assistant().hear(roster(*(profile(f"p{n}") for n in range(20_000))))
    company.assistant().hear(roster(*(profile(f"p{n}") for n in range(20_000)), whole=True))
    with company.store.begin() as work:
        assert len(work.members.of(WORKSPACE)) == 20_000


def test_being_brought_into_a_channel_offers_to_start_there_or_shows_what_is_there(company):
    from facilitation.talk.incoming import Sender, Typed, Where

    company.settle(person("root", role="admin"), person("ana"))
    where = Where(id=f"{WORKSPACE}:C1", kind="channel", name="coffee")

    def said(name, line):
        by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}")
        return company.assistant().handle(Typed(by=by, line=line, where=where)).message

    offer = said("root", "set up here")
    line = next(b.command for b in offer.blocks[2].buttons if b.text == "Start pairs here")
    preview = said("root", line)
    assert "coffee pairs" in preview.title
    said("root", next(b.command for k in preview.blocks if k.kind == "buttons" for b in k.buttons))
    assert said("ana", "set up here").title == "coffee pairs lives here"
