"""A look ahead at programs that draw no circles: when what happens in the next rounds, and whose turn it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from facilitation.work import Store
from tests.company import START, WORKSPACE, Company, button, person
from tests.words import agree, words_of

NAMES = ("ana", "ben", "cleo", "dan")


@pytest.fixture
def running(store: Store) -> Callable[[str], Company]:
    """Return what starts a program of a format, in a channel, that four people have joined."""

    def start(format: str) -> Company:
        made = Company(store)
        made.settle(person("root", role="admin"), *map(person, NAMES))
        agree(made, "root", f'program create {format} "Together"')
        with made.store.begin() as work:
            program = work.programs.of(WORKSPACE)[0]
            program = replace(program, channel=f"{WORKSPACE}:c", channel_name="c", facilitators=())
            work.programs.save(program)
        for name in NAMES:
            made.says(name, "join together")
        return made

    return start


def looked(company: Company) -> str:
    """Return what Root reads who looks ahead, in which nobody meets anybody."""
    company.work_through()
    arrived = len(company.arrived)
    said = words_of(company.says("root", "preview together"))
    company.work_through()
    assert len(company.arrived) == arrived, "nobody hears of a look ahead"
    assert "nobody to put together" not in said
    assert "seed" not in said
    return said


def test_a_look_ahead_at_discussions_says_who_leads_the_next_rounds_and_with_which_question(
    running,
):
    company = running("discussion")
    company.says("root", 'prompt add together "What slows you down?"')
    said = looked(company)
    assert "Tue 24 Nov, 10:00: A question is put to the channel." in said
    assert "Ana leads it: “What slows you down?”" in said
    assert "Tue 1 Dec, 10:00: Ben leads it." in said
    assert "Tue 8 Dec, 10:00: Cleo leads it." in said
    assert "15 minutes a week" in said or "10 minutes a week" in said

    company.pass_(days=4)
    assert looked(company).count("Ana leads it") == 1, "she prepares it by now"
    company.pass_(days=2)
    with company.store.begin() as work:
        led = work.discussions.led(work.programs.of(WORKSPACE)[0].id)
    assert [who for who, _ in led] == [f"{WORKSPACE}:ana"], "as it was foreseen"
    assert "Ben leads it: “" in looked(company)


def test_a_look_ahead_at_talks_says_who_would_be_on_and_how_much_room_is_left(running):
    company = running("sharing")
    company.pass_(days=1)
    said = looked(company)
    assert "People are asked what they bring:" in said
    assert "Nobody has signed up yet; there is room for 2." in said
    company.fills("cleo", "bring for #1", {"topic": "Grief in teams"})
    said = looked(company)
    assert "Cleo: “Grief in teams”" in said
    assert "There is room for one more." in said
    assert "It begins, with the agenda" in said


def test_a_look_ahead_at_a_community_says_who_looks_after_it_and_who_writes_down_as_it_turns_out(
    running,
):
    company = running("community")
    said = looked(company)
    [core] = [line for line in said.splitlines() if "asked to look after it" in line]
    assert sum(name.title() in core for name in NAMES) == 3
    company.pass_(days=8)
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        round = work.rounds.latest(program.id) or work.rounds.planned(program.id)
        have = {d.member.rpartition(":")[2] for d in work.duties.of_round(round.id, "core")}
    assert {name for name in NAMES if name.title() in core} == have
    said = looked(company)
    assert "looks after it" in said or "look after it" in said
    assert "would write down what came of it" in said


def test_a_seed_is_of_no_use_where_no_circles_are_drawn(running):
    company = running("sharing")
    said = words_of(company.says("root", "preview together seed 7"))
    assert "draws no circles" in said


def test_a_look_ahead_at_a_program_that_rests_says_that_nothing_is_planned(running):
    company = running("sharing")
    agree(company, "root", "program pause together")
    assert "No round of Together is planned." in looked(company)


def test_a_look_ahead_at_circles_says_how_much_time_it_asks(store: Store):
    company = Company(store, now=START)
    company.settle(person("root", role="admin"), *map(person, NAMES))
    company.program(NAMES)
    said = words_of(company.says("root", "preview coffee"))
    assert "about 20 minutes a week of each" in said
    assert "minutes a week" in said


def test_a_card_that_looks_ahead_leads_on_to_what_can_be_changed(running):
    company = running("discussion")
    reply = company.says("root", "preview together")
    assert button(reply.message, "The questions to come") == "prompts #1"
