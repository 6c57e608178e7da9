"""Gaps: what is told, what is withheld so that nobody is singled out, and what can be done about one."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitation.gaps import survey, views
from facilitation.gaps.survey import Gap, Gaps
from facilitation.people import withholding
from facilitation.post.outbox import Place
from facilitation.skills import naming
from facilitation.skills.model import Evidence
from facilitation.talk.incoming import Replace, Say
from facilitation.talk.messages import Buttons, Choice, Mention, Message, Text
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import everything
from tests.words import said as read

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


def says(lines, pattern):
    """Tell whether one of the lines starts so."""
    return any(re.match(pattern, line) for line in lines)


def channel(company, program, id="channel:general"):
    with company.store.begin() as work:
        current = work.programs.get(program.id)
        work.programs.save(replace(current, channel=id, channel_name="general"))


def test_what_many_want_and_nobody_offers_is_told_with_its_teams(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 16, ("Kubernetes",)),
        *team("Design", 15, ("Kubernetes",)),
        *team("Tiny", 7, ("Kubernetes",)),
        *team("Small", 7, ("Kubernetes",)),
    )
    said = everything(company.says("root", "gaps").message)
    assert says(said, r"Kubernetes: [34]\d or more people want to learn it \(.*other teams \d+\+\)")
    assert says(said, r".*\(Design 1\d\+, Ops 1\d\+|.*\(Ops 1\d\+, Design 1\d\+")
    assert "[Ask who knows Kubernetes]" in said
    assert not any("Tiny" in line or "Small" in line for line in said)


def test_a_single_point_of_knowledge_is_told_without_a_name_or_a_team(company):
    holder = person("zoe", team="Ops", offers=("COBOL",))
    ops = team("Ops", 16, ("COBOL",))
    company.settle(person("root", role="admin"), holder, *ops, *team("Design", 15))
    message = company.says("root", "gaps").message
    said = everything(message)
    at = said.index("Only one person can help")
    assert re.match(r"COBOL: 1\d or more people want to learn it \(Ops 1\d\+\)", said[at + 1])
    assert "[Find a second person for COBOL]" in said
    assert "I count wishes in steps of 5 and never show fewer" in said[-1]
    assert "What people offer is open to all" in said[-1]
    assert "Zoe" not in str(message)
    assert not [
        s for b in message.blocks if isinstance(b, Text) for s in b.spans if isinstance(s, Mention)
    ]


def test_two_who_can_help_are_no_single_point(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 2, offers=("COBOL",)),
        *team("Design", 15, ("COBOL",)),
    )
    assert "COBOL" not in str(company.says("root", "gaps"))


def test_what_is_offered_and_wanted_by_nobody_is_told_from_five_people_on(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 15, offers=("Excel",)),
        *team("Design", 4, offers=("Word",)),
    )
    said = everything(company.says("root", "gaps").message)
    assert says(said, r"Excel: 1\d or more people can help with it")
    assert not any("Word" in line for line in said)


def test_what_fewer_than_five_want_is_not_told(company):
    company.settle(person("root", role="admin"), *team("Ops", 4, ("Go",)), *team("Design", 9))
    assert "Go" not in everything(company.says("root", "gaps").message)[1:]


def test_in_a_workspace_of_four_nothing_is_told(company):
    company.settle(person("root", role="admin"), *team("Ops", 3, ("Go",), ("SQL",)))
    said = company.says("root", "gaps").message
    assert said.title == "Too few people to show gaps"
    assert company.says("root", "gaps ops").message == said


def test_a_team_is_told_what_it_lacks_and_one_that_is_too_small_is_not_there(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 16, ("Kubernetes", "Go")),
        *team("Design", 15, ("Kubernetes",)),
        *team("Tiny", 7, ("Kubernetes",)),
        *team("Tiny2", 3),
    )
    ops = everything(company.says("root", "gaps ops").message)
    assert ops[0] == "Gaps in Ops"
    assert says(ops, r"Go: 1\d or more people want to learn it")
    refused = company.says("root", "gaps tiny").message
    assert refused.title == "I could not find that"
    assert everything(company.says("root", "gaps other teams").message)[0] == "Gaps in other teams"
    assert "Did you mean Design?" in str(company.says("root", "gaps desing"))
    menus = [b for b in company.says("root", "gaps").message.blocks if isinstance(b, Choice)]
    assert {b.command: [o.value for o in b.options] for b in menus} == {
        "gap about": ['"Go"'],
        "gaps": ["Design", "Ops", "other teams"],
    }


def test_only_facilitators_and_admins_see_gaps(company):
    company.settle(person("ana"), person("fay", role="facilitator"), *team("Ops", 16, ("Go",)))
    assert company.says("ana", "gaps").message.title == "You may not do that"
    fay = everything(company.says("fay", "gaps").message)
    assert "[Ask who knows Go]" in fay
    assert "[Start a circle for Go]" not in fay


def test_each_button_of_a_gap_does_something(company):
    company.settle(
        person("root", role="admin"),
        *team("Ops", 16, ("Kubernetes", "COBOL")),
        *team("Design", 15, offers=("Excel",)),
        person("zoe", offers=("COBOL",)),
    )
    channel(company, company.program([], "Coffee"))
    said = company.says("root", "gaps").message
    titles = {
        text: read(press(company, "root", said, text)).title
        for text in (
            "Ask who knows Kubernetes",
            "Start a circle for Kubernetes",
            "Find a second person for COBOL",
            "Talk about Excel",
        )
    }
    assert titles == {
        "Ask who knows Kubernetes": "Post this?",
        "Start a circle for Kubernetes": "Create Kubernetes circle?",
        "Find a second person for COBOL": "Post this?",
        "Talk about Excel": "Post this?",
    }


def test_a_call_is_previewed_posted_once_and_whoever_presses_offers_the_skill(company):
    company.settle(person("root", role="admin"), *team("Ops", 16, ("Kubernetes",)), person("zoe"))
    program = company.program([], "Coffee")
    channel(company, program)
    preview = company.says("root", "expert wanted k8s")
    assert re.search(r"1\d or more colleagues want to learn it", str(preview))
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
    assert "at most once in four weeks" in str(again)
    company.pass_(days=28)
    assert company.says("root", "expert wanted kubernetes").message.title == "Post this?"


def test_from_a_gap_to_a_circle_of_those_who_want_and_can_help_and_decide_themselves(company):
    wanting = team("Ops", 15, ("Kubernetes",))
    company.settle(
        person("root", role="admin"), *wanting, person("zoe", offers=("Kubernetes",)), person("ann")
    )
    gap = read(company.says("root", 'gap about "kubernetes"'))
    made = press(company, "root", gap, "Start a circle for Kubernetes")
    press(company, "root", read(made), "Create it")

    gap = read(company.says("root", 'gap about "kubernetes"'))
    assert "Kubernetes circle is about it." in everything(gap)
    asked = read(press(company, "root", gap, "Invite people to Kubernetes circle"))
    assert "Zoe" not in str(asked)
    assert not re.search(r"\d", str(asked.blocks[0]))
    press(company, "root", asked, "Invite them")
    company.pass_(days=1)
    again = read(press(company, "root", gap, "Invite people to Kubernetes circle"))
    press(company, "root", again, "Invite them")
    company.pass_(days=1)

    def invitations(name):
        return [m for m in company.inbox(name) if "invites you to Kubernetes circle" in m.title]

    assert [len(invitations(name)) for name in ("ops3", "zoe", "ann", "root")] == [1, 1, 0, 0]
    with company.store.begin() as work:
        [circle] = work.programs.of(WORKSPACE)
        assert f"{WORKSPACE}:zoe" not in {e.member for e in work.enrollments.of_program(circle.id)}
    press(company, "zoe", invitations("zoe")[0], "Join Kubernetes circle")
    with company.store.begin() as work:
        assert f"{WORKSPACE}:zoe" in {e.member for e in work.enrollments.of_program(circle.id)}


def test_a_gap_says_what_was_done_and_is_closed_by_a_level_after_a_session_alone(company):
    company.settle(person("root", role="admin"), *team("Ops", 15, ("Kubernetes",)), person("zoe"))
    channel(company, company.program([], "Coffee"))
    said = read(company.says("root", 'gap about "kubernetes"'))
    press(company, "root", read(press(company, "root", said, "Invite an expert")), "Post it")
    press(company, "root", read(press(company, "root", said, "Open a discussion")), "Post it")

    def lines():
        return everything(read(company.says("root", 'gap about "kubernetes"')))

    assert "A channel was asked who can help." in lines()
    assert "A channel was given a question about it." in lines()
    assert "[Invite an expert]" not in lines()
    for by, level, closed in (("ops3", 5, False), ("zoe", 2, False), ("zoe", 3, True)):
        found(company, "ops3", by, level)
        assert any(line.startswith("Closed") for line in lines()) is closed
        listed = everything(read(company.says("root", "gaps")))
        assert any("Closed: somebody has learned it" in line for line in listed) is closed


def found(company, whom, by, level):
    """Keep how well somebody knows Kubernetes, as they say themselves or a peer found."""
    with company.store.begin() as work:
        key = naming.fold("Kubernetes")
        one = Evidence(
            workspace=WORKSPACE,
            member=f"{WORKSPACE}:{whom}",
            skill=key,
            level=level,
            source="self" if by == whom else "peer",
            by=f"{WORKSPACE}:{by}",
            at=company.now,
        )
        work.skills.rate([one])


def test_a_gap_shows_at_most_three_things_to_learn_from_with_their_reasons(company):
    company.settle(person("root", role="admin"), *team("Ops", 15, ("Kubernetes",)))
    for n in range(4):
        company.says("ops1", f"resource add Course {n} for kubernetes")
    said = str(everything(read(company.says("root", 'gap about "kubernetes"'))))
    assert said.count("the first to say how it is") == 3


def test_in_a_workspace_of_few_one_gap_tells_nothing_either(company):
    company.settle(person("root", role="admin"), *team("Ops", 3, ("Go",), ("SQL",)))
    said = read(company.says("root", "gap about go"))
    assert said.title == "Too few people to show gaps"
    assert read(company.says("ops1", "gap about go")).title == "You may not do that"


def test_a_call_waits_for_the_end_of_quiet_hours(company):
    company.settle(person("root", role="admin"))
    company.now = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    channel(company, company.program([], "Coffee"))
    done = press(company, "root", company.says("root", "expert wanted go").message, "Post it")
    assert "in working hours" in str(done)
    company.move_to(datetime(2026, 11, 23, 8, 1, tzinfo=UTC))
    (posted,) = company.arrived
    assert posted.due_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_call_for_a_skill_that_few_want_does_not_say_how_many(company):
    company.settle(person("root", role="admin"), *team("Ops", 4, ("Go",)))
    channel(company, company.program([], "Coffee"))
    few = company.says("root", "expert wanted go").message
    none = company.says("root", "expert wanted rust").message
    assert str(few.blocks[:-2]).replace("Go", "Rust") == str(none.blocks[:-2])


def test_a_prompt_lets_people_find_who_can_help_or_want_it_and_works_among_learners_too(company):
    company.settle(person("root", role="admin"), person("ana"), person("ben", offers=("Figma",)))
    channel(company, company.program([], "Coffee"))
    assert "let us find out together" in str(company.says("root", "prompt about go"))
    press(company, "root", company.says("root", "prompt about figma").message, "Post it")
    company.pass_(days=1)
    (posted,) = company.arrived
    assert "1 " not in str(everything(posted.message))
    found = press(company, "ana", posted.message, "Find one of them")
    assert read(found).title == "Who can help with Figma"
    assert isinstance(press(company, "ana", posted.message, "I want to learn it"), Say)
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").wants == ("Figma",)


def test_without_a_channel_the_words_are_given_to_be_posted_by_hand(company):
    company.settle(person("root", role="admin"))
    company.program([], "Coffee")
    said = company.says("root", "expert wanted go")
    assert said.message.title == "There is no channel I can post in"
    assert "Who knows Go?" in str(everything(said.message))
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
        "You may not do that"
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
        for n, one in enumerate(team("Ops", 16))
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


def test_many_gaps_stay_one_readable_message():
    many = Gaps(missing=tuple(Gap(f"skill {n}", 9) for n in range(500)))
    message = views.overview(many, admin=True)
    assert isinstance(message, Message)
    assert len(message.blocks) < 20
    assert "480 more" in str(message)
    rows = [block.buttons for block in message.blocks if isinstance(block, Buttons)]
    assert [len(row) for row in rows] == [3], "what can be done about the widest alone"
    (menu,) = [block for block in message.blocks if isinstance(block, Choice)]
    assert [option.text for option in menu.options] == [f"skill {n}" for n in range(1, 5)]
    whole = views.overview(replace(many, single=many.missing, idle=many.missing), admin=True)
    rows = [block.buttons for block in whole.blocks if isinstance(block, Buttons)]
    assert sum(map(len, rows)) <= 6
    assert button(message, "Start a circle for skill 0").startswith("program create mentoring")


@pytest.mark.parametrize("least", [3, 5, 12])
def test_what_surely_may_be_told_need_not_be_counted_to_tell_the_gaps(sqlite_store, least):
    chance = random.Random(least)
    skills = [f"skill {n}" for n in range(12)]
    company = Company(sqlite_store)
    company.settle(
        *(
            person(
                f"p{n}",
                team=f"t{chance.randrange(2)}",
                offers=tuple(s for at, s in enumerate(skills) if chance.random() < at / 30),
                wants=tuple(s for at, s in enumerate(skills) if chance.random() < 0.5**at),
            )
            for n in range(90)
        )
    )
    with sqlite_store.begin() as work:
        work.workspaces.save(replace(work.workspaces.get(WORKSPACE), least=least))
        exact = survey.found(
            work.members.teams(WORKSPACE),
            work.skills.counts(WORKSPACE, skills),
            lambda key: key,
            withholding.rule(work, WORKSPACE),
        )
        assert survey.take(work, WORKSPACE) == exact
