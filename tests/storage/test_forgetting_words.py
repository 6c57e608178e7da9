"""Only what is somebody's own goes with them: no usual word, no command, and no question of a deck."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from adapters.playground.log import BOT, Conversation, Post
from facilitation.discussions import planned
from facilitation.discussions.model import Discussion
from facilitation.pairing.model import Reason, Shared
from facilitation.post.outbox import Place
from facilitation.rounds import reasons, who
from facilitation.talk import ours
from facilitation.talk.messages import Bold, Button, Items, Link, Message, Quote, buttons, text
from facilitation.talk.phrases import say
from storage.playground import PlaygroundLog
from tests.company import WORKSPACE, Company, person
from tests.facilitation.discussed import placed
from tests.storage.examples import discussion
from tests.storage.test_forgetting import with_ledger
from tests.words import agree, everything, said, words_of

OWN = "My rabbit Flurbl ate the roadmap"


@pytest.fixture
def company(engine: Engine, tmp_path: Path) -> Company:
    """Ana and Jonas facilitate a program in #coffee; Mei takes part."""
    company = Company(with_ledger(engine, tmp_path))
    company.settle(
        replace(person("ana", role="facilitator"), name="Ana Duarte"),
        replace(person("jonas", role="facilitator"), name="Jonas Weber"),
        replace(person("mei"), name="Will", handle="will"),
    )
    made = company.program(["ana", "jonas", "mei"], "Coffee")
    with company.store.begin() as work:
        led = tuple(f"{WORKSPACE}:{name}" for name in ("ana", "jonas"))
        made = work.programs.save(replace(work.programs.get(made.id), facilitators=led))
    placed(company, made, "coffee")
    return company


def chat(company: Company, engine: Engine, name: str, *lines: str) -> PlaygroundLog:
    """Let somebody type lines to the bot in the playground."""
    log = PlaygroundLog(engine, Conversation, Post)
    for line in lines:
        log.add(
            conversation=f"personal:{name}", at=company.now, author=f"{WORKSPACE}:{name}", text=line
        )
    return log


def shown(log: PlaygroundLog, company: Company, message: Message) -> int:
    return log.add(conversation="#coffee", at=company.now, author=BOT, message=message).id


def message_of(log: PlaygroundLog, post: int) -> Message:
    kept = log.get(post)
    assert kept is not None
    return kept.message


def test_usual_words_names_and_commands_that_somebody_typed_stay_in_the_cards_of_others(
    company: Company, engine: Engine
) -> None:
    typed = ("answer", "coffee", "discussions", "Ana Duarte", "prompt ask coffee", "forget me")
    log = chat(company, engine, "jonas", *typed)
    card = Message(
        say("Your answer is kept"),
        (
            text(say("Thank you, {ana}! Over a coffee, on a question.", ana="Ana Duarte")),
            text("Words of discussions are gone after 90 days. Channel: #coffee"),
            buttons(
                Button(say("Change the answer"), "answer"), Button("Next", "prompt ask coffee")
            ),
        ),
    )
    post = shown(log, company, card)

    agree(company, "jonas", "forget me")

    assert message_of(log, post) == card
    assert {one.text for one in log.posts(["personal:jonas"])} == {"…"}


def test_what_somebody_wrote_goes_whole_from_the_cards_of_others_with_their_name(
    company: Company, engine: Engine
) -> None:
    log = chat(company, engine, "jonas", OWN)
    post = shown(log, company, Message("Jonas Weber says", (Quote((f"“{OWN}”",)), text("Hm"))))

    agree(company, "jonas", "forget me")

    assert everything(message_of(log, post)) == ["Somebody who has left says", "“…”", "Hm"]


@pytest.mark.parametrize("alone", [False, True])
def test_an_introduction_says_no_more_what_somebody_did_offered_and_wanted(
    company: Company, engine: Engine, alone: bool
) -> None:
    mina = replace(
        person("mina"),
        name="Wilhelmina Vos",
        team="Legal",
        location="London",
        offers=("contracts",),
        wants=("figma",),
    )
    ana = replace(person("ana"), name="Ana Duarte", team="Design", offers=("figma",))
    company.settle(mina)
    why = reasons.these(
        Reason((Shared(mina.id, gain="contracts", give="figma"),)), {mina.id: mina.name}
    )
    names = [mina.name] if alone else [mina.name, ana.name]
    title = say("Meet {people}", people=names) if alone else say("{people}, meet", people=names)
    each = who.each([mina, ana], company.now)
    lines = Items(((say("{person}: {why}", person=Bold(mina.name), why=why),), (why,)))
    card = Message(title, (*each, text(why), lines, text("A question to start with:")))
    log = PlaygroundLog(engine, Conversation, Post)
    post = shown(log, company, card)

    agree(company, "mina", "forget me")

    left = words_of(message_of(log, post))
    assert "Somebody who has left" in left
    assert "Ana Duarte: Design. Offers figma." in left
    assert "A question to start with:" in left
    for told in ("Legal", "London", "contracts", "wants", "you want"):
        assert told not in left


