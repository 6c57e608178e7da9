"""Takeaways: kept with consent, checked by a second peer, tried, reviewed, replaced and handed over."""

from dataclasses import replace

import pytest

from facilitation import departing
from facilitation.talk.incoming import Ask, Filled, Reply, Sender, Where
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import everything, words_of

WORDS = "Restart the kubernetes pod before you raise the memory limit"


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"), person("cleo"), person("dora"))
    company.says("cleo", "offer kubernetes 4")
    company.arrived.clear()
    return company


def message(reply: Reply) -> Message:
    return reply.message  # type: ignore[union-attr]


def fills(company: Company, name: str, line: str, **answers: str) -> Reply:
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())
    where = Where(f"personal:{name}", "personal")
    return company.assistant().handle(Filled(by=by, line=line, answers=answers, where=where))


def shares(company: Company, name: str = "ben", words: str = WORDS) -> str:
    """Let somebody share a takeaway; return its id."""
    asked = message(company.says(name, f"share {words}"))
    done = message(press(company, name, asked, "Keep it"))
    company.work_through()
    return button(done, "Take it back").split()[-1]


def to_check(company: Company, name: str) -> Message:
    [card] = [m for m in company.inbox(name, ["ask"]) if m.title == "Is this right?"]
    return card


def checked(company: Company) -> str:
    id = shares(company)
    press(company, "cleo", to_check(company, "cleo"), "It is right")
    return id


def test_a_takeaway_is_checked_by_somebody_who_knows_its_skill(company):
    id = shares(company)
    assert "not checked yet" in words_of(company.says("dora", f"takeaway {id}"))

    press(company, "cleo", to_check(company, "cleo"), "It is right")

    assert "checked by Cleo" in words_of(company.says("dora", "takeaways"))
    assert "checked by Cleo" in words_of(company.says("dora", "takeaways checked about kubernetes"))
    assert "none of this kind" in words_of(company.says("dora", "takeaways unchecked"))


def test_nobody_checks_their_own(company):
    id = shares(company)
    assert "Somebody else checks it" in words_of(company.says("ben", f"check {id} right"))


def test_of_two_who_check_one_at_once_both_are_thanked_and_one_stands(company):
    id = shares(company)
    card = to_check(company, "cleo")
    press(company, "cleo", card, "It is right")
    assert "Thank you" in words_of(company.says("dora", f"check {id} right"))
    assert "checked by Dora" in words_of(company.says("ana", f"takeaway {id}"))


def test_who_passes_is_followed_by_the_next_and_nobody_is_told(company):
    company.says("dora", "offer kubernetes 3")
    shares(company)
    press(company, "cleo", to_check(company, "cleo"), "Not mine to say")
    company.work_through()

    to_check(company, "dora")
    assert not company.inbox("ben", ["told"])


def test_who_says_nothing_for_a_week_is_followed_by_the_next(company):
    company.says("dora", "offer kubernetes 3")
    shares(company)
    company.pass_(days=10)
    to_check(company, "dora")


def test_a_fix_is_asked_of_whoever_looks_after_it_and_checked_by_the_same_again(company):
    id = shares(company)
    form = press(company, "cleo", to_check(company, "cleo"), "It needs a fix")
    assert isinstance(form, Ask)
    fills(company, "cleo", form.form.command, what="It is the *request* that counts")
    company.work_through()
    told = company.inbox("ben", ["told"])[-1]
    assert "the *request* that counts" in words_of(told)
    company.arrived.clear()

    form = press(company, "ben", told, "Change it")
    assert isinstance(form, Ask)
    fills(company, "ben", form.form.command, title="Restart first", text="Then raise the request")
    company.work_through()

    press(company, "cleo", to_check(company, "cleo"), "It is right")
    assert "checked by Cleo" in words_of(company.says("dora", f"takeaway {id}"))


def test_what_came_of_it_is_shown_wherever_it_is_shown_and_the_last_word_counts(company):
    id = checked(company)
    company.says("dora", "tried Restart the kubernetes pod worked")
    company.says("ana", f"tried {id} no")
    company.says("ana", f"tried {id} partly")

    for line in (f"takeaway {id}", "takeaways", "search kubernetes"):
        assert "worked for 1 of 2 who tried it" in words_of(company.says("cleo", line))
    assert "How did it go" in words_of(company.says("cleo", f"tried {id}"))


