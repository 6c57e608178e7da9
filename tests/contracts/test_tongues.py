"""What is said where the core has not answered is said in the reader's language too, on each platform."""

import re
from dataclasses import replace
from typing import Any

import pytest

from adapters.promises import TRIES
from adapters.tongues import Tongues
from facilitation import pages
from facilitation.talk import forms, frame, languages, refusals
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Quiet, Reply, Say, Sender
from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import Button, Message, buttons, text
from facilitation.talk.phrases import say
from facilitation.talk.readers import Reader
from tests.contracts import slack_desk, teams_desk
from tests.contracts.desk_core import Core
from tests.contracts.teams_desk import KeyedCore
from tests.contracts.test_pseudo_languages import CLOSES, OPENS, longer

LONG = Language("en-XA", longer)
CARD = Message("1", (buttons(Button("2", "join 1")),), LONG)
FORM = Form("1", "rename 1", (forms.Line("name", "2"),), language=LONG)
ANA = Sender(workspace="slack:T1", member="slack:T1:U1")


def reads(member: str) -> Language:
    """Let everybody read the long language."""
    return LONG


def is_read(words: str) -> bool:
    """Tell whether something is said, and all of it in the long language."""
    said = f"{OPENS}[^{CLOSES}]*{CLOSES}"
    return bool(re.search(said, words)) and not re.search(r"[^\W\d_]", re.sub(said, "", words))


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the long language be one that Peerloop speaks."""
    monkeypatch.setattr(languages, "known", lambda: frozenset({"en", "xx"}))
    monkeypatch.setattr(languages, "_read", {"xx": LONG, "en": ENGLISH}.__getitem__)


@pytest.mark.usefixtures("long")
async def test_people_are_spoken_to_as_last_by_the_core_else_as_is_kept_else_as_their_platform_says() -> (
    None
):
    asked: list[str] = []

    def kept(member: str) -> Language | None:
        asked.append(member)
        return ENGLISH if member == "ben" else None

    tongues = Tongues(kept)
    told = replace(ANA, locale="xx-CH")
    assert (await tongues.of(told)).language is LONG
    assert (await tongues.of(replace(told, locale="yy"))).language is ENGLISH
    assert (await tongues.of(replace(told, member="ben"))).language is ENGLISH
    await tongues.read(told, Reader(ENGLISH).reply(Say(Message(say("Hello")))))
    assert (await tongues.of(told)).language is ENGLISH
    await tongues.read(told, Reader(LONG).reply(Ask(Form(say("Hello"), "1", ()))))
    for _ in range(3):
        assert (await tongues.of(replace(told, locale=""))).language is LONG
        await tongues.of(replace(told, member="ben"))
    assert asked == ["slack:T1:U1", "slack:T1:U1", "ben"], "what was learned is not asked for again"


async def test_a_store_that_is_away_costs_nobody_the_answer() -> None:
    def away(member: str) -> Language | None:
        raise OSError("no database")

    tongues = Tongues(away)
    said = await tongues.read(ANA, refusals.apology("err_1"))
    assert isinstance(said, Say)
    assert said.message.title == "Something went wrong on my side"
    assert await tongues.read(ANA, Quiet()) == Quiet()


@pytest.mark.parametrize("bug", [True, False])
async def test_slack_s_form_that_takes_long_and_what_fails_are_in_the_reader_s_language(
    bug: bool,
) -> None:
    core = Core(replies={"rename": Ask(FORM), "join": Say(CARD)}, reads=reads)
    async with slack_desk.desk(core=core, ready=0.02) as d:
        ana = d.team.user("ana")
        view = (await d.sim.says(ana, "/peer rename")).view
        core.slow = 0.3
        if bug:
            core.replies["rename 1"] = KeyError("a bug")
        shown = await d.sim.submits(ana, view, {"name": "Tea"}, patience=0.0)
        assert shown.view is not None
        told = [shown.view.shape()[key]["text"] for key in ("title", "close")]
        assert all(map(is_read, told)), told
        assert is_read(shown.view.shape()["blocks"][0]["text"]["text"])
        await d.inbound.drain(5.0)
        if bug:
            assert is_read(d.sim.messages(ana)[-1].words)


async def test_slack_tells_in_their_language_who_is_not_known_or_whose_workspace_took_it_out() -> (
    None
):
    core = Core(reads=reads)
    core.of_known = lambda incoming: None
    async with slack_desk.desk(core=core) as d:
        ana, eve = d.team.user("ana"), d.team.user("eve", guest=True)
        d.sim.faults.error("users.info", "internal_error")
        for one in (ana, eve):
            answer = await d.sim.says(one, "/peer home")
            assert answer.message is not None
            assert is_read(answer.message.words)
        away = d.sim.team("T2", "Moss").user("ben")
        answer = await d.sim.says(away, "/peer home")
        assert answer.message is not None
        assert is_read(answer.message.words)


async def test_what_a_dead_slack_process_gave_up_is_told_in_the_reader_s_language() -> None:
    core = Core(replies={"join 1": Quiet()}, reads=reads, slow=0.2)
    async with slack_desk.desk(core=core, ready=0.02) as d:
        ana = d.team.user("ana")
        await d.sim.send_slash(ana, "join 1")
        await d.sim.until(lambda: d.book.made)
        await d.inbound.drain(5.0)
        await d.sim.until(lambda: not d.book.kept)
        d.book.left = [replace(d.book.made[-1], tries=TRIES)]
        await d.inbound.look()
        await d.inbound.drain(5.0)
        assert is_read(re.sub(r"<!date[^>]*>", "", d.sim.messages(ana)[-1].words))


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("kept", [True, False])
async def test_teams_waits_fails_and_does_not_know_in_the_reader_s_language(kept: bool) -> None:
    core = KeyedCore(replies={"1": Say(CARD)})
    if kept:
        core.reads = reads
    async with teams_desk.desk(core=core, ready=0.1) as d:
        ana = d.sim.person("Ana", locale="en-US" if kept else "xx-DE")
        made: dict[str, Any] = {"type": "invoke", "name": "adaptiveCard/action", "value": {}}
        answer = await d.sim.post_activity({**d.sim.activity(ana, ""), **made, "id": "f:1"})
        assert is_read(answer.body["value"])

        await d.sim.install(ana)
        card = (await d.sim.says(ana, "1")).message
        core.replies["join 1"] = Quiet()
        assert is_read((await d.sim.press(ana, card, "2")).notice)
        core.replies["join 1"] = KeyError("a bug")
        assert is_read((await d.sim.press(ana, card, "2")).notice)
        core.slow, core.replies["join 1"] = 0.4, Say(CARD)
        assert is_read((await d.sim.press(ana, card, "2")).notice)
        await d.settled()


@pytest.mark.usefixtures("long")
async def test_teams_tells_strangers_so_in_the_language_of_their_client() -> None:
    core = KeyedCore()
    core.of_known = lambda incoming: None
    async with teams_desk.desk(core=core) as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben", locale="xx")
        eve = d.sim.person("Eve", locale="xx", guest=True)
        design = d.sim.team("Design", people=[ana, ben, eve])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        d.sim.faults.add("member", "500")
        for one in (ben, eve):
            await d.sim.says(one, "programs", where=design.general)
            await d.settled()
            assert is_read(d.sim.chat(one)[-1].words)


async def test_who_only_reads_english_gets_english_whatever_their_client_speaks() -> None:
    core = KeyedCore(replies={"1": Say(Message("Hello", (text("1"),)))})
    async with teams_desk.desk(core=core) as d:
        ana = d.sim.person("Ana", locale="xx-DE")
        await d.sim.install(ana)
        await d.sim.says(ana, "1")
        made: dict[str, Any] = {"type": "invoke", "name": "adaptiveCard/action", "value": {}}
        answer = await d.sim.post_activity({**d.sim.activity(ana, ""), **made, "id": "f:1"})
        assert answer.body["value"] == frame.UNKNOWN


def test_every_page_is_a_phrase() -> None:
    every: list[Message] = [one for one in vars(pages).values() if isinstance(one, Message)]
    said: list[Reply] = [
        Say(one) for one in (*every, pages.installed("Moss", "/peer", "https://s"))
    ]
    for one in said:
        read = Reader(LONG).reply(one)
        assert isinstance(read, Say)
        assert is_read(read.message.title.replace("Moss", "")), read.message.title