def test_a_name_goes_from_links_too_and_a_first_name_that_nobody_else_has(
    company: Company, engine: Engine
) -> None:
    company.settle(replace(person("ben"), name="Ana Lima"))
    log = PlaygroundLog(engine, Conversation, Post)
    at = "https://calendar.example/?text=1%0AJonas%20Weber%20and%20Ana%20Duarte&more="
    post = shown(log, company, Message("Hi Jonas and Ana!", (text(Link("Add it", at)),)))

    agree(company, "jonas", "forget me")
    agree(company, "ana", "forget me")

    gone = "Somebody%20who%20has%20left"
    at = f"https://calendar.example/?text=1%0A{gone}%20and%20{gone}&more="
    assert message_of(log, post) == Message(
        "Hi Somebody who has left and Ana!", (text(Link("Add it", at)),)
    )


def test_a_text_that_others_have_written_too_stays_theirs(company: Company, engine: Engine) -> None:
    chat(company, engine, "jonas", "Terraform")
    log = chat(company, engine, "ana", "who can help me with Terraform tomorrow")
    post = shown(log, company, Message("Terraform for beginners"))

    agree(company, "jonas", "forget me")

    assert message_of(log, post) == Message("Terraform for beginners")


def test_of_a_name_that_is_a_usual_word_only_the_name_goes(
    company: Company, engine: Engine
) -> None:
    log = PlaygroundLog(engine, Conversation, Post)
    post = shown(
        log,
        company,
        Message("I will ask", (text(Bold("Will")), buttons(Button("Book", "book @will")))),
    )

    agree(company, "mei", "forget me")

    assert message_of(log, post) == Message(
        "I will ask", (text(Bold("Somebody who has left")), buttons(Button("Book", "book @…")))
    )


def discussions(company: Company) -> list[Discussion]:
    with company.store.begin() as work:
        return [*work.discussions.unclosed(WORKSPACE), *work.discussions.closed(WORKSPACE, 9)]


def test_a_question_of_a_deck_stays_when_who_asked_it_is_forgotten_and_an_own_one_goes(
    company: Company,
) -> None:
    said(company.says("jonas", "prompt ask"))
    said(company.says("jonas", f'discuss "{OWN}?"'))
    said(company.says("ana", 'prompt add "What would you ask a rabbit?"'))
    said(company.says("jonas", "prompt ask"))
    first, _, third = discussions(company)

    agree(company, "jonas", "forget me")

    assert third.question == "What would you ask a rabbit?"
    assert sorted(d.question for d in discussions(company)) == sorted(
        [first.question, third.question, "…"]
    )


def test_what_peerloop_says_is_known_by_its_words_and_not_by_the_names_in_its_sentences() -> None:
    assert ours.says("Words of discussions")
    assert not ours.says("jonas")
    assert not ours.says("Ana Duarte")


def asked_by_jonas(company: Company, line: str) -> Discussion:
    """Let Jonas open a discussion that has reached its channel, and be forgotten the day after."""
    company.now = company.now.replace(day=24)
    said(company.says("jonas", line))
    company.work_through()
    company.pass_(hours=1)
    company.arrived.clear()
    agree(company, "jonas", "forget me")
    company.pass_(hours=1)
    (one,) = discussions(company)
    return one


def test_a_discussion_of_a_deck_goes_on_with_another_facilitator_who_is_told(
    company: Company,
) -> None:
    one = asked_by_jonas(company, "prompt ask")

    assert (one.state, one.facilitator) == ("open", f"{WORKSPACE}:ana")
    (told,) = [m for m in company.inbox("ana") if m.title == "You look after a discussion now"]
    assert one.question in words_of(told)
    assert "no longer here" in words_of(told)


def test_a_discussion_in_own_words_is_closed_and_its_thread_is_told_kindly(
    company: Company,
) -> None:
    one = asked_by_jonas(company, f'discuss "{OWN}?"')

    assert (one.state, one.question) == ("closed", "…")
    (told,) = [d.message for d in company.arrived if d.to == Place(one.conversation, one.thread)]
    assert told.title == "This discussion is closed"
    assert "their question went with them" in words_of(told)
    company.arrived.clear()
    company.pass_(days=9)
    assert not company.bugs
    assert [m.title for m in company.inbox("ana") if "…" in words_of(m)] == []


def test_a_round_whose_question_was_prepared_by_somebody_forgotten_opens_with_another(
    company: Company,
) -> None:
    with company.store.begin() as work:
        program = next(p for p in work.programs.of(WORKSPACE) if p.name == "Coffee")
        jonas = f"{WORKSPACE}:jonas"
        coming = discussion(
            1,
            workspace=WORKSPACE,
            program=program.id,
            question=f"{OWN}?",
            facilitator=jonas,
            opened_by=jonas,
            state="planned",
        )
        kept = work.discussions.save(replace(coming, conversation=program.channel, thread=""))

    agree(company, "jonas", "forget me")

    with company.store.begin() as work:
        closes_at = company.now + timedelta(days=3)
        opened = planned.open_it(
            work, work.discussions.get(kept.id), program, closes_at, company.now
        )
    assert opened.facilitator == opened.opened_by == f"{WORKSPACE}:ana"
    assert opened.question not in ("…", f"{OWN}?")
