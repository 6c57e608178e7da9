"""Questions to peers and channels, their answers, and what is kept of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.knowledge import service
from facilitation.post.outbox import Personal, Place
from facilitation.talk.incoming import Ask, Filled, Reply, Sender, Where
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import words_of

QUESTION = "How do you keep kubernetes ingress from timing out?"


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(person("ana", role="admin"), person("ben"), person("cleo"), person("dora"))
    for name in ("ben", "cleo", "dora"):
        company.says(name, "offer kubernetes 4")
    company.arrived.clear()
    return company


def message(reply: Reply) -> Message:
    return reply.message  # type: ignore[union-attr]


def fills(company: Company, name: str, line: str, **answers: str) -> Reply:
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())
    where = Where(f"personal:{name}", "personal")
    return company.assistant().handle(Filled(by=by, line=line, answers=answers, where=where))


def asked(company: Company) -> list[str]:
    """Return to whom the question was put, after it was asked of the best-placed peers."""
    choice = message(company.says("ana", f'ask "{QUESTION}"'))
    label = next(
        b.text for block in choice.blocks for b in getattr(block, "buttons", ()) if "Ask " in b.text
    )
    press(company, "ana", choice, label)
    company.work_through()
    to = [d.to for d in company.arrived if d.kind == "ask"]
    return [t.member.rsplit(":", 1)[1] for t in to if isinstance(t, Personal)]


def test_the_asker_sees_who_is_best_placed_and_nobody_is_asked_before_they_choose(company):
    said = words_of(company.says("ana", f'ask "{QUESTION}"'))
    company.work_through()

    assert "They may know" in said
    assert not [d for d in company.arrived if d.kind == "ask"]


def test_two_peers_are_asked_and_their_answer_comes_to_the_asker_alone(company):
    peers = asked(company)
    assert len(peers) == 2
    card = company.inbox(peers[0], kinds=["ask"])[0]

    form = press(company, peers[0], card, "Answer")
    assert isinstance(form, Ask)
    fills(company, peers[0], form.form.command, text="Raise the load balancer's timeout *first*.")
    company.work_through()

    [answer] = [m for m in company.inbox("ana") if "has an answer" in m.title]
    assert "Raise the load balancer" in str(answer)
    assert not [m for m in company.inbox(peers[1]) if "has an answer" in m.title]


def test_an_answer_is_given_once(company):
    peers = asked(company)
    line = button(company.inbox(peers[0])[0], "Answer")

    company.says(peers[0], f"{line} Look at the timeout")
    again = words_of(company.says(peers[0], f"{line} Look at the timeout"))

    assert "answered that one already" in again


def test_who_passes_is_replaced_by_the_next_best_and_nobody_is_told(company):
    peers = asked(company)
    before = len(company.arrived)

    press(company, peers[0], company.inbox(peers[0])[0], "Not for me")
    company.work_through()

    [following] = company.arrived[before:]
    assert following.to == Personal(f"{WORKSPACE}:{({'ben', 'cleo', 'dora'} - set(peers)).pop()}")


def test_what_is_answered_can_be_kept_and_found(company):
    peers = asked(company)
    line = button(company.inbox(peers[0])[0], "Answer")
    company.says(peers[0], f"{line} The load balancer has its own idle timeout")
    company.work_through()
    answer = company.inbox("ana")[-1]

    form = press(company, "ana", answer, "Keep it for others")
    assert isinstance(form, Ask)
    wrong = fills(company, "ana", form.form.command, title=" ", text="The load balancer …")
    assert isinstance(wrong, Ask)
    assert "title" in wrong.errors
    fills(company, "ana", form.form.command, title="Ingress timeouts", text="The load balancer …")
    company.work_through()

    assert "Nothing is kept about" in words_of(company.says("dora", "search ingress"))
    press(company, peers[0], company.inbox(peers[0])[-1], "Yes, keep it")

    assert "Ingress timeouts" in words_of(company.says("dora", "search ingress"))
    assert "Ingress timeouts" in words_of(company.says("dora", "search ingres timeout"))
    again = fills(company, "ana", form.form.command, title="Again", text="Twice")
    assert "kept already" in words_of(again)


def test_programs_that_share_a_channel_are_told_apart(company):
    for name in ("Coffee", "Talks"):
        program = company.program(["ana", "ben"], name=name)
        with company.store.begin() as work:
            known = work.programs.get(program.id)
            work.programs.save(replace(known, channel="chan:1", channel_name="coffee"))
    choice = message(company.says("ana", f'ask "{QUESTION}"'))

    assert button(choice, "Post in #coffee for Coffee") != button(
        choice, "Post in #coffee for Talks"
    )


def test_a_question_can_go_to_a_channel_where_anybody_answers(company):
    program = company.program(["ana", "ben"])
    with company.store.begin() as work:
        there = replace(work.programs.get(program.id), channel="chan:1", channel_name="platform")
        work.programs.save(there)
    choice = message(company.says("ana", f'ask "{QUESTION}"'))

    press(company, "ana", choice, "Post in #platform")
    company.work_through()
    [post] = [d for d in company.arrived if d.to == Place("chan:1")]
    answered = company.says("dora", f"{button(post.message, 'Answer')} Ask the network team")

    assert "Thank you" in words_of(answered)


def test_a_closed_question_bothers_nobody_any_more(company):
    peers = asked(company)
    line = button(company.inbox(peers[0])[0], "Answer")
    mine = message(company.says("ana", "questions"))
    press(company, "ana", mine, "I have what I need")

    assert "closed" in words_of(company.says(peers[0], f"{line} too late"))


def test_only_those_who_were_asked_answer_and_only_the_asker_decides(company):
    peers = asked(company)
    line = button(company.inbox(peers[0])[0], "Answer")
    stranger = ({"ben", "cleo", "dora"} - set(peers)).pop()
    id = line.split()[1]

    assert "put to other people" in words_of(company.says(stranger, f"{line} I know"))
    assert "your own question" in words_of(company.says("ana", f"{line} I know"))
    assert "whoever asked" in words_of(company.says(stranger, f"question close {id}"))
    assert "do not know that question" in words_of(company.says("ben", "answer qst_nothing yes"))


def test_a_question_without_a_known_skill_can_be_asked_about_one(company):
    said = words_of(company.says("ana", "ask How do I get my travel booked?"))
    assert "no skill in it" in said

    better = words_of(company.says("ana", "ask about k8s: How do I get this running?"))
    assert "They may know" in better


def test_nobody_asks_more_than_a_few_questions_a_day(company):
    for _ in range(service.A_DAY):
        asked(company)
    said = words_of(company.says("ana", f'ask "{QUESTION}"'))
    assert "Give people a day" in said

    company.now += timedelta(days=1, minutes=1)
    assert "They may know" in words_of(company.says("ana", f'ask "{QUESTION}"'))


def test_ask_alone_opens_a_form_and_too_long_a_question_is_refused_in_words(company):
    assert isinstance(company.says("ana", "ask"), Ask)
    said = words_of(fills(company, "ana", "ask", question="x" * 1501, skill=""))
    assert "up to 1500 characters" in said


def test_something_learned_is_shared_without_a_question(company):
    asked = message(company.says("ben", "share Restart the pod before you raise the limit"))
    assert "Nothing is kept" in words_of(company.says("cleo", "takeaways"))
    press(company, "ben", asked, "Keep it")
    assert "Restart the pod" in words_of(company.says("cleo", "takeaways"))
    assert "Nothing is kept about" in words_of(company.says("cleo", "search haskell"))


def test_drafts_do_not_get_around_the_limit_of_a_day(company):
    drafts = [message(company.says("ana", f'ask "{QUESTION}"')) for _ in range(service.A_DAY + 3)]
    said = []
    for draft in drafts:
        line = next(
            b.command
            for block in draft.blocks
            for b in getattr(block, "buttons", ())
            if b.command.startswith("question peers")
        )
        said.append(words_of(company.says("ana", line)))
    assert sum("on its way" in one for one in said) == service.A_DAY
    assert "Give people a day" in said[-1]


def test_who_passes_twice_or_after_an_answer_asks_nobody_else(company):
    company.settle(person("eve"), person("fay"))
    for name in ("eve", "fay"):
        company.says(name, "offer kubernetes")
    peers = asked(company)
    card = company.inbox(peers[0], kinds=["ask"])[0]
    for _ in range(3):
        press(company, peers[0], card, "Not for me")
    company.says(peers[1], f"{button(card, 'Answer')} Look at the timeout")
    press(company, peers[1], card, "Not for me")
    company.work_through()

    assert len([d for d in company.arrived if d.kind == "ask"]) == 3


def test_a_question_for_a_channel_waits_for_its_morning(company):
    program = company.program(["ana"])
    with company.store.begin() as work:
        there = replace(work.programs.get(program.id), channel="chan:1", channel_name="platform")
        work.programs.save(there)
    company.now = company.now.replace(hour=22)
    choice = message(company.says("ana", f'ask "{QUESTION}"'))
    press(company, "ana", choice, "Post in #platform")
    company.work_through()
    assert not [d for d in company.arrived if d.to == Place("chan:1")]

    company.pass_(hours=10)
    assert [d for d in company.arrived if d.to == Place("chan:1")]


def test_an_answer_to_who_has_left_is_refused_in_words(company):
    peers = asked(company)
    line = button(company.inbox(peers[0])[0], "Answer")
    with company.store.begin() as work:
        work.members.save(replace(work.members.get(f"{WORKSPACE}:ana"), state="gone"))

    assert "not here any more" in words_of(company.says(peers[0], f"{line} Here it is"))


def test_whose_words_are_kept_can_take_them_back(company):
    peers = asked(company)
    line = button(company.inbox(peers[0])[0], "Answer")
    company.says(peers[0], f"{line} Our secret trick")
    company.work_through()
    form = press(company, "ana", company.inbox("ana")[-1], "Keep it for others")
    assert isinstance(form, Ask)
    fills(company, "ana", form.form.command, title="A trick", text="Our secret trick")
    company.work_through()
    told = company.inbox(peers[0])[-1]

    stranger = ({"ben", "cleo", "dora"} - set(peers)).pop()
    assert "do not know that" in words_of(company.says(stranger, button(told, "Yes, keep it")))
    done = message(press(company, peers[0], told, "Yes, keep it"))
    assert "Only whoever gave it" in words_of(company.says(stranger, button(done, "Take it back")))
    press(company, peers[0], done, "Take it back")

    assert "Nothing is kept about" in words_of(company.says("dora", "search trick"))
