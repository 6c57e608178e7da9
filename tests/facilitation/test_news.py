"""What platforms tell of people and places, and what Peerloop makes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from facilitation.talk.incoming import ChannelNews, Installed, Profile, Roster, Uninstalled
from facilitation.talk.when import dates
from facilitation.work import Store, Work
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.booked import said
from tests.facilitation.rounded import OPENS, circles, partner, start, yes


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


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("EST", "America/New_York"),
        ("MST", "America/Phoenix"),
        ("GMT", "UTC"),
        ("Zulu", "UTC"),
        ("Factory", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
    ],
)
def test_a_zone_comes_in_as_the_place_it_means_and_reads_back_as_what_is_kept(company, given, kept):
    company.assistant().hear(roster(profile("ana", zone=given)))
    zone = member(company, "ana").zone
    assert zone == kept
    assert dates.zone(zone) == zone


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


def channel(what, name=""):
    return ChannelNews(workspace=WORKSPACE, channel=f"{WORKSPACE}:C1", what=what, name=name)


@pytest.mark.parametrize("how", ["archived", "left"])
def test_a_channel_that_is_there_again_is_its_program_s_again_and_said_so_once(company, how):
    company.settle(person("root", role="admin"))
    yes(company, "root", f'program create pairs "Coffee" in #{WORKSPACE}:C1|coffee')
    hear = company.assistant().hear
    company.pass_(hours=3)
    hear(channel(how))
    company.pass_(hours=3)
    hear(channel("renamed", "tea"))
    for _ in range(2):
        hear(channel("restored"))
        company.pass_(hours=3)
    titles = [m.title for m in company.inbox("root")]
    assert titles.count("Coffee has its channel back") == 1
    assert "#tea" in str(company.says("root", "program coffee").message)
    hear(channel(how))
    company.pass_(days=1)
    titles = [m.title for m in company.inbox("root")]
    assert titles.count("Coffee has lost its channel") == 2


def test_a_channel_lost_and_found_before_anybody_heard_of_it_is_told_to_nobody(company):
    company.settle(person("root", role="admin"))
    yes(company, "root", f'program create pairs "Coffee" in #{WORKSPACE}:C1|coffee')
    company.pass_(hours=20)
    hear = company.assistant().hear
    before = len(company.inbox("root"))
    hear(channel("archived"))
    hear(channel("restored"))
    company.pass_(days=1)
    assert [m.title for m in company.inbox("root")][before:] == []
    assert "#coffee" in str(company.says("root", "program coffee").message)


def test_a_program_that_has_another_channel_by_now_keeps_it(company):
    company.settle(person("root", role="admin"))
    yes(company, "root", f'program create pairs "Coffee" in #{WORKSPACE}:C1|coffee')
    hear = company.assistant().hear
    hear(channel("archived"))
    yes(company, "root", f"set coffee channel #{WORKSPACE}:C2|tea")
    hear(channel("restored"))
    assert "#tea" in str(company.says("root", "program coffee").message)


def test_a_program_made_before_peerloop_was_invited_invites_when_it_arrives_and_once(company):
    company.settle(person("root", role="admin"))
    company.lost = {"invite"}
    yes(company, "root", f'program create pairs "Coffee" in #{WORKSPACE}:C1|coffee')
    company.pass_(hours=3)
    assert invitations(company) == 0
    company.lost = set()
    hear = company.assistant().hear
    for _ in range(2):
        hear(channel("restored"))
        company.pass_(hours=3)
    assert invitations(company) == 1


def invitations(company):
    return sum(one.kind == "invite" for one in company.arrived)


def test_news_of_a_workspace_nobody_knows_change_nothing(company):
    hear = company.assistant().hear
    hear(Uninstalled(workspace="slack:T9"))
    hear(ChannelNews(workspace="slack:T9", channel="C", what="archived"))
    assert not company.bugs


@dataclass
class Counting:
    """A store that tells of the members each of its units of work writes, and stops at a unit where asked to."""

    store: Store
    units: list[int] = field(default_factory=list)
    breaks_at: int = 0

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open a unit of work."""
        with self.store.begin() as work:
            written = work.members.save_all
            self.units.append(0)

            def save_all(members):
                self.units[-1] += len(members)
                written(members)

            work.members.save_all = save_all  # type: ignore[method-assign]
            yield work
            if len(self.units) == self.breaks_at:
                raise ZeroDivisionError


