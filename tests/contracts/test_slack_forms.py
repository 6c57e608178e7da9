"""Forms in Slack: opened in time, filled in, and sent back with what is wrong under its field."""

from datetime import UTC, datetime

from facilitation.talk import forms
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Filled, Quiet, Replace, Say, Where
from facilitation.talk.messages import Button, Message, buttons
from facilitation.talk.when import dates
from tests.contracts.slack_desk import desk

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TIMES = Form(
    "Other times",
    "times bkg_1",
    (
        forms.Moment("first", "First time"),
        forms.Moment("second", "Second time", "2026-11-25T18:00@1795597200", optional=True),
    ),
)
CARD = Message("Coffee", (buttons(Button("Rename", "rename")),))
FORM = Form("New name", "rename coffee", (forms.Line("name", "Name"), forms.Day("on", "From")))


async def test_a_form_opens_within_the_trigger_and_comes_back_filled():
    async with desk() as d:
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana], bot=True)
        d.core.replies = {"rename": Ask(FORM), "rename coffee": Say(Message("Renamed", ()))}
        view = (await d.sim.says(ana, "/peer rename", channel=design)).view
        answer = await d.sim.submits(ana, view, {"name": "Tea <!channel>", "on": "2026-12-01"})
        filled = d.core.done[-1]
        assert isinstance(filled, Filled)
        assert filled.line == "rename coffee"
        assert dict(filled.answers) == {"name": "Tea <!channel>", "on": "2026-12-01"}
        assert filled.where == Where(f"slack:T1:{design.id}", "channel", "design")
        assert filled.key.startswith("form:")
        assert answer.message.channel is design
        assert answer.message.to == ana.id
        assert "Renamed" in answer.words


async def test_what_is_wrong_with_an_answer_rides_on_the_ack_under_its_field():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {
            "rename": Ask(FORM),
            "rename coffee": Ask(FORM, {"name": "That name is taken."}),
        }
        view = (await d.sim.says(ana, "/peer rename")).view
        first = await d.sim.submits(ana, view, {"name": "Tea", "on": "2026-12-01"})
        assert first.errors == {"name": "That name is taken."}
        d.core.replies["rename coffee"] = Quiet()
        again = await d.sim.submits(ana, view, {"name": "Tee", "on": "2026-12-01"}, patience=0.05)
        assert again.ok
        assert not again.errors
        keys = [one.key for one in d.core.done if isinstance(one, Filled)]
        assert len(set(keys)) == 2


async def test_a_moment_comes_back_as_an_instant_and_what_is_wrong_with_it_is_said_under_it():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {
            "times": Ask(TIMES),
            "times bkg_1": Ask(TIMES, {"first": "That is already past."}),
        }
        view = (await d.sim.says(ana, "/peer times")).view
        at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        again = await d.sim.submits(ana, view, {"First time": at})
        assert again.errors == {"first": "That is already past."}
        filled = d.core.done[-1]
        assert isinstance(filled, Filled)
        assert dict(filled.answers) == {"first": "@1795510800", "second": "@1795597200"}
        assert dates.moment(str(filled.answers["first"]), NOW, "Asia/Tokyo") == at


async def test_what_is_wrong_with_the_whole_form_shows_above_it():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {
            "rename": Ask(FORM),
            "rename coffee": Ask(FORM, {"": "This program has ended."}),
        }
        view = (await d.sim.says(ana, "/peer rename")).view
        await d.sim.submits(ana, view, {"name": "Tea", "on": "2026-12-01"}, patience=0.05)
        assert "This program has ended." in view.words


async def test_a_form_from_a_channel_without_the_bot_answers_in_the_direct_message():
    async with desk() as d:
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana])
        d.core.replies = {"rename": Ask(FORM), "rename coffee": Say(Message("Renamed", ()))}
        view = (await d.sim.says(ana, "/peer rename", channel=design)).view
        answer = await d.sim.submits(ana, view, {"name": "Tea", "on": "2026-12-01"})
        assert answer.message.channel is d.sim.direct(ana)


async def test_a_form_that_replaces_the_card_it_was_opened_from_does_so():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {
            "card": Say(CARD),
            "rename": Ask(FORM),
            "rename coffee": Replace(Message("Renamed", ())),
        }
        card = (await d.sim.says(ana, "card")).message
        view = (await d.sim.presses(ana, card, "Rename")).view
        await d.sim.submits(ana, view, {"name": "Tea", "on": "2026-12-01"})
        assert "Renamed" in card.words


async def test_a_form_that_comes_too_late_for_its_trigger_offers_a_button_to_try_again():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"rename": Ask(FORM)}
        d.sim.faults.error("views.open", "expired_trigger_id")
        answer = await d.sim.says(ana, "/peer rename")
        assert "Try again" in answer.message.buttons
        view = (await d.sim.presses(ana, answer.message, "Try again")).view
        assert view.fields == ["name", "on"]
        assert d.core.lines == ["rename", "rename"]


async def test_a_form_that_slack_refuses_says_so():
    async with desk() as d:
        d.core.replies = {"rename": Ask(FORM)}
        d.sim.faults.error("views.open", "invalid_arguments")
        answer = await d.sim.says(d.team.user("ana"), "/peer rename")
        assert "did not open" in answer.words


async def test_a_form_asked_for_in_a_message_comes_by_a_button():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"rename": Ask(FORM)}
        card = (await d.sim.says(ana, "rename")).message
        view = (await d.sim.presses(ana, card, "Open the form")).view
        assert view.fields == ["name", "on"]


async def test_a_form_that_carries_nothing_is_acknowledged_and_that_is_all():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"rename": Ask(FORM)}
        view = (await d.sim.says(ana, "/peer rename")).view
        view.payload["private_metadata"] = ""
        answer = await d.sim.submits(ana, view, {"name": "Tea", "on": "2026-12-01"}, patience=0.05)
        assert answer.status == 200
        assert d.core.lines == ["rename"]


async def test_a_slow_form_says_that_it_takes_a_moment_and_then_shows_what_is_wrong():
    async with desk(ready=0.3) as d:
        ana = d.team.user("ana")
        d.core.replies = {
            "rename": Ask(FORM),
            "rename coffee": Ask(FORM, {"name": "That name is taken."}),
        }
        view = (await d.sim.says(ana, "/peer rename")).view
        d.core.slow = 0.6
        answer = await d.sim.submits(ana, view, {"name": "Tea", "on": "2026-12-01"}, patience=0.0)
        assert "moment" in answer.body["view"]["blocks"][0]["text"]["text"]
        await d.sim.until(lambda: "That name is taken." in view.words)