def test_how_it_went_for_the_author_is_for_others_to_say_and_partly_is_said_as_partly(company):
    id = checked(company)
    assert "is for others to say" in words_of(company.says("ben", f"tried {id} worked"))
    assert "is for others to say" in words_of(company.says("ben", f"tried {id}"))
    assert "who tried it" not in words_of(company.says("dora", f"takeaway {id}"))
    assert "[It worked for me]" not in everything(message(company.says("ben", f"takeaway {id}")))
    said = words_of(company.says("dora", f"tried {id} partly"))
    assert "worked partly for 1 of 1 who tried it" in said
    company.says("cleo", f"tried {id} worked")
    said = words_of(company.says("ana", f"takeaway {id}"))
    assert "worked for 1 of 2 who tried it, and partly for 1" in said


def test_words_of_somebody_else_are_let_go_without_a_yes(company):
    company.says("ana", 'ask "How do I keep kubernetes from restarting?"')
    choice = message(company.says("ana", 'ask "How do I keep kubernetes from restarting?"'))
    press(company, "ana", choice, "Ask Cleo")
    company.work_through()
    company.says("cleo", button(company.inbox("cleo")[0], "Answer") + " Raise its memory first")
    company.work_through()
    form = press(company, "ana", company.inbox("ana")[-1], "Keep it for others")
    assert isinstance(form, Ask)
    fills(company, "ana", form.form.command, title="Memory", text="Raise its memory first")
    assert "Memory" in words_of(company.says("ana", "takeaways"))
    assert "Memory" not in words_of(company.says("dora", "takeaways"))

    company.pass_(days=15)
    assert "Memory" not in words_of(company.says("ana", "takeaways"))


def test_after_90_days_the_owner_is_asked_then_who_tried_it_then_the_programs_facilitator(company):
    id = checked(company)
    program = company.program(["ana"])
    with company.store.begin() as work:
        found = work.takeaways.get(id)
        work.takeaways.save(replace(found, program=program.id))
    company.says("dora", f"tried {id} worked")
    company.arrived.clear()

    def asked() -> list[str]:
        return [
            d.to.member.rsplit(":", 1)[1]
            for d in company.arrived
            if "still right" in d.message.title
        ]

    company.pass_(days=92)
    assert asked() == ["ben"]
    assert "to be looked at again" in words_of(company.says("cleo", f"takeaway {id}"))
    company.pass_(days=8)
    assert asked() == ["ben", "dora"]
    company.pass_(days=8)
    assert asked() == ["ben", "dora", "ana"]
    company.pass_(days=30)
    assert asked() == ["ben", "dora", "ana"]

    press(company, "ben", company.inbox("ben")[-1], "Still right")
    assert "checked by Ben" in words_of(company.says("cleo", f"takeaway {id}"))


def test_what_was_replaced_stays_and_says_by_what_until_it_is_used_again(company):
    old = checked(company)
    new = shares(company, "dora", "Raise the memory request and not the limit of a pod")

    company.says("ben", f"obsolete {old} by {new}")
    shown = words_of(company.says("cleo", f"takeaway {old}"))
    assert "no longer right" in shown
    assert "Replaced by Raise the memory request" in shown
    assert "Somebody" not in shown

    assert "Only whoever gave it" in words_of(company.says("cleo", f"restore {old}"))
    company.says("ben", f"restore {old}")
    assert "not checked yet" in words_of(company.says("cleo", f"takeaway {old}"))


def test_an_owner_who_leaves_hands_over_to_somebody_who_knows_it(company):
    id = checked(company)
    company.says("dora", f"tried {id} worked")
    with company.store.begin() as work:
        gone = replace(work.members.get(f"{WORKSPACE}:ben"), state="gone")
        departing.lost(work, [work.members.save(gone)], "the account is deactivated", company.now)
    company.work_through()

    assert "look after 1 takeaway" in company.inbox("dora")[-1].title
    assert WORDS[:30] in words_of(company.says("dora", "takeaways mine"))


