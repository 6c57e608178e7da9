"""Finding: who is suggested for a skill and why, who never is, and what is said where there is nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.bookings.model import Booking
from facilitation.skills import finding
from facilitation.skills.model import Evidence
from facilitation.talk.incoming import Replace, Say
from facilitation.talk.messages import Buttons, Choice, Mention, Text, plain
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import said as read


@pytest.fixture
def company(store):
    return Company(store)


def helper(name, **known):
    """Return somebody who offers Kubernetes."""
    return person(name, **{"offers": ("Kubernetes",), **known})


def found(company, asker="ana", skill="Kubernetes", **asked):
    """Return whom finding suggests to a member."""
    with company.store.begin() as work:
        return finding.best(
            work,
            work.workspaces.get(WORKSPACE),
            work.members.get(f"{WORKSPACE}:{asker}"),
            skill,
            company.now,
            **asked,
        )


def names(company, asker="ana", skill="Kubernetes", **asked):
    return [one.member.handle for one in found(company, asker, skill, **asked)]


def asked(company, peer, times=1, state="asked", days_ago=1):
    """Let somebody have been asked for time."""
    with company.store.begin() as work:
        for _ in range(times):
            at = company.now - timedelta(days=days_ago)
            id = work.new_id("bkg")
            booking = Booking(
                id=id,
                workspace=WORKSPACE,
                asker=f"{WORKSPACE}:root",
                peer=f"{WORKSPACE}:{peer}",
                opens=at,
                closes=at + timedelta(days=7),
                token=id,
                created_at=at,
            )
            saved = work.bookings.save(booking)
            if state != "asked":
                work.bookings.save(replace(saved, state=state, turn=""))


def rated(company, name, level, source="self", days_ago=0, skill="kubernetes"):
    with company.store.begin() as work:
        member = f"{WORKSPACE}:{name}"
        work.skills.rate(
            [
                Evidence(
                    workspace=WORKSPACE,
                    member=member,
                    skill=skill,
                    level=level,
                    source=source,
                    by=member if source == "self" else f"{WORKSPACE}:root",
                    at=company.now - timedelta(days=days_ago),
                )
            ]
        )


def reason(candidate):
    return plain(candidate.reason)


def people(message):
    """Return who is named in a message."""
    return [
        span.name
        for block in message.blocks
        if isinstance(block, Text)
        for span in block.spans
        if isinstance(span, Mention)
    ]


def test_the_best_three_come_first_by_level_and_how_sure_it_is(company):
    company.settle(person("ana"), person("root"), *(helper(n) for n in ("b", "c", "d", "e")))
    rated(company, "b", 2)
    rated(company, "c", 5)
    rated(company, "d", 5, "peer")
    rated(company, "e", 1)
    assert names(company) == ["d", "c", "b"]
    assert names(company, k=1) == ["d"]
    assert names(company, but_not={f"{WORKSPACE}:d"})[0] == "c"


def test_each_is_shown_with_a_reason(company):
    company.settle(person("ana"), person("root"), *(helper(n) for n in ("b", "c", "d")))
    rated(company, "b", 4, "peer", days_ago=180)
    rated(company, "c", 3)
    asked(company, "b", state="declined")
    said = {one.member.handle: reason(one) for one in found(company)}
    shared = "You share 8 working hours a day."
    assert said == {
        "b": f"Level 4 of 5, as a colleague said in May. {shared}",
        "c": f"Level 3 of 5, as they said in November. {shared} They have been asked least lately.",
        "d": "They offer it and have not said how well they know it. "
        f"{shared} They have been asked least lately.",
    }


def test_an_old_level_is_told_with_its_year_and_hours_apart_are_told_as_they_are(company):
    company.settle(
        person("ana"),
        helper("far", zone="Pacific/Auckland"),
        helper("late", zone="America/New_York"),
    )
    rated(company, "far", 5, "recall", days_ago=800)
    said = {one.member.handle: reason(one) for one in found(company)}
    assert said["far"] == (
        "Level 5 of 5, from their answers in September 2024. You share no working hours."
    )
    assert said["late"].endswith("You share 2 working hours a day.")


def test_nobody_finds_themselves(company):
    company.settle(helper("ana"))
    assert names(company) == []


def test_nobody_finds_whom_they_avoid_nor_who_avoids_them(company):
    company.settle(person("ana"), helper("ben"), helper("cleo"), helper("dan"))
    with company.store.begin() as work:
        work.avoids.add(WORKSPACE, f"{WORKSPACE}:ana", f"{WORKSPACE}:ben")
        work.avoids.add(WORKSPACE, f"{WORKSPACE}:cleo", f"{WORKSPACE}:ana")
    assert names(company) == ["dan"]


def test_that_somebody_avoids_the_asker_cannot_be_told_from_their_being_busy(company):
    company.settle(person("ana"), person("eve"), person("root"), helper("ben"))
    with company.store.begin() as work:
        work.avoids.add(WORKSPACE, f"{WORKSPACE}:ben", f"{WORKSPACE}:ana")
    avoided = company.says("ana", "find kubernetes")
    asked(company, "ben", 2)
    assert company.says("eve", "find kubernetes") == avoided


def test_whoever_has_two_open_requests_is_left_in_peace_until_one_is_settled(company):
    company.settle(person("ana"), person("root"), helper("ben"), helper("cleo"))
    asked(company, "ben", 2)
    assert names(company) == ["cleo"]
    asked(company, "cleo", 1)
    (cleo,) = found(company)
    assert (cleo.member.handle, cleo.open) == ("cleo", 1)


def test_who_was_asked_often_of_late_gives_way_to_others_of_the_same_level(company):
    company.settle(person("ana"), person("root"), helper("ben"), helper("cleo"))
    asked(company, "ben", 5, state="declined", days_ago=2)
    assert names(company) == ["cleo", "ben"]
    asked(company, "cleo", 5, state="declined", days_ago=1)
    assert names(company) == ["ben", "cleo"]


def test_who_has_paused_everything_is_away_and_who_was_paused_for_silence_is_not(company):
    company.settle(person("ana"), *(helper(n) for n in ("ben", "cleo", "dan", "eve")))
    company.program(["ben", "cleo", "dan"], "Coffee")
    company.program(["ben", "cleo"], "Design")
    company.says("ben", "pause 2w")
    company.says("cleo", "pause 2w in coffee")
    with company.store.begin() as work:
        (program, _) = work.programs.of(WORKSPACE)
        known = work.enrollments.find(program.id, f"{WORKSPACE}:dan")
        work.enrollments.save(replace(known, state="paused", cause="silence"))
    assert sorted(names(company)) == ["cleo", "dan", "eve"]
    company.says("ben", "back")
    assert sorted(names(company, k=9)) == ["ben", "cleo", "dan", "eve"]


def test_a_program_that_has_ended_makes_nobody_present(company):
    company.settle(person("ana"), helper("ben"))
    ended = company.program(["ben"], "Old")
    company.program(["ben"], "Coffee")
    company.says("ben", "pause 2w in coffee")
    with company.store.begin() as work:
        current = work.programs.get(ended.id)
        work.programs.save(replace(current, state="ended"))
    assert names(company) == []


def test_who_is_unreachable_or_gone_is_not_found(company):
    company.settle(person("ana"), helper("ben", state="unreachable"), helper("cleo", state="gone"))
    assert names(company) == []


def test_people_without_a_language_in_common_do_not_find_each_other(company):
    company.settle(
        person("ana", languages=("pt", "en")),
        helper("ben", languages=("de",)),
        helper("cleo", languages=("en", "de")),
        helper("dan"),
    )
    assert sorted(names(company)) == ["cleo", "dan"]


def test_more_are_looked_at_when_the_first_cannot_be_asked(company):
    crowd = [helper(f"p{n}", languages=("de",)) for n in range(60)]
    company.settle(person("ana", languages=("en",)), *crowd, helper("zoe", languages=("en",)))
    for member in crowd:
        rated(company, member.handle, 5)
    assert names(company) == ["zoe"]


def test_more_are_looked_at_when_the_first_are_all_asleep(company):
    crowd = [helper(f"p{n}", zone="Pacific/Auckland") for n in range(60)]
    company.settle(person("ana"), *crowd, helper("zoe"))
    for member in crowd:
        rated(company, member.handle, 2)
    assert names(company)[0] == "zoe"


def test_find_shows_three_people_each_with_a_button_that_books_them(company):
    company.settle(person("ana"), *(helper(n, team="Ops") for n in ("b", "c", "d", "e")))
    said = company.says("ana", "find k8s")
    assert isinstance(said, Say)
    assert said.message.title == "Who can help with Kubernetes"
    assert len(people(said.message)) == 3
    first = people(said.message)[0]
    line = button(said.message, f"Book {first}")
    assert line == f"book @{WORKSPACE}:{first.lower()} for Kubernetes"


def test_find_for_a_skill_nobody_has_notes_the_want_and_tells_when_someone_turns_up(company):
    company.settle(person("ana"), person("ben"))
    said = company.says("ana", "find kubernetes")
    assert said.message.title == "Nobody for Kubernetes yet"
    press(company, "ana", said.message, "Yes, note it")
    again = company.says("ana", "find kubernetes")
    assert "I will tell you" in plain(again.message.blocks[0].spans)
    company.says("ben", "offer kubernetes")
    company.pass_(days=1)
    (told,) = company.inbox("ana")
    assert told.title == "Someone can help with Kubernetes now"
    said = press(company, "ana", told, "Find")
    assert people(read(said)) == ["Ben"]


def test_find_says_so_when_only_the_asker_offers_it(company):
    company.settle(helper("ana"))
    said = company.says("ana", "find kubernetes")
    assert "You are the only one here" in plain(said.message.blocks[0].spans)


def test_a_word_that_is_nearly_a_skill_is_asked_about_and_one_tap_finds_either(company):
    company.settle(person("ana"), helper("ben"))
    said = company.says("ana", "find kuberntes")
    assert said.message.title == "Which skill is kuberntes?"
    meant = press(company, "ana", said.message, "Kubernetes")
    assert people(read(meant)) == ["Ben"]
    new = press(company, "ana", said.message, "No, kuberntes")
    assert read(new).title == "Nobody for kuberntes yet"
    noted = press(company, "ana", read(new), "Yes, note it")
    assert isinstance(noted, Say | Replace)
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").wants == ("kuberntes",)


def test_several_skills_are_found_one_at_a_time(company):
    company.settle(person("ana"))
    said = company.says("ana", "find python and sql")
    (choice,) = [b for b in said.message.blocks if isinstance(b, Choice)]
    assert [o.value for o in choice.options] == ["Python", "SQL"]


def test_find_alone_offers_what_the_asker_wants_and_what_many_can_help_with(company):
    company.settle(
        person("ana", wants=("Figma",)),
        helper("ben"),
        person("cleo", offers=("Kubernetes", "SQL")),
    )
    said = company.says("ana", "find")
    assert button(said.message, "Figma") == "find Figma"
    (choice,) = [b for b in said.message.blocks if isinstance(b, Choice)]
    assert [o.text for o in choice.options] == ["Kubernetes", "SQL"]


def test_find_alone_names_nothing_that_only_who_is_gone_could_help_with(company):
    company.settle(
        person("ana"),
        person("cleo", offers=("Kubernetes", "SQL")),
        person("dan", state="gone", offers=("COBOL",)),
    )
    (choice,) = [b for b in company.says("ana", "find").message.blocks if isinstance(b, Choice)]
    assert [o.text for o in choice.options] == ["Kubernetes", "SQL"]


def test_find_alone_where_nobody_offers_anything_invites_to_be_the_first(company):
    company.settle(person("ana"))
    said = company.says("ana", "find")
    assert button(said.message, "Say it in my profile") == "profile"


def test_find_does_not_change_anything_until_time_is_asked_for(company):
    company.settle(person("ana"), helper("ben"))
    company.says("ana", "find kubernetes")
    company.pass_(days=3)
    assert company.inbox("ben") == []


@pytest.mark.parametrize("words", ["@ben", "!!!", "x" * 100, '"'])
def test_what_can_be_no_skill_gets_a_sentence(company, words):
    company.settle(person("ana"), helper("ben"))
    said = company.says("ana", f"find {words}")
    assert isinstance(said, Say)
    assert not any(isinstance(b, Buttons) and "Book" in str(b) for b in said.message.blocks)
    assert not company.bugs


@pytest.mark.parametrize(
    "name", ["<!channel>", "*bold* _x_", "[a](javascript:1)", "=cmd|x", "<at>all</at>", "ß" * 60]
)
def test_a_hostile_name_of_a_skill_is_found_and_wanted_as_it_stands(company, name):
    company.settle(person("ana"), person("ben"))
    said = company.says("ana", f'find "{name}"')
    assert said.message.title.startswith("Nobody for")
    press(company, "ana", said.message, "Yes, note it")
    with company.store.begin() as work:
        (wanted,) = work.members.get(f"{WORKSPACE}:ana").wants
    company.says("ben", f'offer "{wanted}"')
    assert people(company.says("ana", f'find "{wanted}"').message) == ["Ben"]
    assert not company.bugs