def test_a_whole_directory_is_taken_in_by_parts_each_in_a_transaction_of_its_own(company, long):
    count = long(4_000, 20_000)
    counting = Counting(company.store)
    hear = replace(company, store=counting).assistant().hear
    people = [profile(f"p{n}", zone="Europe/Lisbon") for n in range(count)]
    hear(roster(*people, whole=True))
    assert sum(counting.units) == count
    assert max(counting.units) <= 500
    with company.store.begin() as work:
        assert len(work.members.of(WORKSPACE)) == count

    counting.units.clear()
    hear(roster(*people, whole=True))
    assert sum(counting.units) == 0


def test_nobody_is_missing_from_a_directory_before_all_parts_of_it_are_in(company):
    people = [profile(f"p{n}") for n in range(1200)]
    company.assistant().hear(roster(*people))
    counting = Counting(company.store, breaks_at=3)
    broken = replace(company, store=counting)
    with pytest.raises(ZeroDivisionError):
        broken.assistant().hear(roster(*people[:1150], whole=True))
    assert len(counting.units) == 3
    with company.store.begin() as work:
        assert len(work.members.ids(WORKSPACE, "active")) == 1200

    company.assistant().hear(roster(*people[:1150], whole=True))
    with company.store.begin() as work:
        assert work.members.ids(WORKSPACE, "gone") == {p.member for p in people[1150:]}
        assert len(work.members.ids(WORKSPACE, "active")) == 1150


def test_a_directory_that_lists_nobody_takes_nobody_out(company):
    company.settle(person("ana"))
    company.assistant().hear(roster(whole=True))
    assert member(company, "ana").state == "active"


def test_of_many_who_are_missing_at_once_none_is_put_together_with_the_next_to_go(company):
    names = [f"p{n}" for n in range(24)]
    program = start(company, *names)
    company.move_to(OPENS)
    before = drawn(company, program)
    # one of each pair has left
    stay = {min(members) for members in before.values()}
    whole = roster(*(profile(m.rsplit(":")[-1]) for m in sorted(stay)), whole=True)
    company.assistant().hear(whole)
    after = drawn(company, program)
    made = [members for id, members in after.items() if id not in before]
    assert made
    assert set().union(*made) == stay


def drawn(company, program):
    """Return who was ever put in each circle of the newest round, by the circle's id."""
    with company.store.begin() as work:
        found = work.circles.of_round(work.rounds.latest(program.id).id)
    return {c.id: {seat.member for seat in c.seats} for c in found}


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


def test_who_was_out_of_reach_and_brings_peerloop_in_again_is_greeted(company):
    company.settle(person("ana", state="unreachable"))
    company.assistant().hear(
        Installed(
            workspace=WORKSPACE, platform="playground", by=profile("ana"), zone="Europe/Berlin"
        )
    )
    company.work_through()
    assert member(company, "ana").state == "active"
    assert [one.key for one in company.arrived] == [f"hello:{WORKSPACE}:ana"]


def test_the_first_word_is_said_once_and_before_anything_that_follows_it(company):
    from facilitation.talk.incoming import Quiet, Sender, Typed, Where

    company.settle(person("root", role="admin"))
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:root")
    where = Where(id=f"{WORKSPACE}:C1", kind="channel", name="coffee talk")
    assert company.says("root", "first word") == Quiet()
    offered = company.assistant().handle(Typed(by=by, line="set up here", where=where))
    assert offered == Quiet()
    company.says("root", "first word")
    company.work_through()
    hello, offer = company.inbox("root")
    assert hello.title == "Hello Root, I am Peerloop"
    assert offer.title == "Thank you for having me"
    preview = said(press(company, "root", offer, "Start pairs here"))
    press(company, "root", preview, "Create it")
    with company.store.begin() as work:
        [program] = work.programs.of(WORKSPACE)
    assert (program.channel, program.channel_name) == (where.id, where.name)
