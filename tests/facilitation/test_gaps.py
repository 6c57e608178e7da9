"""Gaps: what is told, what is withheld so that nobody is singled out, and what can be done about one."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitation.gaps import survey, views, withholding
from facilitation.gaps.survey import Gap, Gaps
from facilitation.outbox import Place
from facilitation.talk.incoming import Replace, Say
from facilitation.talk.messages import Buttons, Choice, Mention, Message, Quote, Text, plain
from tests.company import WORKSPACE, Company, button, person, press

TEAMS = ("", "A", "B", "C", "D", "E")
SKILLS = ("k", "m", "z")


@pytest.fixture
def company(store):
    return Company(store)


def team(name, size, wants=(), offers=(), first=0):
    """Return so many people of a team, who want and offer the same."""
    return [
        person(f"{name.lower()}{n}", team=name, wants=wants, offers=offers)
        for n in range(first, first + size)
    ]


def words(message: Message) -> list[str]:
    """Return all that a message says."""
    said = [message.title]
    for block in message.blocks:
        match block:
            case Text(spans) | Quote(spans):
                said.append(plain(spans))
            case Buttons(several):
                said += [f"[{one.text}]" for one in several]
            case Choice(label, _, options):
                said += [label, *(f"<{one.text}>" for one in options)]
            case _:
                pass
    return said


def channel(company, program, id="channel:general"):
    with company.store.begin() as work:
        current = work.programs.get(program.id)
        work.programs.save(replace(current, channel=id, channel_name="general"))


def test_what_many_want_and_nobody_offers_is_told_with_its_teams(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 6, ("Kubernetes",)),
        *team("Design", 5, ("Kubernetes",)),
        *team("Tiny", 3, ("Kubernetes",)),
        *team("Small", 3, ("Kubernetes",)),
    )
    said = words(company.says("root", "gaps").message)
    assert "Kubernetes: 17 people would like to learn it (Ops 6, Design 5, other teams 6)" in said
    assert "[Ask who knows Kubernetes]" in said
    assert not any("Tiny" in line or "Small" in line for line in said)


def test_a_single_point_of_knowledge_is_told_without_a_name_or_a_team(company):
    holder = person("zoe", team="Ops", offers=("COBOL",))
    ops = team("Ops", 6, ("COBOL",))
    company.settle(person("root", role="admin"), holder, *ops, *team("Design", 5))
    message = company.says("root", "gaps").message
    said = words(message)
    at = said.index("One person alone can help")
    assert said[at + 1] == "COBOL: 6 people would like to learn it (Ops 6)"
    assert "[Find a second for COBOL]" in said
    assert "Zoe" not in str(message)
    assert not [s for b in message.blocks if isinstance(b, Text) for s in b.spans if s == Mention]


def test_two_who_can_help_are_no_single_point(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 2, offers=("COBOL",)),
        *team("Design", 5, ("COBOL",)),
    )
    assert "COBOL" not in str(company.says("root", "gaps"))


def test_what_is_offered_and_wanted_by_nobody_is_told_from_five_people_on(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 5, offers=("Excel",)),
        *team("Design", 4, offers=("Word",)),
    )
    said = words(company.says("root", "gaps").message)
    assert "Excel: 5 people can help with it" in said
    assert not any("Word" in line for line in said)


def test_what_fewer_than_five_want_is_not_told(company):
    company.settle(person("root", role="admin"), *team("Ops", 4, ("Go",)), *team("Design", 9))
    assert "Go" not in words(company.says("root", "gaps").message)[1:]


def test_in_a_workspace_of_four_nothing_is_told(company):
    company.settle(person("root", role="admin"), *team("Ops", 3, ("Go",), ("SQL",)))
    said = company.says("root", "gaps").message
    assert said.title == "Too few people to speak of gaps"
    assert company.says("root", "gaps ops").message == said


def test_a_team_is_told_what_it_lacks_and_one_that_is_too_small_is_not_there(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 6, ("Kubernetes", "Go")),
        *team("Design", 5, ("Kubernetes",)),
        *team("Tiny", 4, ("Kubernetes",)),
        *team("Tiny2", 3),
    )
    ops = words(company.says("root", "gaps ops").message)
    assert ops[0] == "Gaps in Ops"
    assert "Go: 6 people would like to learn it" in ops
    refused = company.says("root", "gaps tiny").message
    assert refused.title == "I could not find that"
    assert words(company.says("root", "gaps other teams").message)[0] == "Gaps in other teams"
    assert "Did you mean Design?" in str(company.says("root", "gaps desing"))
    (menu,) = [b for b in company.says("root", "gaps").message.blocks if isinstance(b, Choice)]
    assert [o.value for o in menu.options] == ["Design", "Ops", "other teams"]


def test_only_facilitators_and_admins_see_gaps(company):
    company.settle(person("ana"), person("fay", role="facilitator"), *team("Ops", 6, ("Go",)))
    assert company.says("ana", "gaps").message.title == "That is not yours to do"
    fay = words(company.says("fay", "gaps").message)
    assert "[Ask who knows Go]" in fay
    assert "[Start Go pairs]" not in fay


def test_each_button_of_a_gap_does_something(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 6, ("Kubernetes", "COBOL")),
        *team("Design", 5, offers=("Excel",)),
        person("zoe", offers=("COBOL",)),
    )
    channel(company, company.program([], "Coffee"))
    said = company.says("root", "gaps").message
    titles = {
        text: press(company, "root", said, text).message.title
        for text in (
            "Ask who knows Kubernetes",
            "Start Kubernetes pairs",
            "Find a second for COBOL",
            "Talk about Excel",
        )
    }
    assert titles == {
        "Ask who knows Kubernetes": "Post this?",
        "Start Kubernetes pairs": "Create Kubernetes pairs?",
        "Find a second for COBOL": "Post this?",
        "Talk about Excel": "Post this?",
    }


def test_a_call_is_previewed_posted_once_and_whoever_presses_offers_the_skill(company):
    company.settle(person("root", role="admin"), *team("Ops", 6, ("Kubernetes",)), person("zoe"))
    program = company.program([], "Coffee")
    channel(company, program)
    preview = company.says("root", "expert wanted k8s")
    assert "6 colleagues want to learn it" in str(preview)
    company.work_through()
    assert not company.arrived
    done = press(company, "root", preview.message, "Post it")
    assert isinstance(done, Replace)
    company.pass_(days=1)
    (posted,) = [d for d in company.arrived if isinstance(d.to, Place)]
    assert (posted.to.conversation, posted.message.title) == (
        "channel:general",
        "Can you help with Kubernetes?",
    )
    taken = press(company, "zoe", posted.message, "I can help")
    assert isinstance(taken, Say), "what the channel reads must not be replaced"
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:zoe").offers == ("Kubernetes",)
    again = company.says("root", "expert wanted kubernetes")
    assert "within the last four weeks" in str(again)
    company.pass_(days=28)
    assert company.says("root", "expert wanted kubernetes").message.title == "Post this?"


def test_a_call_waits_for_the_end_of_quiet_hours(company):
    company.settle(person("root", role="admin"))
    company.now = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    channel(company, company.program([], "Coffee"))
    done = press(company, "root", company.says("root", "expert wanted go").message, "Post it")
    assert "outside quiet hours" in str(done)
    company.move_to(datetime(2026, 11, 23, 8, 1, tzinfo=UTC))
    (posted,) = company.arrived
    assert posted.due_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_call_for_a_skill_that_few_want_does_not_say_how_many(company):
    company.settle(person("root", role="admin"), *team("Ops", 4, ("Go",)))
    channel(company, company.program([], "Coffee"))
    few = company.says("root", "expert wanted go").message
    none = company.says("root", "expert wanted rust").message
    assert str(few.blocks[:-2]).replace("Go", "Rust") == str(none.blocks[:-2])


def test_a_prompt_needs_somebody_who_can_help_and_lets_people_find_them_or_want_it(company):
    company.settle(person("root", role="admin"), person("ana"), person("ben", offers=("Figma",)))
    channel(company, company.program([], "Coffee"))
    assert "Nobody here can help with Go" in str(company.says("root", "prompt about go"))
    press(company, "root", company.says("root", "prompt about figma").message, "Post it")
    company.pass_(days=1)
    (posted,) = company.arrived
    assert "1 " not in str(words(posted.message))
    found = press(company, "ana", posted.message, "Find one of them")
    assert found.message.title == "Who can help with Figma"
    assert isinstance(press(company, "ana", posted.message, "I want to learn it"), Say)
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").wants == ("Figma",)


def test_without_a_channel_the_words_are_given_to_be_posted_by_hand(company):
    company.settle(person("root", role="admin"))
    company.program([], "Coffee")
    said = company.says("root", "expert wanted go")
    assert said.message.title == "There is no channel I can post in"
    assert "Who knows Go?" in str(words(said.message))
    assert "has no channel" in str(company.says("root", "expert wanted go in coffee"))


def test_of_several_programs_one_is_chosen_and_of_another_s_nobody_posts(company):
    company.settle(person("root", role="admin"), person("fay", role="facilitator"))
    for name in ("Coffee", "Design"):
        channel(company, company.program([], name), f"channel:{name}")
    said = company.says("root", 'expert wanted "go"').message
    (menu,) = [b for b in said.blocks if isinstance(b, Choice)]
    line = f"{menu.command} {menu.options[1].value}"
    press(company, "root", company.says("root", line).message, "Post it")
    company.pass_(days=1)
    assert [d.conversation for d in company.arrived] == ["channel:Design"]
    assert company.says("fay", "expert wanted rust in coffee").message.title == (
        "That is not yours to do"
    )
    assert company.says("fay", "expert wanted rust").message.title.startswith("There is no channel")


def test_a_word_that_is_nearly_a_skill_is_not_posted(company):
    company.settle(person("root", role="admin"))
    channel(company, company.program([], "Coffee"))
    said = str(company.says("root", "expert wanted kuberntes"))
    assert "Did you mean Kubernetes?" in said
    assert company.says("root", 'expert wanted "kuberntes"').message.title == "Post this?"
    assert "One skill at a time" in str(company.says("root", "expert wanted sql and python"))


@pytest.mark.parametrize(
    "name", ["<!channel>", "*b* _i_ ~s~", "[a](javascript:1)", "=cmd|x", "<at>all</at>", "X" * 60]
)
def test_hostile_names_of_skills_and_teams_work_in_every_button(company, name):
    crowd = [
        replace(one, team=name, wants=(name,), id=f"{WORKSPACE}:h{n}")
        for n, one in enumerate(team("Ops", 6))
    ]
    company.settle(person("root", role="admin"), *crowd)
    channel(company, company.program([], "Coffee"))
    message = company.says("root", "gaps").message
    for block in message.blocks:
        if isinstance(block, Buttons):
            for one in block.buttons:
                said = company.says("root", one.command)
                assert said.message.title.endswith("?"), said
        if isinstance(block, Choice):
            for option in block.options:
                said = company.says("root", f"{block.command} {option.value}")
                assert said.message.title.startswith("Gaps in")
    assert not company.bugs


def some_people():
    """Give people by what they have in common: so many of a team, who want and offer the same."""
    skills = st.frozensets(st.sampled_from(SKILLS))
    alike = st.tuples(st.integers(1, 9), st.sampled_from(TEAMS), skills, skills)
    return st.lists(alike, max_size=12)


NOTHING: frozenset[str] = frozenset()
K = frozenset("k")


@settings(max_examples=1500, deadline=None)
@given(some_people())
@example([(6, "A", K, NOTHING), (2, "B", K, NOTHING), (4, "B", NOTHING, NOTHING)])
@example([(9, "A", K, NOTHING), (6, "C", K, NOTHING), (3, "", K, NOTHING), (2, "D", K, K)])
def test_no_figure_and_no_difference_of_figures_is_about_one_to_four_people(alike):
    people = [(at, wants, offers) for n, at, wants, offers in alike for _ in range(n)]
    sizes = Counter(team for team, _, _ in people)
    counts = Counter()
    for at, wants, offers in people:
        counts.update((key, "want", at) for key in wants)
        counts.update((key, "offer", at) for key in offers)
    found = survey.found(sizes, counts, str)
    for gap in (*found.missing, *found.single, *found.idle):
        check_gap(gap)
    for row in (*found.teams, withholding.OTHERS):
        felt = survey.of_team(found, row)
        for gap in (*felt.missing, *felt.single):
            check_gap(gap)
    for row in found.teams:
        assert sizes[row] >= 5
    rows = withholding.rows(sizes)
    shared = sum(sizes[t] for t in sizes if rows[t] == withholding.OTHERS)
    assert shared == 0 or shared >= 5 or sum(sizes.values()) < 5
    # the figures are the truth, too
    for gap in found.missing:
        assert gap.people == sum(gap.name in wants for _, wants, _ in people)
        assert not any(gap.name in offers for _, _, offers in people)


def check_gap(gap: Gap) -> None:
    """Check that nothing which a total and some of its rows give away is about one to four people."""
    counts = [count for _, count in gap.rows]
    parts = chain.from_iterable(combinations(counts, r) for r in range(len(counts) + 1))
    for some in parts:
        for told in (sum(some), gap.people - sum(some)):
            assert told == 0 or told >= 5, gap


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(st.text(max_size=3), st.integers(1, 30), max_size=8), st.integers(3, 9))
def test_as_much_is_told_as_the_rule_allows(cells, least):
    total, shown = withholding.shown(cells, least)
    assert total == (sum(cells.values()) if sum(cells.values()) >= least else 0)
    if all(count >= least for count in cells.values()):
        assert shown == cells
    hidden = {name: count for name, count in cells.items() if name not in shown}
    big = [count for count in hidden.values() if count >= least]
    small = sum(count for count in hidden.values() if count < least)
    # at most one cell is given up beyond those that are too small
    assert total == 0 or len(big) <= 1
    assert not big or 0 < small < least


def test_the_floor_holds():
    for under in (0, 1, 2):
        with pytest.raises(ValueError, match="fewer than 3"):
            withholding.shown({"a": 9}, under)
        with pytest.raises(ValueError, match="fewer than 3"):
            withholding.rows({"a": 9}, under)


def test_many_gaps_stay_one_readable_message():
    many = Gaps(missing=tuple(Gap(f"skill {n}", 9) for n in range(500)))
    message = views.overview(many, admin=True)
    assert isinstance(message, Message)
    assert len(message.blocks) < 20
    assert "480 more" in str(message)
    assert button(message, "Start skill 0 pairs").startswith("program create pairs")