def test_the_board_has_pages(company):
    for number in range(8):
        shares(company, "ben", f"Number {number} of the things that one ought to know")
    first = message(company.says("dora", "takeaways"))
    assert "Number 7" in words_of(first)
    assert "Number 1" not in words_of(first)
    older = message(press(company, "dora", first, "Older"))
    assert "Number 1" in words_of(older)
    assert "Number 7" in words_of(press(company, "dora", older, "Newer"))
    assert "Number 3" in words_of(company.says("dora", "search number 3"))


def test_words_that_may_mean_several_takeaways_are_asked_about(company):
    shares(company, "ben", "Timeouts of the database are set by the pool")
    shares(company, "ben", "Timeouts of the proxy are set by its vendor")
    assert "Which one do you mean" in words_of(company.says("dora", "tried timeouts worked"))
    assert "know no takeaway" in words_of(company.says("dora", "tried haskell worked"))


def test_what_is_shared_can_be_taken_back_by_its_words(company):
    shares(company)
    assert "no longer kept" in words_of(company.says("ben", "unshare restart the kubernetes pod"))
    assert "Nothing is kept" in words_of(company.says("dora", "takeaways"))


def test_a_takeaway_that_one_word_named_is_shown_before_it_is_taken_back(company):
    shares(company)
    shown = message(company.says("ben", "unshare pod"))
    assert WORDS in words_of(shown)
    assert WORDS[:30] in words_of(company.says("dora", "takeaways"))
    assert "give" not in words_of(shown)
    assert "can take it back" in words_of(company.says("dora", "unshare pod"))
    assert "no longer kept" in words_of(press(company, "ben", shown, "Take it back"))
    assert "Nothing is kept" in words_of(company.says("dora", "takeaways"))


def test_a_takeaway_that_one_word_named_is_shown_before_others_hear_how_it_went(company):
    id = shares(company)
    shown = message(company.says("dora", "tried pod worked"))
    assert WORDS in words_of(shown)
    assert "who tried it" not in words_of(company.says("cleo", f"takeaway {id}"))
    press(company, "dora", shown, "It worked for me")
    assert "worked for 1 of 1" in words_of(company.says("cleo", f"takeaway {id}"))


def test_what_is_known_is_shown_before_people_are_asked_and_asking_anyway_is_one_tap(company):
    shares(company)
    known = message(company.says("dora", 'ask "When should I raise the memory limit of my pod?"'))
    assert "Restart the kubernetes pod" in words_of(known)

    assert "Who should hear it" in words_of(press(company, "dora", known, "Ask anyway"))
    assert "Nobody was asked" in words_of(press(company, "dora", known, "That answers it"))
    other = words_of(company.says("dora", 'ask "Where do we buy a kubernetes book?"'))
    assert "Who should hear it" in other


def test_what_is_nearly_kept_already_is_shown_before_it_is_kept(company):
    shares(company)
    asked = message(
        company.says("dora", "share Restart a kubernetes pod before you raise its memory limit")
    )
    assert "Much like it is kept already" in words_of(asked)
    other = words_of(
        company.says("dora", "share Never restart a kubernetes pod before you raise the limit")
    )
    assert "Much like it" not in other

    reworded = "Before giving a container a higher memory cap, reboot it"
    assert "Much like it is kept already" in words_of(company.says("dora", f"share {reworded}"))

    again = fills(company, "dora", "share", title="Restart pods", text=WORDS)
    assert isinstance(again, Ask)
    assert "which is kept already" in str(again.errors["text"])
    done = fills(company, "dora", again.form.command, title="Restart pods", text=WORDS)
    assert "Kept for others" in words_of(done)


def test_what_its_title_says_whole_is_shown_once(company: Company) -> None:
    one = "Restart a pod before you raise its memory limit"
    kept = words_of(fills(company, "dora", "share", title=one, text=f"{one}."))
    assert kept.startswith("Kept for others")
    assert kept.count(one) == 1
